// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"
#include "db/db.h"
#include "rollup/rollup.h"

#include <string>
#include <string_view>

namespace bursar::analytics {

/// One read: a snapshot, the agents it is about and the time it happens at.
struct Frame {
    Frame(db::Pool& pool, base::Time at, rollup::AgentScope scope);
    Frame(const Frame&) = delete; // the reader refers to the transaction

    db::Transaction tx;
    rollup::Reader reader;
    const base::Time now;
    const base::Day today;
    const rollup::AgentScope agents; // empty: all
};

/// SQL condition that keeps the agents of a scope; its parameter $1 is agentParam().
std::string agentFilter(const rollup::AgentScope& agents, std::string_view column = "agent_key");
db::Param agentParam(const rollup::AgentScope& agents);

/// Simulated when every agent of the scope is, else claimed.
contract::RevenueBasis basisOf(Frame& frame);

/// The last `days` UTC days, today included.
rollup::Span lastDays(base::Day today, int days);
/// Everything that is stored. Two days ahead, since an entry may be a few minutes in the future.
rollup::Span allTime(base::Day today);
/// Days that a span touches; of a time, the day it lies in.
base::Day dayOf(base::Time time);
base::Day dayAfter(base::Time exclusiveEnd);

} // namespace bursar::analytics
