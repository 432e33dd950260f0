// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs/logs_page.h"

#include "models/common/format.h"
#include "models/pages/common/cell_table.h"
#include "ui/charts/histogram_strip.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/logs/import_dialog.h"
#include "ui/pages/logs/log_export.h"
#include "ui/pages/logs/log_fields.h"
#include "ui/pages/logs/log_inspector.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_bar.h"

#include <QFileDialog>
#include <QPointer>
#include <QRegularExpression>
#include <QScrollBar>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kStripHeight = 44;
constexpr int kPadding = 24;
/// Rows above the eye at which those above the window are read.
constexpr int kRowsAhead = 30;
/// A relative range follows the present; a fixed one does not.
bool followsNow(const models::ViewState& view)
{
    return !view.range().preset.isEmpty();
}
} // namespace

LogsPage::LogsPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway()), m_histogram(gateway()), m_pulse(gateway(), view()),
      m_filter(new FilterBar(QStringLiteral("logs"))), m_strip(new HistogramStrip),
      m_table(new DataTable(QStringLiteral("logs"))), m_inspector(new LogInspector(shell, this)),
      m_firstSteps(new FirstSteps(gateway(), this))
{
    build();
    connectModel();
    connectTable();
    connect(&m_pulse, &models::LivePulse::pulse, this, [this] {
        m_model.follow();
        readStrip(StripRead::Quiet);
    });
    connect(&m_pulse, &models::LivePulse::resynced, this, &LogsPage::refresh);
    connect(&view(), &models::ViewState::liveChanged, &m_model, &models::LogTableModel::setFollowing);
    m_model.setFollowing(view().live());
    connect(&gateway(), &models::Gateway::linkChanged, this, &LogsPage::updateTotals);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &LogsPage::updateTotals);
    connect(m_inspector, &LogInspector::filterRequested, this, &LogsPage::addCondition);
    connect(m_inspector, &LogInspector::closed, this, [this] { this->shell().stateChanged(); });
    connect(m_inspector, &LogInspector::failed, this,
            [this](const base::Error& error) { toastFailure(this->shell(), error); });
    connect(m_firstSteps, &FirstSteps::changed, this, [this] {
        if (m_table->state() == TableState::Empty)
            showState();
    });
}

LogsPage::~LogsPage() = default;

QString LogsPage::title() const
{
    return tr("Logs");
}

void LogsPage::build()
{
    auto* column = new QVBoxLayout(this);
    const int padding = theme().px(kPadding);
    column->setContentsMargins(padding, 0, padding, theme().px(16));
    column->setSpacing(theme().px(8));
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setFields(logFields(gateway(), [this] { return spanInput(); }));
    m_filter->setPlaceholder(tr("Add a filter   /"));
    m_strip->setFixedHeight(theme().px(kStripHeight));
    m_table->setObjectName(QStringLiteral("logs"));
    m_table->setColumns(logColumns());
    m_table->setModel(&m_model);
    m_table->setState(TableState::Loading);
    column->addWidget(m_filter);
    column->addWidget(m_strip);
    column->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::filtersChanged, this, [this] {
        ask();
        shell().stateChanged();
    });
    connect(m_strip, &HistogramStrip::jumpRequested, this, [this](models::Instant at) { m_model.seek(at); });
    connect(m_strip, &HistogramStrip::spanRequested, this, [this](const models::Span& span) {
        shell().open({id(), saveState(), fixedRange(span), std::nullopt});
    });
}

void LogsPage::connectModel()
{
    using Model = models::LogTableModel;
    connect(&m_model, &Model::answered, this, &LogsPage::showState);
    connect(&m_model, &Model::failed, this, &LogsPage::showState);
    connect(&m_histogram, &models::QueryBase::updated, this, &LogsPage::fillStrip);
    connect(&m_model, &Model::modelReset, m_table->view(), &QAbstractItemView::scrollToTop);
    connect(&m_model, &Model::rowsAboutToBeInserted, this, [this] {
        m_table->view()->setRowsAbove(m_model.isAtNewest() ? TableView::RowsAbove::New
                                                           : TableView::RowsAbove::ReadAgain);
    });
    connect(&m_model, &Model::rowsAboutToBeRemoved, this, [this] { m_isTrimming = true; });
    connect(&m_model, &Model::rowsRemoved, this, [this] { m_isTrimming = false; });
}

void LogsPage::connectTable()
{
    connect(m_table, &DataTable::rowActivated, this, [this](const QModelIndex& index) { inspectRow(index.row()); });
    connect(m_table, &DataTable::rowOpenedInWindow, this, [this](const QModelIndex& index) {
        shell().openInWindow(pageAt(id(), {{state::kSelected, text(m_model.row(index.row()).id)}}));
    });
    connect(m_table, &DataTable::filterByRequested, this, [this](const QString& field, const models::Cell& cell) {
        m_filter->addFilterByCell(field, cell, false);
    });
    connect(m_table, &DataTable::excludeRequested, this, [this](const QString& field, const models::Cell& cell) {
        m_filter->addFilterByCell(field, cell, true);
    });
    connect(m_table, &DataTable::clearFiltersRequested, m_filter, &FilterBar::clear);
    connect(m_table, &DataTable::retryRequested, &m_model, &models::LogTableModel::retry);
    connect(m_table, &DataTable::pauseToggled, this, [this] { view().setLive(!view().live()); });
    connect(m_table, &DataTable::firstRequested, this, [this] {
        m_goTo = m_model.isAtNewest() ? GoTo::Nowhere : GoTo::First;
        m_model.seekNewest();
    });
    connect(m_table, &DataTable::lastRequested, this, [this] {
        m_goTo = GoTo::Last;
        m_model.seekOldest();
        if (!m_model.isLoading())
            m_goTo = GoTo::Nowhere; // the last row is here already
    });
    connect(m_table, &DataTable::allMatchingRequested, this, &LogsPage::selectAllMatching);
    connect(m_table, &DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
        // With the keys, the next row takes the place of the one in the inspector.
        const bool isWalking = index.isValid() && !m_isTrimming && m_table->view()->hasFocus();
        if (isWalking && !m_inspector->current().isEmpty() && text(m_model.row(index.row()).id) != m_inspector->current())
            inspectRow(index.row());
    });
    connect(m_table->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogsPage::scrolled);
}

void LogsPage::scrolled(int value)
{
    const int rowHeight = std::max(1, theme().rowHeight());
    m_model.setEye(value / rowHeight);
    if (value < kRowsAhead * rowHeight)
        m_model.fetchNewer();
    updatePosition();
}

/// The view asks for more while it scrolls; an answer that came while another was awaited may leave it short.
void LogsPage::fillView()
{
    if (!isVisible())
        return;
    // Not from the scroll bar's end: the rows that just came are not laid out yet.
    const int offset = m_table->view()->verticalScrollBar()->value();
    const int end = m_model.rowCount() * theme().rowHeight();
    if (offset + m_table->view()->viewport()->height() >= end)
        m_model.fetchMore({});
    else if (offset < kRowsAhead * theme().rowHeight())
        m_model.fetchNewer();
}

models::LogQuestion LogsPage::question() const
{
    auto& self = const_cast<LogsPage&>(*this);
    models::LogQuestion question;
    question.agent = self.view().scope();
    question.span = self.view().span();
    question.follows = followsNow(self.view());
    for (const Filter& filter : m_filter->filters())
        question.filters << engineFilter(filter);
    return question;
}

contract::SpanInput LogsPage::spanInput() const
{
    auto& self = const_cast<LogsPage&>(*this);
    const models::Span span = self.view().span();
    return {scopeOf(self.view()), span.from, span.to};
}

void LogsPage::ask()
{
    m_askedRange = view().range();
    m_goTo = GoTo::Nowhere;
    m_filter->setProblem({});
    m_table->setState(m_model.hasAnswer() ? TableState::Reloading : TableState::Loading);
    m_model.ask(question());
    readStrip(StripRead::Announced);
}

void LogsPage::readStrip(StripRead how)
{
    contract::GetLogHistogram::Input input;
    const models::LogQuestion asked = question();
    input.agent_id = scopeOf(view());
    input.from = asked.span.from;
    input.to = asked.span.to;
    for (const QString& filter : asked.filters)
        input.filter.push_back(filter.toStdString());
    // A new question must not wait for the answer to the last one.
    how == StripRead::Quiet ? m_histogram.refresh(std::move(input)) : m_histogram.read(std::move(input));
}

void LogsPage::fillStrip()
{
    const contract::LogHistogramOutput& answer = *m_histogram.data();
    const BucketGrid grid = gridOf(answer.from, answer.to, answer.bucket_seconds, answer.to);
    HistogramStrip::Data strip;
    strip.from = grid.from;
    strip.bucket = grid.bucket;
    strip.counts.assign(grid.count, 0);
    strip.errors.assign(grid.count, 0);
    for (const contract::HistogramBucket& bucket : answer.buckets) {
        if (const auto index = grid.indexOf(bucket.at)) {
            strip.counts[*index] = static_cast<double>(bucket.ok + bucket.redirect + bucket.client + bucket.server);
            strip.errors[*index] = static_cast<double>(bucket.server);
        }
    }
    strip.lastIsUnfinished = followsNow(view());
    m_strip->setData(std::move(strip));
    updateTotals();
    updatePosition();
}

void LogsPage::showState()
{
    const bool hasRows = m_model.rowCount() > 0;
    if (std::exchange(m_hadRows, hasRows) != hasRows)
        shell().stateChanged(); // whether there is anything to export
    // Offline the rows stay as they were; the footer says of when.
    if (m_model.failure() && (gateway().isLive() || !hasRows))
        return showFailure();
    if (hasRows) {
        m_table->setState(TableState::Rows);
    } else if (!m_filter->filters().empty()) {
        m_table->setState(TableState::EmptyFiltered);
    } else {
        m_firstSteps->say(m_table->emptyState(),
                          tr("Every request of your agents appears here. There is none in this span."));
        m_table->setState(TableState::Empty);
    }
    updateTotals();
    if (hasRows && m_goTo == GoTo::First)
        m_table->selectRow(0);
    if (hasRows && m_goTo == GoTo::Last) {
        m_table->selectRow(m_model.rowCount() - 1);
        m_table->view()->scrollToBottom();
    }
    m_goTo = GoTo::Nowhere;
    updatePosition();
    showSelection();
    fillView();
}

void LogsPage::showFailure()
{
    const base::Error& error = *m_model.failure();
    const ErrorText words = errorText(error);
    m_table->setFailure(words.sentence, words.code, words.requestId);
    updateTotals();
    // Which of the chips the engine does not understand, beside the chips.
    static const QRegularExpression kPath(QStringLiteral("^filter\\[([0-9]+)\\]"));
    for (const base::FieldError& field : error.fields()) {
        const auto match = kPath.match(text(field.path));
        const auto chip = match.captured(1).toUInt();
        if (match.hasMatch() && chip < m_filter->filters().size())
            return m_filter->setProblem(
                QStringLiteral("%1: %2").arg(filterText(m_filter->filters()[chip]), text(field.detail)));
    }
}

void LogsPage::showSelection()
{
    if (m_pendingSelection.isEmpty())
        return;
    const QString wanted = std::exchange(m_pendingSelection, {});
    if (const auto row = m_model.rowOf(wanted))
        m_table->selectRow(*row);
    m_inspector->open(wanted);
}

void LogsPage::updateTotals()
{
    const auto total = m_model.total();
    if (total)
        m_table->setTotal(*total, m_model.isTotalEstimated());
    const bool isStale = m_model.readAt() && (!gateway().isLive() || m_model.failure());
    m_table->setFooterNote(m_export  ? tr("%1 rows written").arg(models::formatCount(m_export->rows()))
                           : isStale ? tr("as of %1").arg(models::formatTime(*m_model.readAt()))
                                     : QString());
    const contract::LogHistogramOutput* counted = m_histogram.data();
    const bool filtered = !m_filter->filters().empty();
    if (filtered && counted && m_model.isCurrent()) {
        // Counting may end before the whole span was looked at.
        const bool isWhole = counted->from <= m_histogram.answered()->from;
        const QString number = models::formatCount(counted->total);
        m_filter->setResult(isWhole ? tr("%1 match").arg(number) : tr("at least %1 match").arg(number));
    } else {
        const auto number = total && !filtered ? total : std::nullopt;
        m_filter->setResult(!number        ? QString()
                            : *number == 1 ? tr("1 request")
                                           : tr("%1 requests").arg(models::formatShort(static_cast<double>(*number))));
    }
}

void LogsPage::updatePosition()
{
    const auto* tableView = m_table->view();
    const int rows = m_model.rowCount();
    if (rows == 0)
        return m_strip->setPosition(std::nullopt);
    const int first = std::max(0, tableView->rowAt(0));
    const int below = tableView->rowAt(tableView->viewport()->height() - 1);
    const int last = below < 0 ? rows - 1 : below;
    m_strip->setPosition(models::Span{m_model.row(last).created_at, m_model.row(first).created_at});
}

void LogsPage::inspectRow(int row)
{
    m_inspector->show(m_model.row(row));
    shell().stateChanged();
}

void LogsPage::selectAllMatching()
{
    const qint64 loaded = m_model.rowCount();
    const qint64 all = std::max<qint64>(m_model.total().value_or(loaded), loaded);
    if (all <= loaded)
        return;
    const QString words = m_model.isTotalEstimated() ? tr("%1 rows are selected of about %2 that match.")
                                                     : tr("%1 rows are selected of %2 that match.");
    shell().toast(words.arg(models::formatCount(loaded), models::formatCount(all)), tr("Export all"),
                  [self = QPointer(this)] {
                      if (self)
                          self->startExport();
                  });
}

void LogsPage::addCondition(const QString& condition)
{
    if (const auto filter = parseFilter(condition, m_filter->fields()))
        m_filter->addFilter(*filter);
}

std::vector<PageAction> LogsPage::actions()
{
    const auto mayImport = [this] {
        const auto& me = gateway().me();
        const auto role = me && me->role ? contract::roleFromWord(*me->role) : std::nullopt;
        return role && *role >= contract::Role::desk_operator ? QString() : tr("Operators import logs.");
    };
    return {
        {.id = QStringLiteral("import"), .text = tr("Import…"), .icon = QStringLiteral("import"),
         .shortcut = QKeySequence(Qt::Key_I), .weight = PageAction::Weight::Secondary,
         .run = [this] { openImport(); }, .whyDisabled = mayImport},
        {.id = QStringLiteral("export"), .text = tr("Export…"), .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E), .weight = PageAction::Weight::Secondary,
         .run = [this] { startExport(); },
         .whyDisabled = [this] {
             return m_model.rowCount() == 0 ? tr("There is nothing to export.")
                    : m_export              ? tr("An export is running.")
                                            : QString();
         }},
        {.id = QStringLiteral("cancelExport"), .text = tr("Cancel export"), .icon = QStringLiteral("close"),
         .shortcut = {}, .weight = PageAction::Weight::Menu,
         .run = [this] {
             if (m_export)
                 m_export->cancel();
         },
         .whyDisabled = [this] { return m_export ? QString() : tr("No export is running."); }},
    };
}

void LogsPage::openImport()
{
    auto* dialog = new ImportDialog(gateway(), view().scope(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::dataChanged, this, &LogsPage::ask); // imported rows lie anywhere in time
    dialog->open();
}

void LogsPage::startExport()
{
    const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export these requests"), QStringLiteral("bursar-logs-%1.csv").arg(day),
        tr("CSV (*.csv);;JSON lines (*.jsonl)"));
    if (file.isEmpty())
        return;
    exportTo(file);
}

void LogsPage::exportTo(const QString& file)
{
    m_export = new LogExport(gateway(), m_model.shownQuestion(), m_table->chosenColumns(), file, this);
    connect(m_export, &LogExport::progressed, this, &LogsPage::updateTotals);
    connect(m_export, &LogExport::finished, this, [this](const QString& path, qint64 rows) {
        endExport();
        shell().toast(tr("%1 rows written to %2").arg(models::formatCount(rows), path));
    });
    connect(m_export, &LogExport::canceled, this, [this] {
        endExport();
        shell().toast(tr("Canceled; nothing was written."));
    });
    connect(m_export, &LogExport::failed, this, [this](const QString& sentence) {
        endExport();
        shell().toastError(sentence);
    });
    shell().toast(tr("Writing %1 …").arg(file), tr("Cancel"), [target = QPointer(m_export)] {
        if (target)
            target->cancel();
    });
    m_export->start();
    shell().stateChanged(); // what may be done now
}

void LogsPage::endExport()
{
    std::exchange(m_export, nullptr)->deleteLater();
    updateTotals();
    shell().stateChanged();
}

void LogsPage::refresh()
{
    m_pulse.start();
    const models::LogQuestion asked = m_model.question();
    const models::LogQuestion wanted = question();
    const bool isSame = m_model.isCurrent() && asked.agent == wanted.agent && asked.filters == wanted.filters
                        && m_askedRange == view().range();
    const bool isReading = m_table->view()->verticalScrollBar()->value() > 0 || !m_table->selectedRows().isEmpty();
    if (!isSame || !isReading)
        return ask();
    // The place that is being read stays; what is new comes on top.
    m_model.failure() ? m_model.retry() : m_model.follow();
    readStrip(StripRead::Quiet);
    showSelection();
}

void LogsPage::deactivate()
{
    m_pulse.stop();
}

QJsonObject LogsPage::saveState() const
{
    return {{state::kFilter, filterText(m_filter->filters())}, {state::kSelected, m_inspector->current()}};
}

void LogsPage::restoreState(const QJsonObject& saved)
{
    if (saved.isEmpty())
        return;
    m_filter->setFilterText(saved.value(state::kFilter).toString());
    m_pendingSelection = saved.value(state::kSelected).toString();
}

void LogsPage::focusFilter()
{
    m_filter->focusText();
}

} // namespace bursar::ui
