// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/column.h"

namespace bursar::ui {

enum ToolColumn { ToolName, ToolRequests, ToolErrors, ToolAverage, ToolP95, ToolRevenue, ToolColumnCount };
enum VersionColumn { VersionName, VersionRequests, VersionErrors, VersionChange, VersionP95, VersionColumnCount };

std::vector<Column> toolColumns();
std::vector<Column> versionColumns();

} // namespace bursar::ui
