// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/markers.h"

#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bursar::analytics {

namespace {

constexpr std::size_t kTitleBytesMax = 200;
constexpr std::size_t kRunsMax = 10'000;
constexpr std::chrono::seconds kGapMin{60};
/// A run that said it was alive this recently is taken for running.
constexpr std::chrono::seconds kAliveWithin{120};

contract::Marker readMarker(const db::Row& row)
{
    contract::Marker marker;
    marker.id = row.string(0);
    marker.kind = row.string(1);
    marker.title = row.string(2);
    marker.agent_id = row.optString(3);
    marker.at = row.time(4);
    marker.created_by = row.string(5);
    const contract::json::value detail = contract::json::parse(row.string(6));
    if (detail.is_object())
        marker.detail = detail.get_object();
    return marker;
}

void checkMarker(const contract::CreateMarker::Input& input)
{
    static constexpr std::array<std::string_view, 4> kKinds{"deploy", "price", "setting", "note"};
    if (std::find(kKinds.begin(), kKinds.end(), input.kind) == kKinds.end())
        throw base::invalidField("kind", "unknown_kind", "must be deploy, price, setting or note");
    if (input.title.empty() || input.title.size() > kTitleBytesMax)
        throw base::invalidField("title", "invalid_length", fmt::format("must have 1 to {} bytes", kTitleBytesMax));
}

struct Run {
    base::Time from;
    base::Time to;
    bool stopped = false;
};

std::vector<Run> runsAround(Frame& frame, rollup::Span span)
{
    std::vector<Run> runs;
    for (const db::Row& row : frame.tx.exec("SELECT started_at, coalesce(stopped_at, alive_at), stopped_at IS NOT NULL "
                                            "FROM engine_run WHERE started_at < $2 AND started_at >= coalesce("
                                            " (SELECT max(started_at) FROM engine_run WHERE started_at < $1), $1) "
                                            "ORDER BY started_at LIMIT $3",
                                            {span.from, span.to, kRunsMax})) {
        const base::Time end = row.time(1);
        const bool stopped = row.boolean(2);
        runs.push_back({row.time(0), !stopped && end > frame.now - kAliveWithin ? frame.now : end, stopped});
    }
    return runs;
}

} // namespace

std::vector<contract::Marker> markersIn(Frame& frame, rollup::Span span)
{
    const std::string sql = fmt::format(
        "SELECT m.id::text, m.kind, m.title, a.agent_id, m.at, m.created_by, m.detail::text "
        "FROM insight_marker m LEFT JOIN registry_agent a USING (agent_key) "
        "WHERE (m.agent_key IS NULL OR {}) AND m.at >= $2 AND m.at < $3 ORDER BY m.at DESC, m.id LIMIT $4",
        agentFilter(frame.agents, "m.agent_key"));
    std::vector<contract::Marker> out;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), span.from, span.to, kMarkersMax}))
        out.push_back(readMarker(row));
    std::reverse(out.begin(), out.end());
    return out;
}

std::vector<contract::Gap> gapsIn(Frame& frame, rollup::Span span, const std::vector<rollup::SeriesRow>& series,
                                  std::chrono::seconds width)
{
    std::vector<contract::Gap> out;
    const base::Time end = std::min(span.to, frame.now);
    const auto add = [&](base::Time from, base::Time to, bool stopped) {
        from = std::max(from, span.from);
        to = std::min(to, end);
        if (to - from < kGapMin)
            return;
        const bool filled = std::any_of(series.begin(), series.end(), [&](const rollup::SeriesRow& row) {
            return row.bucket >= from && row.bucket + width <= to && row.measures.requests > 0;
        });
        if (!filled)
            out.push_back({from, to, stopped ? "The engine was stopped." : "The engine was not running."});
    };
    // Several engines may run at once: a gap begins where the last of them ended.
    std::optional<base::Time> covered;
    bool stopped = false;
    for (const Run& run : runsAround(frame, span)) {
        if (covered && run.from > *covered)
            add(*covered, run.from, stopped);
        if (!covered || run.to > *covered) {
            covered = run.to;
            stopped = run.stopped;
        }
    }
    if (covered)
        add(*covered, end, stopped);
    return out;
}

contract::MarkerList Analytics::markers(const contract::SpanInput& input)
{
    const rollup::Span span = checkedSpan(input.from, input.to);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    return {markersIn(frame, span)};
}

contract::Marker Analytics::createMarker(const contract::Context& context, const contract::CreateMarker::Input& input)
{
    checkMarker(input);
    const base::Time now = m_clock.now();
    contract::Marker marker;
    marker.id = base::uuid7(now);
    marker.kind = input.kind;
    marker.title = input.title;
    marker.agent_id = input.agent_id;
    marker.at = input.at.value_or(now);
    marker.created_by = context.principal.name.empty() ? context.principal.id : context.principal.name;
    const std::optional<std::int64_t> agentKey =
        input.agent_id ? std::optional(m_scopeOf(input.agent_id).at(0)) : std::nullopt;
    try {
        m_pool.transact([&](db::Transaction& tx) {
            tx.exec("INSERT INTO insight_marker (id, kind, title, agent_key, at, created_by) "
                    "VALUES ($1, $2, $3, $4, $5, $6)",
                    {marker.id, marker.kind, marker.title, agentKey, marker.at, marker.created_by});
            audit::record(tx, context, "marker.create", "marker", marker.id,
                          {{"kind", marker.kind},
                           {"title", marker.title},
                           {"agent_id", input.agent_id ? contract::json::value(*input.agent_id) : nullptr},
                           {"at", base::formatTime(marker.at)}});
        });
    } catch (const base::Error& error) {
        if (db::uniqueViolation(error))
            throw base::Error(base::ErrorCode::Conflict, "marker_exists",
                              "this deploy of the agent is already marked");
        throw;
    }
    return marker;
}

contract::Status Analytics::deleteMarker(const contract::Context& context, const contract::DeleteMarker::Input& input)
{
    if (!base::isUuid(input.id))
        throw base::notFound("marker");
    m_pool.transact([&](db::Transaction& tx) {
        const db::Result gone =
            tx.exec("DELETE FROM insight_marker WHERE id = $1 RETURNING kind, title, at", {input.id});
        if (gone.empty())
            throw base::notFound("marker");
        audit::record(tx, context, "marker.delete", "marker", input.id,
                      {{"before", contract::json::object{{"kind", gone[0].string(0)},
                                                         {"title", gone[0].string(1)},
                                                         {"at", base::formatTime(gone[0].time(2))}}}});
    });
    return {"deleted"};
}

} // namespace bursar::analytics
