// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace bursar::ui {

/// Which engine of this machine: the demo with its simulated data, or the one with real data. Never mixed.
enum class EngineProfile { demo, local };

/// How far a starting engine is.
struct EngineProgress {
    std::string sentence;           ///< `preparing history`
    std::optional<double> fraction; ///< 0 to 1; empty while it cannot be told
};

/// An engine that already runs on a profile's data, in another process.
struct RunningEngine {
    std::string url;
    std::int64_t pid = 0;
};

/// What is known of a profile's data without starting its engine.
struct ProfileData {
    std::string directory;
    std::int64_t bytes = 0; ///< 0: nothing there yet
};

/// The engine inside the console: the seam behind which the backend lies. `bursar-remote` has none.
/// Callbacks come on any thread. One engine at a time.
class EngineHost {
public:
    using Progressed = std::function<void(const EngineProgress&)>;
    using Started = std::function<void(contract::Outcome<std::shared_ptr<contract::EngineClient>>)>;

    virtual ~EngineHost() = default;
    /// Returns at once; `started` is called exactly once.
    virtual void start(EngineProfile profile, Progressed progressed, Started started) = 0;
    /// Returns at once; `stopped` is called exactly once, also when nothing runs. Cancels a start under way.
    virtual void stop(std::function<void()> stopped) = 0;
    /// Reads a small file; cheap enough for the UI thread.
    virtual std::optional<RunningEngine> running(EngineProfile profile) const = 0;
    /// The same; the size may be one that was noted at the last stop.
    virtual ProfileData data(EngineProfile profile) const = 0;
};

} // namespace bursar::ui
