// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/benchmark_score.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace bursar::analytics {

namespace {

constexpr std::size_t kRankingMax = 1000;

struct Contestant {
    std::int64_t agentKey = 0;
    BenchmarkInput input;
    base::Amount revenue;
    BenchmarkScore score;
};

/// Active agents by category, with what they did of all time.
std::map<std::string, std::vector<Contestant>> contestants(Frame& frame)
{
    std::map<std::int64_t, rollup::Measures> measures;
    for (rollup::ValueRow& row : frame.reader.byAgent({}, allTime(frame.today)))
        measures[row.agentKey] = std::move(row.measures);
    std::map<std::int64_t, std::int64_t> customers;
    for (const db::Row& row : frame.tx.exec(fmt::format("SELECT agent_key, count(*) FROM ({}) c GROUP BY agent_key",
                                                        rollup::customerRelation())))
        customers[row.integer(0)] = row.integer(1);

    std::map<std::string, std::vector<Contestant>> out;
    for (const db::Row& row : frame.tx.exec("SELECT agent_key, category FROM registry_agent "
                                            "WHERE status = 'active' AND category <> '' ORDER BY agent_key")) {
        Contestant one;
        one.agentKey = row.integer(0);
        const rollup::Measures& m = measures[one.agentKey];
        one.input = {m.requests, m.errorRate(), customers[one.agentKey], orZero(m.averageMs())};
        one.revenue = m.revenue;
        one.score = benchmarkScore(one.input);
        out[row.string(1)].push_back(std::move(one));
    }
    return out;
}

void sortByScore(std::vector<Contestant>& ranking)
{
    std::sort(ranking.begin(), ranking.end(), [](const Contestant& a, const Contestant& b) {
        if (a.score.total != b.score.total)
            return a.score.total > b.score.total;
        return a.score.raw != b.score.raw ? a.score.raw > b.score.raw : a.agentKey < b.agentKey;
    });
}

void writeRanking(db::CopyWriter& copy, const std::string& category, const std::vector<Contestant>& ranking,
                  base::Time now)
{
    std::int64_t rank = 0;
    for (const Contestant& one : ranking) {
        copy.text(category).integer(one.agentKey).integer(++rank).number(one.score.total).number(one.score.raw);
        copy.number(one.score.volume).number(one.score.reliability).number(one.score.customers);
        copy.number(one.score.latency).integer(one.input.requests).number(one.input.averageMs * 1000);
        copy.number(one.input.errorRate).amount(one.revenue).integer(one.input.customers).time(now);
        copy.endRow();
    }
}

contract::BenchmarkEntry readEntry(const db::Row& row)
{
    contract::BenchmarkEntry entry;
    entry.category = row.string(0);
    entry.agent_id = row.string(1);
    entry.agent_string_id = row.string(2);
    entry.agent_name = row.string(3);
    entry.id = entry.agent_id;
    entry.rank = int(row.integer(4));
    entry.score = row.number(5);
    entry.raw_score = row.number(6);
    entry.score_volume = row.number(7);
    entry.score_reliability = row.number(8);
    entry.score_customers = row.number(9);
    entry.score_latency = row.number(10);
    entry.total_requests = row.integer(11);
    entry.avg_response_ms = row.number(12) / 1000;
    entry.error_rate = row.number(13);
    entry.revenue = usdc(row.amount(14));
    entry.customer_count = row.integer(15);
    entry.calculated_at = row.time(16);
    return entry;
}

} // namespace

BenchmarkScore benchmarkScore(const BenchmarkInput& input)
{
    constexpr double kVolumeFull = 1e6;    // requests that earn all of the volume's part
    constexpr double kCustomersFull = 1e4;
    const auto logarithmic = [](std::int64_t count, double full) {
        return std::min(100.0, 100 * std::log1p(double(count)) / std::log1p(full));
    };
    const double reliability = 100 * (1 - input.errorRate);
    const double speed = std::max(0.0, 100 - input.averageMs / 10);
    BenchmarkScore out;
    out.raw = 0.3 * double(input.requests) + 0.3 * reliability + 0.2 * double(input.customers) + 0.2 * speed;
    if (input.requests == 0)
        return out; // nothing was proven, so nothing is earned
    out.volume = logarithmic(input.requests, kVolumeFull);
    out.reliability = reliability;
    out.customers = logarithmic(input.customers, kCustomersFull);
    out.latency = speed;
    out.total = 0.3 * out.volume + 0.3 * out.reliability + 0.2 * out.customers + 0.2 * out.latency;
    return out;
}

void Analytics::rankBenchmark()
{
    const base::Time now = m_clock.now();
    std::map<std::string, std::vector<Contestant>> categories;
    {
        Frame frame(m_pool, now, {});
        categories = contestants(frame);
    }
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("DELETE FROM analytics_benchmark");
        db::CopyWriter copy = tx.copy("analytics_benchmark",
                                      "category, agent_key, rank, score, raw_score, volume, reliability, customers, "
                                      "latency, total_requests, avg_us, error_rate, revenue, customer_count, "
                                      "calculated_at");
        for (auto& [category, ranking] : categories) {
            sortByScore(ranking);
            writeRanking(copy, category, ranking, now);
        }
        copy.finish();
    });
}

void Analytics::tick()
{
    const std::lock_guard lock(m_benchmarkMutex);
    const base::Time now = m_clock.now();
    if (!m_rankedAt) {
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
        m_rankedAt = tx.exec("SELECT max(calculated_at) FROM analytics_benchmark")[0].optTime(0);
    }
    if (m_rankedAt && now - *m_rankedAt < m_options.benchmarkInterval)
        return;
    rankBenchmark();
    m_rankedAt = now;
}

contract::Benchmark Analytics::benchmark(const contract::GetBenchmark::Input& input)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::Benchmark out;
    if (!input.category || input.category->empty()) {
        out.categories.emplace();
        for (const db::Row& row : tx.exec("SELECT DISTINCT category FROM registry_agent "
                                          "WHERE status = 'active' AND category <> '' ORDER BY category"))
            out.categories->push_back(row.string(0));
        return out;
    }
    out.category = input.category;
    out.rankings.emplace();
    const db::Result rows = tx.exec(
        "SELECT b.category, a.id::text, a.agent_id, a.name, b.rank, b.score, b.raw_score, b.volume, b.reliability,"
        " b.customers, b.latency, b.total_requests, b.avg_us, b.error_rate, b.revenue, b.customer_count, b.calculated_at "
        "FROM analytics_benchmark b JOIN registry_agent a USING (agent_key) "
        "WHERE b.category = $1 AND a.status = 'active' ORDER BY b.rank LIMIT $2",
        {*input.category, kRankingMax});
    for (const db::Row& row : rows)
        out.rankings->push_back(readEntry(row));
    out.total = std::int64_t(out.rankings->size());
    return out;
}

} // namespace bursar::analytics
