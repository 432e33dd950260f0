// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "contract/analytics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bursar::analytics {

/// A price that held for some whole days, in atomic USDC.
struct PriceLevel {
    std::int64_t price = 0;
    std::int64_t days = 0;
    std::int64_t calls = 0;
    std::int64_t payments = 0;
};

/// How an agent and its peers do; what decides whether a move is allowed.
struct Quality {
    double p95Ms = 0;
    double errorRate = 0;
};

/// Everything a recommendation for one tool rests on.
struct PriceCase {
    std::string tool;
    std::int64_t calls = 0;           // last 30 days
    std::vector<PriceLevel> levels;   // oldest first; the last is the current price
    std::vector<std::int64_t> peerPrices;
    Quality own;
    std::vector<Quality> peers;
};

/// The rules of contract 6.4: holds whenever something is missing or unclear.
contract::PriceRecommendation recommendPrice(const PriceCase& facts);
/// Of the two newest levels with at least 200 calls each: how paid calls a day answer to the price. Within [-3, 0].
std::optional<double> ownElasticity(const std::vector<PriceLevel>& levels);

/// For the scope's agent: the tool that earns most and may move, else the one that earns most.
contract::PriceRecommendation recommendation(Frame& frame);

} // namespace bursar::analytics
