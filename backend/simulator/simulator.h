// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "base/worker_pool.h"
#include "db/db.h"
#include "ingest/ingest.h"
#include "rollup/rollup.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace bursar::simulator {

struct Options {
    /// The same seed and the same present make the same data, byte for byte. A database keeps the seed it began with.
    std::uint64_t seed = 1;
    std::chrono::days history{90};
    /// Bursts on top of the ordinary rhythm while live, so that there is something to watch.
    bool bursts = true;
    std::chrono::milliseconds tick{400};
};

/// A made-up economy for the demo: agents, customers, prices, deploys and incidents, written through the same ingest
/// as real requests. Everything it makes is marked: agents simulated, source simulator, payment state simulated.
///
/// Threading: fillHistory(), start() and stop() on one thread; start() runs a thread of its own.
/// Errors: Conflict "simulation_refused" when the database has agents that are not simulated.
class Simulator {
public:
    Simulator(db::Pool& pool, ingest::Ingest& ingest, rollup::Folder& folder, const base::Clock& clock,
              Options options);
    ~Simulator();

    /// Makes the agents at first start, and the requests up to now. What was interrupted goes on where it stopped; after
    /// a pause the missing time is made up. `progress` gets 0…1 on the calling thread. Blocks; ingest must run and no
    /// other folder may.
    void fillHistory(const std::function<void(double share)>& progress = {});
    /// Goes on live from where fillHistory() ended. Nothing happens while the clock stands still.
    void start();
    void stop();

    /// Opening simulated data as real would mix made-up money with real: Conflict "simulated_database".
    void refuseSimulatedDatabase();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::simulator
