// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/settings/settings_model.h"
#include "ui/shell/page.h"

class QLineEdit;

namespace bursar::ui {

class Card;
class DataTable;
class PageScroll;
class SettingEditor;

/// The console's appearance, and every setting of the engine with default, source and limits.
class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(Shell& shell, QWidget* parent = nullptr);

    QString id() const override { return QStringLiteral("settings"); }
    QString title() const override;
    void refresh() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    bool isBusy() const override { return m_model.list().isWaiting(); }

private:
    void build();
    void inspect(const QString& key);
    void showList();
    void watchPane();
    QString whyReadOnly() const;
    void onChanged(const QString& key);
    void onFailed(const QString& key, const base::Error& error);

    mutable models::SettingsModel m_model;
    PageScroll* m_scroll;
    QLineEdit* m_filter = nullptr;
    Card* m_engineCard = nullptr;
    DataTable* m_table = nullptr;
    SettingEditor* m_editor = nullptr; ///< in the inspector while a setting is shown
    QString m_selected;         ///< key in the inspector
    QString m_pendingSelection; ///< from a link or a saved place, until the settings are read
    bool m_isWatching = false;
};

} // namespace bursar::ui
