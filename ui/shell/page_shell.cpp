// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_shell.h"

#include "ui/shell/inspector_dock.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/inspector.h"

namespace bursar::ui {

bool PageShell::isInView() const
{
    return m_workspace.pageId() == m_page;
}

models::Gateway& PageShell::gateway()
{
    return m_workspace.gateway();
}

models::ViewState& PageShell::view()
{
    return m_workspace.view();
}

QSettings& PageShell::settings()
{
    return m_workspace.settings();
}

QString PageShell::serverName() const
{
    return m_workspace.serverName();
}

void PageShell::open(const Location& location)
{
    m_workspace.open(location);
}

void PageShell::openInWindow(const Location& location)
{
    m_workspace.openInWindow(location);
}

void PageShell::stateChanged()
{
    if (isInView())
        m_workspace.stateChanged();
}

void PageShell::toast(const QString& text, const QString& action, std::function<void()> onAction)
{
    m_workspace.toast(text, action, std::move(onAction));
}

void PageShell::toastError(const QString& text)
{
    m_workspace.toastError(text);
}

Inspector& PageShell::inspector()
{
    if (!m_inspector)
        m_inspector = m_workspace.dock().makeInspector();
    return *m_inspector;
}

void PageShell::showInspector()
{
    if (isInView()) // a late answer of a page that was left opens nothing
        m_workspace.dock().open(&inspector());
}

void PageShell::hideInspector()
{
    if (m_inspector && m_workspace.dock().current() == m_inspector)
        m_workspace.dock().close();
}

void PageShell::setLanguage(QLocale::Language language)
{
    Q_EMIT m_workspace.languageRequested(language);
}

} // namespace bursar::ui
