// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table.h"

#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QCoreApplication>
#include <QDialog>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <cmath>

namespace bursar::ui {
namespace {

models::Cell cellFor(double value, const ValueFormat& format, const ChartGap* gap)
{
    if (!std::isfinite(value))
        return models::Absent{gap != nullptr ? gap->reason : QString()};
    switch (format.kind) {
    case ValueFormat::Kind::Share:
        return models::Rate{value};
    case ValueFormat::Kind::Duration:
        return models::Duration{std::chrono::microseconds{std::llround(value * 1e6)}};
    case ValueFormat::Kind::Count:
        return models::Count{std::llround(value)};
    case ValueFormat::Kind::Money:
    case ValueFormat::Kind::Number:
        break;
    }
    return models::Number{value, format.decimals, {}};
}

} // namespace

void showChartTable(const ChartData& data, const QString& title, QWidget* parent)
{
    auto* dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(theme().px(560), theme().px(480));
    auto* table = new DataTable(QString());
    const auto buckets = static_cast<int>(data.bucketCount());
    const auto series = static_cast<int>(data.series.size());
    auto* model = new QStandardItemModel(buckets, series + 1, table);
    std::vector<Column> columns {{.key = QStringLiteral("time"),
                                  .title = QCoreApplication::translate("ChartTable", "Time"),
                                  .kind = ColumnKind::Time,
                                  .width = 140,
                                  .isSortable = false,
                                  .stretches = true,
                                  .filterField = {}}};
    for (int bucket = 0; bucket < buckets; ++bucket) {
        const auto at = static_cast<std::size_t>(bucket);
        model->setData(model->index(bucket, 0), models::toVariant(models::Time{data.bucketSpan(at).from}),
                       models::kCellRole);
        for (int i = 0; i < series; ++i) {
            const auto& values = data.series[static_cast<std::size_t>(i)].values;
            const double value = at < values.size() ? values[at] : std::nan("");
            model->setData(model->index(bucket, i + 1),
                           models::toVariant(cellFor(value, data.format, data.gapAt(at))), models::kCellRole);
        }
    }
    for (const ChartSeries& one : data.series)
        columns.push_back({.key = one.name, .title = one.name, .kind = ColumnKind::Number, .width = 120,
                           .isSortable = false, .filterField = {}});
    table->setColumns(columns);
    table->setModel(model);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table);
    dialog->show();
}

} // namespace bursar::ui
