// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

namespace bursar::ui {

class Workspace;

/// The Shell of one page: its own inspector, and no say while another page is in view.
class PageShell final : public Shell {
public:
    PageShell(Workspace& workspace, QString page) : m_workspace(workspace), m_page(std::move(page)) {}

    models::Gateway& gateway() override;
    models::ViewState& view() override;
    QSettings& settings() override;
    QString serverName() const override;
    void open(const Location& location) override;
    void openInWindow(const Location& location) override;
    void stateChanged() override;
    void toast(const QString& text, const QString& action = {}, std::function<void()> onAction = {}) override;
    void toastError(const QString& text) override;
    Inspector& inspector() override;
    void showInspector() override;
    void hideInspector() override;
    void setLanguage(QLocale::Language language) override;

private:
    bool isInView() const;

    Workspace& m_workspace;
    QString m_page;
    Inspector* m_inspector = nullptr; // owned by the dock
};

} // namespace bursar::ui
