// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/inspector.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace bursar::test {

/// A shell that only writes down what pages ask of it; settings are fresh for each.
class FakeShell final : public ui::Shell {
public:
    explicit FakeShell(models::Gateway& gateway)
        : m_gateway(gateway), m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
    }
    models::Gateway& gateway() override { return m_gateway; }
    models::ViewState& view() override { return m_view; }
    QSettings& settings() override { return m_settings; }
    QString serverName() const override { return QStringLiteral("test-server"); }
    void open(const ui::Location& location) override { opened.push_back(location); }
    void openInWindow(const ui::Location& location) override { windows.push_back(location); }
    void stateChanged() override { ++stateChanges; }
    void toast(const QString& text, const QString&, std::function<void()> onAction) override
    {
        toasts.append(text);
        lastAction = std::move(onAction);
    }
    void toastError(const QString& text) override { errors.append(text); }
    ui::Inspector& inspector() override
    {
        if (!m_inspector)
            m_inspector = std::make_unique<ui::Inspector>();
        return *m_inspector;
    }
    void showInspector() override { isInspectorShown = true; }
    void hideInspector() override { isInspectorShown = false; }
    void setLanguage(QLocale::Language language) override { languages.push_back(language); }

    /// The filter text of the last opened place.
    QString lastFilter() const
    {
        return opened.empty() ? QString() : opened.back().state.value(QLatin1String("filter")).toString();
    }

    std::vector<ui::Location> opened;
    std::vector<ui::Location> windows;
    std::vector<QLocale::Language> languages;
    QStringList toasts;
    std::function<void()> lastAction; ///< of the last toast
    QStringList errors;
    int stateChanges = 0;
    bool isInspectorShown = false;

private:
    models::Gateway& m_gateway;
    models::ViewState m_view;
    QTemporaryDir m_folder;
    QSettings m_settings;
    std::unique_ptr<ui::Inspector> m_inspector;
};

} // namespace bursar::test
