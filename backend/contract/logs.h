// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// Reading stored requests.
namespace bursar::contract {

/// One stored request. `id` is opaque and stable.
struct RequestLog {
    std::string id;
    std::string agent_id;
    std::string request_id;
    std::optional<std::string> customer_id;
    std::optional<std::string> tool_name;
    std::string method;
    std::string path;
    std::int64_t status_code = 0;
    double response_ms = 0;
    std::optional<std::string> error_type;
    std::optional<double> x402_amount;
    std::optional<base::Amount> x402_amount_atomic;
    std::optional<int> x402_decimals;
    std::optional<std::string> x402_tx_hash;
    std::optional<std::string> x402_token;
    std::optional<std::string> x402_payer;
    std::optional<std::string> payment_state; // unverified, verified, rejected, simulated
    std::optional<std::int64_t> request_body_size;
    std::optional<std::int64_t> response_body_size;
    std::optional<std::string> request_body;  // only in GetLog and the agent's own list
    std::optional<std::string> response_body;
    std::optional<std::map<std::string, std::string>> headers;
    std::string batch_id;
    std::string sdk_version;
    std::optional<std::string> agent_version;
    std::optional<std::string> protocol;
    std::optional<std::string> source;
    std::optional<std::string> ip_address;
    std::optional<std::string> user_agent;
    std::optional<std::string> referer;
    std::optional<std::string> content_type;
    std::optional<std::string> accept_language;
    std::optional<std::string> country;
    std::optional<std::string> city;
    std::optional<std::string> key_id;
    std::optional<std::string> key_prefix;
    bool arrival_time = false; // the entry had no usable timestamp
    base::Time created_at;     // when the request happened
};
BOOST_DESCRIBE_STRUCT(RequestLog, (),
                      (id, agent_id, request_id, customer_id, tool_name, method, path, status_code, response_ms,
                       error_type, x402_amount, x402_amount_atomic, x402_decimals, x402_tx_hash, x402_token,
                       x402_payer, payment_state, request_body_size, response_body_size, request_body, response_body,
                       headers, batch_id, sdk_version, agent_version, protocol, source, ip_address, user_agent,
                       referer, content_type, accept_language, country, city, key_id, key_prefix, arrival_time,
                       created_at))

struct LogPage {
    std::vector<RequestLog> logs; // newest first
    std::optional<std::int64_t> total;          // exact where a rollup can answer
    std::optional<std::int64_t> total_estimate; // else
    std::optional<std::string> next;            // cursor to older rows
    std::optional<std::string> previous;        // cursor to newer rows
};
BOOST_DESCRIBE_STRUCT(LogPage, (), (logs, total, total_estimate, next, previous))

struct ListLogs {
    static constexpr OperationId kName = "ListLogs";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/logs", "/v1/logs"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Requests, newest first, by filter and span. Without agent_id: all agents (desk only).";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<base::Time> from;
        std::optional<base::Time> to;
        /// Each `field:value`, several are ANDed, values of one filter with commas are ORed, a leading - excludes.
        /// Fields: status (404, 4xx, error, ok), tool, customer, protocol, source, country, version, method, path
        /// (part), latency (>800, 200..500, in ms; p95), key, request, payment (any, none, a state), tx, ip, error,
        /// agent.
        std::vector<std::string> filter;
        std::optional<std::string> tool;     // shorthands of older clients
        std::optional<std::string> status;
        std::optional<std::string> customer;
        std::optional<std::string> protocol;
        std::optional<std::string> cursor;
        std::optional<base::Time> at;        // seek: the page that begins at this time
        std::optional<int> limit;            // 50, at most 1000
        std::optional<bool> bodies;          // with bodies and headers (at most 200 rows)
    };
    using Output = LogPage;
};
BOOST_DESCRIBE_STRUCT(ListLogs::Input, (),
                      (agent_id, from, to, filter, tool, status, customer, protocol, cursor, at, limit, bodies))

struct GetLog {
    static constexpr OperationId kName = "GetLog";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/logs/{id}", "/v1/logs/{id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "One request with headers and bodies.";
    struct Input {
        std::optional<std::string> agent_id;
        std::string id;
    };
    using Output = RequestLog;
};
BOOST_DESCRIBE_STRUCT(GetLog::Input, (), (agent_id, id))

struct HistogramBucket {
    base::Time at;
    std::int64_t ok = 0;       // 1xx, 2xx
    std::int64_t redirect = 0; // 3xx
    std::int64_t client = 0;   // 4xx
    std::int64_t server = 0;   // 5xx
};
BOOST_DESCRIBE_STRUCT(HistogramBucket, (), (at, ok, redirect, client, server))

struct LogHistogramOutput {
    base::Time from;
    base::Time to;
    std::int64_t bucket_seconds = 0;
    std::vector<HistogramBucket> buckets; // only those with requests
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(LogHistogramOutput, (), (from, to, bucket_seconds, buckets, total))

struct GetLogHistogram {
    static constexpr OperationId kName = "GetLogHistogram";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/logs/histogram", "/v1/logs/histogram"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Requests over time by status class, by filter and span.";
    struct Input {
        std::optional<std::string> agent_id;
        base::Time from;
        base::Time to;
        std::vector<std::string> filter;
        std::optional<int> buckets; // about this many, 120 by default
    };
    using Output = LogHistogramOutput;
};
BOOST_DESCRIBE_STRUCT(GetLogHistogram::Input, (), (agent_id, from, to, filter, buckets))

} // namespace bursar::contract
