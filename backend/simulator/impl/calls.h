// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/row.h"
#include "simulator/impl/world.h"

#include <cstdint>
#include <vector>

namespace bursar::simulator {

enum class Intent : std::uint8_t {
    Free,     // the tool costs nothing
    Unpaid,   // without a payment: answered 402
    Paid,
};

/// One call before it is worked out: small, so that a day of them can be kept.
struct Call {
    base::Time at;
    std::uint64_t seed = 0;
    std::uint32_t customer = 0;
    std::uint16_t agent = 0;
    std::uint16_t tool = 0;
    Intent intent = Intent::Free;
};

/// Everything of a UTC day in order of time; the same for the same world.
std::vector<Call> callsOfDay(const World& world, base::Day day);
/// What comes on top while live: now and then a customer sends a few calls a second.
std::vector<Call> burstOfMinute(const World& world, base::Time minute);

/// The request that a call leads to. `agentKey` is the row of its agent; recent requests carry headers and bodies.
enum class Bodies { Without, With };
ingest::Ingest::Row rowOf(const World& world, const Call& call, std::int64_t agentKey, Bodies bodies);

} // namespace bursar::simulator
