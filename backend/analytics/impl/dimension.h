// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "contract/insight.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// The dimensions of the wire over those of the rollup: agents have rows of their own there, and protocol and source
/// are the two halves of one.
namespace bursar::analytics {

inline constexpr std::string_view kOther = "other";

/// Every value of a dimension within a span; unordered.
std::vector<rollup::ValueRow> valuesOf(Frame& frame, rollup::Span span, contract::Dimension dimension,
                                       rollup::Latencies latencies = rollup::Latencies::read);

/// The `top` greatest values, each with its series, greatest first, and one named "other" for the rest.
std::vector<rollup::ValueSeries> linesOf(Frame& frame, rollup::Span span, std::chrono::seconds width,
                                         contract::Dimension dimension, std::size_t top,
                                         const std::function<double(const rollup::Measures&)>& weight,
                                         rollup::Latencies weighed = rollup::Latencies::read);

/// Public ids of the scope's agents.
std::map<std::int64_t, std::string> agentIds(Frame& frame);

} // namespace bursar::analytics
