// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/revenue/revenue_page.h"

#include "models/common/format.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/bars_over_time.h"
#include "ui/pages/common/bar_delegate.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/report.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/revenue/price_panel.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/stat_card.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

namespace {

constexpr int kCourseHeight = 340;
constexpr int kSplitRows = 8;
constexpr int kPeriodRows = 12;
constexpr int kStats = 5;

enum SplitColumn { SplitName, SplitCount, SplitBar, SplitShare, SplitAmount, SplitColumnCount };
enum PayerColumn { PayerName, PayerCount, PayerAmount, PayerColumnCount };
enum PeriodColumn { PeriodName, PeriodCount, PeriodBar, PeriodChange, PeriodAmount, PeriodColumnCount };

Column column(const char* key, const QString& title, ColumnKind kind, int width, int priority = 0)
{
    return {.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority,
            .isSortable = false};
}

Column stretched(Column column)
{
    column.stretches = true;
    return column;
}

} // namespace

RevenuePage::RevenuePage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway(), view()), m_pulse(gateway(), view()), m_splitRows(SplitColumnCount),
      m_payerRows(PayerColumnCount), m_periodRows(PeriodColumnCount), m_colors(shell.settings()),
      m_scroll(new PageScroll(this)), m_firstSteps(new FirstSteps(gateway(), this)), m_stats(new StatRow)
{
    build();
    connect(&m_model.figures(), &models::QueryBase::updated, this, &RevenuePage::fillStats);
    connect(&m_model.report(), &models::QueryBase::updated, this, [this] {
        fillReport();
        if (!std::exchange(m_canExport, true))
            this->shell().stateChanged(); // the report can be exported from now on
    });
    connect(&m_model.series(), &models::QueryBase::updated, this, &RevenuePage::fillCourse);
    connect(&m_pulse, &models::LivePulse::pulse, &m_model, &models::RevenueModel::refresh);
    connect(&m_pulse, &models::LivePulse::resynced, this, &RevenuePage::refresh);
}

RevenuePage::~RevenuePage() = default;

QString RevenuePage::title() const
{
    return tr("Revenue");
}

void RevenuePage::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_scroll);
    buildStats();
    QVBoxLayout* rows = m_scroll->column();
    rows->addWidget(m_stats);
    rows->addWidget(buildCourse(), 1);
    rows->addWidget(buildSplit());
    rows->addWidget(buildPeriods());
}

void RevenuePage::buildStats()
{
    static constexpr const char* kNames[kStats] = {"revenue", "arpu", "ltv", "payingShare", "growth"};
    const QStringList labels{tr("Revenue"), tr("Per paying customer"), tr("Lifetime value"), tr("Paying customers"),
                             tr("Month on month")};
    for (int i = 0; i < kStats; ++i) {
        StatCard* card = m_stats->addCard(labels[i]);
        card->setObjectName(QLatin1String(kNames[i]));
        connect(card, &StatCard::opened, this, [this, i] { openStat(i); });
    }
    const auto& cards = m_stats->cards();
    new StatLoader({cards.front()}, m_model.figures(), gateway(), m_stats);
    new StatLoader({cards.begin() + 1, cards.end()}, m_model.report(), gateway(), m_stats);
}

QWidget* RevenuePage::buildCourse()
{
    m_course = new BarsOverTime;
    m_course->setObjectName(QStringLiteral("revenueCourse"));
    m_courseCard = new Card(tr("Revenue by day"));
    m_courseCard->setContent(m_course);
    m_courseCard->setMenuButton(m_course->makeMenuButton());
    m_courseCard->setSkeleton(SkeletonShape::Chart);
    keepMinimumHeight(m_courseCard, kCourseHeight);
    m_splitChoice = new QComboBox;
    setSmall(m_splitChoice, true);
    m_splitChoice->setAccessibleName(tr("Split revenue by"));
    m_splitChoice->addItems({tr("By tool"), tr("By asset"), tr("By protocol")});
    m_courseCard->addAction(m_splitChoice);
    connect(m_splitChoice, &QComboBox::activated, this,
            [this](int index) { setSplit(static_cast<models::RevenueSplit>(index)); });
    auto* loader = new PanelLoader(m_courseCard, m_model.series(), gateway());
    loader->setEmpty([this] { return m_model.series().data()->lines.empty(); },
                     [this](EmptyState* state) {
                         m_firstSteps->say(state, tr("Revenue appears here with the first paid request."));
                     });
    connect(m_firstSteps, &FirstSteps::changed, loader, &PanelLoader::refresh);
    connect(m_course, &TimeChart::zoomRequested, this, [this](const models::Span& span) {
        shell().open({id(), saveState(), fixedRange(span), std::nullopt});
    });
    const auto openPayments = [this](const models::Span& span) {
        shell().open(logsWith({QStringLiteral("payment:any")}, span));
    };
    connect(m_course, &TimeChart::logsRequested, this, openPayments);
    connect(m_course, &TimeChart::bucketActivated, this, openPayments);
    connect(m_course, &TimeChart::whatMovedRequested, this, [this](const models::Span& span) {
        shell().open(pageAt(QStringLiteral("overview"),
                            {{QStringLiteral("measure"), static_cast<int>(contract::Measure::revenue)},
                             {QStringLiteral("from"), models::formatRfc3339(span.from)},
                             {QStringLiteral("to"), models::formatRfc3339(span.to)}}));
    });

    m_price = new PricePanel;
    m_priceCard = new Card(tr("Price suggestion"));
    m_priceCard->setContent(m_price);
    m_priceCard->setSkeleton(SkeletonShape::Rows);
    auto* priceLoader = new PanelLoader(m_priceCard, m_model.report(), gateway());
    priceLoader->setEmpty([this] { return m_model.report().data()->recommendation.tool.empty(); },
                          [this](EmptyState* state) {
                              state->showGood(view().scope().isEmpty()
                                                  ? tr("Prices are set per agent. Choose one to see a suggestion.")
                                                  : tr("No tool has earned anything yet."));
                          });
    connect(m_price, &PricePanel::paymentsRequested, this, [this](const QString& tool) {
        shell().open(logsWith({condition(QStringLiteral("tool"), tool), QStringLiteral("payment:any")}));
    });
    auto* row = new ResponsiveRow;
    row->addPart(m_courseCard, 2, 480);
    row->addPart(m_priceCard, 1, 280);
    return row;
}

QWidget* RevenuePage::buildSplit()
{
    m_split = new DataTable({});
    m_split->setObjectName(QStringLiteral("split"));
    m_split->setModel(&m_splitRows);
    m_split->setColumns({stretched(column("value", tr("Tool"), ColumnKind::Code, 160)),
                         column("count", tr("Payments"), ColumnKind::Count, 96, 1),
                         column("bar", {}, ColumnKind::Series, 120, 2),
                         column("share", tr("Share"), ColumnKind::Rate, 80),
                         column("amount", tr("Revenue"), ColumnKind::Money, 168)});
    m_split->view()->setItemDelegateForColumn(SplitBar, new BarDelegate(BarDelegate::Kind::Share, m_split));
    fitRows(m_split, 3, kSplitRows);
    m_splitCard = new Card(tr("Tools"));
    m_splitCard->setContent(m_split, false);
    m_splitCard->setSkeleton(SkeletonShape::Rows);
    auto* splitLoader = new PanelLoader(m_splitCard, m_model.report(), gateway());
    splitLoader->setEmpty([this] { return m_splitRows.rowCount() == 0; },
                          [](EmptyState* state) { state->showGood(tr("Nothing was paid for in these days.")); });
    connect(m_split, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { openSplit(m_splitRows.row(index.row()).key); });

    m_payers = new DataTable({});
    m_payers->setObjectName(QStringLiteral("payers"));
    m_payers->setModel(&m_payerRows);
    m_payers->setColumns({stretched(column("customer", tr("Customer"), ColumnKind::Address, 172)),
                          column("count", tr("Payments"), ColumnKind::Count, 88, 1),
                          column("amount", tr("Paid"), ColumnKind::Money, 160)});
    fitRows(m_payers, 3, kSplitRows);
    m_payersCard = new Card(tr("Top payers"));
    m_payersCard->setContent(m_payers, false);
    m_payersCard->setSkeleton(SkeletonShape::Rows);
    auto* payersLoader = new PanelLoader(m_payersCard, m_model.report(), gateway());
    payersLoader->setEmpty([this] { return m_model.report().data()->top_payers.empty(); },
                           [](EmptyState* state) { state->showGood(tr("Nobody paid in these days.")); });
    connect(m_payers, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { shell().open(customerAt(m_payerRows.row(index.row()).key)); });
    auto* row = new ResponsiveRow;
    row->addPart(m_splitCard, 5, 460);
    row->addPart(m_payersCard, 4, 380);
    return row;
}

QWidget* RevenuePage::buildPeriods()
{
    m_periods = new DataTable({});
    m_periods->setObjectName(QStringLiteral("periods"));
    m_periods->setModel(&m_periodRows);
    m_periods->setColumns({stretched(column("period", tr("Period"), ColumnKind::Text, 120)),
                           column("count", tr("Payments"), ColumnKind::Count, 96, 1),
                           column("bar", {}, ColumnKind::Series, 160, 2),
                           column("change", tr("Change"), ColumnKind::Rate, 96),
                           column("amount", tr("Revenue"), ColumnKind::Money, 168)});
    m_periods->view()->setItemDelegateForColumn(PeriodBar, new BarDelegate(BarDelegate::Kind::Share, m_periods));
    fitRows(m_periods, 3, kPeriodRows);
    m_periodsCard = new Card(tr("Periods"));
    m_periodsCard->setContent(m_periods, false);
    m_periodsCard->setSkeleton(SkeletonShape::Rows);
    m_periodChoice = new QComboBox;
    setSmall(m_periodChoice, true);
    m_periodChoice->setAccessibleName(tr("Length of a period"));
    m_periodChoice->addItems({tr("Monthly"), tr("Weekly")});
    m_periodsCard->addAction(m_periodChoice);
    connect(m_periodChoice, &QComboBox::activated, this, [this](int index) {
        m_model.setPeriod(static_cast<models::RevenuePeriodKind>(index));
        shell().stateChanged();
    });
    auto* loader = new PanelLoader(m_periodsCard, m_model.report(), gateway());
    loader->setEmpty([this] { return m_model.report().data()->periods.empty(); },
                     [](EmptyState* state) { state->showGood(tr("No period has revenue yet.")); });

    m_basis = new BarList;
    m_basisCard = new Card(tr("What it rests on"));
    m_basisCard->setContent(m_basis);
    m_basisCard->setSkeleton(SkeletonShape::Rows);
    new PanelLoader(m_basisCard, m_model.report(), gateway());
    connect(m_basis, &BarList::barActivated, this, [this](int, const QString& link) {
        if (!link.isEmpty())
            shell().open(logsWith({link}));
    });
    auto* row = new ResponsiveRow;
    row->addPart(m_periodsCard, 5, 460);
    row->addPart(m_basisCard, 4, 300);
    return row;
}

std::vector<PageAction> RevenuePage::actions()
{
    return {
        {.id = QStringLiteral("compare"),
         .text = view().compare() ? tr("Compare: previous period") : tr("Compare: off"),
         .icon = QStringLiteral("clock"),
         .shortcut = QKeySequence(Qt::Key_C),
         .weight = PageAction::Weight::Secondary,
         .run = [this] { view().setCompare(!view().compare()); }},
        {.id = QStringLiteral("export"),
         .text = tr("Export report"),
         .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E),
         .weight = PageAction::Weight::Primary,
         .run =
             [this] {
                 const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
                 exportReport(shell(), this, report(), QStringLiteral("bursar-revenue-%1.html").arg(day));
             },
         .whyDisabled = [this] { return m_model.report().hasData() ? QString()
                                                                   : tr("There is nothing to export yet."); }},
        {.id = QStringLiteral("export-csv"),
         .text = tr("Export the course as CSV"),
         .icon = QStringLiteral("table"),
         .weight = PageAction::Weight::Menu,
         .run = [this] { exportText(shell(), this, m_course->asCsv().toUtf8(), QStringLiteral("bursar-revenue.csv")); },
         .whyDisabled = [this] { return m_model.series().hasData() ? QString()
                                                                   : tr("There is nothing to export yet."); }},
    };
}

void RevenuePage::refresh()
{
    m_pulse.start();
    m_model.read();
}

void RevenuePage::deactivate()
{
    m_pulse.stop();
}

bool RevenuePage::isBusy() const
{
    return m_model.isWaiting();
}

QJsonObject RevenuePage::saveState() const
{
    return {{QStringLiteral("split"), static_cast<int>(m_model.split())},
            {QStringLiteral("period"), static_cast<int>(m_model.period())},
            {QStringLiteral("scroll"), m_scroll->scrollPosition()}};
}

void RevenuePage::restoreState(const QJsonObject& state)
{
    if (state.isEmpty())
        return;
    const int split = std::clamp(state.value(QStringLiteral("split")).toInt(), 0, 2);
    const int period = std::clamp(state.value(QStringLiteral("period")).toInt(), 0, 1);
    m_model.setSplit(static_cast<models::RevenueSplit>(split));
    m_model.setPeriod(static_cast<models::RevenuePeriodKind>(period));
    m_splitChoice->setCurrentIndex(split);
    m_periodChoice->setCurrentIndex(period);
    m_scroll->setScrollPosition(state.value(QStringLiteral("scroll")).toInt());
}

void RevenuePage::setSplit(models::RevenueSplit split)
{
    m_model.setSplit(split);
    fillCourse();
    fillSplit();
    shell().stateChanged();
}

void RevenuePage::openStat(int card)
{
    switch (card) {
    case 0:
        return shell().open(logsWith({QStringLiteral("payment:any")}));
    case 1:
    case 3:
        return shell().open(customersWith({QStringLiteral("revenue:>0")}));
    case 2:
        return shell().open(pageAt(QStringLiteral("customers")));
    default:
        m_scroll->ensureWidgetVisible(m_periodsCard);
        m_periods->view()->setFocus(Qt::OtherFocusReason);
    }
}

void RevenuePage::openSplit(const QString& key)
{
    switch (m_model.split()) {
    case models::RevenueSplit::Tool:
        return shell().open(logsWith({condition(QStringLiteral("tool"), key), QStringLiteral("payment:any")}));
    case models::RevenueSplit::Protocol:
        return shell().open(logsWith({condition(QStringLiteral("protocol"), key), QStringLiteral("payment:any")}));
    case models::RevenueSplit::Asset:
        return shell().open(logsWith({QStringLiteral("payment:any")}));
    }
}

} // namespace bursar::ui
