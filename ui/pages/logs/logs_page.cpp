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
#include <QScrollBar>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kStripHeight = 44;
constexpr int kPadding = 24;
/// A relative range follows the present; a fixed one does not.
bool followsNow(const models::ViewState& view)
{
    return !view.range().preset.isEmpty();
}
} // namespace

LogsPage::LogsPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway()), m_histogram(gateway()), m_pulse(gateway(), view()),
      m_filter(new FilterBar(QStringLiteral("logs"))), m_strip(new HistogramStrip),
      m_table(new DataTable(QStringLiteral("logs"))), m_inspector(new LogInspector(shell, this))
{
    build();
    connectTable();
    connect(&m_model, &models::LogTableModel::answered, this, &LogsPage::showState);
    connect(&m_model, &models::LogTableModel::failed, this, &LogsPage::showState);
    connect(&m_histogram, &models::QueryBase::updated, this, &LogsPage::fillStrip);
    connect(&m_pulse, &models::LivePulse::pulse, this, [this] {
        m_model.follow();
        readStrip();
    });
    connect(&m_pulse, &models::LivePulse::resynced, this, &LogsPage::refresh);
    connect(&view(), &models::ViewState::liveChanged, &m_model, &models::LogTableModel::setFollowing);
    connect(m_inspector, &LogInspector::filterRequested, this, &LogsPage::addCondition);
    connect(m_inspector, &LogInspector::failed, this,
            [this](const base::Error& error) { this->shell().toastError(errorText(error).sentence); });
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
    column->addWidget(m_filter);
    column->addWidget(m_strip);
    column->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::filtersChanged, this, [this] {
        ask();
        shell().stateChanged();
    });
    connect(m_strip, &HistogramStrip::jumpRequested, &m_model, &models::LogTableModel::seek);
    connect(m_strip, &HistogramStrip::spanRequested, this, [this](const models::Span& span) {
        shell().open({id(), saveState(), fixedRange(span), std::nullopt});
    });
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
    connect(m_table, &DataTable::firstRequested, this, [this] { m_model.seek(std::nullopt); });
    connect(m_table, &DataTable::lastRequested, this, [this] { m_model.seek(view().span().from); });
    connect(m_table->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            m_model.fetchNewer();
        updatePosition();
    });
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
    m_table->setState(m_model.hasAnswer() ? TableState::Reloading : TableState::Loading);
    m_model.ask(question());
    readStrip();
}

void LogsPage::readStrip()
{
    contract::GetLogHistogram::Input input;
    const models::LogQuestion asked = question();
    input.agent_id = scopeOf(view());
    input.from = asked.span.from;
    input.to = asked.span.to;
    for (const QString& filter : asked.filters)
        input.filter.push_back(filter.toStdString());
    m_histogram.hasData() ? m_histogram.refresh(std::move(input)) : m_histogram.read(std::move(input));
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
            strip.errors[*index] = static_cast<double>(bucket.client + bucket.server);
        }
    }
    strip.lastIsUnfinished = followsNow(view());
    m_strip->setData(std::move(strip));
    updateTotals();
    updatePosition();
}

void LogsPage::showState()
{
    if (m_model.failure()) {
        const ErrorText failure = errorText(*m_model.failure());
        m_table->setState(TableState::Failed);
        return m_table->setFailure(failure.sentence, failure.code, failure.requestId);
    }
    if (m_model.rowCount() > 0) {
        m_table->setState(TableState::Rows);
    } else if (!m_filter->filters().empty()) {
        m_table->setState(TableState::EmptyFiltered);
    } else {
        m_table->emptyState()->showNever(
            tr("Every request of your agents appears here. There is none in this span."));
        m_table->setState(TableState::Empty);
    }
    updateTotals();
    updatePosition();
    if (!m_pendingSelection.isEmpty()) {
        const QString wanted = std::exchange(m_pendingSelection, {});
        const auto row = m_model.rowOf(wanted);
        if (row)
            m_table->selectRow(*row);
        m_inspector->open(wanted);
    }
}

void LogsPage::updateTotals()
{
    const auto total = m_model.total();
    if (total)
        m_table->setTotal(*total, m_model.isTotalEstimated());
    const bool filtered = !m_filter->filters().empty();
    const bool known = m_histogram.hasData() && m_histogram.data()->total > 0;
    m_filter->setResult(filtered && known
                            ? tr("%1 match").arg(models::formatCount(m_histogram.data()->total))
                            : total ? tr("%1 requests").arg(models::formatShort(static_cast<double>(*total)))
                                    : QString());
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
    };
}

void LogsPage::openImport()
{
    auto* dialog = new ImportDialog(gateway(), view().scope(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::dataChanged, this, &LogsPage::refresh);
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
    m_export = new LogExport(gateway(), question(), file, this);
    auto end = [this] {
        m_export->deleteLater();
        m_export = nullptr;
    };
    connect(m_export, &LogExport::finished, this, [this, end](const QString& path, qint64 rows) {
        shell().toast(tr("%1 rows written to %2").arg(models::formatCount(rows), path));
        end();
    });
    connect(m_export, &LogExport::failed, this, [this, end](const QString& sentence) {
        shell().toastError(sentence);
        end();
    });
    shell().toast(tr("Writing %1 …").arg(file), tr("Cancel"), [target = QPointer(m_export)] {
        if (target)
            target->cancel();
    });
    m_export->start();
}

void LogsPage::refresh()
{
    m_pulse.start();
    ask();
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
    if (const auto filters = parseFilters(saved.value(state::kFilter).toString(), m_filter->fields()))
        m_filter->setFilters(*filters);
    m_pendingSelection = saved.value(state::kSelected).toString();
}

void LogsPage::focusFilter()
{
    m_filter->focusText();
}

} // namespace bursar::ui
