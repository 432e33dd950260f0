// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/moved_panel.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/pages/common/bar_delegate.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>

#include <cmath>

namespace bursar::ui {

namespace {

enum MovedColumn { DimensionColumn, ValueColumn, BeforeColumn, NowColumn, ChangeColumn, BarColumn, LinkColumn, ColumnCount };

constexpr std::array kMeasures{contract::Measure::revenue,    contract::Measure::requests, contract::Measure::errors,
                               contract::Measure::error_rate, contract::Measure::p95,      contract::Measure::customers};

std::vector<Column> columns()
{
    return {
        {.key = QStringLiteral("dimension"), .title = tr("Dimension"), .kind = ColumnKind::Text, .width = 96,
         .isSortable = false},
        {.key = QStringLiteral("value"), .title = tr("Value"), .kind = ColumnKind::Code, .width = 140,
         .isSortable = false, .stretches = true},
        {.key = QStringLiteral("before"), .title = tr("Before"), .kind = ColumnKind::Money, .width = 96, .priority = 1,
         .isSortable = false},
        {.key = QStringLiteral("now"), .title = tr("Now"), .kind = ColumnKind::Money, .width = 96, .isSortable = false},
        {.key = QStringLiteral("change"), .title = tr("Change"), .kind = ColumnKind::Money, .width = 96,
         .isSortable = false},
        {.key = QStringLiteral("bar"), .title = {}, .kind = ColumnKind::Series, .width = 104, .priority = 2,
         .isSortable = false},
        {.key = QStringLiteral("logs"), .title = {}, .kind = ColumnKind::Number, .width = 64, .priority = 3,
         .isSortable = false},
    };
}

/// Rounded numbers of small payments need more digits than those of large ones.
int digitsFor(double greatest)
{
    return greatest >= 100 ? 2 : greatest >= 1 ? 4 : 6;
}

/// Times alone where both spans lie on today's day; else with the date.
QString spanText(const models::Span& span, const models::Span& other)
{
    const auto dayOf = [](models::Instant at) {
        return std::chrono::floor<std::chrono::days>(at + models::displaySettings().offsetAt(at));
    };
    const auto today = dayOf(models::displaySettings().now());
    for (const models::Instant at : {span.from, span.to - std::chrono::microseconds(1), other.from}) {
        if (dayOf(at) != today)
            return models::formatSpan(span);
    }
    return models::formatClock(span.from) + QStringLiteral(" – ") + models::formatClock(span.to);
}

} // namespace

MovedPanel::MovedPanel(models::OverviewModel& model, models::Gateway& gateway, QWidget* parent)
    : Card(tr("What moved"), parent), m_model(model), m_rows(ColumnCount), m_table(new DataTable({})),
      m_measure(new QComboBox), m_latest(new Button(tr("Latest"), ButtonKind::Text))
{
    setObjectName(QStringLiteral("whatMoved"));
    m_table->setColumns(columns());
    m_table->setModel(&m_rows);
    m_table->view()->setItemDelegateForColumn(BarColumn, new BarDelegate(BarDelegate::Kind::Signed, m_table));
    m_table->view()->setItemDelegateForColumn(LinkColumn, new LinkDelegate(m_table));
    fitRows(m_table, models::OverviewModel::kMovedRows, models::OverviewModel::kMovedRows);
    setContent(m_table, false);
    setSkeleton(SkeletonShape::Rows);

    setSmall(m_measure, true);
    m_measure->setAccessibleName(tr("Measure"));
    for (const contract::Measure measure : kMeasures)
        m_measure->addItem(measureName(measure), static_cast<int>(measure));
    m_latest->setToolTip(tr("Back to the latest spans"));
    addAction(m_latest);
    addAction(m_measure);

    auto* loader = new PanelLoader(this, m_model.moved(), gateway);
    loader->setEmpty([this] { return m_model.moved().data()->rows.empty(); },
                     [this](EmptyState* state) {
                         state->showGood(tr("Nothing moved between these spans. Drag over a chart to compare others."));
                     });
    connect(&m_model.moved(), &models::QueryBase::updated, this, &MovedPanel::fill);
    connect(m_measure, &QComboBox::activated, this, [this](int index) {
        m_model.setMeasure(static_cast<contract::Measure>(m_measure->itemData(index).toInt()));
        Q_EMIT choiceChanged();
    });
    connect(m_latest, &QPushButton::clicked, this, [this] {
        m_model.compare(std::nullopt);
        refreshChoices();
        Q_EMIT choiceChanged();
    });
    connect(m_table, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        const auto& rows = m_model.moved().data()->rows;
        const QString key = m_rows.row(index.row()).key;
        for (const contract::MovedRow& row : rows) {
            if (condition(filterFieldOf(row.dimension), text(row.value)) == key)
                Q_EMIT logsRequested(key, {m_model.moved().data()->after_from, m_model.moved().data()->after_to});
        }
    });
    refreshChoices();
}

void MovedPanel::refreshChoices()
{
    m_measure->setCurrentIndex(m_measure->findData(static_cast<int>(m_model.measure())));
    m_latest->setVisible(m_model.chosenSpan().has_value());
}

QString MovedPanel::headline() const
{
    const contract::Comparison* answer = m_model.moved().data();
    if (!answer)
        return {};
    const models::Span before{answer->before_from, answer->before_to};
    const models::Span after{answer->after_from, answer->after_to};
    QString change = models::shown(valueCell(answer->after - answer->before));
    if (answer->measure == contract::Measure::revenue)
        change += QLatin1Char(' ') + usdcName() + QLatin1Char(' ') + basisWord(answer->revenue_basis);
    else if (answer->measure == contract::Measure::error_rate)
        change = models::formatChange({answer->after - answer->before, models::RateChange::Kind::Points});
    return tr("%1, %2 against %3").arg(change, spanText(after, before), spanText(before, after));
}

models::Cell MovedPanel::valueCell(double value) const
{
    const contract::Comparison& answer = *m_model.moved().data();
    if (answer.measure != contract::Measure::revenue)
        return measureCell(answer.measure, value);
    const int digits = digitsFor(std::max(std::abs(answer.before), std::abs(answer.after)));
    const QString atomic = QString::number(std::llround(value * std::pow(10, digits)));
    return models::Money{atomic, digits, {}};
}

models::CellRow MovedPanel::rowOf(const contract::MovedRow& row, double greatest) const
{
    models::Cell change = valueCell(row.change);
    if (m_model.moved().data()->measure == contract::Measure::error_rate)
        change = models::RateChange{row.change, models::RateChange::Kind::Points};
    models::CellRow out;
    out.key = condition(filterFieldOf(row.dimension), text(row.value));
    out.cells = {models::Text{dimensionName(row.dimension)},
                 dimensionCell(row.dimension, row.value),
                 valueCell(row.before),
                 valueCell(row.after),
                 change,
                 models::Series{{row.before, row.after}},
                 models::Text{tr("Logs")}};
    out.bar = {greatest > 0 ? row.change / greatest : 0};
    return out;
}

void MovedPanel::fill()
{
    const contract::Comparison& answer = *m_model.moved().data();
    double greatest = 0;
    for (const contract::MovedRow& row : answer.rows)
        greatest = std::max(greatest, std::abs(row.change));
    std::vector<models::CellRow> rows;
    for (const contract::MovedRow& row : answer.rows)
        rows.push_back(rowOf(row, greatest));
    m_rows.setRows(std::move(rows));
    setSubtitle(headline());
}

} // namespace bursar::ui
