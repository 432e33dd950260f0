// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/cluster.h"

#include "base/metrics.h"
#include "bench/report.h"
#include "db/migrations.h"
#include "ingest/ingest.h"
#include "ingest/row.h"
#include "rollup/rollup.h"

#include <fmt/format.h>

#include <QProcess>

#include <array>
#include <atomic>
#include <cmath>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace bursar::bench {

namespace fs = std::filesystem;
using namespace std::chrono;

namespace {
constexpr std::size_t kRowsPerWrite = 20'000;
constexpr int kWriters = 2;
constexpr std::size_t kFoldRows = 200'000;
constexpr std::uintmax_t kBytesPerRow = 800; // on the disk, with indexes and aggregates
constexpr std::uintmax_t kBytesSpare = 2'000'000'000; // what PostgreSQL writes ahead, and a machine that stays usable

/// Numbers that belong to a row: every size of history draws from the same distribution.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 0x9e3779b97f4a7c15ull + 0x1234567ull) {}
    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ull; // splitmix64
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    double share() { return double(next() >> 11) * 0x1.0p-53; }
    bool once(double chance) { return share() < chance; }
    /// 0…count-1, small ones more often.
    int skewed(int count)
    {
        const double u = share();
        return std::min(int(u * u * count), count - 1);
    }

private:
    std::uint64_t m_state;
};

constexpr std::array kCountries{"US", "KR", "DE", "JP", "GB", "FR", "IN", "BR", "SG", "CA"};

/// Agents differ in size: half of the customers belong to the first.
int homeOf(int customer)
{
    const int place = customer % 16;
    return place < 8 ? 0 : place < 12 ? 1 : place < 14 ? 2 : place - 11;
}

ingest::Ingest::Row makeRow(std::size_t number, std::size_t rows, const std::vector<std::int64_t>& agents,
                            base::Time begin, base::Duration length)
{
    Dice dice(number * 0x10001 + rows % 7919);
    ingest::Ingest::Row row;
    const int customer = dice.skewed(History::kCustomers);
    const bool isAbroad = customer % 5 == 0 && dice.once(0.3); // some have a second agent
    const int agent = (homeOf(customer) + (isAbroad ? 1 : 0)) % History::kAgents;
    const int tool = (customer + dice.skewed(2)) % History::kToolsPerAgent;
    row.agentKey = agents[std::size_t(agent)];
    const auto slot = double(length.count()) / double(rows);
    row.at = begin + base::Duration(std::int64_t((double(number) + dice.share()) * slot));
    row.requestId = fmt::format("{:016x}-{:08x}", dice.next(), number);
    row.tool = fmt::format("tool-{}-{}", agent, tool);
    const int how = customer % 10;
    row.protocol = how < 6 ? rollup::Protocol::mcp : how < 8 ? rollup::Protocol::a2a : rollup::Protocol::http;
    row.method = "POST";
    row.path = row.protocol == rollup::Protocol::a2a ? fmt::format("/a2a/{}", row.tool) : "/mcp";
    const double fate = dice.share();
    row.status = fate < 0.92 ? 200 : fate < 0.95 ? 402 : fate < 0.97 ? 404 : fate < 0.99 ? 500 : 504;
    // Around the tool's own speed, with a long tail.
    const double spread = std::exp((dice.share() + dice.share() + dice.share() - 1.5) * 1.4);
    row.response = microseconds(std::int64_t((20'000.0 + 15'000.0 * tool) * spread));
    row.customer = customerName(customer);
    row.knownBy = 0;
    row.country = kCountries[std::size_t(customer) % kCountries.size()];
    row.ip = fmt::format("203.0.113.{}", customer % 250);
    row.userAgent = "agent/1.0";
    row.agentVersion = fmt::format("v1.{}", std::min<std::size_t>(number * 3 / rows, 2));
    row.sdkVersion = "0.1.0";
    row.requestSize = 200 + std::int64_t(dice.next() % 400);
    row.responseSize = 500 + std::int64_t(dice.next() % 4000);
    row.keyId = fmt::format("0190c0de-0000-7000-8000-00000000{:04}", agent);
    if (row.status == 200 && dice.once(0.1)) {
        row.payment = ingest::Payment{.token = "USDC-base-mainnet", .asset = "USDC", .decimals = 6,
                                      .amount = base::Amount(std::uint64_t(10'000 + 1000 * tool)),
                                      .tx = fmt::format("0x{:016x}{:016x}", dice.next(), dice.next())};
        row.payer = fmt::format("0x{:040x}", customer + 1);
    }
    return row;
}

std::vector<std::int64_t> addAgents(db::Pool& pool, base::Time since)
{
    std::vector<std::int64_t> keys;
    pool.transact([&](db::Transaction& tx) {
        keys.clear();
        for (int agent = 0; agent < History::kAgents; ++agent) {
            keys.push_back(tx.one("INSERT INTO registry_agent (id, agent_id, name, category, evm_address, "
                                  "pricing_model, pricing_amount, pricing_currency, created_at, updated_at) VALUES "
                                  "(gen_random_uuid(), $1, $1, 'search', $2, 'per_call', 0.01, 'USDC', $3, $3) "
                                  "RETURNING agent_key",
                                  {agentName(agent), walletOf(agent), since}).integer(0));
        }
    });
    return keys;
}

/// Several writers, as several servers would be, each with its part of the time; one folds meanwhile.
void writeRows(db::Pool& pool, const History& history, base::Time now)
{
    const FixedClock clock;
    const base::Duration length = days(History::kDays);
    const base::Time begin = now - length;
    const std::vector<std::int64_t> agents = addAgents(pool, begin);
    base::Metrics metrics;
    rollup::Folder folder(pool, metrics, clock);
    std::atomic<std::size_t> written = 0;
    std::atomic<int> writing = kWriters;
    std::array<std::exception_ptr, kWriters> failures;
    std::vector<std::jthread> writers;
    for (int part = 0; part < kWriters; ++part) {
        writers.emplace_back([&, part] {
            try {
                ingest::Ingest ingest(pool, metrics, clock, {});
                ingest.start();
                const std::size_t from = history.rows * std::size_t(part) / kWriters;
                const std::size_t to = history.rows * std::size_t(part + 1) / kWriters;
                for (std::size_t at = from; at < to; at += kRowsPerWrite) {
                    std::vector<ingest::Ingest::Row> rows;
                    for (std::size_t i = at; i < std::min(at + kRowsPerWrite, to); ++i)
                        rows.push_back(makeRow(i, history.rows, agents, begin, length));
                    written += ingest.write(std::move(rows));
                }
                ingest.stop();
            } catch (...) {
                failures[std::size_t(part)] = std::current_exception();
            }
            --writing;
        });
    }
    const auto start = steady_clock::now();
    double told = 0;
    while (writing > 0) {
        if (folder.fold(kFoldRows) == 0)
            std::this_thread::sleep_for(milliseconds(100));
        if (const double now_s = secondsSince(start); now_s - told > 20) {
            told = now_s;
            progress(fmt::format("  {} of {} rows, {:.0f} a second", written.load(), history.rows,
                                 double(written) / now_s));
        }
    }
    writers.clear();
    for (const std::exception_ptr& failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
    folder.foldAll();
    progress(fmt::format("  {} rows in {:.0f} s", written.load(), secondsSince(start)));
}

/// The history is what it should be: requests, aggregates and customers count the same.
void check(db::Pool& pool, const History& history)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    const auto expected = std::int64_t(history.rows);
    const std::array<std::pair<const char*, const char*>, 5> counts{{
        {"requests", "SELECT count(*) FROM ingest_log"},
        {"requests by day", "SELECT sum(requests) FROM rollup_day WHERE dimension = 0"},
        {"requests by hour", "SELECT sum(requests) FROM rollup_hour WHERE dimension = 0"},
        {"requests by customer", "SELECT sum(requests) FROM rollup_customer"},
        {"requests by customer and day", "SELECT sum(requests) FROM rollup_customer_day"},
    }};
    for (const auto& [what, sql] : counts) {
        if (const std::int64_t found = tx.one(sql, {}).integer(0); found != expected)
            throw std::runtime_error(fmt::format("{}: {} instead of {}", what, found, expected));
    }
    if (tx.one("SELECT (SELECT count(*) FROM rollup_delta) + (SELECT count(*) FROM rollup_customer_delta) "
               "+ (SELECT count(*) FROM rollup_customer_tool_delta)", {}).integer(0) != 0)
        throw std::runtime_error("not everything is folded");
}

/// Says what a kept folder holds.
fs::path historyFile(const fs::path& folder)
{
    return folder / "history";
}

std::string describe(const History& history)
{
    return fmt::format("2 {} rows, {} agents, {} tools, {} customers, {} days", history.rows, History::kAgents,
                       History::kAgents * History::kToolsPerAgent, History::kCustomers, History::kDays);
}
} // namespace

base::Time FixedClock::now() const
{
    return *base::parseTime("2026-06-15T12:34:56Z");
}

fs::path makeFolder(const fs::path& folder)
{
    fs::create_directories(folder);
    fs::permissions(folder, geteuid() == 0 ? fs::perms(0711) : fs::perms(0700));
    return folder;
}

void runSql(const std::string& connection, const std::string& sql)
{
    QProcess psql;
    psql.setProcessChannelMode(QProcess::MergedChannels);
    psql.start(QStringLiteral("psql"), {QString::fromStdString(connection), QStringLiteral("-Xqc"),
                                        QString::fromStdString(sql)});
    if (!psql.waitForFinished(-1) || psql.exitCode() != 0)
        throw std::runtime_error("psql: " + psql.readAll().toStdString());
}

std::string agentName(int agent)
{
    return fmt::format("bench-agent-{}", agent);
}

std::string customerName(int customer)
{
    return fmt::format("customer-{:04}", customer);
}

std::string walletOf(int agent)
{
    return fmt::format("0x{:040x}", 0xbeef00 + agent);
}

void fillHistory(const fs::path& folder, const History& history)
{
    if (std::ifstream in(historyFile(folder)); in) {
        std::string found;
        std::getline(in, found);
        if (found == describe(history)) {
            progress("takes the kept history in " + folder.string());
            return;
        }
    }
    fs::remove_all(folder);
    makeFolder(folder);
    if (const std::uintmax_t needed = history.rows * kBytesPerRow + kBytesSpare; fs::space(folder).available < needed) {
        throw std::runtime_error(fmt::format("{} rows need {} MB free in {}", history.rows, needed >> 20, folder.string()));
    }
    progress(fmt::format("writes a history of {} rows", history.rows));
    db::PrivateCluster cluster({.directory = folder});
    db::migrate(cluster.connection());
    {
        db::Pool pool({.connection = cluster.connection(), .connectionsMax = kWriters + 2,
                       .statementTimeout = milliseconds(0)});
        writeRows(pool, history, FixedClock().now());
        check(pool, history);
    }
    runSql(cluster.connection(), "VACUUM ANALYZE");
    runSql(cluster.connection(), "CHECKPOINT");
    std::ofstream(historyFile(folder)) << describe(history) << '\n';
}

} // namespace bursar::bench
