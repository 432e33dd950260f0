// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/pieces.h"
#include "rollup/rollup.h"

namespace bursar::rollup {

std::string_view protocolWord(Protocol protocol)
{
    switch (protocol) {
    case Protocol::http: return "http";
    case Protocol::mcp: return "mcp";
    case Protocol::a2a: return "a2a";
    }
    return "http";
}

std::string_view sourceWord(Source source)
{
    switch (source) {
    case Source::sdk: return "sdk";
    case Source::gateway: return "gateway";
    case Source::import: return "import";
    case Source::simulator: return "simulator";
    }
    return "sdk";
}

void Measures::merge(const Measures& other)
{
    requests += other.requests;
    errors += other.errors;
    required += other.required;
    timeouts += other.timeouts;
    payments += other.payments;
    revenue += other.revenue;
    responseMicros += other.responseMicros;
    latency.merge(other.latency);
}

std::optional<double> Measures::averageMs() const
{
    return requests > 0 ? std::optional(responseMicros / double(requests) / 1000) : std::nullopt;
}

std::optional<double> Measures::percentileMs(double p) const
{
    const auto micros = latency.percentile(p);
    return micros ? std::optional(double(micros->count()) / 1000) : std::nullopt;
}

Resolved resolve(Span span, base::Time now)
{
    const std::chrono::seconds finest = finestKept(span, now);
    const base::Time from = floorTo(span.from, finest);
    const base::Time to = std::max(from, ceilTo(span.to, finest));
    for (const std::chrono::seconds edge : {std::chrono::seconds(86400), std::chrono::seconds(3600)}) {
        if (floorTo(from, edge) == from && floorTo(to, edge) == to)
            return {{from, to}, edge};
    }
    return {{from, to}, finest};
}

} // namespace bursar::rollup
