// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_list.h"

#include "models/common/format.h"
#include "models/pages/common/scope.h"
#include "ui/pages/channels/channel_fields.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/paged_list.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/snippet.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/stat_card.h"

#include <QVBoxLayout>

namespace bursar::ui {

namespace {
const QString kNewest = QStringLiteral("newest");
constexpr int kWholeDigits = 17; // longer amounts are shortened on their card; the tooltip has every digit
enum CardOf { Active, Escrow, Circulating, Transactions };

QString onCard(const models::Money& money)
{
    const QString whole = models::formatMoney(money);
    return whole.size() <= kWholeDigits ? whole : models::formatMoney(money, models::MoneyDigits::Short);
}

models::Money bare(models::Money money)
{
    money.asset.clear();
    return money;
}

/// The five lines that open a first channel.
QString openingSnippet(const QString& url, const QString& key)
{
    return QStringLiteral("curl -X POST %1/v1/channels \\\n"
                          "  -H \"Authorization: Bearer %2\" -H \"Content-Type: application/json\" \\\n"
                          "  -d '{\"usdc_amount\": \"10\", \"participants\": [\n"
                          "        {\"agent_id\": \"my-agent\", \"role\": \"provider\"},\n"
                          "        {\"agent_id\": \"0xYourClient\", \"role\": \"client\"}]}'")
        .arg(url, key);
}
} // namespace

ChannelList::ChannelList(Shell& shell, QWidget* parent)
    : QWidget(parent), m_shell(shell), m_totals(shell.gateway()), m_escrow(shell.gateway()), m_model(shell.gateway()),
      m_firstSteps(new FirstSteps(shell.gateway(), this)), m_cards(new StatRow), m_list(makeList()), m_sort(kNewest)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    m_cards->setObjectName(QStringLiteral("channelTotals"));
    for (const QString& label : {tr("Active channels"), tr("In escrow"), tr("In circulation"), tr("Transactions")}) {
        Stat stat;
        stat.label = label;
        stat.against = QString(QChar(0xa0)); // as high before its figure as with it
        m_cards->addCard(label)->setStat(stat);
    }
    column->addWidget(m_cards);
    column->addWidget(m_list, 1);
    connectList();
    for (models::QueryBase* query : {static_cast<models::QueryBase*>(&m_totals), static_cast<models::QueryBase*>(&m_escrow)})
        connect(query, &models::QueryBase::stateChanged, this, &ChannelList::showTotals);
    connect(&shell.gateway(), &models::Gateway::linkChanged, this, &ChannelList::showTotals);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &ChannelList::showTotals);
    showTotals();
}

PagedList* ChannelList::makeList()
{
    return new PagedList(m_shell, m_model,
                         {.name = QStringLiteral("channels"),
                          .columns = channelColumns(),
                          .fields = channelFields(),
                          .ask = [this](const std::vector<Filter>& filters) {
                              ask(filters);
                              return QString();
                          },
                          .sayEmpty = [this](EmptyState* state) { sayEmpty(state); },
                          .total = [this](const std::vector<Filter>&) { return m_model.total(); }});
}

void ChannelList::ask(const std::vector<Filter>& filters)
{
    m_askedScope = models::agentOf(m_shell.view());
    m_model.ask(channelQuestion(filters, m_askedScope, m_sort));
}

void ChannelList::connectList()
{
    DataTable* table = m_list->table();
    table->setSort(kNewest, Qt::DescendingOrder);
    connect(table, &DataTable::sortRequested, this, [this](const QString& key, Qt::SortOrder order) {
        setSort(sortOf(key, order));
        ask(m_list->filters());
        Q_EMIT changed();
    });
    connect(table, &DataTable::sortingMayResume, this, [this](bool may) { m_model.setMayMove(may); });
    connect(m_list, &PagedList::rowOpened, this, [this](int row) { Q_EMIT opened(m_model.keyOf(row)); });
    connect(m_list, &PagedList::rowOpenedInWindow, this, [this](int row) { Q_EMIT openedInWindow(m_model.keyOf(row)); });
    connect(m_list, &PagedList::changed, this, &ChannelList::changed);
    connect(m_firstSteps, &FirstSteps::changed, this, [this] {
        if (m_list->table()->state() == TableState::Empty)
            sayEmpty(m_list->table()->emptyState());
    });
    const auto& cards = m_cards->cards();
    connect(cards[Active], &StatCard::opened, this, [this] {
        m_shell.open(pageAt(QStringLiteral("channels"),
                            {{state::kFilter, condition(QStringLiteral("status"), QStringLiteral("active"))}}));
    });
    connect(cards[Escrow], &StatCard::opened, this, [this] {
        m_shell.open(ledgerAccountsWith({condition(QStringLiteral("asset"), QStringLiteral("USDC"))}));
    });
    connect(cards[Circulating], &StatCard::opened, this, [this] {
        m_shell.open(ledgerAccountsWith({condition(QStringLiteral("asset"), QStringLiteral("CREDIT"))}));
    });
    connect(cards[Transactions], &StatCard::opened, this, [this] {
        m_shell.open(pageAt(QStringLiteral("ledger"), {{state::kTab, QStringLiteral("journal")}, {state::kFilter, QString()}}));
    });
}

void ChannelList::setSort(const QString& sort)
{
    m_sort = sort.isEmpty() ? kNewest : sort;
    const auto [key, order] = columnOf(m_sort);
    m_list->table()->setSort(key, order);
}

void ChannelList::read()
{
    m_totals.hasData() ? m_totals.refresh({}) : m_totals.read({});
    m_escrow.hasData() ? m_escrow.refresh({}) : m_escrow.read({});
    // The filter stays, yet the question is another one.
    const bool isOther = m_model.hasAnswer()
        && (m_askedScope != models::agentOf(m_shell.view()) || m_model.question().sort != m_sort.toStdString());
    isOther ? ask(m_list->filters()) : m_list->read();
}

void ChannelList::refreshLive()
{
    m_totals.refresh({});
    m_escrow.refresh({});
    m_list->refreshLive();
}

bool ChannelList::isBusy() const
{
    return m_totals.isWaiting() || m_escrow.isWaiting() || m_list->isBusy();
}

QString ChannelList::filterText() const
{
    return m_list->filterText();
}

void ChannelList::setFilterText(const QString& text)
{
    m_list->setFilterText(text);
}

void ChannelList::sayEmpty(EmptyState* state)
{
    m_firstSteps->say(state,
                      tr("No channels yet. In a channel participants pay each other in credits; the USDC behind them comes in "
                         "once and goes out once."),
                      openingSnippet, tr("Waiting for the first channel…"));
}

void ChannelList::showTotals()
{
    fillTotals();
    const auto& cards = m_cards->cards();
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const bool isOfEscrow = i == Escrow || i == Circulating;
        const models::QueryBase& query =
            isOfEscrow ? static_cast<models::QueryBase&>(m_escrow) : static_cast<models::QueryBase&>(m_totals);
        const bool isFailed = query.failure() && m_shell.gateway().isLive();
        cards[i]->setLoading(query.isWaiting());
        cards[i]->setFailure(isFailed ? errorText(*query.failure()).sentence : QString());
        cards[i]->setStale(staleSince(query, m_shell.gateway()));
    }
}

void ChannelList::fillTotals()
{
    const auto set = [this](CardOf card, const QString& unit, const QString& value, const QString& against, const QString& tip) {
        Stat stat = m_cards->cards()[card]->stat();
        stat.unit = unit;
        stat.value = value;
        stat.against = against;
        stat.tooltip = tip;
        m_cards->cards()[card]->setStat(stat);
    };
    if (const contract::ChannelTotals* totals = m_totals.data()) {
        set(Active, {}, models::formatCount(totals->active_channels),
            tr("of %1 · %2 agents").arg(models::formatCount(totals->total_channels), models::formatCount(totals->total_agents)),
            {});
        const models::Money paidIn = models::usdcOf(totals->total_usdc_deposited_atomic.atomic());
        set(Transactions, {}, models::formatCount(totals->total_transactions),
            tr("%1 paid in").arg(onCard(paidIn)), models::formatMoney(paidIn, models::MoneyDigits::All));
    }
    if (const contract::EscrowTotals* escrow = m_escrow.data()) {
        const models::Money held = models::usdcOf(escrow->total_usdc_deposited_atomic.atomic());
        set(Escrow, held.asset, onCard(bare(held)), tr("%1 settled").arg(models::formatCount(escrow->settled_channels)),
            tr("%1 of channels that are not settled").arg(models::formatMoney(held, models::MoneyDigits::All)));
        const models::Money credits = models::credits(escrow->total_credits_in_circulation);
        set(Circulating, credits.asset, onCard(bare(credits)), tr("1,000 CREDIT for a USDC"),
            models::formatMoney(credits, models::MoneyDigits::All));
    }
}

} // namespace bursar::ui
