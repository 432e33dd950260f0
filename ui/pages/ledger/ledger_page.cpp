// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/ledger_page.h"

#include "models/common/format.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/paged_list.h"
#include "ui/pages/common/report.h"
#include "ui/pages/ledger/check_panel.h"
#include "ui/pages/ledger/ledger_fields.h"
#include "ui/pages/ledger/ledger_header.h"
#include "ui/pages/ledger/ledger_inspector.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_tabs.h"

#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr int kPadding = 24;
constexpr int kNarrowPadding = 16;
constexpr int kNarrowWindow = 1360;
constexpr int kBelow = 16;
/// Value moves without a request: the page looks by itself.
constexpr models::LivePulse::Pace kPace{.least = 2000ms, .without = 4000ms};
constexpr std::array<QLatin1StringView, 3> kTabWords{QLatin1StringView("accounts"), QLatin1StringView("journal"),
                                                     QLatin1StringView("holds")};

/// A record without a tab, as the palette names it, stands in its own list.
QString tabOf(const QJsonObject& saved)
{
    const QString selected = saved.value(state::kSelected).toString();
    const QString own = selected.startsWith(QLatin1String("account:")) ? kTabWords[0]
        : selected.startsWith(QLatin1String("entry:"))                 ? kTabWords[1]
                                                                        : QLatin1StringView();
    return saved.value(state::kTab).toString(own);
}
} // namespace

LedgerPage::LedgerPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_summary(gateway()), m_check(gateway()), m_accounts(gateway()), m_entries(gateway()),
      m_holds(gateway()), m_pulse(gateway(), view(), kPace), m_header(new LedgerHeader(m_summary, gateway())),
      m_checkPanel(new CheckPanel(m_check, gateway())), m_tabs(new SegmentedTabs), m_stack(new QStackedWidget),
      m_lists{makeAccounts(), makeJournal(), makeHolds()}, m_inspector(new LedgerInspector(shell, this))
{
    build();
    connectList(m_lists[Accounts], m_accounts);
    connectList(m_lists[Journal], m_entries);
    connectList(m_lists[Holds], m_holds);
    connectParts();
}

LedgerPage::~LedgerPage() = default;

QString LedgerPage::title() const
{
    return tr("Ledger");
}

void LedgerPage::build()
{
    for (const QString& title : {tr("Accounts"), tr("Journal"), tr("Holds")})
        m_tabs->addTab(title);
    m_tabs->setObjectName(QStringLiteral("pageTabs"));
    for (PagedList* each : m_lists)
        m_stack->addWidget(each);
    auto* tabs = new QHBoxLayout;
    tabs->addWidget(m_tabs);
    tabs->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setSpacing(theme().px(8));
    column->addWidget(m_header);
    column->addWidget(m_checkPanel);
    column->addLayout(tabs);
    column->addWidget(m_stack, 1);
}

void LedgerPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const int padding = theme().px(window()->width() < kNarrowWindow ? kNarrowPadding : kPadding);
    layout()->setContentsMargins(padding, 0, padding, theme().px(kBelow));
}

PagedList* LedgerPage::makeAccounts()
{
    return new PagedList(
        shell(), m_accounts,
        {.name = QStringLiteral("ledgerAccounts"),
         .columns = accountColumns(),
         .fields = accountFields(m_accounts),
         .ask = [this](const std::vector<Filter>& filters) {
             m_accounts.ask(accountQuestion(filters));
             return QString();
         },
         .sayEmpty = [](EmptyState* state) {
             state->showNever(tr("No accounts yet. One is opened by itself for whoever first holds value here: with the first "
                                 "channel, deposit or wallet."));
         },
         .total = [this](const std::vector<Filter>& filters) { return accountTotal(filters); }});
}

PagedList* LedgerPage::makeJournal()
{
    return new PagedList(
        shell(), m_entries,
        {.name = QStringLiteral("ledgerJournal"),
         .columns = entryColumns(),
         .fields = entryFields(m_entries),
         .ask = [this](const std::vector<Filter>& filters) {
             m_entries.ask(entryQuestion(filters));
             return QString();
         },
         .sayEmpty = [](EmptyState* state) {
             state->showNever(tr("The journal is empty. Each transfer and each hold is written here as it happens, and sealed "
                                 "within a second."));
         },
         .total = [this](const std::vector<Filter>& filters) {
             return filters.empty() && m_summary.data() ? std::optional<qint64>(m_summary.data()->entries) : std::nullopt;
         }});
}

PagedList* LedgerPage::makeHolds()
{
    return new PagedList(
        shell(), m_holds,
        {.name = QStringLiteral("ledgerHolds"),
         .columns = holdColumns(),
         .fields = holdFields(),
         .ask = [this](const std::vector<Filter>& filters) {
             const auto question = holdQuestion(filters);
             if (!question)
                 return tr("An account is named by its number.");
             m_holds.ask(*question);
             return QString();
         },
         .sayEmpty = [](EmptyState* state) {
             state->showGood(tr("No holds. Value that is promised but not yet paid is held here until it is posted, released "
                                "or expires."));
         },
         .total = [this](const std::vector<Filter>& filters) { return holdTotal(filters); }});
}

std::optional<qint64> LedgerPage::accountTotal(const std::vector<Filter>& filters) const
{
    const contract::LedgerSummary* summary = m_summary.data();
    const bool isOfAsset = filters.size() == 1 && filters.front().field == QLatin1String("asset");
    if (!summary || (!filters.empty() && !isOfAsset))
        return std::nullopt;
    qint64 total = 0;
    for (const contract::LedgerAsset& asset : summary->assets) {
        if (!isOfAsset || filters.front().values.value(0).toStdString() == asset.asset)
            total += asset.accounts;
    }
    return total;
}

std::optional<qint64> LedgerPage::holdTotal(const std::vector<Filter>& filters) const
{
    const bool isOfOpen = filters.size() == 1 && filters.front() == Filter{QStringLiteral("state"), FilterOp::Is,
                                                                           {QStringLiteral("open")}};
    return isOfOpen && m_summary.data() ? std::optional<qint64>(m_summary.data()->open_holds) : std::nullopt;
}

void LedgerPage::connectList(PagedList* list, models::PagedModelBase& model)
{
    connect(list, &PagedList::rowOpened, this, [this, &model](int row) {
        inspect(model.keyOf(row));
        shell().stateChanged();
    });
    connect(list, &PagedList::rowWalked, this, [this, &model](int row) {
        // With the keys, the next row takes the place of the one in the inspector.
        if (m_inspector->current().isEmpty() || model.keyOf(row) == m_inspector->current())
            return;
        inspect(model.keyOf(row));
        shell().stateChanged();
    });
    connect(list, &PagedList::rowOpenedInWindow, this, [this, &model](int row) {
        shell().openInWindow(pageAt(id(), {{state::kTab, kTabWords.at(static_cast<std::size_t>(m_tabs->current()))},
                                           {state::kSelected, model.keyOf(row)}}));
    });
    connect(list, &PagedList::changed, this, [this] { shell().stateChanged(); });
}

void LedgerPage::connectParts()
{
    connect(m_tabs, &SegmentedTabs::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        if (m_pulse.isRunning())
            list()->read();
        shell().stateChanged();
    });
    connect(&m_summary, &models::QueryBase::updated, this, [this] {
        for (PagedList* each : m_lists)
            each->showTotals();
    });
    connect(m_header, &LedgerHeader::assetOpened, this, [this](const QString& asset) {
        shell().open(ledgerAccountsWith(asset.isEmpty() ? QStringList{}
                                                        : QStringList{condition(QStringLiteral("asset"), asset)}));
    });
    connect(m_header, &LedgerHeader::journalOpened, this,
            [this] { shell().open(pageAt(id(), {{state::kTab, kTabWords[Journal]}, {state::kFilter, QString()}})); });
    connect(m_checkPanel, &CheckPanel::changed, this, [this] { shell().stateChanged(); });
    connect(m_checkPanel, &CheckPanel::exportRequested, this, [this] {
        exportFile(shell(), this, tr("Export the result of the check"), m_checkPanel->asJson(),
                   QStringLiteral("bursar-ledger-check.json"), tr("JSON (*.json)"));
    });
    connect(m_inspector, &LedgerInspector::closed, this, [this] { shell().stateChanged(); });
    connect(m_inspector, &LedgerInspector::failed, this,
            [this](const base::Error& error) { toastFailure(shell(), error); });
    connect(&m_pulse, &models::LivePulse::pulse, this, &LedgerPage::pulse);
    connect(&m_pulse, &models::LivePulse::resynced, this, &LedgerPage::refresh);
}

PagedList* LedgerPage::list() const
{
    return m_lists[static_cast<std::size_t>(m_tabs->current())];
}

void LedgerPage::refresh()
{
    m_pulse.start();
    m_summary.hasData() ? m_summary.refresh({}) : m_summary.read({});
    list()->read();
    const QString pending = std::exchange(m_pendingSelection, {});
    if (!pending.isEmpty())
        inspect(pending);
    else
        m_inspector->refresh();
}

void LedgerPage::pulse()
{
    m_summary.refresh({});
    list()->refreshLive();
    m_inspector->refresh();
}

void LedgerPage::deactivate()
{
    m_pulse.stop();
}

bool LedgerPage::isBusy() const
{
    return m_summary.isWaiting() || list()->isBusy();
}

void LedgerPage::inspect(const QString& key)
{
    // At once what the list in view knows.
    if (const auto account = m_accounts.rowOf(key))
        m_inspector->open(m_accounts.row(*account));
    else if (const auto entry = m_entries.rowOf(key))
        m_inspector->open(m_entries.row(*entry));
    else
        m_inspector->open(key);
    list()->select(key);
}

QJsonObject LedgerPage::saveState() const
{
    return {{state::kTab, kTabWords.at(static_cast<std::size_t>(m_tabs->current()))},
            {state::kFilter, list()->filterText()},
            {state::kSelected, m_pendingSelection.isEmpty() ? m_inspector->current() : m_pendingSelection}};
}

void LedgerPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    m_pendingSelection = saved.value(state::kSelected).toString();
    const auto tab = std::ranges::find(kTabWords, tabOf(saved));
    if (tab != kTabWords.end()) {
        const bool wasRunning = m_pulse.isRunning();
        m_pulse.stop(); // refresh() follows and reads
        m_tabs->setCurrent(static_cast<int>(tab - kTabWords.begin()));
        if (wasRunning)
            m_pulse.start();
    }
    // A link to a record leaves the list as it is.
    if (saved.contains(state::kFilter))
        list()->setFilterText(saved.value(state::kFilter).toString());
    if (m_pendingSelection.isEmpty() && !m_inspector->current().isEmpty())
        m_inspector->close();
}

void LedgerPage::focusFilter()
{
    list()->focusFilter();
}

std::vector<PageAction> LedgerPage::actions()
{
    return {
        {.id = QStringLiteral("check"), .text = tr("Check now"), .icon = QStringLiteral("shield"),
         .weight = PageAction::Weight::Primary, .run = [this] { m_checkPanel->start(); },
         .whyDisabled = [this] { return whyNoCheck(); }},
        {.id = QStringLiteral("export"), .text = tr("Export…"), .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E), .weight = PageAction::Weight::Secondary,
         .run = [this] { askExportFile(); }, .whyDisabled = [this] { return whyNoExport(); }},
    };
}

QString LedgerPage::whyNoCheck() const
{
    const models::Gateway& engine = const_cast<LedgerPage*>(this)->gateway();
    if (m_checkPanel->isRunning())
        return tr("A check is running.");
    if (!engine.isLive())
        return tr("The console is not connected to the engine.");
    const auto role = engine.role();
    return role && *role >= contract::Role::desk_operator ? QString() : tr("Operators check the ledger.");
}

QString LedgerPage::whyNoExport() const
{
    if (m_export)
        return tr("An export is running.");
    return list()->table()->model()->rowCount() > 0 ? QString() : tr("There is nothing to export.");
}

void LedgerPage::askExportFile()
{
    const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
    const auto tab = static_cast<std::size_t>(m_tabs->current());
    const QString file = ui::askExportFile(shell(), this, tr("Export this list"),
                                           QStringLiteral("bursar-ledger-%1-%2.csv").arg(kTabWords.at(tab), day),
                                           tr("CSV (*.csv);;JSON lines (*.jsonl)"));
    if (!file.isEmpty())
        follow(makeExport(file));
}

PagedExport* LedgerPage::makeExport(const QString& file)
{
    switch (m_tabs->current()) {
    case Journal:
        return new ListExport<models::EntryList>(gateway(), m_entries.question(), entryColumns(), file, this);
    case Holds:
        return new ListExport<models::HoldList>(gateway(), m_holds.question(), holdColumns(), file, this);
    default:
        return new ListExport<models::AccountList>(gateway(), m_accounts.question(), accountColumns(), file, this);
    }
}

void LedgerPage::follow(PagedExport* running)
{
    m_export = running;
    connect(running, &PagedExport::finished, this, [this](const QString& path, qint64 rows) {
        endExport();
        shell().toast(tr("%1 rows written to %2").arg(models::formatCount(rows), path));
    });
    connect(running, &PagedExport::canceled, this, [this] {
        endExport();
        shell().toast(tr("Canceled; nothing was written."));
    });
    connect(running, &PagedExport::failed, this, [this](const QString& sentence) {
        endExport();
        shell().toastError(sentence);
    });
    shell().toast(tr("Writing the file …"), tr("Cancel"), [target = QPointer(running)] {
        if (target)
            target->cancel();
    });
    running->start();
    shell().stateChanged(); // what may be done now
}

void LedgerPage::endExport()
{
    std::exchange(m_export, nullptr)->deleteLater();
    shell().stateChanged();
}

} // namespace bursar::ui
