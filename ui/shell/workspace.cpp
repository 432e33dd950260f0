// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace.h"

#include "ui/shell/console_session.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/page_header.h"
#include "ui/shell/page_shell.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/toasts.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bursar::ui {

namespace {
constexpr int kAboveHeader = 8;
constexpr int kBelowHeader = 16;
constexpr QLatin1StringView kHistory("history");
constexpr QLatin1StringView kPages("pages");
constexpr QLatin1StringView kCompare("compare");
} // namespace

Workspace::Workspace(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* parent)
    : QWidget(parent), m_session(session), m_entries(pages), m_view(new models::ViewState(this)),
      m_banner(new Banner), m_header(new PageHeader), m_stack(new QStackedWidget), m_forbidden(new EmptyState)
{
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, kAboveHeader, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addSpacing(kBelowHeader);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_forbidden);
    m_dock = new InspectorDock(main);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_dock, 1);

    connect(m_view, &models::ViewState::changed, this, &Workspace::viewChanged);
    connect(m_view, &models::ViewState::liveChanged, this, &Workspace::placeChanged);
    connect(&session.notices(), &Notices::changed, this, &Workspace::showBanner);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (const Notice* notice = m_session.notices().banner())
            Q_EMIT m_session.notices().actionRequested(notice->id);
    });
    connect(&session.gateway(), &models::Gateway::meChanged, this, &Workspace::rolesChanged);
    connect(&session.gateway(), &models::Gateway::linkChanged, this,
            [this, wasLive = session.gateway().isLive()]() mutable {
                m_header->refreshActions();
                const bool isLive = m_session.gateway().isLive();
                if (isLive && !wasLive && m_page)
                    m_page->refresh();
                wasLive = isLive;
            });
    connect(m_dock, &InspectorDock::openedInWindow, this, [this] { Q_EMIT windowRequested(place()); });
    showBanner();
}

Workspace::~Workspace()
{
    // Pages use this as their Shell: they go while it is whole.
    m_page = nullptr;
    m_isPlacing = true;
    m_dock->close();
    for (const auto& [id, made] : m_pages)
        delete made.page;
}

models::Gateway& Workspace::gateway()
{
    return m_session.gateway();
}

QSettings& Workspace::settings()
{
    return m_session.settings();
}

QString Workspace::serverName() const
{
    const ServerIdentity& identity = m_session.identity();
    const QString environment = models::environmentWord(identity.environment);
    return identity.name == environment ? identity.name
                                        : QStringList{identity.name, environment}.join(QStringLiteral(" · "));
}

const PageEntry* Workspace::entryOf(const QString& id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const PageEntry& entry) { return entry.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

bool Workspace::mayOpen(const QString& page) const
{
    const PageEntry* entry = entryOf(page);
    if (!entry)
        return false;
    const std::optional<contract::Role> role = m_session.gateway().role();
    // Until the engine has said who calls, the frame is painted as for the least role.
    return role.value_or(contract::Role::observer) >= entry->least;
}

std::vector<const PageEntry*> Workspace::allowedPages() const
{
    std::vector<const PageEntry*> allowed;
    for (const PageEntry& entry : m_entries) {
        if (mayOpen(entry.id))
            allowed.push_back(&entry);
    }
    return allowed;
}

Location Workspace::place() const
{
    Location location = m_place;
    location.range = m_view->range();
    location.scope = m_view->scope();
    if (m_page)
        location.state = m_page->saveState();
    return location;
}

void Workspace::open(const Location& location)
{
    if (!m_place.page.isEmpty())
        m_history.note(place());
    Location target = location;
    if (!target.range)
        target.range = m_view->range();
    if (!target.scope)
        target.scope = m_view->scope();
    m_history.open(target);
    show(target);
    m_history.note(place());
    Q_EMIT historyChanged();
    Q_EMIT placeChanged();
}

void Workspace::openInWindow(const Location& location)
{
    Location target = location;
    if (!target.range)
        target.range = m_view->range();
    if (!target.scope)
        target.scope = m_view->scope();
    Q_EMIT windowRequested(target);
}

void Workspace::back()
{
    m_history.note(place());
    if (const auto target = m_history.back()) {
        show(*target);
        Q_EMIT historyChanged();
        Q_EMIT placeChanged();
    }
}

void Workspace::forward()
{
    m_history.note(place());
    if (const auto target = m_history.forward()) {
        show(*target);
        Q_EMIT historyChanged();
        Q_EMIT placeChanged();
    }
}

Page* Workspace::pageFor(const PageEntry& entry)
{
    const auto found = m_pages.find(entry.id);
    if (found != m_pages.end())
        return found->second.page;
    auto shell = std::make_unique<PageShell>(*this, entry.id);
    Page* page = entry.make(*shell);
    m_pages.emplace(entry.id, Made{std::move(shell), page});
    m_stack->addWidget(page);
    return page;
}

void Workspace::show(const Location& place)
{
    const PageEntry* entry = entryOf(place.page);
    Page* before = m_page;
    m_isPlacing = true; // one refresh for range, scope and state together, and no note of what is left behind
    if (before && before->id() != place.page) {
        m_states[before->id()] = before->saveState();
        before->deactivate();
        m_dock->close();
    }
    m_view->setPlace(place.range.value_or(m_view->range()), place.scope.value_or(m_view->scope()));
    m_isPlacing = false;
    m_place = place;
    if (!entry || !mayOpen(place.page)) {
        showForbidden(entry);
        Q_EMIT pageShown(place.page);
        return;
    }
    const bool isNew = !m_pages.contains(place.page);
    m_page = pageFor(*entry);
    const auto left = m_states.find(place.page);
    m_isPlacing = true;
    m_page->restoreState(place.state.isEmpty() && isNew && left != m_states.end() ? left->second : place.state);
    m_isPlacing = false;
    m_stack->setCurrentWidget(m_page);
    m_header->setPage(m_page->title(), m_page->actions(), m_page->headline());
    m_page->refresh();
    Q_EMIT pageShown(place.page);
}

void Workspace::showForbidden(const PageEntry* entry)
{
    m_page = nullptr;
    m_header->setPage(entry ? entry->title : tr("No such page"), {});
    m_forbidden->showNotAllowed(entry ? tr("Your role may not see this page. An admin of this server can grant it.")
                                      : tr("This console has no page of that name. It may be from a newer version."));
    m_stack->setCurrentWidget(m_forbidden);
}

void Workspace::rolesChanged()
{
    m_header->refreshActions();
    // A page that was refused for want of a known role, or that the role no longer reaches.
    const bool may = mayOpen(m_place.page);
    if (!m_place.page.isEmpty() && entryOf(m_place.page) && may != (m_page != nullptr))
        show(m_place);
}

void Workspace::viewChanged()
{
    if (m_isPlacing)
        return;
    if (m_page)
        m_page->refresh();
    stateChanged();
    // An action may name what changed ("Compare: off"). Later, as the change may come from an action that still runs.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_page)
                m_header->setPage(m_page->title(), m_page->actions(), m_page->headline());
        },
        Qt::QueuedConnection);
}

void Workspace::stateChanged()
{
    if (m_isPlacing || m_place.page.isEmpty())
        return;
    m_history.note(place());
    m_header->refreshActions();
    Q_EMIT placeChanged();
}

void Workspace::toast(const QString& text, const QString& action, std::function<void()> onAction)
{
    if (!m_toasts)
        m_toasts = new Toasts(window());
    m_toasts->show({text, Tone::Positive, action, std::move(onAction)});
}

void Workspace::toastError(const QString& text)
{
    if (!m_toasts)
        m_toasts = new Toasts(window());
    m_toasts->show({text, Tone::Negative, {}, {}});
}

void Workspace::focusPage()
{
    if (m_page)
        m_page->setFocus(Qt::OtherFocusReason);
}

void Workspace::showBanner()
{
    if (const Notice* notice = m_session.notices().banner())
        m_banner->setBanner(notice->tone, notice->glyph, notice->text, notice->action);
    else
        m_banner->clear();
}

QJsonObject Workspace::save() const
{
    QJsonObject pages;
    for (const auto& [id, state] : m_states)
        pages.insert(id, state);
    for (const auto& [id, made] : m_pages)
        pages.insert(id, made.page->saveState());
    return {{kHistory, m_history.save()}, {kPages, pages}, {kCompare, m_view->compare()}};
}

void Workspace::restore(const QJsonObject& saved)
{
    const QJsonObject pages = saved.value(kPages).toObject();
    for (auto page = pages.begin(); page != pages.end(); ++page)
        m_states[page.key()] = page.value().toObject();
    m_isPlacing = true;
    m_view->setCompare(saved.value(kCompare).toBool(m_view->compare()));
    m_isPlacing = false;
    m_history.restore(saved.value(kHistory).toObject());
    if (const auto present = m_history.present())
        show(*present);
    Q_EMIT historyChanged();
}

} // namespace bursar::ui
