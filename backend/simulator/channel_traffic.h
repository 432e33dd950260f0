// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "base/worker_pool.h"
#include "channels/channels.h"
#include "channels/reader.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace bursar::simulator {

/// Payment channels of the demo: made-up wallets pay made-up agents. Everything goes through the channel engine like a real
/// operator's and real agents' calls; channels are marked because their agents are, and no money stands behind them.
///
/// Threading: open(), start() and stop() on one thread; start() runs a thread of its own. What is refused (a balance that
/// is used up, a channel that somebody closed) is left at that.
class ChannelTraffic {
public:
    static constexpr std::size_t kChannelsMax = 200; // then no more are opened

    ChannelTraffic(channels::ChannelEngine& engine, channels::Reader& reader, const base::Clock& clock, std::uint64_t seed);
    ~ChannelTraffic();

    /// At first start, the channels that the demo begins with and what happened in them; later, finds them again. Agents
    /// must be there.
    void open();
    void start();
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::simulator
