// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/engine_module.h"

#include "engine/engine.h"

namespace bursar::app {

namespace {
constexpr unsigned kPortAttempts = 20;

engine::Options engineOptions(const EngineChoice& choice)
{
    engine::Options options;
    options.mode = engine::Mode::Embedded;
    options.dataDirectory = choice.dataDirectory;
    options.config = engine::readConfig(options.dataDirectory, std::nullopt);
    if (const auto colon = choice.listen.rfind(':'); colon != std::string::npos) {
        if (colon > 0)
            options.config.set("listen", choice.listen.substr(0, colon), base::SettingSource::Option);
        options.config.set("port", choice.listen.substr(colon + 1), base::SettingSource::Option);
    } else if (!choice.listen.empty()) {
        options.config.set("listen", choice.listen, base::SettingSource::Option);
    }
    // Embedded, the engine always keeps to its private cluster, whatever the environment says.
    options.config.set("database_url", "", base::SettingSource::Option);
    options.config.set("enable_simulation", choice.profile == ui::EngineProfile::demo ? "true" : "false",
                       base::SettingSource::Option);
    options.listen = !choice.noListen;
    options.portAttempts = kPortAttempts;
    options.clock = choice.clock;
    options.simulatorSeed = choice.simulatorSeed;
    options.progress = [progressed = choice.progressed](const engine::Progress& progress) {
        progressed({progress.step, progress.share});
    };
    return options;
}

class StartedEngine final : public EmbeddedEngine {
public:
    explicit StartedEngine(const EngineChoice& choice) : m_engine(engineOptions(choice)) { m_engine.start(); }
    std::shared_ptr<contract::EngineClient> client() override { return m_engine.localClient(); }

private:
    engine::Engine m_engine;
};
} // namespace

} // namespace bursar::app

std::unique_ptr<bursar::app::EmbeddedEngine> bursarStartEngine(const bursar::app::EngineChoice& choice)
{
    return std::make_unique<bursar::app::StartedEngine>(choice);
}
