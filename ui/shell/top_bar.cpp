// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "models/common/format.h"
#include "models/common/view_state.h"
#include "ui/shell/console_session.h"
#include "ui/shell/notice_list.h"
#include "ui/shell/range_words.h"
#include "ui/shell/role_words.h"
#include "ui/shell/scope_picker.h"
#include "ui/shell/search_field.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/range_picker.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace bursar::ui {

namespace {
constexpr int kPadding = 16;
constexpr int kGap = 8;
constexpr int kConnectionMax = 260;
constexpr int kScopeMax = 220;

QString chipText(ConsoleSession& session)
{
    const ServerIdentity& identity = session.identity();
    const bool namesEnvironment = identity.environment == models::Environment::Production
        || identity.environment == models::Environment::Staging;
    const std::optional<contract::Role> role = session.gateway().role();
    QString second;
    if (namesEnvironment)
        second = models::environmentWord(identity.environment);
    else if (role)
        second = roleText(*role);
    return second.isEmpty() ? identity.name : identity.name + QStringLiteral(" · ") + second;
}
} // namespace

TopBar::TopBar(ConsoleSession& session, models::ViewState& view, Extent extent, QWidget* parent)
    : QWidget(parent), m_session(session), m_view(view), m_connection(new ChipCombo), m_scope(new ChipCombo(tr("Scope"))),
      m_range(new ChipCombo(tr("Range"))), m_live(new ChipCombo), m_simulated(new SimulatedChip),
      m_connectionMenu(new QMenu(this)), m_personMenu(new QMenu(this)),
      m_scopePicker(new ScopePicker(session.agents(), this)), m_rangePicker(new RangePicker(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kPadding, 0, kPadding, 1);
    layout->setSpacing(kGap);
    for (QWidget* chip : std::initializer_list<QWidget*>{m_connection, m_scope, m_range, m_live, m_simulated})
        layout->addWidget(chip);
    layout->addStretch(1);
    m_connection->setObjectName(QStringLiteral("connection"));
    m_connection->setMenu(m_connectionMenu);
    m_scope->setObjectName(QStringLiteral("scope"));
    m_scope->setPopup(m_scopePicker);
    m_range->setObjectName(QStringLiteral("range"));
    m_rangePicker->setWindowFlags(Qt::Popup);
    m_range->setPopup(m_rangePicker);
    m_live->setObjectName(QStringLiteral("live"));
    m_live->setChevron(false);
    m_live->setStrong(true);
    m_simulated->hide();
    m_simulated->setToolTip(tr("Everything here is made up by the simulator. Exports and receipts say so."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (extent == Extent::Whole)
        buildRight(layout);

    connect(m_live, &ChipCombo::clicked, this, [this] { m_view.setLive(!m_view.live()); });
    connect(m_scopePicker, &ScopePicker::scopeChosen, this, [this](const QString& id) { m_view.setScope(id); });
    connect(m_rangePicker, &RangePicker::rangeChosen, this, &TopBar::rangeChosen);
    connect(&view, &models::ViewState::changed, this, &TopBar::showView);
    connect(&view, &models::ViewState::liveChanged, this, &TopBar::showView);
    connect(&session.agents(), &models::AgentDirectory::changed, this, &TopBar::showView);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &TopBar::showView);
    connect(&session.gateway(), &models::Gateway::linkChanged, this, &TopBar::showConnection);
    connect(&session.gateway(), &models::Gateway::meChanged, this, &TopBar::showPerson);
    connect(&session.status(), &StatusWatch::changed, this, [this] {
        m_simulated->setVisible(m_session.status().isSimulated());
        fit();
    });
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
    m_simulated->setVisible(session.status().isSimulated());
    showPerson();
    showView();
}

void TopBar::buildRight(QHBoxLayout* layout)
{
    m_search = new SearchField;
    m_search->setObjectName(QStringLiteral("search"));
    m_bell = new IconButton(Icon::Bell, tr("Needs you"));
    m_bell->setObjectName(QStringLiteral("bell"));
    m_notices = new NoticeList(m_session.notices(), this);
    m_person = new Avatar;
    m_person->setObjectName(QStringLiteral("me"));
    layout->addWidget(m_search, 100);
    layout->addWidget(m_bell);
    layout->addWidget(m_person);
    connect(m_search, &SearchField::clicked, this, &TopBar::searchRequested);
    connect(m_bell, &IconButton::clicked, this, &TopBar::openBell);
    connect(m_person, &Avatar::clicked, this, [this] {
        const QSize size = m_personMenu->sizeHint();
        m_personMenu->popup(m_person->mapToGlobal(QPoint(m_person->width() - size.width(), m_person->height() + 4)));
    });
    const auto count = [this] { m_bell->setCount(int(m_session.notices().all().size())); };
    connect(&m_session.notices(), &Notices::changed, this, count);
    count();
}

void TopBar::openBell()
{
    if (m_notices)
        m_notices->openBelow(m_bell);
}

void TopBar::openRange()
{
    m_range->click();
}

void TopBar::openScope()
{
    m_scope->click();
}

QSize TopBar::sizeHint() const
{
    return {600, theme().px(kHeight)};
}

QSize TopBar::minimumSizeHint() const
{
    return {300, theme().px(kHeight)};
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().background);
    paintHairline(&painter, QPointF(0, height() - 1), QPointF(width(), height() - 1), tokens().border);
}

void TopBar::showConnection()
{
    const contract::Link& link = m_session.gateway().link();
    const models::StateLook look = models::lookOf(models::StateThing::Connection, linkState(link).wire,
                                                  linkState(link).args);
    const bool isLive = m_session.gateway().isLive();
    m_connection->setValue(chipText(m_session));
    m_connection->setDot(true, link.state == contract::LinkState::connecting ? Tone::Neutral : look.tone, !isLive);
    QString tip = look.word;
    if (link.roundTripMicros)
        tip += QStringLiteral(" · ") + models::formatDuration(std::chrono::microseconds(*link.roundTripMicros));
    m_connection->setToolTip(tip);
    m_connection->setAccessibleDescription(tip);
    showView();
}

void TopBar::showPerson()
{
    if (m_person && m_session.gateway().me()) {
        const contract::Me& me = *m_session.gateway().me();
        m_person->setName(QString::fromStdString(me.name.empty() ? me.role.value_or("") : me.name));
    }
    showConnection();
}

void TopBar::showView()
{
    m_scope->setValue(m_view.scope().isEmpty() ? tr("All agents") : m_session.agents().nameOf(m_view.scope()));
    m_scopePicker->setScope(m_view.scope());
    const TimeRange range = timeRangeOf(m_view);
    m_range->setValue(rangeText(range));
    m_rangePicker->setRange(range);
    const bool isLive = m_session.gateway().isLive();
    m_live->setValue(m_view.live() ? tr("Live") : tr("Paused"));
    m_live->setDot(true, m_view.live() && isLive ? Tone::Positive : Tone::Neutral, !m_view.live() || !isLive);
    m_live->setToolTip(m_view.live() ? tr("New data appears by itself. P pauses.")
                                     : tr("What is shown stands still. P goes on."));
    fit();
}

void TopBar::rangeChosen(const TimeRange& range)
{
    m_view.setCompare(range.compare);
    m_view.setRange(rangeOf(range));
}

void TopBar::fit()
{
    m_connection->setMaximumWidth(theme().px(kConnectionMax));
    m_scope->setMaximumWidth(theme().px(kScopeMax));
    // Labels give way before values do.
    const bool isNarrow = width() < theme().px(m_search ? 980 : 600);
    m_scope->setLabel(isNarrow ? QString() : tr("Scope"));
    m_range->setLabel(isNarrow ? QString() : tr("Range"));
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace bursar::ui
