// SPDX-License-Identifier: GPL-3.0-or-later
// What bursard and its PostgreSQL take while nobody asks for anything.
#include "bench/processes.h"
#include "bench/settings.h"
#include "bench/traffic.h"

#include <fmt/format.h>

#include <thread>

namespace bursar::bench {

using namespace std::chrono;

namespace {
constexpr std::size_t kRows = 100'000;
constexpr seconds kWindow{20};
constexpr seconds kSettle{8};
constexpr int kWindows = 2;
constexpr double kCpuMaxPercent = 1, kMemoryMaxMb = 250;

Figure cpuFigure(const std::string& when, const std::vector<double>& percents)
{
    Figure figure;
    figure.name = "idle " + when + ", processor";
    figure.unit = "% of a core";
    figure.value = spreadOf(percents);
    figure.target = Target{Sense::atMost, kCpuMaxPercent, "%"};
    return figure;
}

void measure(const test::ServerProcess& server, const std::string& when, const Settings& settings, Report& report)
{
    progress("idle " + when);
    std::this_thread::sleep_for(kSettle);
    std::vector<double> percents, memory;
    std::size_t processes = 0;
    const auto family = [&server] { return familyOf({server.pid(), server.postmasterPid()}); };
    for (int window = 0; window < settings.runs.value_or(kWindows); ++window) {
        const double before = cpuSeconds(family());
        const auto start = steady_clock::now();
        std::this_thread::sleep_for(kWindow);
        const Family now = family();
        percents.push_back((cpuSeconds(now) - before) / secondsSince(start) * 100);
        memory.push_back(megabytes(now));
        processes = now.size();
    }
    report.figures.push_back(cpuFigure(when, percents));
    Figure figure;
    figure.name = "idle " + when + ", memory";
    figure.unit = "MB";
    figure.value = spreadOf(memory);
    figure.target = Target{Sense::atMost, kMemoryMaxMb, "MB"};
    figure.note = fmt::format("proportional set size of {} processes", processes);
    report.figures.push_back(std::move(figure));
}
} // namespace

Report benchIdle(const Settings& settings)
{
    Report report;
    Traffic traffic;
    measure(traffic.server(), "after the start", settings, report);
    traffic.send(settings.rows.value_or(kRows));
    traffic.readDashboards();
    measure(traffic.server(), "after work", settings, report);
    report.note(fmt::format("idle: bursard and its private cluster; work is {} requests taken in and the dashboards read",
                            settings.rows.value_or(kRows)));
    return report;
}

} // namespace bursar::bench
