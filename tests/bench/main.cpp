// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what Bursar promises, as ratios to baselines of the same run. ./dev bench runs it; see README.md here.
#include "base/log.h"
#include "bench/cluster.h"
#include "bench/settings.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace {
using namespace bursar::bench;
namespace fs = std::filesystem;
namespace json = boost::json;

struct Bench {
    std::string_view name;
    Report (*run)(const Settings&);
};
constexpr Bench kBenches[]{{"first-frame", benchFirstFrame},
                           {"idle", benchIdle},
                           {"ingest", benchIngest},
                           {"ledger", benchLedger},
                           {"log-table", benchLogTable},
                           {"dashboards", benchDashboards}};

struct Arguments {
    std::vector<std::string> names;
    Settings settings;
    std::string jsonFile;
};

int usage()
{
    std::fputs("usage: bursar_bench [ingest] [ledger] [dashboards] [first-frame] [log-table] [idle]   none: all\n"
               "  --rows N     rows of the larger data set (ingest 100 000, dashboards 1 000 000, log-table 1 000 000)\n"
               "  --runs N     how often what is compared is repeated\n"
               "  --against N  rows of the smaller history of the dashboards (100 000)\n"
               "  --only TEXT  of the dashboards, calls whose name holds TEXT\n"
               "  --json FILE  the figures for machines, too\n"
               "  --keep DIR   keep filled clusters in DIR, and use those that are there\n",
               stderr);
    return 2;
}

const Bench* find(std::string_view name)
{
    for (const Bench& bench : kBenches) {
        if (bench.name == name)
            return &bench;
    }
    return nullptr;
}

std::optional<Arguments> parse(int argc, char** argv)
{
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool takesValue = word == "--rows" || word == "--runs" || word == "--json" || word == "--keep"
                                || word == "--only" || word == "--against";
        if (takesValue && i + 1 == argc)
            return std::nullopt;
        if (word == "--rows")
            arguments.settings.rows = std::strtoull(argv[++i], nullptr, 10);
        else if (word == "--runs")
            arguments.settings.runs = std::max(1, std::atoi(argv[++i]));
        else if (word == "--against")
            arguments.settings.against = std::strtoull(argv[++i], nullptr, 10);
        else if (word == "--only")
            arguments.settings.only = argv[++i];
        else if (word == "--json")
            arguments.jsonFile = argv[++i];
        else if (word == "--keep")
            arguments.settings.directory = fs::absolute(argv[++i]);
        else if (find(word))
            arguments.names.push_back(word);
        else
            return std::nullopt;
    }
    arguments.settings.keep = !arguments.settings.directory.empty();
    return arguments;
}

/// One bench in a process of its own, so that none inherits the memory of another.
Report runInProcess(const std::string& name, const Settings& settings)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("figures.json"));
    QStringList words{QString::fromStdString(name), QStringLiteral("--json"), file};
    if (settings.rows)
        words << QStringLiteral("--rows") << QString::number(*settings.rows);
    if (settings.runs)
        words << QStringLiteral("--runs") << QString::number(*settings.runs);
    words << QStringLiteral("--against") << QString::number(settings.against);
    if (!settings.only.empty())
        words << QStringLiteral("--only") << QString::fromStdString(settings.only);
    if (settings.keep)
        words << QStringLiteral("--keep") << QString::fromStdString(settings.directory.string());
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(QCoreApplication::applicationFilePath(), words);
    process.waitForFinished(-1);
    QFile figures(file);
    if (process.exitCode() != 0 || !figures.open(QIODevice::ReadOnly))
        return {{}, {fmt::format("{}: failed, see above", name)}};
    return reportFromJson(json::parse(figures.readAll().toStdString()));
}

/// Clusters lie on a disk, not in memory, since what is measured waits for it.
class Folder {
public:
    explicit Folder(const Settings& settings)
        : m_temporary(!settings.keep),
          m_path(settings.keep ? settings.directory
                               : fs::temp_directory_path() / fmt::format("bursar-bench-{}", ::getpid()))
    {
        makeFolder(m_path);
    }
    ~Folder()
    {
        std::error_code ignored;
        if (m_temporary)
            fs::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    bool m_temporary;
    fs::path m_path;
};

std::string machine()
{
    std::ifstream cpu("/proc/cpuinfo"), load("/proc/loadavg");
    std::string line, model = "unknown processor", busy;
    while (std::getline(cpu, line)) {
        if (line.starts_with("model name"))
            model = line.substr(line.find(':') + 2);
    }
    load >> busy;
    return fmt::format("{} × {}, {} GB, load {} at the end", std::thread::hardware_concurrency(), model,
                       ::sysconf(_SC_PHYS_PAGES) / (1 << 30) * ::sysconf(_SC_PAGE_SIZE)
                           + (::sysconf(_SC_PHYS_PAGES) % (1 << 30)) * ::sysconf(_SC_PAGE_SIZE) / (1 << 30),
                       busy);
}
} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    std::optional<Arguments> arguments = parse(argc, argv);
    if (!arguments)
        return usage();
    bursar::base::setLogLevel(bursar::base::LogLevel::Warning);
    if (arguments->names.empty()) {
        for (const Bench& bench : kBenches)
            arguments->names.emplace_back(bench.name);
    }
    Report report;
    try {
        const Folder folder(arguments->settings);
        Settings settings = arguments->settings;
        settings.directory = folder.path();
        if (arguments->names.size() == 1)
            report = find(arguments->names.front())->run(settings);
        settings.keep = true; // for each other: two of them read the same history
        for (const std::string& name : arguments->names) {
            if (arguments->names.size() == 1)
                break;
            progress(name);
            report.append(runInProcess(name, settings));
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bursar_bench: %s\n", error.what());
        return 1;
    }
    if (!arguments->jsonFile.empty()) {
        json::object all = toJson(report).as_object();
        all["machine"] = machine();
        std::ofstream(arguments->jsonFile) << json::serialize(all) << '\n';
    }
    std::printf("%s\n%s\n", toText(report).c_str(), machine().c_str());
    return 0;
}
