// SPDX-License-Identifier: GPL-3.0-or-later
// By hand: ingest_bench FILE imports an access log twice and prints what it found.
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

} // namespace

int main(int argc, char** argv)
{
    if (argc == 2)
        return runImport(argv[1]);
    std::cerr << "usage: ingest_bench FILE\n";
    return 2;
}
