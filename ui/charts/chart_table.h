// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_data.h"

class QWidget;

namespace bursar::ui {

/// The data of a chart as a table in a window of its own.
void showChartTable(const ChartData& data, const QString& title, QWidget* parent);

} // namespace bursar::ui
