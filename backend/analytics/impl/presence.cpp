// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/presence.h"

#include "analytics/impl/dimension.h"

#include <fmt/format.h>

namespace bursar::analytics {

using contract::Dimension;

namespace {

/// True for presence rows that touch [from, to): the hours of the day that the span covers, as bits.
std::string touches(std::string_view from, std::string_view to)
{
    return fmt::format(
        "(hours & (CASE WHEN day = ({0}::timestamptz AT TIME ZONE 'UTC')::date"
        "   THEN 16777215 << date_part('hour', {0}::timestamptz AT TIME ZONE 'UTC')::int ELSE 16777215 END)"
        " & (CASE WHEN day = ({1}::timestamptz AT TIME ZONE 'UTC')::date"
        "   THEN (1 << date_part('hour', {1}::timestamptz AT TIME ZONE 'UTC')::int) - 1 ELSE 16777215 END) <> 0"
        " AND day BETWEEN ({0}::timestamptz AT TIME ZONE 'UTC')::date AND ({1}::timestamptz AT TIME ZONE 'UTC')::date)",
        from, to);
}

db::Result count(Frame& frame, const SpanPair& spans, std::string_view value, std::string_view join)
{
    const std::string sql = fmt::format(
        "WITH seen AS (SELECT d.agent_key, d.customer, d.protocol, {} AS before, {} AS after FROM ({}) d WHERE {}) "
        "SELECT {}, count(DISTINCT s.customer) FILTER (WHERE before), count(DISTINCT s.customer) FILTER (WHERE after) "
        "FROM seen s {} WHERE before OR after GROUP BY 1",
        touches("$2", "$3"), touches("$4", "$5"), rollup::customerDayRelation(), agentFilter(frame.agents), value,
        join);
    return frame.tx.exec(sql, {agentParam(frame.agents), spans.previous.from, spans.previous.to, spans.current.from,
                               spans.current.to});
}

} // namespace

CustomersMoved customersMoved(Frame& frame, const SpanPair& spans)
{
    const db::Result rows = count(frame, spans, "''", "");
    return rows.empty() ? CustomersMoved{} : CustomersMoved{"", rows[0].integer(1), rows[0].integer(2)};
}

std::vector<CustomersMoved> customersMoved(Frame& frame, const SpanPair& spans, Dimension dimension)
{
    std::vector<CustomersMoved> out;
    if (dimension == Dimension::agent) {
        const auto ids = agentIds(frame);
        for (const db::Row& row : count(frame, spans, "s.agent_key", "")) {
            const auto id = ids.find(row.integer(0));
            out.push_back({id == ids.end() ? row.string(0) : id->second, row.integer(1), row.integer(2)});
        }
        return out;
    }
    if (dimension == Dimension::protocol) {
        for (const db::Row& row : count(frame, spans, "s.protocol", ""))
            out.push_back({std::string(rollup::protocolWord(rollup::Protocol(row.integer(0)))), row.integer(1),
                           row.integer(2)});
        return out;
    }
    const std::string countries = fmt::format(
        "JOIN (SELECT agent_key, customer, country FROM ({}) c WHERE {}) w USING (agent_key, customer)",
        rollup::customerRelation(), agentFilter(frame.agents));
    for (const db::Row& row : count(frame, spans, "coalesce(w.country, '')", countries))
        out.push_back({row.string(0), row.integer(1), row.integer(2)});
    return out;
}

} // namespace bursar::analytics
