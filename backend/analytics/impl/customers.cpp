// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/customer_filter.h"
#include "analytics/impl/customer_order.h"
#include "analytics/impl/customer_rows.h"
#include "analytics/impl/wire.h"
#include "base/error.h"

#include <fmt/format.h>

#include <array>

namespace bursar::analytics {

namespace {

constexpr int kCustomersMax = 200;
constexpr int kOffsetMax = 1'000'000;

std::string checkedSegment(const std::optional<std::string>& asked)
{
    static constexpr std::array<std::string_view, 6> kSegments{"all", "vip", "new", "returning", "churned", "paying"};
    const std::string segment = asked.value_or("all");
    if (std::find(kSegments.begin(), kSegments.end(), segment) == kSegments.end())
        throw base::invalidField("segment", "unknown_segment",
                                 "must be all, vip, new, returning, churned or paying");
    return segment;
}

/// One text for every filter, so that a connection prepares a handful of statements; what is not asked for is NULL.
std::string listSql(const rollup::AgentScope& agents, const CustomerOrder& order, bool continued)
{
    const std::string matched = fmt::format(
        "WITH ranked AS (SELECT e.*, row_number() OVER (ORDER BY revenue DESC, customer) AS place,"
        "  count(*) OVER () AS everyone,"
        "  CASE WHEN $2::timestamptz - last_at > interval '14 days' THEN 'high'"
        "       WHEN $2::timestamptz - last_at > interval '7 days' THEN 'medium' ELSE 'low' END AS churn"
        "  FROM ({}) e), "
        "matched AS MATERIALIZED (SELECT * FROM ranked WHERE CASE $3::text"
        "   WHEN 'vip' THEN revenue > 0 AND place <= (everyone + 9) / 10"
        "   WHEN 'new' THEN first_at >= $2::timestamptz - interval '7 days'"
        "   WHEN 'returning' THEN first_at < $2::timestamptz - interval '7 days'"
        "                     AND last_at >= $2::timestamptz - interval '7 days'"
        "   WHEN 'churned' THEN last_at < $2::timestamptz - interval '7 days'"
        "   WHEN 'paying' THEN payments > 0 ELSE true END"
        "  AND ($4::date IS NULL OR customer IN (SELECT customer FROM ({}) d WHERE {} AND day BETWEEN $4::date AND $5::date))"
        "  AND ($6::text[] IS NULL OR churn = ANY($6::text[])) AND ($7::text[] IS NULL OR churn <> ALL($7::text[]))"
        "  AND ($8::text[] IS NULL OR coalesce(country, '') = ANY($8::text[]))"
        "  AND ($9::text[] IS NULL OR coalesce(country, '') <> ALL($9::text[]))"
        "  AND ($10::text[] IS NULL OR customer LIKE ANY($10::text[]))"
        "  AND ($11::text[] IS NULL OR NOT customer LIKE ANY($11::text[]))"
        "  AND ($12::bigint IS NULL OR requests >= $12::bigint) AND ($13::bigint IS NULL OR requests <= $13::bigint)"
        "  AND ($14::numeric IS NULL OR revenue >= $14::numeric) AND ($15::numeric IS NULL OR revenue <= $15::numeric)"
        "  AND ($16::numeric IS NULL OR errors::numeric * {} >= $16::numeric * requests)"
        "  AND ($17::numeric IS NULL OR errors::numeric * {} <= $17::numeric * requests)) ",
        customerRows(agents), rollup::customerDayRelation(), agentFilter(agents), kErrorScale, kErrorScale);
    // A page after the last row is empty, but its totals are not.
    return fmt::format(
        "{} SELECT t.count, t.revenue, p.* FROM "
        "(SELECT count(*) AS count, coalesce(sum(revenue), 0) AS revenue FROM matched) t LEFT JOIN "
        "(SELECT customer, first_at, last_at, requests, errors, revenue, response_us, country, city, known_by,"
        "   {} AS sort_key FROM matched WHERE {} ORDER BY sort_key {}, customer {} LIMIT $18 OFFSET $19) p ON true "
        "ORDER BY p.sort_key {}, p.customer {}",
        matched, order.expression(), continued ? order.after("$20", "$21") : "true", order.direction(),
        order.direction(), order.direction(), order.direction());
}

db::Param listOrNull(const std::vector<std::string>& values)
{
    return values.empty() ? db::Param(std::nullopt) : db::Param::array(std::span<const std::string>(values));
}

std::vector<db::Param> listParams(const Frame& frame, const contract::ListCustomers::Input& input,
                                  const CustomerFilter& filter, int limit)
{
    std::optional<base::Day> first;
    std::optional<base::Day> last;
    if (input.from || input.to) {
        first = input.from ? dayOf(*input.from) : base::Day{};
        last = input.to ? dayAfter(*input.to) - std::chrono::days(1) : frame.today + std::chrono::days(1);
    }
    return {agentParam(frame.agents), frame.now, checkedSegment(input.segment), first, last,
            listOrNull(filter.churn), listOrNull(filter.notChurn), listOrNull(filter.country),
            listOrNull(filter.notCountry), listOrNull(filter.customer), listOrNull(filter.notCustomer),
            filter.requests.least, filter.requests.most, filter.revenue.least, filter.revenue.most,
            filter.errors.least, filter.errors.most, limit + 1, input.cursor ? 0 : input.offset.value_or(0)};
}

void checkList(const contract::ListCustomers::Input& input)
{
    if (input.from && input.to && *input.from >= *input.to)
        throw base::invalidField("to", "not_after_from", "must be later than from");
    if (input.offset && (*input.offset < 0 || *input.offset > kOffsetMax))
        throw base::invalidField("offset", "out_of_range", fmt::format("must be 0 to {}", kOffsetMax));
}

} // namespace

contract::CustomerPage Analytics::customers(const contract::ListCustomers::Input& input)
{
    checkList(input);
    const CustomerFilter filter = parseCustomerFilter(input.filter);
    const CustomerOrder order = CustomerOrder::parse(input.sort);
    const auto limit = std::size_t(atMost("limit", input.limit, 50, kCustomersMax));
    const std::optional<CustomerCursor> cursor =
        input.cursor ? std::optional(CustomerCursor::decode(*input.cursor, order)) : std::nullopt;

    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    std::vector<db::Param> params = listParams(frame, input, filter, int(limit));
    if (cursor) {
        params.emplace_back(cursor->key);
        params.emplace_back(cursor->customer);
    }
    const db::Result rows = frame.tx.exec(listSql(frame.agents, order, cursor.has_value()), params);

    contract::CustomerPage page;
    page.total = rows[0].integer(0);
    page.total_revenue_atomic = rows[0].amount(1);
    page.total_revenue = usdc(page.total_revenue_atomic);
    std::vector<CustomerRow> found;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(rows.size(), limit) && !rows[i].isNull(2); ++i) {
        found.push_back(readCustomer(rows[i], 2));
        names.push_back(found.back().customer);
    }
    if (rows.size() > limit)
        page.next = CustomerCursor{order.keyOf(rows[limit - 1], 12), found.back().customer}.encode(order);

    const Lifetime expected = lifetime(frame);
    const contract::RevenueBasis basis = basisOf(frame);
    std::map<std::string, History> history = histories(frame, names);
    for (const CustomerRow& row : found)
        page.customers.push_back(customerOnWire(row, history[row.customer], expected, basis,
                                                input.agent_id.value_or(""), frame.now));
    return page;
}

} // namespace bursar::analytics
