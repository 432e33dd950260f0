// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/processes.h"

#include <fmt/format.h>

#include <QDir>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace bursar::bench {

namespace {
Family allProcesses()
{
    Family processes;
    const double tick = double(::sysconf(_SC_CLK_TCK));
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        std::ifstream file(fmt::format("/proc/{}/stat", pid));
        std::string line;
        if (!isNumber || !std::getline(file, line))
            continue;
        std::istringstream fields(line.substr(line.rfind(')') + 2));
        std::string state;
        std::array<long long, 16> values{}; // from ppid on
        fields >> state;
        for (long long& value : values)
            fields >> value;
        constexpr std::size_t kUser = 10, kSystem = 11, kChildUser = 12, kChildSystem = 13;
        processes[pid] = {values[0], double(values[kUser] + values[kSystem] + values[kChildUser] + values[kChildSystem])
                                         / tick};
    }
    return processes;
}

} // namespace

Family familyOf(const std::vector<qint64>& roots)
{
    const Family all = allProcesses();
    Family family;
    for (const qint64 root : roots) {
        if (!all.contains(root))
            throw std::runtime_error("a process that is measured is not running");
        family.insert(*all.find(root));
    }
    for (bool grown = true; std::exchange(grown, false);) {
        for (const auto& [pid, process] : all) {
            if (family.contains(process.parent) && family.emplace(pid, process).second)
                grown = true;
        }
    }
    return family;
}

double cpuSeconds(const Family& family)
{
    double sum = 0;
    for (const auto& [pid, process] : family)
        sum += process.cpuSeconds;
    return sum;
}

double megabytes(const Family& family)
{
    double sum = 0;
    for (const auto& [pid, process] : family) {
        std::ifstream file(fmt::format("/proc/{}/smaps_rollup", pid));
        std::string line;
        while (std::getline(file, line)) {
            if (line.starts_with("Pss:"))
                sum += std::stod(line.substr(4)) / 1024;
        }
    }
    return sum;
}

} // namespace bursar::bench
