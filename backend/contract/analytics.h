// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/customers.h"
#include "contract/types.h"

/// Business intelligence as older clients read it (contract section 6). Where agent_id is optional, leaving it out
/// means all agents, for the desk.
namespace bursar::contract {

struct DashboardTotals {
    std::int64_t total_agents = 0;
    std::int64_t active_agents = 0;
    std::int64_t total_requests = 0;
    double total_revenue_usdc = 0;
    base::Amount total_revenue_usdc_atomic;
    std::int64_t today_requests = 0;
    double avg_response_ms = 0;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(DashboardTotals, (),
                      (total_agents, active_agents, total_requests, total_revenue_usdc, total_revenue_usdc_atomic,
                       today_requests, avg_response_ms, revenue_basis))

struct GetDashboard {
    static constexpr OperationId kName = "GetDashboard";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/dashboard/overview"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Public totals of this server.";
    using Input = Empty;
    using Output = DashboardTotals;
};

struct AgentStats {
    std::int64_t total_requests = 0;
    std::int64_t today_requests = 0;
    std::int64_t week_requests = 0;  // since midnight 7 days ago
    std::int64_t month_requests = 0; // since midnight 30 days ago
    std::int64_t total_customers = 0;
    std::int64_t error_count = 0;
    double total_revenue_usdc = 0;
    base::Amount total_revenue_usdc_atomic;
    std::int64_t paid_count = 0;
    std::int64_t required_count = 0; // 402 answers
    double avg_response_ms = 0;
    double error_rate = 0;
    std::map<std::string, std::int64_t> status_codes;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(AgentStats, (),
                      (total_requests, today_requests, week_requests, month_requests, total_customers, error_count,
                       total_revenue_usdc, total_revenue_usdc_atomic, paid_count, required_count, avg_response_ms,
                       error_rate, status_codes, revenue_basis))

struct GetStats {
    static constexpr OperationId kName = "GetStats";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/stats", "/v1/stats"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Totals of all time, today, 7 and 30 days.";
    using Input = ScopeInput;
    using Output = AgentStats;
};

struct GetDaily {
    static constexpr OperationId kName = "GetDaily";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/stats/daily", "/v1/stats/daily"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Per UTC day, ascending; days 30, at most 365.";
    using Input = DaysInput;
    using Output = DailyRows;
};

struct ProtocolRow {
    std::string source;
    std::string protocol;
    std::int64_t request_count = 0;
    double percentage = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    double p95_response_ms = 0;
};
BOOST_DESCRIBE_STRUCT(ProtocolRow, (),
                      (source, protocol, request_count, percentage, avg_response_ms, error_rate, p95_response_ms))

struct ToolRow {
    std::string tool_name;
    std::int64_t call_count = 0;
    double avg_response_ms = 0;
    double p95_response_ms = 0;
    double error_rate = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
};
BOOST_DESCRIBE_STRUCT(ToolRow, (),
                      (tool_name, call_count, avg_response_ms, p95_response_ms, error_rate, revenue, revenue_atomic))

struct HealthBlock {
    double error_rate = 0;
    double payment_rate = 0;
    double timeout_rate = 0;
    double success_rate = 1;
    std::int64_t total_requests = 0;
    std::int64_t error_count = 0;
    std::int64_t payment_count = 0;
    std::int64_t timeout_count = 0;
    int window_minutes = 60;
};
BOOST_DESCRIBE_STRUCT(HealthBlock, (),
                      (error_rate, payment_rate, timeout_rate, success_rate, total_requests, error_count,
                       payment_count, timeout_count, window_minutes))

struct TopCaller {
    std::string customer_id;
    std::int64_t request_count = 0;
    double revenue = 0;
    base::Time last_seen_at;
};
BOOST_DESCRIBE_STRUCT(TopCaller, (), (customer_id, request_count, revenue, last_seen_at))

struct CustomerBlock {
    std::int64_t total_customers = 0;
    std::int64_t new_this_week = 0;
    std::int64_t returning_this_week = 0;
    std::vector<TopCaller> top_callers;
};
BOOST_DESCRIBE_STRUCT(CustomerBlock, (), (total_customers, new_this_week, returning_this_week, top_callers))

struct RevenueBlock {
    double total_revenue = 0;
    std::int64_t payment_count = 0;
    std::int64_t required_count = 0;
    double conversion_rate = 0;
    double avg_per_request = 0;
    double arpu = 0; // over all customers
};
BOOST_DESCRIBE_STRUCT(RevenueBlock, (),
                      (total_revenue, payment_count, required_count, conversion_rate, avg_per_request, arpu))

struct DailyProtocolRow {
    std::string date;
    std::string source;
    std::string protocol;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    double revenue = 0;
};
BOOST_DESCRIBE_STRUCT(DailyProtocolRow, (), (date, source, protocol, requests, errors, revenue))

struct PartnerRow {
    std::string customer_id;
    std::int64_t call_count = 0;
    double revenue = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    base::Time last_seen_at;
};
BOOST_DESCRIBE_STRUCT(PartnerRow, (), (customer_id, call_count, revenue, avg_response_ms, error_rate, last_seen_at))

struct EndpointRow {
    std::string endpoint;
    std::string method;
    std::int64_t call_count = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    double revenue = 0;
};
BOOST_DESCRIBE_STRUCT(EndpointRow, (), (endpoint, method, call_count, avg_response_ms, error_rate, revenue))

struct AnalyticsReport {
    std::vector<ProtocolRow> protocol;
    std::vector<ToolRow> tool_ranking;
    HealthBlock health;
    CustomerBlock customers;
    RevenueBlock revenue;
    std::vector<DailyProtocolRow> daily_by_protocol;
    std::vector<ToolRow> mcp_tools;
    std::vector<PartnerRow> a2a_partners;
    std::vector<EndpointRow> a2a_endpoints;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(AnalyticsReport, (),
                      (protocol, tool_ranking, health, customers, revenue, daily_by_protocol, mcp_tools, a2a_partners,
                       a2a_endpoints, revenue_basis))

struct GetAnalytics {
    static constexpr OperationId kName = "GetAnalytics";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/analytics", "/v1/analytics"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "The whole report of an agent; days 30, at most 90.";
    using Input = DaysInput;
    using Output = AnalyticsReport;
};

struct RevenuePeriod {
    std::string period; // YYYY-MM or IYYY-IW
    double amount = 0;
    base::Amount amount_atomic;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(RevenuePeriod, (), (period, amount, amount_atomic, count))

struct RevenueByTool {
    std::string tool_name;
    double amount = 0;
    base::Amount amount_atomic;
    std::int64_t count = 0;
    double share = 0;
};
BOOST_DESCRIBE_STRUCT(RevenueByTool, (), (tool_name, amount, amount_atomic, count, share))

struct Verification {
    std::int64_t verified_count = 0;
    std::int64_t unverified_count = 0;
    std::int64_t simulated_count = 0;
    double verified_amount = 0;
};
BOOST_DESCRIBE_STRUCT(Verification, (), (verified_count, unverified_count, simulated_count, verified_amount))

struct PriceRecommendation {
    std::string action; // increase_price, decrease_price, hold
    std::string tool;
    std::optional<double> current_price;
    std::optional<double> suggested_price;
    std::optional<double> expected_revenue_change;
    std::optional<double> expected_churn_change;
    std::string basis;
    std::int64_t sample_size = 0;
    std::string confidence; // low, medium, high
};
BOOST_DESCRIBE_STRUCT(PriceRecommendation, (),
                      (action, tool, current_price, suggested_price, expected_revenue_change, expected_churn_change,
                       basis, sample_size, confidence))

struct Payer {
    std::string customer_id;
    double amount = 0;
    base::Amount amount_atomic;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Payer, (), (customer_id, amount, amount_atomic, count))

struct AssetRevenue {
    std::string asset; // USDC, ETH …
    std::string amount; // exact decimal in whole units of that asset
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(AssetRevenue, (), (asset, amount, count))

struct Revenue {
    std::vector<RevenuePeriod> periods; // newest first
    std::vector<RevenueByTool> by_tool;
    std::vector<AssetRevenue> by_asset; // other assets than USDC are shown, never added up
    std::vector<RevenueByTool> by_protocol; // tool_name holds the protocol
    std::vector<Payer> top_payers;
    double arpu = 0; // over paying customers
    std::int64_t paying_customers = 0;
    std::int64_t total_customers = 0;
    double total_revenue = 0;
    base::Amount total_revenue_atomic;
    double avg_per_request = 0;
    std::optional<double> mom_growth;
    std::optional<double> ltv;
    std::optional<double> ltv_months;
    std::optional<double> monthly_churn;
    std::string ltv_reason; // why ltv is missing, or what it rests on
    Verification verification;
    PriceRecommendation recommendation;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(Revenue, (),
                      (periods, by_tool, by_asset, by_protocol, top_payers, arpu, paying_customers, total_customers,
                       total_revenue, total_revenue_atomic, avg_per_request, mom_growth, ltv, ltv_months,
                       monthly_churn, ltv_reason, verification, recommendation, revenue_basis))

struct GetRevenue {
    static constexpr OperationId kName = "GetRevenue";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/revenue", "/v1/revenue"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Revenue by period, tool, asset; ARPU, LTV, price recommendation.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<std::string> period; // monthly (default), weekly
        std::optional<base::Time> from;    // for by_tool, by_protocol, top_payers and totals; whole UTC days
        std::optional<base::Time> to;
    };
    using Output = Revenue;
};
BOOST_DESCRIBE_STRUCT(GetRevenue::Input, (), (agent_id, period, from, to))

struct Performance {
    static constexpr bool kNulls = true; // health_score is null without data
    std::optional<double> p50_response_ms;
    std::optional<double> p75_response_ms;
    std::optional<double> p90_response_ms;
    std::optional<double> p95_response_ms;
    std::optional<double> p99_response_ms;
    double avg_response_ms = 0;
    double error_rate = 0;
    std::int64_t total_requests = 0;
    std::int64_t success_requests = 0;
    std::int64_t error_requests = 0;
    double requests_per_min = 0;
    double uptime = 0; // percent
    std::optional<double> health_score;
    std::string health_status;
    std::vector<double> p95_trend; // 24 hours, oldest first, zero where nothing came
    std::vector<double> error_rate_trend;
    std::vector<double> throughput_trend;
    std::vector<double> uptime_trend;
    double health_delta = 0;
    double p95_delta_ms = 0;
    double error_delta = 0;
    double throughput_delta = 0;
    double uptime_delta = 0;
    std::string window;
};
BOOST_DESCRIBE_STRUCT(Performance, (),
                      (p50_response_ms, p75_response_ms, p90_response_ms, p95_response_ms, p99_response_ms,
                       avg_response_ms, error_rate, total_requests, success_requests, error_requests,
                       requests_per_min, uptime, health_score, health_status, p95_trend, error_rate_trend,
                       throughput_trend, uptime_trend, health_delta, p95_delta_ms, error_delta, throughput_delta,
                       uptime_delta, window))

struct GetPerformance {
    static constexpr OperationId kName = "GetPerformance";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/performance", "/v1/performance"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Latency percentiles, health score and 24 hourly trends.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<std::string> window; // 1h, 24h, 72h; anything else is 24h
    };
    using Output = Performance;
};
BOOST_DESCRIBE_STRUCT(GetPerformance::Input, (), (agent_id, window))

struct FunnelSummary {
    std::int64_t mcp_customers = 0;
    std::int64_t a2a_customers = 0;
    std::int64_t mcp_to_a2a = 0;
    std::int64_t mcp_to_a2a_paid = 0;
    std::int64_t a2a_to_paid = 0;
    std::int64_t paid_customers = 0;
    std::int64_t total_customers = 0;
    double mcp_to_a2a_rate = 0;
    double a2a_to_paid_rate = 0;
    double full_funnel_rate = 0;
};
BOOST_DESCRIBE_STRUCT(FunnelSummary, (),
                      (mcp_customers, a2a_customers, mcp_to_a2a, mcp_to_a2a_paid, a2a_to_paid, paid_customers,
                       total_customers, mcp_to_a2a_rate, a2a_to_paid_rate, full_funnel_rate))

struct FunnelDay {
    std::string date;
    std::int64_t mcp_customers = 0;
    std::int64_t a2a_customers = 0;
    std::int64_t paid_customers = 0;
};
BOOST_DESCRIBE_STRUCT(FunnelDay, (), (date, mcp_customers, a2a_customers, paid_customers))

struct Journey {
    std::string customer_id;
    std::int64_t total_requests = 0;
    double total_revenue = 0;
    bool has_mcp = false;
    bool has_a2a = false;
    bool has_a2a_paid = false;
    std::optional<base::Time> first_mcp_at;
    std::optional<base::Time> first_a2a_at;
    std::optional<base::Time> first_paid_at;
    base::Time last_seen_at;
    std::optional<double> days_to_convert;
};
BOOST_DESCRIBE_STRUCT(Journey, (),
                      (customer_id, total_requests, total_revenue, has_mcp, has_a2a, has_a2a_paid, first_mcp_at,
                       first_a2a_at, first_paid_at, last_seen_at, days_to_convert))

struct Funnel {
    FunnelSummary summary;
    std::vector<FunnelDay> daily_trend;
    std::vector<Journey> journeys;
};
BOOST_DESCRIBE_STRUCT(Funnel, (), (summary, daily_trend, journeys))

struct GetFunnel {
    static constexpr OperationId kName = "GetFunnel";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/funnel", "/v1/funnel"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "From MCP to A2A to paid, per customer; days 30, at most 90.";
    using Input = DaysInput;
    using Output = Funnel;
};

struct BenchmarkEntry {
    std::string id;
    std::string category;
    std::string agent_id;        // UUID
    std::string agent_name;
    std::string agent_string_id; // slug
    int rank = 0;
    double score = 0;     // bounded 0…100
    double raw_score = 0; // the unbounded formula of older servers
    double score_volume = 0;
    double score_reliability = 0;
    double score_customers = 0;
    double score_latency = 0;
    std::int64_t total_requests = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    double revenue = 0;
    std::int64_t customer_count = 0;
    base::Time calculated_at;
};
BOOST_DESCRIBE_STRUCT(BenchmarkEntry, (),
                      (id, category, agent_id, agent_name, agent_string_id, rank, score, raw_score, score_volume,
                       score_reliability, score_customers, score_latency, total_requests, avg_response_ms, error_rate,
                       revenue, customer_count, calculated_at))

struct Benchmark {
    std::optional<std::vector<std::string>> categories;
    std::optional<std::string> category;
    std::optional<std::vector<BenchmarkEntry>> rankings;
    std::optional<std::int64_t> total;
};
BOOST_DESCRIBE_STRUCT(Benchmark, (), (categories, category, rankings, total))

struct GetBenchmark {
    static constexpr OperationId kName = "GetBenchmark";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/benchmark"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Categories; with one, the ranking of its active agents.";
    struct Input {
        std::optional<std::string> category;
    };
    using Output = Benchmark;
};
BOOST_DESCRIBE_STRUCT(GetBenchmark::Input, (), (category))

struct WalletInput {
    std::string address;
    std::optional<int> days;
    std::optional<std::string> chain_ids; // read and ignored until agents carry a chain
};
BOOST_DESCRIBE_STRUCT(WalletInput, (), (address, days, chain_ids))

struct WalletStats {
    std::int64_t total_requests = 0;
    double total_revenue = 0;
    base::Amount total_revenue_atomic;
    std::int64_t total_customers = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    std::int64_t total_agents = 0;
    std::int64_t active_agents = 0;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(WalletStats, (),
                      (total_requests, total_revenue, total_revenue_atomic, total_customers, avg_response_ms,
                       error_rate, total_agents, active_agents, revenue_basis))

struct GetWalletStats {
    static constexpr OperationId kName = "GetWalletStats";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/wallet/{address}/stats"};
    static constexpr Access kAccess = Access::walletOr(Role::observer);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Totals over all agents of a wallet.";
    using Input = WalletInput;
    using Output = WalletStats;
};

struct WalletDay {
    std::string date;
    std::int64_t requests = 0;
    double revenue = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
};
BOOST_DESCRIBE_STRUCT(WalletDay, (), (date, requests, revenue, avg_response_ms, error_rate))

struct WalletDays {
    std::vector<WalletDay> stats; // descending
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(WalletDays, (), (stats, revenue_basis))

struct GetWalletDaily {
    static constexpr OperationId kName = "GetWalletDaily";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/wallet/{address}/daily"};
    static constexpr Access kAccess = Access::walletOr(Role::observer);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "All agents of a wallet per UTC day, descending; days 30, at most 90.";
    using Input = WalletInput;
    using Output = WalletDays;
};

struct StatusCount {
    std::int64_t status_code = 0;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StatusCount, (), (status_code, count))

struct ErrorTypeCount {
    std::string error_type;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ErrorTypeCount, (), (error_type, count))

struct AgentErrors {
    std::string agent_id;
    std::string agent_name;
    std::int64_t error_count = 0;
    double error_rate = 0;
};
BOOST_DESCRIBE_STRUCT(AgentErrors, (), (agent_id, agent_name, error_count, error_rate))

struct WalletErrors {
    std::int64_t total_errors = 0;
    double error_rate = 0;
    std::vector<StatusCount> by_status_code;
    std::vector<ErrorTypeCount> by_error_type;
    std::vector<AgentErrors> by_agent;
};
BOOST_DESCRIBE_STRUCT(WalletErrors, (), (total_errors, error_rate, by_status_code, by_error_type, by_agent))

struct GetWalletErrors {
    static constexpr OperationId kName = "GetWalletErrors";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/wallet/{address}/errors"};
    static constexpr Access kAccess = Access::walletOr(Role::observer);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Errors over all agents of a wallet, all time.";
    using Input = WalletInput;
    using Output = WalletErrors;
};

} // namespace bursar::contract
