// SPDX-License-Identifier: GPL-3.0-or-later
// By hand:
//   ingest_bench import FILE     imports an access log twice and prints what it found
//   ingest_bench rows N          durable ingest of N requests against COPY of the same rows
#include "unit/ingest/bench.h"

#include <fstream>
#include <iostream>
#include <iterator>

using namespace bursar;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
namespace json = boost::json;

namespace {
double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

contract::Task importOnce(test::IngestBench& bench, ingest::ImportService& imports, const std::string& bytes)
{
    const std::string id = imports.create(bench.desk(), bench.one, {"one", "access.log", std::int64_t(bytes.size()), {}}).id;
    const auto chunk = std::size_t(ingest::ImportService::kChunkBytesMax);
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        imports.upload(bench.one, id, std::int64_t(at), std::string_view(bytes).substr(at, chunk),
                       at + chunk >= bytes.size());
    }
    for (;;) {
        contract::Task task = imports.task(id);
        if (task.finished_at)
            return task;
        std::this_thread::sleep_for(20ms);
    }
}

void printFigures(test::IngestBench& bench)
{
    const auto one = [&](const char* what, const char* sql) { std::cout << what << ": " << bench.text(sql) << '\n'; };
    bench.folder.foldAll();
    one("requests", "SELECT count(*) FROM ingest_log");
    one("requests in the aggregates", "SELECT sum(requests) FROM rollup_day WHERE dimension = 0");
    one("customers", "SELECT count(*) FROM rollup_customer");
    one("by status", "SELECT string_agg(value || ' × ' || n, ', ' ORDER BY value) FROM (SELECT value, sum(requests) n "
                     "FROM rollup_day WHERE dimension = 3 GROUP BY value) s");
    one("errors", "SELECT sum(errors) FROM rollup_day WHERE dimension = 0");
    one("by day", "SELECT string_agg(bucket::date || ': ' || requests, ', ' ORDER BY bucket) FROM rollup_day "
                  "WHERE dimension = 0");
    one("GET /favicon.ico", "SELECT count(*) FROM ingest_log WHERE method = 'GET' AND path = '/favicon.ico'");
    one("/favicon.ico by any method", "SELECT count(*) FROM ingest_log WHERE path = '/favicon.ico'");
    one("tools", "SELECT count(DISTINCT value) FROM rollup_day WHERE dimension = 1");
}

int runImport(const char* file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (bytes.empty()) {
        std::cerr << "cannot read " << file << '\n';
        return 1;
    }
    test::IngestBench bench;
    ingest::ImportService imports(bench.pool, bench.ingest, bench.folder, bench.metrics, bench.clock);
    imports.start();
    for (int round = 1; round <= 2; ++round) {
        const auto start = Clock::now();
        const contract::Task task = importOnce(bench, imports, bytes);
        std::cout << "import " << round << ": " << task.state << ", " << task.message << ", "
                  << fmt::format("{:.2f} s", secondsSince(start)) << '\n';
        std::cout << "repaired: " << json::serialize(task.result.at("repaired_lines")) << '\n';
        printFigures(bench);
    }
    return 0;
}

std::vector<ingest::Ingest::Row> makeRows(const test::IngestBench& bench, std::size_t first, std::size_t count)
{
    std::vector<ingest::Ingest::Row> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
        ingest::Ingest::Row& row = rows[i];
        const std::size_t n = first + i;
        row.agentKey = n % 2 ? bench.one : bench.two;
        row.at = bench.clock.now() - std::chrono::milliseconds(n % 60'000);
        row.requestId = "request-" + std::to_string(n);
        row.status = n % 17 == 0 ? 500 : 200;
        row.response = std::chrono::microseconds(1000 + n * 7919 % 500'000);
        row.method = "POST";
        row.path = "/tools/" + std::to_string(n % 20);
        row.tool = "tool-" + std::to_string(n % 20);
        row.customer = "customer-" + std::to_string(n * 31 % 500);
        row.ip = fmt::format("198.51.{}.{}", n / 250 % 250, n % 250);
        row.userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";
        row.batchId = "batch-" + std::to_string(n / 50);
        row.sdkVersion = "0.1.0";
    }
    return rows;
}

json::value toBatch(const test::IngestBench& bench, std::size_t first, std::size_t count)
{
    json::array entries;
    for (const ingest::Ingest::Row& row : makeRows(bench, first, count)) {
        entries.push_back({{"requestId", row.requestId}, {"method", row.method}, {"path", row.path},
                           {"statusCode", row.status}, {"responseMs", double(row.response.count()) / 1000},
                           {"toolName", row.tool}, {"customerId", row.customer}, {"ipAddress", row.ip},
                           {"userAgent", row.userAgent}, {"timestamp", base::formatTime(row.at)}});
    }
    return json::object{{"sdk_version", "0.1.0"}, {"batch_id", "b" + std::to_string(first)}, {"entries", entries}};
}

int runRows(std::size_t total)
{
    test::IngestBench bench;
    bench.ingest.maintain();
    constexpr std::size_t kEach = 50;
    std::vector<json::value> batches;
    for (std::size_t first = 0; first < total; first += kEach)
        batches.push_back(toBatch(bench, first, kEach));
    std::atomic<std::size_t> answered = 0, refused = 0, stored = 0;
    const auto start = Clock::now();
    const contract::Context context = bench.agent(bench.one, "one");
    for (std::size_t i = 0; i < batches.size();) {
        if (i - answered > 900) {
            std::this_thread::sleep_for(1ms);
            continue;
        }
        bench.ingest.submit(context, batches[i++], [&](contract::Outcome<contract::IngestResult> outcome) {
            outcome ? stored += std::size_t(outcome->accepted) : ++refused;
            ++answered;
        });
    }
    while (answered < batches.size())
        std::this_thread::sleep_for(1ms);
    const double took = secondsSince(start);
    const double ingestRate = double(stored) / took;
    std::cout << fmt::format("ingest: {} rows in {:.2f} s, {:.0f} rows/s, {} batches refused\n", stored.load(), took,
                             ingestRate, refused.load());

    // The same rows with the same indexes, in one COPY each 20 000 rows.
    std::string table;
    bench.pool.transact([&](db::Transaction& tx) {
        table = tx.one("SELECT tableoid::regclass FROM ingest_log LIMIT 1", {}).string(0);
        tx.exec("CREATE TABLE copied (LIKE " + table + " INCLUDING ALL)");
    });
    std::string columns;
    {
        db::Transaction tx = bench.pool.begin();
        columns = tx.one("SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = "
                         "'copied'::regclass AND attnum > 0", {}).string(0);
    }
    double copied = 0;
    for (std::size_t offset = 0; offset < total; offset += 20'000) {
        db::Transaction tx = bench.pool.begin();
        const db::Result rows = tx.exec(fmt::format("SELECT {} FROM {} ORDER BY identity LIMIT 20000 OFFSET {}", columns,
                                                    table, offset));
        const auto begin = Clock::now();
        db::CopyWriter copy = tx.copy("copied", columns);
        for (const db::Row row : rows) {
            for (int column = 0; column < 31; ++column)
                row.isNull(column) ? copy.null() : copy.text(row.text(column));
            copy.endRow();
        }
        copy.finish();
        tx.commit();
        copied += secondsSince(begin);
    }
    const double copyRate = double(total) / copied;
    std::cout << fmt::format("copy: {:.0f} rows/s; ingest is {:.2f} of it\n", copyRate, ingestRate / copyRate);
    const auto fold = Clock::now();
    bench.folder.foldAll();
    std::cout << fmt::format("folding what is left took {:.2f} s\n", secondsSince(fold));
    return 0;
}
} // namespace

int main(int argc, char** argv)
{
    const std::string what = argc == 3 ? argv[1] : "";
    if (what == "import")
        return runImport(argv[2]);
    if (what == "rows")
        return runRows(std::stoul(argv[2]));
    std::cerr << "usage: ingest_bench import FILE | rows N\n";
    return 2;
}
