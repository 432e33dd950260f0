// SPDX-License-Identifier: GPL-3.0-or-later
// Durable ingest through bursard's HTTP listener against COPY of the rows it stored, on the same cluster.
#include "bench/cluster.h"
#include "bench/processes.h"
#include "bench/settings.h"
#include "bench/traffic.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace bursar::bench {

using namespace std::chrono;

namespace {
constexpr std::size_t kRows = 100'000;
constexpr int kRounds = 3;
constexpr std::size_t kCopyRows = 20'000; // of a transaction: the most that ingest commits at once
constexpr double kRatioMin = 0.6;
constexpr seconds kFoldedWithin{60};

struct Variant {
    const char* name;
    const char* baseline;
    BatchForm form;
};
constexpr Variant kVariants[]{
    {"ingest, requests alone", "COPY of the requests", {Shape::requests, false}},
    {"ingest as SDKs send, with bodies and payments", "COPY of requests, bodies, payments", {Shape::asSdk, false}},
    {"ingest as SDKs send, gzip", "COPY of requests, bodies, payments", {Shape::asSdk, true}},
};

/// One bursard on a cluster of ours, so that both sides write to the same one.
class Bench {
public:
    explicit Bench(const std::filesystem::path& folder)
        : m_cluster({.directory = makeFolder(folder)}),
          m_traffic({QStringLiteral("--database-url"), QString::fromStdString(m_cluster.connection())}),
          m_pool({.connection = m_cluster.connection(), .connectionsMax = 2, .statementTimeout = milliseconds(0)})
    {
    }

    Traffic& traffic() { return m_traffic; }
    /// Processor seconds so far of the database, and of the server if asked for.
    double cpu(bool withServer)
    {
        std::vector<qint64> roots{m_cluster.postmasterPid()};
        if (withServer)
            roots.push_back(m_traffic.server().pid());
        return cpuSeconds(familyOf(roots));
    }

    void empty()
    {
        transact("TRUNCATE ingest_log, ingest_body, ingest_payment, rollup_delta, rollup_customer_delta, "
                 "rollup_customer_tool_delta, rollup_minute, rollup_hour, rollup_day, rollup_customer, "
                 "rollup_customer_day, rollup_customer_tool");
        runSql(m_cluster.connection(), "CHECKPOINT");
    }

    /// Seconds until everything was folded; negative when that took too long.
    double waitUntilFolded()
    {
        const auto start = steady_clock::now();
        while (steady_clock::now() - start < kFoldedWithin) {
            if (integer("SELECT (SELECT count(*) FROM rollup_delta) + (SELECT count(*) FROM rollup_customer_delta) "
                        "+ (SELECT count(*) FROM rollup_customer_tool_delta)") == 0)
                return secondsSince(start);
            std::this_thread::sleep_for(milliseconds(50));
        }
        return -1;
    }

    /// Why a run proves nothing; empty when all is there.
    std::string check(const Variant& variant, const Sent& sent, std::size_t rows)
    {
        if (!sent.problem.empty())
            return sent.problem;
        const auto expected = std::int64_t(rows);
        if (sent.accepted != rows)
            return fmt::format("{} of {} entries were accepted", sent.accepted, rows);
        if (waitUntilFolded() < 0)
            return "the aggregates were not folded in time";
        const std::pair<const char*, const char*> counts[]{
            {"requests", "SELECT count(*) FROM ingest_log"},
            {"requests of the day's aggregates", "SELECT sum(requests) FROM rollup_day WHERE dimension = 0"},
            {"requests of customers", "SELECT sum(requests) FROM rollup_customer"}};
        for (const auto& [what, sql] : counts) {
            if (const std::int64_t found = integer(sql); found != expected)
                return fmt::format("{}: {} instead of {}", what, found, expected);
        }
        if (variant.form.shape == Shape::asSdk && integer("SELECT count(*) FROM ingest_body") != expected)
            return "bodies are missing";
        if (integer("SELECT count(DISTINCT tableoid) FROM ingest_log") != 1)
            return "midnight passed";
        return {};
    }

    /// Seconds that COPY takes to write what `table` holds into an empty one like it, kCopyRows a transaction.
    double copyOf(const std::string& table, std::size_t rows, double& cpuSeconds)
    {
        transact("DROP TABLE IF EXISTS copied");
        transact("CREATE TABLE copied (LIKE " + table + " INCLUDING ALL)");
        const std::string columns = text(fmt::format(
            "SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{}'::regclass "
            "AND attnum > 0 AND attidentity = ''", table));
        const int count = int(std::count(columns.begin(), columns.end(), ',')) + 1;
        std::vector<db::Result> chunks;
        for (std::size_t offset = 0; offset < rows; offset += kCopyRows) {
            db::Transaction tx = m_pool.begin();
            chunks.push_back(tx.exec(fmt::format("SELECT {} FROM {} ORDER BY ctid LIMIT {} OFFSET {}", columns, table,
                                                 kCopyRows, offset)));
        }
        runSql(m_cluster.connection(), "CHECKPOINT");
        const double cpuBefore = cpu(false);
        const auto start = steady_clock::now();
        for (const db::Result& chunk : chunks) {
            db::Transaction tx = m_pool.begin();
            db::CopyWriter copy = tx.copy("copied", columns);
            for (const db::Row row : chunk) {
                for (int column = 0; column < count; ++column)
                    row.isNull(column) ? copy.null() : copy.text(row.text(column));
                copy.endRow();
            }
            copy.finish();
            tx.commit();
        }
        const double took = secondsSince(start);
        cpuSeconds += cpu(false) - cpuBefore;
        if (integer("SELECT count(*) FROM copied") != integer("SELECT count(*) FROM " + table))
            throw std::runtime_error("COPY did not write every row of " + table);
        transact("DROP TABLE copied");
        return took;
    }

    double copy(const Variant& variant, std::size_t rows, double& cpuSeconds)
    {
        double took = copyOf(text("SELECT tableoid::regclass::text FROM ingest_log LIMIT 1"), rows, cpuSeconds);
        if (variant.form.shape == Shape::asSdk) {
            took += copyOf(text("SELECT tableoid::regclass::text FROM ingest_body LIMIT 1"), rows, cpuSeconds);
            took += copyOf("ingest_payment", std::size_t(integer("SELECT count(*) FROM ingest_payment")), cpuSeconds);
        }
        return took;
    }

private:
    void transact(const std::string& sql)
    {
        m_pool.transact([&](db::Transaction& tx) { tx.exec(sql); });
    }
    std::int64_t integer(const std::string& sql)
    {
        db::Transaction tx = m_pool.begin();
        const db::Row row = tx.one(sql, {});
        return row.isNull(0) ? 0 : row.integer(0);
    }
    std::string text(const std::string& sql)
    {
        db::Transaction tx = m_pool.begin();
        return tx.one(sql, {}).string(0);
    }

    db::PrivateCluster m_cluster;
    Traffic m_traffic;
    db::Pool m_pool;
};

struct Runs {
    std::vector<double> rate, copyRate, ratio, p50, p99, folded;
    std::vector<double> cpu, copyCpu; // processor seconds for 100 000 rows
    std::size_t postponed = 0;
    std::string problem;
};

void runOnce(Bench& bench, const Variant& variant, std::size_t rows, Runs& runs)
{
    bench.empty();
    const std::vector<std::string> batches = bench.traffic().batches(rows, variant.form);
    const double cpuBefore = bench.cpu(true);
    const Sent sent = bench.traffic().send(batches);
    runs.folded.push_back(bench.waitUntilFolded());
    runs.cpu.push_back((bench.cpu(true) - cpuBefore) / double(rows) * 100'000);
    if (const std::string problem = bench.check(variant, sent, rows); !problem.empty()) {
        runs.problem = problem;
        return;
    }
    double copyCpu = 0;
    const double copied = bench.copy(variant, rows, copyCpu);
    runs.copyCpu.push_back(copyCpu / double(rows) * 100'000);
    runs.rate.push_back(double(rows) / sent.seconds);
    runs.copyRate.push_back(double(rows) / copied);
    runs.ratio.push_back(copied / sent.seconds);
    runs.p50.push_back(percentile(sent.millis, 0.5));
    runs.p99.push_back(percentile(sent.millis, 0.99));
    runs.postponed += sent.postponed;
}

Figure figureOf(const Variant& variant, const Runs& runs)
{
    Figure figure;
    figure.name = variant.name;
    figure.unit = "rows/s";
    figure.value = spreadOf(runs.rate);
    figure.baseline = spreadOf(runs.copyRate);
    figure.baselineName = variant.baseline;
    figure.ratio = spreadOf(runs.ratio);
    figure.target = Target{Sense::atLeast, kRatioMin, "×"};
    figure.problem = runs.problem;
    figure.note = fmt::format("202 after p50 {:.0f} ms, p99 {:.0f} ms; folded {:.1f} s after the last; {} answers 429; "
                              "processor time of 100 000 rows {:.1f} s in server and database, {:.1f} s of COPY in the "
                              "database",
                              spreadOf(runs.p50).median, spreadOf(runs.p99).median, spreadOf(runs.folded).median,
                              runs.postponed, spreadOf(runs.cpu).median, spreadOf(runs.copyCpu).median);
    return figure;
}

std::vector<Runs> runAll(const std::filesystem::path& folder, std::size_t rows, int rounds)
{
    Bench bench(folder);
    std::vector<Runs> runs(std::size(kVariants));
    Runs warmUp;
    runOnce(bench, kVariants[0], rows / 4, warmUp);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < std::size(kVariants); ++i) {
            progress(fmt::format("round {}: {}", round + 1, kVariants[i].name));
            runOnce(bench, kVariants[i], rows, runs[i]);
        }
    }
    return runs;
}
} // namespace

Report benchIngest(const Settings& settings)
{
    const std::size_t rows = settings.rows.value_or(kRows);
    const std::filesystem::path folder = settings.directory / "ingest";
    std::filesystem::remove_all(folder); // never kept: each run begins with an empty cluster
    const std::vector<Runs> runs = runAll(folder, rows, settings.runs.value_or(kRounds));
    std::filesystem::remove_all(folder);
    Report report;
    for (std::size_t i = 0; i < std::size(kVariants); ++i)
        report.figures.push_back(figureOf(kVariants[i], runs[i]));
    report.note(fmt::format("ingest: {} rows a run in batches of {} over {} connections of {} agents; the time ends with "
                            "the last 202", rows, Traffic::kBatch, Traffic::kConnections,
                            Traffic::kAgents));
    return report;
}

} // namespace bursar::bench
