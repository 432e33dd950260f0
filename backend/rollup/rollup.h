// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"
#include "base/metrics.h"
#include "base/time.h"
#include "db/db.h"
#include "rollup/latency.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Aggregates of requests: written as additive deltas in the transaction that stores the requests, folded by a leader,
/// read as base + deltas. Every figure equals a recomputation from the raw rows.
namespace bursar::rollup {

/// What a row of rollup_minute, _hour, _day is about; the numbers are stored, never change them. tool, mcpTool, error,
/// version and a2aEndpoint keep at most kValuesPerDayMax values a day and agent, what comes after is "other". Requests
/// without a tool, customer or error have no row there.
enum class Dimension : std::int16_t {
    all = 0,       // value ""
    tool = 1,
    protocol = 2,  // value "sdk/mcp": source/protocol
    status = 3,    // value "404"
    country = 4,   // "" when unknown
    version = 5,   // agentVersion; "" when unknown
    customer = 6,  // not in rollup_day: rollup_customer_day has it
    error = 7,     // error type, "HTTP_404" when none was given; only errors
    key = 8,       // API key id; "" when none
    mcpTool = 9,   // tools called through MCP
    a2aEndpoint = 10, // value "POST /path", A2A only
    payment = 11,  // value: state/asset ("unverified/USDC"); requests = payments = how many, revenue only for USDC
};

inline constexpr std::size_t kValuesPerDayMax = 1000;
inline constexpr std::size_t kA2aEndpointsPerDayMax = 200;
inline constexpr std::string_view kOtherValue = "other";

enum class Protocol : std::int16_t { http = 0, mcp = 1, a2a = 2 };
std::string_view protocolWord(Protocol protocol);
enum class Source : std::int16_t { sdk = 0, gateway = 1, import = 2, simulator = 3 };
std::string_view sourceWord(Source source);

/// Additive measures. error: status ≥ 400 and ≠ 402. required: 402. timeout: 408, 504 or > 30 s.
struct Measures {
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t required = 0;
    std::int64_t timeouts = 0;
    std::int64_t payments = 0;   // distinct payments, any state but rejected
    base::Amount revenue;        // atomic USDC of those
    double responseMicros = 0;   // sum; exact integers below 2^53
    LatencyHistogram latency;

    void merge(const Measures& other);
    double errorRate() const { return requests ? double(errors) / double(requests) : 0; }
    std::optional<double> averageMs() const;
    std::optional<double> percentileMs(double p) const;
};

/// One stored request as the aggregates see it.
struct Entry {
    std::int64_t agentKey = 0;
    base::Time at;
    int status = 0;
    std::chrono::microseconds response{};
    Protocol protocol = Protocol::http;
    Source source = Source::sdk;
    std::string method, path;
    std::string tool, customer, country, city, version, error, keyId;
    int knownBy = 3;                       // 0 customer id, 1 payer, 2 header, 3 address
    bool paid = false;                     // a payment that was not counted before
    std::string paymentState, paymentAsset;
    base::Amount paymentAmount;            // atomic; revenue when the asset is USDC
};

/// Gathers the deltas of one transaction in memory, then writes them with COPY. Not thread-safe.
class DeltaBatch {
public:
    explicit DeltaBatch(base::Time now); // entries older than kMinuteKept go to hour buckets
    ~DeltaBatch();
    void add(const Entry& entry);
    void write(db::Transaction& tx);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

inline constexpr std::chrono::hours kMinuteKept{72};

/// Folds deltas into the base tables. Only the leader runs it (the engine holds the advisory lock).
class Folder {
public:
    Folder(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock);
    /// One transaction over at most `rowsMax` deltas in key order; how many were folded.
    std::size_t fold(std::size_t rowsMax = 50'000);
    /// Until nothing is left.
    void foldAll();
    /// Drops minute rows beyond kMinuteKept.
    void trim();
    /// Recomputes everything of an agent's UTC days from the raw rows (after rows were removed), and what the customers
    /// seen on those days add up to. Days are inclusive. One transaction, during which fold() waits.
    void rebuild(std::int64_t agentKey, base::Day first, base::Day last);

private:
    db::Pool& m_pool;
    base::Metrics& m_metrics;
    const base::Clock& m_clock;
};

/// Which agents: one, several, or all (empty).
using AgentScope = std::vector<std::int64_t>;

struct Span {
    base::Time from; // inclusive
    base::Time to;   // exclusive
};

/// Widens a span to whole buckets of the finest resolution that is kept for it (minutes when it begins within
/// kMinuteKept, else hours), and says which resolution its edges have (60, 3600 or 86400 s).
struct Resolved {
    Span span;
    std::chrono::seconds edge{60};
};
Resolved resolve(Span span, base::Time now);

struct SeriesRow {
    base::Time bucket;
    Measures measures;
};
struct ValueRow {
    std::string value;
    std::int64_t agentKey = 0; // only when grouped by agent
    Measures measures;
};
struct ValueSeries {
    std::string value;
    Measures total;
    std::vector<SeriesRow> points; // ascending, only buckets with requests
};

/// Whether Measures::latency is filled. Histograms are most of what a cell weighs: leave them out where nothing is said
/// about percentiles (the mean does not need them).
enum class Latencies { read, leftOut };

/// Reads base + unfolded deltas in one snapshot. `tx` should be RepeatableRead, so that several calls agree. Spans are
/// widened as resolve() does. A long span is covered by day rows inside, hour and minute rows at its edges, so that its
/// cost does not grow with the number of requests.
class Reader {
public:
    explicit Reader(db::Transaction& tx, base::Time now);

    Measures total(const AgentScope& agents, Span span);
    /// Buckets of `width` (a multiple of 60 s that divides or is a multiple of a day), aligned to the epoch (UTC).
    std::vector<SeriesRow> series(const AgentScope& agents, Span span, std::chrono::seconds width);
    /// The same of one value of a dimension.
    std::vector<SeriesRow> seriesOf(const AgentScope& agents, Span span, std::chrono::seconds width,
                                    Dimension dimension, const std::string& value);
    /// Per value of a dimension; unordered. `customer` on long spans reads the presence rows instead.
    std::vector<ValueRow> breakdown(const AgentScope& agents, Span span, Dimension dimension,
                                    Latencies latencies = Latencies::read);
    /// The whole-scope measures per agent; value is "".
    std::vector<ValueRow> byAgent(const AgentScope& agents, Span span, Latencies latencies = Latencies::read);
    /// The `top` values by `weight`, each with its series, heaviest first, and last one named "other" for the rest
    /// (absent when none). `weighed` says whether the weight looks at latencies; the series have them in any case.
    std::vector<ValueSeries> valueSeries(const AgentScope& agents, Span span, std::chrono::seconds width,
                                         Dimension dimension, std::size_t top,
                                         const std::function<double(const Measures&)>& weight,
                                         Latencies weighed = Latencies::read);
    /// Likewise per agent; `value` is the agent key in digits.
    std::vector<ValueSeries> agentSeries(const AgentScope& agents, Span span, std::chrono::seconds width,
                                         std::size_t top, const std::function<double(const Measures&)>& weight,
                                         Latencies weighed = Latencies::read);
    std::int64_t distinctCustomers(const AgentScope& agents, Span span);
    /// Of those, whose first request ever (for these agents) lies in the span.
    std::int64_t newCustomers(const AgentScope& agents, Span span);
    /// Distinct customers per bucket.
    std::map<base::Time, std::int64_t> customerSeries(const AgentScope& agents, Span span, std::chrono::seconds width);

private:
    db::Transaction& m_tx;
    base::Time m_now;
};

/// SQL text of relations that are base + unfolded deltas, for the queries of analytics: use as `FROM (…) c`.
/// Columns as in the base tables (rollup_customer: first_at, last_at, requests … per agent and customer), one row a key.
/// Conditions on the key columns reach the indexes.
std::string_view customerRelation();     // rollup_customer + delta
std::string_view customerDayRelation();  // rollup_customer_day + delta, latency left out
std::string_view customerToolRelation(); // rollup_customer_tool + delta

/// When the oldest delta that is not folded was written; its age is the lag of the aggregates' folding.
std::optional<base::Time> oldestDelta(db::Transaction& tx);

} // namespace bursar::rollup
