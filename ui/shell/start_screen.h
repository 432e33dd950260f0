// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/engine_host.h"
#include "ui/shell/session_store.h"

#include <QLocale>
#include <QWidget>

class QSettings;

namespace bursar::models {
class ServerList;
class ServerProfiles;
}

namespace bursar::ui {

class Button;
class EngineCard;
class ServersCard;
class TextLabel;

/// Where a session begins: the demo, this machine's engine, or a server; and the way back to where one left. Painted
/// before any engine answers.
class StartScreen : public QWidget {
    Q_OBJECT

public:
    enum class Engine { Own, None };
    StartScreen(models::ServerList& servers, models::ServerProfiles& profiles, QSettings& settings, Engine engine,
                QWidget* parent = nullptr);

    void setData(EngineProfile profile, const ProfileData& kept);
    void setRunning(EngineProfile profile, const std::optional<RunningEngine>& running);
    void setProgress(EngineProfile profile, const EngineProgress& progress);
    /// No start is under way any more; an empty sentence: it was canceled.
    void setStopped(EngineProfile profile, const QString& sentence);
    void setLast(const LastPlace& place);
    ServersCard& servers() { return *m_servers; }

Q_SIGNALS:
    void engineRequested(bursar::ui::EngineProfile profile);
    void cancelRequested();
    /// The engine that another process runs on that data.
    void runningRequested(bursar::ui::EngineProfile profile);
    void serverRequested(const QString& id);
    void newServerRequested();
    void editRequested(const QString& id);
    void compareRequested(const QString& id);
    void lastRequested();
    void languageRequested(QLocale::Language language);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildHead();
    void place();
    EngineCard& card(EngineProfile profile) { return profile == EngineProfile::demo ? *m_demo : *m_local; }

    QSettings& m_settings;
    QWidget* m_head;
    EngineCard* m_demo;
    EngineCard* m_local;
    ServersCard* m_servers;
    Button* m_last;
};

} // namespace bursar::ui
