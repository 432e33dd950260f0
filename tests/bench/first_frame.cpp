// SPDX-License-Identifier: GPL-3.0-or-later
// The console's first frame against an empty window's, and how long a warm server takes until it shows data.
#include "base/time.h"
#include "bench/cluster.h"
#include "bench/settings.h"
#include "bench/traffic.h"
#include "support/server_process.h"

#include <fmt/format.h>

#include <QProcess>
#include <QTemporaryDir>

#include <stdexcept>

namespace bursar::bench {

using namespace std::chrono;

namespace {
constexpr int kRounds = 11;
constexpr int kLiveRounds = 5;
constexpr double kRatioMax = 3;
constexpr std::size_t kLiveRows = 20'000;

struct Started {
    double firstFrame = 0, end = 0; // milliseconds since the process was started
};

/// Runs a process until it says that it has painted, and until it ends.
Started start(const QString& program, const QStringList& arguments, const QString& home)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(name), home);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    const auto begin = steady_clock::now();
    process.start(program, arguments);
    Started started;
    QByteArray said;
    while (process.waitForReadyRead(30'000)) {
        said += process.readAllStandardOutput();
        if (said.contains("first frame")) {
            started.firstFrame = secondsSince(begin) * 1000;
            break;
        }
    }
    if (!process.waitForFinished(30'000) || process.exitCode() != 0 || started.firstFrame == 0)
        throw std::runtime_error(program.toStdString() + " painted nothing: " + process.readAllStandardError().toStdString());
    started.end = secondsSince(begin) * 1000;
    return started;
}

Figure frameFigure(const Settings& settings)
{
    const QTemporaryDir home;
    const QString folder = QStringLiteral(BURSAR_BIN_DIR "/");
    const auto console = [&] {
        return start(folder + QStringLiteral("bursar"),
                     {QStringLiteral("--exit-after-first-frame"), QStringLiteral("--data-dir"),
                      home.filePath(QStringLiteral("data"))}, home.path());
    };
    const auto empty = [&] { return start(folder + QStringLiteral("empty_window"), {}, home.path()); };
    console(); // from the disk into memory
    empty();
    std::vector<double> ours, theirs, ratios, whole;
    for (int round = 0; round < settings.runs.value_or(kRounds); ++round) {
        const bool consoleFirst = round % 2 == 0;
        const Started first = consoleFirst ? console() : empty(), second = consoleFirst ? empty() : console();
        const Started& mine = consoleFirst ? first : second;
        const Started& other = consoleFirst ? second : first;
        ours.push_back(mine.firstFrame);
        theirs.push_back(other.firstFrame);
        ratios.push_back(mine.firstFrame / other.firstFrame);
        whole.push_back(mine.end / other.end);
    }
    Figure figure;
    figure.name = "console, process start to first frame";
    figure.unit = "ms";
    figure.value = spreadOf(ours);
    figure.baseline = spreadOf(theirs);
    figure.baselineName = "an empty Qt window";
    figure.ratio = spreadOf(ratios);
    figure.target = Target{Sense::atMost, kRatioMax, "×"};
    figure.note = fmt::format("{} pairs of processes, offscreen; until the process has ended: {:.2f} ×", ours.size(),
                              spreadOf(whole).median);
    return figure;
}

Figure liveFigure(const Settings& settings)
{
    Traffic traffic;
    traffic.send(kLiveRows);
    const base::Time to = base::SystemClock().now();
    const std::string overview = fmt::format("/v1/insight/overview?from={}&to={}", base::formatTime(to - hours(24)),
                                             base::formatTime(to));
    std::vector<double> ready, live;
    for (int round = 0; round < std::min(settings.runs.value_or(kLiveRounds), kLiveRounds); ++round) {
        test::ServerProcess& server = traffic.server();
        if (server.stop() != 0)
            throw std::runtime_error("bursard did not stop in order");
        const auto begin = steady_clock::now();
        if (!server.start())
            throw std::runtime_error("bursard did not start again");
        ready.push_back(secondsSince(begin) * 1000);
        const test::Answer answer = server.get(overview, server.ownerKey());
        if (answer.status != 200 || answer.body.at("current").at("requests").to_number<std::size_t>() != kLiveRows)
            throw std::runtime_error("the overview is not what was sent: " + answer.text.substr(0, 200));
        live.push_back(secondsSince(begin) * 1000);
    }
    Figure figure;
    figure.name = "server on a warm private cluster, process start to first overview";
    figure.unit = "ms";
    figure.value = spreadOf(live);
    figure.note = fmt::format("of these {:.0f} ms until it is ready (cluster started, schema checked, listening)",
                              spreadOf(ready).median);
    return figure;
}
} // namespace

Report benchFirstFrame(const Settings& settings)
{
    Report report;
    report.figures.push_back(frameFigure(settings));
    report.figures.push_back(liveFigure(settings));
    return report;
}

} // namespace bursar::bench
