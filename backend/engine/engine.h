// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "base/time.h"
#include "contract/client.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace bursar::engine {

enum class Mode { Embedded, Server };

struct Progress {
    std::string step;            // plain sentence: "starting the database"
    std::optional<double> share; // 0…1 where it is known
};

struct Options {
    base::Config config;
    Mode mode = Mode::Server;
    std::filesystem::path dataDirectory;
    bool listen = true;
    unsigned portAttempts = 1;   // embedded: the next free port if the first is taken
    std::function<void(const Progress&)> progress;
    /// For captures and tests: the present, and the seed of the simulator.
    std::shared_ptr<const base::Clock> clock;
    std::uint64_t simulatorSeed = 1;
};

/// The whole engine: database, modules, dispatcher, HTTP. Built from its configuration; one for each data folder.
///
/// Threading: start() and stop() block, on one thread; everything else from any.
/// Errors: start() throws base::Error (data_dir_in_use, address_in_use, invalid_setting, tls_required, …) and leaves
/// nothing running.
class Engine {
public:
    explicit Engine(Options options);
    ~Engine();

    void start();
    /// Drains what was accepted, then stops everything; at most about 10 s.
    void stop();

    /// Where clients reach it; empty when it does not listen.
    std::string url() const;
    /// The engine for the console in the same process, as the owner of this data folder. Outlives nothing: end every
    /// subscription before stop().
    std::shared_ptr<contract::EngineClient> localClient();

private:
    struct Parts;
    Options m_options;
    std::unique_ptr<Parts> m_parts;
};

/// Config from defaults, DIR/bursar.toml or `file`, and the environment; options come on top (Config::set).
base::Config readConfig(const std::filesystem::path& dataDirectory, const std::optional<std::filesystem::path>& file);

} // namespace bursar::engine
