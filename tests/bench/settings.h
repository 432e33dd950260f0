// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/report.h"

#include <filesystem>

namespace bursar::bench {

struct Settings {
    std::optional<std::size_t> rows;    // of the larger data set; each bench has its own default
    std::optional<int> runs;            // how often what is compared is repeated
    std::size_t against = 100'000;      // dashboards: rows of the smaller one
    std::string only;                   // dashboards: calls whose name holds this
    std::filesystem::path directory;    // for clusters; emptied at the end unless kept
    bool keep = false;                  // leave filled clusters in the folder, and take those that are there
};

Report benchIngest(const Settings& settings);
Report benchDashboards(const Settings& settings);
Report benchFirstFrame(const Settings& settings);
Report benchLedger(const Settings& settings);
Report benchLogTable(const Settings& settings);
Report benchIdle(const Settings& settings);

} // namespace bursar::bench
