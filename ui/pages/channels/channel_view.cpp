// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_view.h"

#include "models/common/format.h"
#include "ui/pages/channels/channel_fields.h"
#include "ui/pages/channels/escrow_panel.h"
#include "ui/pages/channels/milestone_panel.h"
#include "ui/pages/channels/movement_list.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/paged_list.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/stat_card.h"

#include <QVBoxLayout>

namespace bursar::ui {

namespace {
enum CardOf { Deposited, Circulating, Held, Transactions };
constexpr int kParticipantRows = 8;
constexpr int kTransactionsHeight = 380;
const QString kTotal = QStringLiteral("total");

models::CellRow participantRow(const contract::ChannelParticipant& participant)
{
    models::CellRow row{.key = text(participant.agent_id)};
    for (int column = 0; column < models::kParticipantColumns; ++column)
        row.cells.push_back(models::participantCell(participant, static_cast<models::ParticipantColumn>(column)));
    row.isMuted = participant.state != contract::ParticipantState::active;
    return row;
}

Stat moneyStat(const QString& label, models::Money money)
{
    Stat stat;
    stat.label = label;
    stat.unit = std::exchange(money.asset, QString());
    stat.value = models::formatMoney(money, models::MoneyDigits::All);
    stat.tooltip = stat.value + QLatin1Char(' ') + stat.unit;
    return stat;
}
} // namespace

ChannelView::ChannelView(Shell& shell, models::ChannelRecord& record, std::function<QString()> whyNoMilestone,
                         QWidget* parent)
    : QWidget(parent), m_shell(shell), m_record(record), m_participantRows(models::kParticipantColumns),
      m_banner(new Banner), m_scroll(new PageScroll), m_cards(new StatRow),
      m_participants(new DataTable({})), m_milestones(new MilestonePanel(std::move(whyNoMilestone))),
      m_milestoneCard(new Card(tr("Milestones"))), m_escrow(new EscrowPanel), m_movements(new MovementList),
      m_transactionCard(new Card(tr("Transactions")))
{
    m_banner->setObjectName(QStringLiteral("channelBanner"));
    m_banner->hide();
    m_cards->setObjectName(QStringLiteral("channelFigures"));
    for (const QString& label : {tr("Deposited, final"), tr("In circulation"), tr("Held"), tr("Transactions")}) {
        Stat stat;
        stat.label = label;
        m_cards->addCard(label)->setStat(stat);
    }
    auto* row = new ResponsiveRow;
    row->addPart(makeParties(), 58, 440);
    row->addPart(makeMoney(), 42, 340);
    m_scroll->column()->addWidget(m_banner);
    m_scroll->column()->addWidget(m_cards);
    m_scroll->column()->addWidget(row);
    m_scroll->column()->addWidget(makeTransactions(), 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_scroll);
    connectRecord();
}

QWidget* ChannelView::makeParties()
{
    auto* parties = new QWidget;
    auto* column = new QVBoxLayout(parties);
    column->setContentsMargins({});
    column->setSpacing(16);
    auto* card = new Card(tr("Participants"));
    card->setSubtitle(QStringLiteral("CREDIT"));
    card->setSkeleton(SkeletonShape::Rows);
    m_participants->setObjectName(QStringLiteral("participants"));
    m_participants->setColumns(participantColumns());
    m_participants->setModel(&m_participantRows);
    fitRows(m_participants, 3, kParticipantRows);
    card->setContent(m_participants, false);
    new PanelLoader(card, m_record.detail(), m_shell.gateway());
    m_milestoneCard->setSubtitle(QStringLiteral("CREDIT"));
    m_milestoneCard->setContent(m_milestones, false);
    m_milestoneCard->hide();
    column->addWidget(card, 1);
    column->addWidget(m_milestoneCard);
    connect(m_participants, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        const QString who = m_participantRows.row(index.row()).key;
        for (const contract::ChannelParticipant& each : m_record.data()->participants) {
            if (text(each.agent_id) == who && each.account_id)
                m_shell.open(ledgerAccountAt(*each.account_id));
        }
    });
    connect(m_milestones, &MilestonePanel::decisionRequested, this, &ChannelView::decisionRequested);
    connect(m_milestones, &MilestonePanel::deliveryRequested, this, &ChannelView::deliveryRequested);
    connect(m_milestones, &MilestonePanel::holdOpened, this, [this](qint64 hold) { m_shell.open(ledgerEntryAt(hold)); });
    return parties;
}

QWidget* ChannelView::makeEscrow()
{
    auto* card = new Card(tr("Ledger and escrow"));
    card->setObjectName(QStringLiteral("escrowCard"));
    card->setSubtitle(QStringLiteral("USDC"));
    card->setSkeleton(SkeletonShape::Rows);
    card->setContent(m_escrow);
    new PanelLoader(card, m_record.escrow(), m_shell.gateway());
    return card;
}

QWidget* ChannelView::makeMoney()
{
    auto* money = new QWidget;
    auto* column = new QVBoxLayout(money);
    column->setContentsMargins({});
    column->setSpacing(16);
    column->addWidget(makeEscrow());
    column->addWidget(makeMovements(), 1);
    return money;
}

QWidget* ChannelView::makeMovements()
{
    auto* card = new Card(tr("Deposits and payouts"));
    card->setSkeleton(SkeletonShape::Rows);
    m_movements->setObjectName(QStringLiteral("movements"));
    card->setContent(m_movements);
    auto* loader = new PanelLoader(card, m_record.detail(), m_shell.gateway());
    loader->setEmpty([this] { return m_movements->isEmpty(); },
                     [](EmptyState* state) { state->showGood(tr("Nothing was paid in or out yet.")); });
    return card;
}

QWidget* ChannelView::makeTransactions()
{
    m_transactions = new PagedList(
        m_shell, m_record.transactions(),
        {.name = QStringLiteral("channelTransactions"),
         .columns = transactionColumns(),
         .fields = {},
         .ask = [this](const std::vector<Filter>&) {
             if (m_record.transactions().question().id != m_record.id().toStdString())
                 m_record.transactions().ask({.id = m_record.id().toStdString()});
             return QString();
         },
         .sayEmpty = [](EmptyState* state) {
             state->showGood(tr("No transactions yet. They stand here as they come, a moment after they are durable."));
         },
         .total = [this](const std::vector<Filter>&) {
             return m_record.data() ? std::optional<qint64>(m_record.data()->channel.total_transactions) : std::nullopt;
         }});
    m_transactionCard->setContent(m_transactions, false);
    keepMinimumHeight(m_transactionCard, kTransactionsHeight);
    connect(m_transactions, &PagedList::rowOpened, this, &ChannelView::transactionOpened);
    connect(m_transactions, &PagedList::rowWalked, this, [this](int row) {
        if (m_shell.inspector().isVisible())
            Q_EMIT transactionOpened(row);
    });
    return m_transactionCard;
}

void ChannelView::connectRecord()
{
    connect(&m_record.detail(), &models::QueryBase::updated, this, &ChannelView::fill);
    connect(&m_record.detail(), &models::QueryBase::stateChanged, this, &ChannelView::showCardStates);
    connect(&m_record.escrow(), &models::QueryBase::updated, this, &ChannelView::fillEscrow);
    connect(&m_record.transactions(), &models::PagedModelBase::answered, this, &ChannelView::fillCards);
    connect(&m_shell.gateway(), &models::Gateway::linkChanged, this, [this] {
        showCardStates();
        showLive();
        refreshActions();
    });
    connect(&m_shell.gateway(), &models::Gateway::meChanged, this, &ChannelView::refreshActions);
    connect(&m_shell.view(), &models::ViewState::liveChanged, this, &ChannelView::showLive);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, [this] {
        if (m_record.data())
            fill();
        if (m_record.escrow().data())
            fillEscrow();
    });
    const auto& cards = m_cards->cards();
    connect(cards[Deposited], &StatCard::opened, this, [this] {
        m_shell.open(ledgerCausedBy(QStringLiteral("channel:") + m_record.id()));
    });
    connect(cards[Circulating], &StatCard::opened, m_participants->view(), [this] { m_participants->view()->setFocus(); });
    connect(cards[Held], &StatCard::opened, this, [this] {
        m_shell.open(ledgerHoldsWith({condition(QStringLiteral("state"), QStringLiteral("open"))}));
    });
    connect(cards[Transactions], &StatCard::opened, this, [this] { m_transactions->table()->view()->setFocus(); });
    showLive();
    showCardStates();
}

void ChannelView::begin(const contract::Channel* known)
{
    m_hasFigures = known != nullptr;
    for (StatCard* card : m_cards->cards()) {
        Stat nothing; // of the other channel
        nothing.label = card->stat().label;
        card->setStat(nothing);
    }
    if (known)
        fillFigures(*known);
    showCardStates();
    m_banner->hide();
    m_milestoneCard->hide();
    m_participantRows.setRows({});
    m_scroll->setScrollPosition(0);
    m_transactions->read();
}

bool ChannelView::isBusy() const
{
    return m_record.detail().isWaiting() || m_record.escrow().isWaiting() || m_transactions->isBusy();
}

void ChannelView::refreshActions()
{
    m_milestones->refreshActions();
}

void ChannelView::fill()
{
    const contract::ChannelDetail& detail = *m_record.data();
    fillCards();
    fillParticipants(detail);
    m_movements->setDetail(detail);
    m_milestones->setMilestones(detail.milestones);
    m_milestoneCard->setVisible(!detail.milestones.empty());
    m_transactions->showTotals();
}

void ChannelView::fillCards()
{
    if (m_record.data())
        fillFigures(m_record.data()->channel);
}

void ChannelView::fillFigures(const contract::Channel& channel)
{
    m_hasFigures = true;
    const auto& cards = m_cards->cards();
    cards[Deposited]->setStat(moneyStat(tr("Deposited, final"), models::usdcOf(channel.total_usdc_deposited_atomic.atomic())));
    cards[Circulating]->setStat(moneyStat(tr("In circulation"), models::credits(channel.credits_in_circulation)));
    cards[Held]->setStat(moneyStat(tr("Held"), models::credits(channel.credits_held)));
    Stat transactions;
    transactions.label = tr("Transactions");
    transactions.value = models::formatCount(channel.total_transactions);
    if (const auto pace = m_record.perMinute())
        transactions.unit = tr("%1/min").arg(models::formatCount(*pace));
    if (channel.total_transactions > 0)
        transactions.tooltip = tr("%1 since it was opened, on average durable after %2")
                                   .arg(transactions.value,
                                        models::formatDuration(std::chrono::microseconds(
                                            static_cast<qint64>(channel.avg_latency_ms * 1'000))));
    cards[Transactions]->setStat(transactions);
    showCardStates();
}

void ChannelView::fillParticipants(const contract::ChannelDetail& detail)
{
    std::vector<models::CellRow> rows;
    std::int64_t available = 0;
    std::int64_t held = 0;
    std::int64_t net = 0;
    for (const contract::ChannelParticipant& participant : detail.participants) {
        rows.push_back(participantRow(participant));
        available += participant.balance;
        held += participant.held;
        net += participant.net_24h;
    }
    const auto sum = [](std::int64_t amount) { return models::credits(amount, models::CreditName::Omitted); };
    rows.push_back({.key = kTotal, .cells = {models::Text{tr("Total")}, models::Text{}, sum(available), sum(held), sum(net)}});
    m_participantRows.setRows(std::move(rows));
}

void ChannelView::fillEscrow()
{
    const contract::EscrowComparison& comparison = *m_record.escrow().data();
    m_escrow->setComparison(comparison);
    const bool differs = comparison.agreement == contract::EscrowAgreement::differs;
    m_banner->setVisible(differs);
    if (differs)
        m_banner->setBanner(Tone::Negative, Glyph::Octagon,
                            tr("Ledger and contract differ by %1, and nothing on its way explains it.")
                                .arg(models::formatMoney(models::usdcOf(comparison.difference_atomic), models::MoneyDigits::All)));
}

void ChannelView::showCardStates()
{
    const models::QueryBase& query = m_record.detail();
    const bool isFailed = query.failure() && m_shell.gateway().isLive();
    for (StatCard* card : m_cards->cards()) {
        card->setLoading(query.isWaiting() && !m_hasFigures);
        card->setFailure(isFailed ? errorText(*query.failure()).sentence : QString());
        card->setStale(staleSince(query, m_shell.gateway()));
    }
}

void ChannelView::showLive()
{
    const bool isLive = m_shell.gateway().isLive() && m_shell.view().live();
    m_transactionCard->setSubtitle(isLive ? QString(QChar(0x25CF)) + QLatin1Char(' ') + tr("live")
                                   : m_shell.view().live() ? QString(QChar(0x25CB)) + QLatin1Char(' ') + tr("offline")
                                                           : tr("paused, P goes on"));
}

} // namespace bursar::ui
