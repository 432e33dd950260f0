// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/rollup.h"

namespace bursar::rollup {

// Each is "base rows with their deltas added" and "deltas without a base row", rather than one GROUP BY over both:
// so conditions reach the indexes of the base table, and its rows need not be sorted or hashed again.

std::string_view customerRelation()
{
    static const std::string sql = [] {
        const std::string delta =
            "SELECT agent_key, customer, min(first_at) AS first_at, max(last_at) AS last_at, "
            "sum(requests)::bigint AS requests, sum(errors)::bigint AS errors, sum(required)::bigint AS required, "
            "sum(payments)::bigint AS payments, sum(revenue) AS revenue, sum(response_us) AS response_us, "
            "max(country) AS country, max(city) AS city, min(known_by) AS known_by "
            "FROM rollup_customer_delta GROUP BY agent_key, customer";
        return "SELECT b.agent_key, b.customer, least(b.first_at, d.first_at) AS first_at, "
               "greatest(b.last_at, d.last_at) AS last_at, b.requests + coalesce(d.requests, 0) AS requests, "
               "b.errors + coalesce(d.errors, 0) AS errors, b.required + coalesce(d.required, 0) AS required, "
               "b.payments + coalesce(d.payments, 0) AS payments, b.revenue + coalesce(d.revenue, 0) AS revenue, "
               "b.response_us + coalesce(d.response_us, 0) AS response_us, coalesce(b.country, d.country) AS country, "
               "CASE WHEN b.country IS NULL THEN d.city ELSE b.city END AS city, "
               "least(b.known_by, d.known_by) AS known_by "
               "FROM rollup_customer b LEFT JOIN (" + delta + ") d USING (agent_key, customer) "
               "UNION ALL SELECT d.agent_key, d.customer, d.first_at, d.last_at, d.requests, d.errors, d.required, "
               "d.payments, d.revenue, d.response_us, d.country, d.city, d.known_by FROM (" + delta + ") d "
               "WHERE NOT EXISTS (SELECT 1 FROM rollup_customer b WHERE b.agent_key = d.agent_key "
               "AND b.customer = d.customer)";
    }();
    return sql;
}

std::string_view customerDayRelation()
{
    static const std::string sql = [] {
        const std::string delta =
            "SELECT agent_key, customer, day, protocol, sum(requests)::bigint AS requests, "
            "sum(errors)::bigint AS errors, sum(required)::bigint AS required, sum(timeouts)::bigint AS timeouts, "
            "sum(payments)::bigint AS payments, sum(revenue) AS revenue, sum(response_us) AS response_us, "
            "bit_or(hours) AS hours, min(first_at) AS first_at, max(last_at) AS last_at, "
            "min(first_paid_at) AS first_paid_at FROM rollup_customer_delta "
            "GROUP BY agent_key, customer, day, protocol";
        return "SELECT b.agent_key, b.customer, b.day, b.protocol, b.requests + coalesce(d.requests, 0) AS requests, "
               "b.errors + coalesce(d.errors, 0) AS errors, b.required + coalesce(d.required, 0) AS required, "
               "b.timeouts + coalesce(d.timeouts, 0) AS timeouts, b.payments + coalesce(d.payments, 0) AS payments, "
               "b.revenue + coalesce(d.revenue, 0) AS revenue, b.response_us + coalesce(d.response_us, 0) AS response_us, "
               "b.hours | coalesce(d.hours, 0) AS hours, least(b.first_at, d.first_at) AS first_at, "
               "greatest(b.last_at, d.last_at) AS last_at, least(b.first_paid_at, d.first_paid_at) AS first_paid_at "
               "FROM rollup_customer_day b LEFT JOIN (" + delta + ") d USING (agent_key, customer, day, protocol) "
               "UNION ALL SELECT d.* FROM (" + delta + ") d WHERE NOT EXISTS (SELECT 1 FROM rollup_customer_day b "
               "WHERE b.agent_key = d.agent_key AND b.customer = d.customer AND b.day = d.day "
               "AND b.protocol = d.protocol)";
    }();
    return sql;
}

std::string_view customerToolRelation()
{
    static const std::string sql = [] {
        const std::string delta =
            "SELECT agent_key, customer, tool, sum(requests)::bigint AS requests, sum(errors)::bigint AS errors, "
            "sum(payments)::bigint AS payments, sum(revenue) AS revenue, sum(response_us) AS response_us "
            "FROM rollup_customer_tool_delta GROUP BY agent_key, customer, tool";
        return "SELECT b.agent_key, b.customer, b.tool, b.requests + coalesce(d.requests, 0) AS requests, "
               "b.errors + coalesce(d.errors, 0) AS errors, b.payments + coalesce(d.payments, 0) AS payments, "
               "b.revenue + coalesce(d.revenue, 0) AS revenue, b.response_us + coalesce(d.response_us, 0) AS response_us "
               "FROM rollup_customer_tool b LEFT JOIN (" + delta + ") d USING (agent_key, customer, tool) "
               "UNION ALL SELECT d.* FROM (" + delta + ") d WHERE NOT EXISTS (SELECT 1 FROM rollup_customer_tool b "
               "WHERE b.agent_key = d.agent_key AND b.customer = d.customer AND b.tool = d.tool)";
    }();
    return sql;
}

std::optional<base::Time> oldestDelta(db::Transaction& tx)
{
    return tx.exec("SELECT min(written_at) FROM rollup_delta")[0].optTime(0);
}

} // namespace bursar::rollup
