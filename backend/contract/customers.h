// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "contract/types.h"

/// Customers of agents: who calls, what they use, whether they come back (contract sections 6.1 and 6.3).
namespace bursar::contract {

struct Customer {
    std::string id; // opaque
    std::string agent_id; // empty when it is the sum over all agents
    std::string customer_id;
    base::Time first_seen_at;
    base::Time last_seen_at;
    std::int64_t total_requests = 0;
    std::int64_t error_count = 0;
    double total_revenue = 0;
    base::Amount total_revenue_atomic;
    double avg_response_ms = 0;
    double error_rate = 0;
    std::string churn_risk; // low, medium, high
    std::string churn_reason;
    std::optional<std::string> country;
    std::optional<std::string> city;
    std::string known_by; // customer_id, payer, header, address
    base::Time created_at;
    base::Time updated_at;
    double avg_daily_requests = 0;
    std::vector<std::string> primary_tools;   // detail only
    std::vector<int> active_hours_utc;        // detail only
    std::string trend;                        // growing, steady, falling
    std::optional<double> ltv;                // see Revenue.ltv
    std::vector<std::int64_t> last_30_days;   // requests per UTC day, oldest first
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, agent_id, customer_id, first_seen_at, last_seen_at, total_requests, error_count,
                       total_revenue, total_revenue_atomic, avg_response_ms, error_rate, churn_risk, churn_reason,
                       country, city, known_by, created_at, updated_at, avg_daily_requests, primary_tools,
                       active_hours_utc, trend, ltv, last_30_days, revenue_basis))

struct CustomerPage {
    std::vector<Customer> customers;
    std::int64_t total = 0;
    double total_revenue = 0;
    base::Amount total_revenue_atomic;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(CustomerPage, (), (customers, total, total_revenue, total_revenue_atomic, next))

struct ListCustomers {
    static constexpr OperationId kName = "ListCustomers";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers", "/v1/customers"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Customers, newest seen first; by filter, segment, order and span.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<base::Time> from; // seen within; whole UTC days
        std::optional<base::Time> to;
        std::vector<std::string> filter; // churn, country, requests (>10), revenue (>1), errors (>0.05), customer
        std::optional<std::string> segment; // all, vip (top 10 % by revenue), new, returning, churned, paying
        std::optional<std::string> sort; // last_seen, first_seen, requests, revenue, errors, customer; -x: descending
        std::optional<std::string> cursor;
        std::optional<int> limit;
        std::optional<int> offset;
    };
    using Output = CustomerPage;
};
BOOST_DESCRIBE_STRUCT(ListCustomers::Input, (),
                      (agent_id, from, to, filter, segment, sort, cursor, limit, offset))

struct CustomerInput {
    std::optional<std::string> agent_id;
    std::string customer_id;
};
BOOST_DESCRIBE_STRUCT(CustomerInput, (), (agent_id, customer_id))

struct GetCustomer {
    static constexpr OperationId kName = "GetCustomer";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers/{customer_id}", "/v1/customers/{customer_id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "One customer with tools, hours, trend and churn risk.";
    using Input = CustomerInput;
    using Output = Customer;
};

struct GetCustomerLogs {
    static constexpr OperationId kName = "GetCustomerLogs";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers/{customer_id}/logs",
                                       "/v1/customers/{customer_id}/logs"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "A customer's requests, newest first; limit 50, at most 200.";
    struct Input {
        std::optional<std::string> agent_id;
        std::string customer_id;
        std::optional<int> limit;
        std::optional<std::string> cursor;
    };
    using Output = LogPage;
};
BOOST_DESCRIBE_STRUCT(GetCustomerLogs::Input, (), (agent_id, customer_id, limit, cursor))

struct CustomerTool {
    std::string tool_name;
    std::int64_t call_count = 0;
    double avg_response_ms = 0;
    double error_rate = 0;
    double revenue = 0;
    base::Amount revenue_atomic;
};
BOOST_DESCRIBE_STRUCT(CustomerTool, (),
                      (tool_name, call_count, avg_response_ms, error_rate, revenue, revenue_atomic))

struct CustomerTools {
    std::vector<CustomerTool> tools;
};
BOOST_DESCRIBE_STRUCT(CustomerTools, (), (tools))

struct GetCustomerTools {
    static constexpr OperationId kName = "GetCustomerTools";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers/{customer_id}/tools",
                                       "/v1/customers/{customer_id}/tools"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Which tools a customer uses, all time, most used first.";
    using Input = CustomerInput;
    using Output = CustomerTools;
};

struct GetCustomerDaily {
    static constexpr OperationId kName = "GetCustomerDaily";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers/{customer_id}/daily",
                                       "/v1/customers/{customer_id}/daily"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "A customer per UTC day, ascending; days 30, at most 365.";
    struct Input {
        std::optional<std::string> agent_id;
        std::string customer_id;
        std::optional<int> days;
    };
    using Output = DailyRows;
};
BOOST_DESCRIBE_STRUCT(GetCustomerDaily::Input, (), (agent_id, customer_id, days))

struct Cohort {
    std::string month; // YYYY-MM of the first request
    std::int64_t new_customers = 0;
    std::int64_t retained_customers = 0; // active within the last 30 days
    std::vector<double> retention;       // share active in month k after the first; [0] = 1
};
BOOST_DESCRIBE_STRUCT(Cohort, (), (month, new_customers, retained_customers, retention))

struct Cohorts {
    std::vector<Cohort> cohorts; // oldest first
};
BOOST_DESCRIBE_STRUCT(Cohorts, (), (cohorts))

struct GetCohorts {
    static constexpr OperationId kName = "GetCohorts";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/customers/cohorts", "/v1/customers/cohorts"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Retention by month of first request; months 12, at most 36.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<int> months;
    };
    using Output = Cohorts;
};
BOOST_DESCRIBE_STRUCT(GetCohorts::Input, (), (agent_id, months))

} // namespace bursar::contract
