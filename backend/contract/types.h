// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "contract/operation.h"

/// Shapes that several operations share. Member names are the wire names.
namespace bursar::contract {

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

struct Status {
    std::string status;
};
BOOST_DESCRIBE_STRUCT(Status, (), (status))

/// What revenue is made of: claimed by the agent, verified on a chain, or made up by the simulator.
enum class RevenueBasis { claimed, verified, simulated };
BOOST_DESCRIBE_ENUM(RevenueBasis, claimed, verified, simulated)

/// One value of one dimension with its measures; what every breakdown is made of. Latencies in milliseconds, rates
/// 0…1, revenue in whole USDC (number for older clients) and exact in atomic units (6 decimals).
struct Breakdown {
    std::string value;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t required = 0; // 402 answers
    std::int64_t payments = 0;
    double error_rate = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
    std::optional<double> avg_response_ms;
    std::optional<double> p95_response_ms;
};
BOOST_DESCRIBE_STRUCT(Breakdown, (),
                      (value, requests, errors, required, payments, error_rate, revenue, revenue_atomic,
                       avg_response_ms, p95_response_ms))

struct ScopeInput {
    std::optional<std::string> agent_id;
};
BOOST_DESCRIBE_STRUCT(ScopeInput, (), (agent_id))

struct DailyRow {
    std::string date;
    std::int64_t requests = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
    std::int64_t errors = 0;
    std::int64_t unique_customers = 0;
    double avg_response_ms = 0;
    double p95_response_ms = 0;
};
BOOST_DESCRIBE_STRUCT(DailyRow, (),
                      (date, requests, revenue, revenue_atomic, errors, unique_customers, avg_response_ms,
                       p95_response_ms))

struct DailyRows {
    std::vector<DailyRow> stats; // ascending, only days with data
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(DailyRows, (), (stats, revenue_basis))

struct DaysInput {
    std::optional<std::string> agent_id;
    std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(DaysInput, (), (agent_id, days))

} // namespace bursar::contract
