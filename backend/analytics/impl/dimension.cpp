// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/dimension.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

using contract::Dimension;
using rollup::Measures;
using rollup::ValueRow;
using rollup::ValueSeries;

namespace {

constexpr std::size_t kProtocolValuesMax = 64; // sources × protocols, with room

rollup::Dimension stored(Dimension dimension)
{
    switch (dimension) {
    case Dimension::tool: return rollup::Dimension::tool;
    case Dimension::customer: return rollup::Dimension::customer;
    case Dimension::version: return rollup::Dimension::version;
    case Dimension::country: return rollup::Dimension::country;
    case Dimension::status: return rollup::Dimension::status;
    case Dimension::error: return rollup::Dimension::error;
    case Dimension::key: return rollup::Dimension::key;
    case Dimension::protocol:
    case Dimension::source: return rollup::Dimension::protocol;
    case Dimension::agent: break;
    }
    return rollup::Dimension::all;
}

bool isHalf(Dimension dimension)
{
    return dimension == Dimension::protocol || dimension == Dimension::source;
}

/// "sdk/mcp" → mcp, or sdk.
std::string half(const std::string& value, Dimension dimension)
{
    const std::size_t slash = value.find('/');
    if (slash == std::string::npos)
        return value;
    return dimension == Dimension::source ? value.substr(0, slash) : value.substr(slash + 1);
}

std::string nameOf(std::int64_t agentKey, const std::map<std::int64_t, std::string>& ids)
{
    const auto found = ids.find(agentKey);
    return found == ids.end() ? std::to_string(agentKey) : found->second;
}

/// Adds the points of one line to another, bucket by bucket.
void mergeInto(ValueSeries& target, const ValueSeries& line)
{
    target.total.merge(line.total);
    std::map<base::Time, Measures> points;
    for (const ValueSeries& from : {std::cref(std::as_const(target)), std::cref(line)}) {
        for (const rollup::SeriesRow& row : from.points)
            points[row.bucket].merge(row.measures);
    }
    target.points.clear();
    for (auto& [bucket, measures] : points)
        target.points.push_back({bucket, std::move(measures)});
}

std::vector<ValueSeries> halves(std::vector<ValueSeries> lines, Dimension dimension, std::size_t top,
                                const std::function<double(const Measures&)>& weight)
{
    std::map<std::string, ValueSeries> merged;
    for (ValueSeries& line : lines) {
        const std::string name = half(line.value, dimension);
        merged[name].value = name;
        mergeInto(merged[name], line);
    }
    std::vector<ValueSeries> out;
    for (auto& [name, line] : merged)
        out.push_back(std::move(line));
    std::stable_sort(out.begin(), out.end(), [&](const ValueSeries& a, const ValueSeries& b) {
        return weight(a.total) > weight(b.total);
    });
    if (out.size() > top) {
        ValueSeries rest{std::string(kOther), {}, {}};
        for (std::size_t i = top; i < out.size(); ++i)
            mergeInto(rest, out[i]);
        out.resize(top);
        out.push_back(std::move(rest));
    }
    return out;
}

} // namespace

std::map<std::int64_t, std::string> agentIds(Frame& frame)
{
    std::map<std::int64_t, std::string> ids;
    const std::string sql =
        fmt::format("SELECT agent_key, agent_id FROM registry_agent WHERE {}", agentFilter(frame.agents));
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents)}))
        ids.emplace(row.integer(0), row.string(1));
    return ids;
}

std::vector<ValueRow> valuesOf(Frame& frame, rollup::Span span, Dimension dimension, rollup::Latencies latencies)
{
    if (dimension == Dimension::agent) {
        const auto ids = agentIds(frame);
        std::vector<ValueRow> rows = frame.reader.byAgent(frame.agents, span, latencies);
        for (ValueRow& row : rows)
            row.value = nameOf(row.agentKey, ids);
        return rows;
    }
    std::vector<ValueRow> rows = frame.reader.breakdown(frame.agents, span, stored(dimension), latencies);
    if (!isHalf(dimension))
        return rows;
    std::map<std::string, Measures> merged;
    for (const ValueRow& row : rows)
        merged[half(row.value, dimension)].merge(row.measures);
    rows.clear();
    for (auto& [name, measures] : merged)
        rows.push_back({name, 0, std::move(measures)});
    return rows;
}

std::vector<ValueSeries> linesOf(Frame& frame, rollup::Span span, std::chrono::seconds width, Dimension dimension,
                                 std::size_t top, const std::function<double(const Measures&)>& weight,
                                 rollup::Latencies weighed)
{
    if (isHalf(dimension))
        return halves(frame.reader.valueSeries(frame.agents, span, width, stored(dimension), kProtocolValuesMax, weight,
                                               weighed),
                      dimension, top, weight);
    if (dimension != Dimension::agent)
        return frame.reader.valueSeries(frame.agents, span, width, stored(dimension), top, weight, weighed);
    const auto ids = agentIds(frame);
    std::vector<ValueSeries> lines = frame.reader.agentSeries(frame.agents, span, width, top, weight, weighed);
    for (ValueSeries& line : lines) {
        if (line.value != kOther)
            line.value = nameOf(std::atoll(line.value.c_str()), ids);
    }
    return lines;
}

} // namespace bursar::analytics
