// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customers_page.h"

#include "models/common/format.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/customers/cohort_view.h"
#include "ui/pages/customers/customer_export.h"
#include "ui/pages/customers/customer_inspector.h"
#include "ui/pages/customers/customer_list.h"
#include "ui/pages/customers/funnel_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segmented_tabs.h"

#include <QFileDialog>
#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kPadding = 24;
constexpr int kNarrowPadding = 16;
constexpr int kNarrowWindow = 1360;
constexpr int kBelow = 16;
constexpr QLatin1StringView kSegment("segment");
constexpr QLatin1StringView kSort("sort");
constexpr QLatin1StringView kMonths("months");
constexpr QLatin1StringView kDays("days");
constexpr std::array<QLatin1StringView, 3> kTabWords{QLatin1StringView("list"), QLatin1StringView("cohorts"),
                                                     QLatin1StringView("funnel")};
constexpr QLatin1StringView kByFirstSeen("first_seen");
} // namespace

CustomersPage::CustomersPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_reports(gateway(), view()), m_pulse(gateway(), view()), m_saved(shell.settings()),
      m_firstSteps(new FirstSteps(gateway(), this)), m_tabs(new SegmentedTabs),
      m_segment(new SegmentPicker(shell.settings())), m_stack(new QStackedWidget), m_head(new QHBoxLayout),
      m_listColumn(new QVBoxLayout),
      m_list(new CustomerList(shell, m_firstSteps)), m_cohorts(new CohortView(m_reports, gateway(), m_firstSteps)),
      m_funnel(new FunnelView(m_reports, gateway(), m_firstSteps)), m_inspector(new CustomerInspector(shell, this))
{
    build();
    connectParts();
    showSegment();
}

CustomersPage::~CustomersPage() = default;

QString CustomersPage::title() const
{
    return tr("Customers");
}

void CustomersPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    for (const QString& title : {tr("List"), tr("Cohorts"), tr("Funnel")})
        m_tabs->addTab(title);
    m_tabs->setObjectName(QStringLiteral("pageTabs"));
    m_segment->setObjectName(QStringLiteral("customerSegment"));
    m_head->addWidget(m_tabs);
    m_head->addStretch();
    m_head->addWidget(m_segment);
    auto* listFrame = new QWidget;
    listFrame->setLayout(m_listColumn);
    m_listColumn->addWidget(m_list);
    m_stack->addWidget(listFrame);
    m_stack->addWidget(m_cohorts);
    m_stack->addWidget(m_funnel);
    column->addLayout(m_head);
    column->addWidget(m_stack, 1);
}

void CustomersPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    // As PageScroll does, so that all three tabs begin at the same edge.
    const int padding = theme().px(window()->width() < kNarrowWindow ? kNarrowPadding : kPadding);
    m_head->setContentsMargins(padding, 0, padding, 0);
    m_listColumn->setContentsMargins(padding, 0, padding, theme().px(kBelow));
}

void CustomersPage::connectParts()
{
    connect(m_tabs, &SegmentedTabs::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        m_segment->setVisible(tab == List);
        if (!m_isRead[static_cast<std::size_t>(tab)])
            readTab();
        shell().stateChanged();
    });
    connect(m_segment, &SegmentPicker::segmentChosen, this, [this](const QString& word) {
        m_list->setSegment(word);
        m_list->ask();
        showSegment();
        shell().stateChanged();
    });
    connect(m_segment, &SegmentPicker::savedChosen, this, &CustomersPage::applySaved);
    connect(m_list, &CustomerList::changed, this, [this] {
        showSegment();
        shell().stateChanged();
    });
    connect(m_list, &CustomerList::customerActivated, this, [this](const contract::Customer& customer) {
        m_inspector->show(customer);
        shell().stateChanged();
    });
    connect(m_list, &CustomerList::customerOpenedInWindow, this,
            [this](const QString& customerId) { shell().openInWindow(customerAt(customerId)); });
    connect(m_cohorts, &CohortView::changed, this, [this] { shell().stateChanged(); });
    connect(m_cohorts, &CohortView::customersRequested, this, [this] {
        m_list->setSort(kByFirstSeen);
        m_isRead[List] = false;
        m_tabs->setCurrent(List);
    });
    connect(m_funnel, &FunnelView::changed, this, [this] { shell().stateChanged(); });
    connect(m_funnel, &FunnelView::customerActivated, this, &CustomersPage::openCustomer);
    connect(m_funnel, &FunnelView::logsRequested, this,
            [this](const QStringList& filters, const models::Span& span) { shell().open(logsWith(filters, span)); });
    connect(m_inspector, &CustomerInspector::closed, this, [this] { shell().stateChanged(); });
    connect(m_inspector, &CustomerInspector::failed, this,
            [this](const base::Error& error) { toastFailure(shell(), error); });
    connect(&m_pulse, &models::LivePulse::pulse, this, &CustomersPage::pulse);
    connect(&m_pulse, &models::LivePulse::resynced, this, &CustomersPage::refresh);
}

std::vector<PageAction> CustomersPage::actions()
{
    return {
        {.id = QStringLiteral("save-segment"), .text = tr("Save segment…"), .icon = QStringLiteral("star"),
         .shortcut = QKeySequence(Qt::Key_S), .weight = PageAction::Weight::Secondary,
         .run = [this] { askSegmentName(); }, .whyDisabled = [this] { return whyNotSaved(); }},
        {.id = QStringLiteral("forget-segment"), .text = tr("Forget this segment"), .icon = QStringLiteral("close"),
         .weight = PageAction::Weight::Menu, .run = [this] { forgetSegment(); },
         .whyDisabled = [this] { return savedNow() ? QString() : tr("The list shows no saved segment."); }},
        {.id = QStringLiteral("export"), .text = tr("Export…"), .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E), .weight = PageAction::Weight::Secondary,
         .run = [this] { askExportFile(); },
         .whyDisabled = [this] {
             return m_list->model().rowCount() == 0 ? tr("There is nothing to export.")
                    : m_export                      ? tr("An export is running.")
                                                    : QString();
         }},
    };
}

void CustomersPage::refresh()
{
    m_pulse.start();
    m_isRead.fill(false);
    readTab();
    const QString pending = std::exchange(m_pendingSelection, {});
    if (const QString wanted = pending.isEmpty() ? m_inspector->current() : pending; !wanted.isEmpty())
        openCustomer(wanted);
}

void CustomersPage::readTab()
{
    const int tab = m_tabs->current();
    m_isRead[static_cast<std::size_t>(tab)] = true;
    if (tab == List)
        m_list->ask();
    else if (tab == Cohorts)
        m_reports.readCohorts();
    else
        m_reports.readFunnel();
}

void CustomersPage::pulse()
{
    const bool isDue = m_reports.isDue();
    const int tab = m_tabs->current();
    if (tab == List)
        m_list->refreshLive();
    else if (isDue && tab == Cohorts)
        m_reports.refreshCohorts();
    else if (isDue)
        m_reports.refreshFunnel();
    if (isDue)
        m_inspector->refresh();
}

void CustomersPage::openCustomer(const QString& customerId)
{
    m_inspector->open(customerId);
    m_list->select(customerId);
    shell().stateChanged();
}

void CustomersPage::deactivate()
{
    m_pulse.stop();
}

bool CustomersPage::isBusy() const
{
    const int tab = m_tabs->current();
    return tab == List ? m_list->isBusy()
        : tab == Cohorts ? m_reports.cohorts().isWaiting()
                         : m_reports.funnel().isWaiting();
}

QJsonObject CustomersPage::saveState() const
{
    return {{state::kTab, kTabWords.at(static_cast<std::size_t>(m_tabs->current()))},
            {state::kFilter, m_list->filterText()},
            {state::kSelected, m_pendingSelection.isEmpty() ? m_inspector->current() : m_pendingSelection},
            {kSegment, m_list->segment()},
            {kSort, m_list->sort()},
            {kMonths, m_reports.months()},
            {kDays, m_reports.days()}};
}

void CustomersPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    m_list->setFilterText(saved.value(state::kFilter).toString());
    m_list->setSegment(saved.value(kSegment).toString(segmentWords().front()));
    m_list->setSort(saved.value(kSort).toString(m_list->sort()));
    if (saved.contains(kMonths))
        m_reports.setMonths(saved.value(kMonths).toInt());
    if (saved.contains(kDays))
        m_reports.setDays(saved.value(kDays).toInt());
    m_cohorts->showMonths();
    m_funnel->showDays();
    const auto tab = std::ranges::find(kTabWords, saved.value(state::kTab).toString());
    m_isRead.fill(true); // refresh() follows and reads
    m_tabs->setCurrent(tab == kTabWords.end() ? int(List) : static_cast<int>(tab - kTabWords.begin()));
    showSegment();
    m_pendingSelection = saved.value(state::kSelected).toString();
    if (m_pendingSelection.isEmpty() && !m_inspector->current().isEmpty())
        m_inspector->close();
}

void CustomersPage::focusFilter()
{
    m_tabs->setCurrent(List);
    m_list->focusFilter();
}

void CustomersPage::showSegment()
{
    m_segment->showCurrent(m_list->segment(), m_list->filterText());
}

void CustomersPage::applySaved(const SavedSegment& segment)
{
    m_list->setSegment(segment.segment);
    m_list->setFilterText(segment.filter);
    m_list->ask();
    showSegment();
    shell().stateChanged();
}

std::optional<SavedSegment> CustomersPage::savedNow() const
{
    return m_saved.matching(m_list->segment(), m_list->filterText());
}

QString CustomersPage::whyNotSaved() const
{
    if (m_tabs->current() != List)
        return tr("Segments are saved in the list.");
    if (m_list->filterText().isEmpty())
        return tr("Set a filter first.");
    return savedNow() ? tr("It is saved already.") : QString();
}

void CustomersPage::askSegmentName()
{
    QStringList taken;
    for (const SavedSegment& each : m_saved.all())
        taken << each.name;
    SavedSegment segment{{}, m_list->segment(), m_list->filterText()};
    auto* dialog = new SaveSegmentDialog(segment, taken, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SaveSegmentDialog::named, this, [this, segment](const QString& name) {
        m_saved.save({name, segment.segment, segment.filter});
        showSegment();
        shell().stateChanged();
    });
    dialog->open();
}

void CustomersPage::forgetSegment()
{
    const auto saved = savedNow();
    if (!saved)
        return;
    m_saved.remove(saved->name);
    showSegment();
    shell().toast(tr("Forgot %1").arg(saved->name), tr("Undo"), [page = QPointer(this), saved] {
        if (!page)
            return;
        page->m_saved.save(*saved);
        page->showSegment();
    });
}

void CustomersPage::askExportFile()
{
    const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
    const QString file = QFileDialog::getSaveFileName(this, tr("Export these customers"),
                                                      QStringLiteral("bursar-customers-%1.csv").arg(day),
                                                      tr("CSV (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void CustomersPage::exportTo(const QString& file)
{
    m_export = new CustomerExport(gateway(), m_list->question(), file, this);
    const auto end = [this] {
        m_export->deleteLater();
        m_export = nullptr;
    };
    connect(m_export, &CustomerExport::finished, this, [this, end](const QString& path, qint64 rows) {
        shell().toast(tr("%1 customers written to %2").arg(models::formatCount(rows), path));
        end();
    });
    connect(m_export, &CustomerExport::failed, this, [this, end](const QString& sentence) {
        shell().toastError(sentence);
        end();
    });
    shell().toast(tr("Writing %1 …").arg(file), tr("Cancel"), [target = QPointer(m_export)] {
        if (target)
            target->cancel();
    });
    m_export->start();
}

} // namespace bursar::ui
