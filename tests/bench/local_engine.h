// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/cluster.h"
#include "engine/engine.h"

#include <memory>

namespace bursar::bench {

/// The engine as the console carries it, on a folder that fillHistory() made: in this process, without HTTP, at the
/// moment where the history ends.
class LocalEngine {
public:
    explicit LocalEngine(const std::filesystem::path& folder) : m_engine(options(folder))
    {
        m_engine.start();
        m_client = m_engine.localClient();
    }
    ~LocalEngine()
    {
        m_client.reset();
        m_engine.stop();
    }
    const std::shared_ptr<contract::EngineClient>& client() const { return m_client; }

private:
    static engine::Options options(const std::filesystem::path& folder)
    {
        engine::Options options;
        options.mode = engine::Mode::Embedded;
        options.dataDirectory = folder;
        options.config = engine::readConfig(folder, std::nullopt);
        options.config.set("database_url", "", base::SettingSource::Option);
        options.config.set("enable_simulation", "false", base::SettingSource::Option);
        options.listen = false;
        options.clock = std::make_shared<FixedClock>();
        return options;
    }

    engine::Engine m_engine;
    std::shared_ptr<contract::EngineClient> m_client;
};

} // namespace bursar::bench
