// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/server_list.h"
#include "models/client/server_profiles.h"
#include "ui/shell/engine_host.h"
#include "ui/widgets/card.h"

#include <QSortFilterProxyModel>

class QLineEdit;
class QListView;
class QProgressBar;

namespace bursar::ui {

class Button;
class QuotaBar;
class TextLabel;

/// One engine of this machine on the start screen: what it is, how far it has come, and its button.
class EngineCard : public Card {
    Q_OBJECT

public:
    explicit EngineCard(EngineProfile profile, QWidget* parent = nullptr);
    void setData(const ProfileData& kept);
    void setRunning(const std::optional<RunningEngine>& running);
    void setProgress(const EngineProgress& progress);
    void setStopped(const QString& sentence);
    void setUnavailable(const QString& reason);
    Button* openButton() const { return m_open; }
    Button* runningButton() const { return m_running; }
    QString stateText() const;

Q_SIGNALS:
    void openRequested();
    void cancelRequested();
    void runningRequested();

private:
    void build();

    EngineProfile m_profile;
    TextLabel* m_explanation;
    TextLabel* m_place;
    TextLabel* m_state;
    QuotaBar* m_bar;
    Button* m_open;
    Button* m_cancel;
    Button* m_running;
    std::optional<RunningEngine> m_runningEngine;
};

/// The saved servers: filter, list, connect.
class ServersCard : public Card {
    Q_OBJECT

public:
    ServersCard(models::ServerList& servers, models::ServerProfiles& profiles, QWidget* parent = nullptr);
    QListView* list() const { return m_list; }
    Button* connectButton() const { return m_connect; }
    Button* newButton() const { return m_new; }
    QString currentId() const;

Q_SIGNALS:
    void serverRequested(const QString& id);
    void newRequested();
    void editRequested(const QString& id);
    void compareRequested(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void act(const QString& id);
    void showCurrent();
    void openMenu(const QPoint& position);

    models::ServerList& m_servers;
    models::ServerProfiles& m_profiles;
    QSortFilterProxyModel m_found;
    QLineEdit* m_filter;
    QListView* m_list;
    TextLabel* m_empty;
    Button* m_new;
    Button* m_connect;
};

} // namespace bursar::ui
