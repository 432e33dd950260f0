// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// What the console's charts read: any span, any dimension, always from rollups. Spans are widened to whole buckets
/// of the finest resolution that is kept for them (minutes for 72 h, then hours); the answer says what was used.
namespace bursar::contract {

enum class Dimension { agent, tool, customer, version, country, status, protocol, source, error, key };
BOOST_DESCRIBE_ENUM(Dimension, agent, tool, customer, version, country, status, protocol, source, error, key)

/// All measures of one span.
struct Totals {
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t required = 0;
    std::int64_t timeouts = 0;
    std::int64_t payments = 0;
    std::int64_t customers = 0;
    std::int64_t new_customers = 0;
    double error_rate = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
    std::optional<double> avg_response_ms;
    std::optional<double> p50_response_ms;
    std::optional<double> p95_response_ms;
    std::optional<double> p99_response_ms;
};
BOOST_DESCRIBE_STRUCT(Totals, (),
                      (requests, errors, required, timeouts, payments, customers, new_customers, error_rate, revenue,
                       revenue_atomic, avg_response_ms, p50_response_ms, p95_response_ms, p99_response_ms))

/// One bucket of time.
struct SeriesPoint {
    base::Time at;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t required = 0;
    std::int64_t payments = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
    std::optional<double> avg_response_ms;
    std::optional<double> p50_response_ms;
    std::optional<double> p95_response_ms;
    std::optional<double> p99_response_ms;
};
BOOST_DESCRIBE_STRUCT(SeriesPoint, (),
                      (at, requests, errors, required, payments, revenue, revenue_atomic, avg_response_ms,
                       p50_response_ms, p95_response_ms, p99_response_ms))

/// Something that happened at a time and may explain a change.
struct Marker {
    std::string id;
    std::string kind; // deploy, price, setting, note
    std::string title;
    std::optional<std::string> agent_id;
    base::Time at;
    std::string created_by;
    json::object detail;
};
BOOST_DESCRIBE_STRUCT(Marker, (), (id, kind, title, agent_id, at, created_by, detail))

/// A span in which the engine took nothing in.
struct Gap {
    base::Time from;
    base::Time to;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Gap, (), (from, to, reason))

struct SpanInput {
    std::optional<std::string> agent_id;
    base::Time from;
    base::Time to;
};
BOOST_DESCRIBE_STRUCT(SpanInput, (), (agent_id, from, to))

/// Different customers in one bucket of time.
struct CustomerPoint {
    base::Time at;
    std::int64_t customers = 0;
};
BOOST_DESCRIBE_STRUCT(CustomerPoint, (), (at, customers))

struct Overview {
    base::Time from;
    base::Time to;
    base::Time previous_from;
    base::Time previous_to;
    std::int64_t bucket_seconds = 0;
    Totals current;
    Totals previous;
    std::vector<SeriesPoint> series; // only buckets with requests
    std::int64_t customer_bucket_seconds = 0;
    std::vector<CustomerPoint> customer_series; // who came twice counts once, so its buckets may be wider
    std::vector<Marker> markers;
    std::vector<Gap> gaps;
    bool simulated = false;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
    base::Time read_at;
};
BOOST_DESCRIBE_STRUCT(Overview, (),
                      (from, to, previous_from, previous_to, bucket_seconds, current, previous, series,
                       customer_bucket_seconds, customer_series, markers, gaps, simulated, revenue_basis, read_at))

struct GetOverview {
    static constexpr OperationId kName = "GetOverview";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/insight/overview", "/v1/insight/overview"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "All measures of a span, against the span of equal length before it.";
    using Input = SpanInput;
    using Output = Overview;
};

struct SeriesLine {
    std::string value; // of the dimension; "other" sums what did not make the top
    Totals total;
    std::vector<SeriesPoint> points;
};
BOOST_DESCRIBE_STRUCT(SeriesLine, (), (value, total, points))

struct Series {
    base::Time from;
    base::Time to;
    std::int64_t bucket_seconds = 0;
    std::vector<SeriesLine> lines; // greatest first
    std::vector<Marker> markers;
    std::vector<Gap> gaps;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
    base::Time read_at;
};
BOOST_DESCRIBE_STRUCT(Series, (), (from, to, bucket_seconds, lines, markers, gaps, revenue_basis, read_at))

enum class Measure { requests, errors, error_rate, revenue, customers, p95 };
BOOST_DESCRIBE_ENUM(Measure, requests, errors, error_rate, revenue, customers, p95)

struct GetSeries {
    static constexpr OperationId kName = "GetSeries";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/insight/series", "/v1/insight/series"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "A line over time for each of the greatest values of a dimension.";
    struct Input {
        std::optional<std::string> agent_id;
        base::Time from;
        base::Time to;
        Dimension dimension = Dimension::tool;
        std::optional<Measure> order; // what "greatest" means; requests by default
        std::optional<int> top;       // 6, at most 20
        std::optional<int> buckets;   // about this many points, 120 by default, at most 1000
    };
    using Output = Series;
};
BOOST_DESCRIBE_STRUCT(GetSeries::Input, (), (agent_id, from, to, dimension, order, top, buckets))

struct BreakdownRows {
    base::Time from;
    base::Time to;
    std::vector<Breakdown> rows;
    std::int64_t total = 0; // values there are
    RevenueBasis revenue_basis = RevenueBasis::claimed;
    base::Time read_at;
};
BOOST_DESCRIBE_STRUCT(BreakdownRows, (), (from, to, rows, total, revenue_basis, read_at))

struct GetBreakdown {
    static constexpr OperationId kName = "GetBreakdown";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/insight/breakdown", "/v1/insight/breakdown"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "The values of a dimension with all measures over a span.";
    struct Input {
        std::optional<std::string> agent_id;
        base::Time from;
        base::Time to;
        Dimension dimension = Dimension::tool;
        std::optional<Measure> order;
        std::optional<int> limit; // 50, at most 1000
    };
    using Output = BreakdownRows;
};
BOOST_DESCRIBE_STRUCT(GetBreakdown::Input, (), (agent_id, from, to, dimension, order, limit))

struct MovedRow {
    Dimension dimension = Dimension::tool;
    std::string value;
    double before = 0;
    double after = 0;
    double change = 0;
};
BOOST_DESCRIBE_STRUCT(MovedRow, (), (dimension, value, before, after, change))

struct Comparison {
    Measure measure = Measure::requests;
    base::Time before_from;
    base::Time before_to;
    base::Time after_from;
    base::Time after_to;
    double before = 0;
    double after = 0;
    std::vector<MovedRow> rows; // greatest absolute change first
    RevenueBasis revenue_basis = RevenueBasis::claimed;
    base::Time read_at;
};
BOOST_DESCRIBE_STRUCT(Comparison, (),
                      (measure, before_from, before_to, after_from, after_to, before, after, rows, revenue_basis,
                       read_at))

struct CompareSpans {
    static constexpr OperationId kName = "CompareSpans";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/insight/compare", "/v1/insight/compare"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What moved between two spans, by every dimension.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<Measure> measure; // revenue by default
        base::Time before_from;
        base::Time before_to;
        base::Time after_from;
        base::Time after_to;
        std::optional<int> limit; // 20
    };
    using Output = Comparison;
};
BOOST_DESCRIBE_STRUCT(CompareSpans::Input, (),
                      (agent_id, measure, before_from, before_to, after_from, after_to, limit))

struct LatencyColumn {
    base::Time at;
    std::vector<std::int64_t> counts; // one per bound, the last for everything above
};
BOOST_DESCRIBE_STRUCT(LatencyColumn, (), (at, counts))

struct LatencyMap {
    base::Time from;
    base::Time to;
    std::int64_t bucket_seconds = 0;
    std::vector<double> bounds_ms; // upper bounds, 1-2-5 steps
    std::vector<LatencyColumn> columns;
    base::Time read_at;
};
BOOST_DESCRIBE_STRUCT(LatencyMap, (), (from, to, bucket_seconds, bounds_ms, columns, read_at))

struct GetLatencyMap {
    static constexpr OperationId kName = "GetLatencyMap";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/insight/latency", "/v1/insight/latency"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Requests by time and latency step, for a heat map.";
    struct Input {
        std::optional<std::string> agent_id;
        base::Time from;
        base::Time to;
        std::optional<std::string> tool;
        std::optional<int> buckets; // about this many columns, 60 by default
    };
    using Output = LatencyMap;
};
BOOST_DESCRIBE_STRUCT(GetLatencyMap::Input, (), (agent_id, from, to, tool, buckets))

struct MarkerList {
    std::vector<Marker> markers;
};
BOOST_DESCRIBE_STRUCT(MarkerList, (), (markers))

struct ListMarkers {
    static constexpr OperationId kName = "ListMarkers";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/markers", "/v1/markers"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Deploys, price and setting changes within a span.";
    using Input = SpanInput;
    using Output = MarkerList;
};

struct CreateMarker {
    static constexpr OperationId kName = "CreateMarker";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/markers", "/v1/markers"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr int kSuccess = 201;
    static constexpr std::string_view kSummary = "Puts a marker on the charts.";
    struct Input {
        std::optional<std::string> agent_id;
        std::string kind; // deploy, price, setting, note
        std::string title;
        std::optional<base::Time> at; // now
    };
    using Output = Marker;
};
BOOST_DESCRIBE_STRUCT(CreateMarker::Input, (), (agent_id, kind, title, at))

struct DeleteMarker {
    static constexpr OperationId kName = "DeleteMarker";
    static constexpr Method kMethod = Method::del;
    static constexpr std::array kPaths{"/v1/markers/{id}"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Takes a marker off.";
    struct Input {
        std::string id;
    };
    using Output = Status;
};
BOOST_DESCRIBE_STRUCT(DeleteMarker::Input, (), (id))

} // namespace bursar::contract
