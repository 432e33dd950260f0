// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "base/worker_pool.h"
#include "channels/channels.h"
#include "channels/reader.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace bursar::simulator {

/// The clock of the demo's money: while channels are made up, it runs through the hours before the present, and then it is
/// the present. Any thread.
class PastClock final : public base::Clock {
public:
    explicit PastClock(const base::Clock& real) : m_real(real) {}
    base::Time now() const override { return m_real.now() - base::Duration(m_behind.load()); }
    void setBehind(base::Duration behind) { m_behind = behind.count(); }

private:
    const base::Clock& m_real;
    std::atomic<base::Duration::rep> m_behind = 0;
};

/// Payment channels of the demo: made-up wallets pay made-up agents. Everything goes through the channel engine like a real
/// operator's and real agents' calls; channels are marked because their agents are, and no money stands behind them.
///
/// Threading: open(), start() and stop() on one thread; start() runs a thread of its own. What is refused (a balance that
/// is used up, a channel that somebody closed) is left at that.
class ChannelTraffic {
public:
    static constexpr std::size_t kChannelsMax = 200; // then no more are opened

    /// `clock` is the one that channels and ledger use.
    ChannelTraffic(channels::ChannelEngine& engine, channels::Reader& reader, PastClock& clock, std::uint64_t seed);
    ~ChannelTraffic();

    /// At first start, the channels that the demo begins with and what happened in them during the last hours; later, finds
    /// them again. Agents must be there.
    void open();
    void start();
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::simulator
