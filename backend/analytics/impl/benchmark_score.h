// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace bursar::analytics {

/// What an agent did, all time.
struct BenchmarkInput {
    std::int64_t requests = 0;
    double errorRate = 0;
    std::int64_t customers = 0;
    double averageMs = 0;
};

/// total and its parts lie in 0…100; raw is the unbounded formula of older servers (contract 6.7).
struct BenchmarkScore {
    double total = 0;
    double raw = 0;
    double volume = 0;
    double reliability = 0;
    double customers = 0;
    double latency = 0;
};

BenchmarkScore benchmarkScore(const BenchmarkInput& input);

} // namespace bursar::analytics
