// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/client.h"
#include "ui/shell/engine_host.h"

#include <filesystem>
#include <memory>
#include <string>

namespace bursar::app {

/// Which engine, as the command line and the start screen say.
struct EngineChoice {
    ui::EngineProfile profile = ui::EngineProfile::demo;
    std::filesystem::path dataDirectory;
    std::string listen; ///< HOST, HOST:PORT or :PORT; empty: as configured
    bool noListen = false;
    std::shared_ptr<const base::Clock> clock; ///< null: the system's
    std::uint64_t simulatorSeed = 1;
    ui::EngineHost::Progressed progressed;
};

/// An engine that runs. Destroying it stops the engine: at most about 10 s.
class EmbeddedEngine {
public:
    virtual ~EmbeddedEngine() = default;
    virtual std::shared_ptr<contract::EngineClient> client() = 0;
};

} // namespace bursar::app

/// The way into the engine's module (README.md); found there by its name. Returns once the engine runs; throws
/// base::Error.
extern "C" std::unique_ptr<bursar::app::EmbeddedEngine> bursarStartEngine(const bursar::app::EngineChoice& choice);
