// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/charts/chart_data.h"
#include "ui/widgets/column.h"

#include <QStandardItemModel>

/// Data for the kit's pictures and tests: invented, fixed, without an engine.
namespace kit {

/// 2025-11-20 14:30:07 UTC, the frozen present.
bursar::models::Instant now();

/// Rows of cells as an item model.
class CellModel : public QStandardItemModel {
public:
    explicit CellModel(const std::vector<std::vector<bursar::models::Cell>>& rows, QObject* parent = nullptr);
    void prependRow(const std::vector<bursar::models::Cell>& cells);
    void setCell(int row, int column, const bursar::models::Cell& cell);
};

std::vector<bursar::ui::Column> withdrawalColumns();
std::vector<std::vector<bursar::models::Cell>> withdrawalRows();
std::vector<bursar::ui::Column> customerColumns();
std::vector<std::vector<bursar::models::Cell>> customerRows();

/// Revenue by tool over 6.5 hours with a gap, a marker, the previous period and an unfinished bucket.
bursar::ui::ChartData revenueByTool();
/// Requests by status class over a day.
bursar::ui::ChartData trafficByStatus();
/// Three latency quantiles over a week.
bursar::ui::ChartData latency();
/// A wave of values, as sparklines show.
std::vector<double> wave(int seed, int count, double trend = 0);

} // namespace kit
