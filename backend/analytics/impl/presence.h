// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "analytics/impl/spans.h"
#include "contract/insight.h"

#include <string>
#include <vector>

namespace bursar::analytics {

/// Distinct customers in two spans of whole hours.
struct CustomersMoved {
    std::string value;
    std::int64_t before = 0;
    std::int64_t after = 0;
};

CustomersMoved customersMoved(Frame& frame, const SpanPair& spans);
/// By agent, protocol or country; a customer counts once in each value it touches.
std::vector<CustomersMoved> customersMoved(Frame& frame, const SpanPair& spans, contract::Dimension dimension);

} // namespace bursar::analytics
