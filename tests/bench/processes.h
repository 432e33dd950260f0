// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <vector>

namespace bursar::bench {

struct Process {
    qint64 parent = 0;
    double cpuSeconds = 0; // its own and of its children that ended
};
using Family = std::map<qint64, Process>; // by process id

/// These processes and all below them. A postmaster has to be named: it has a session of its own.
Family familyOf(const std::vector<qint64>& roots);
double cpuSeconds(const Family& family);
/// Proportional set size: what is shared is divided among those who share it.
double megabytes(const Family& family);

} // namespace bursar::bench
