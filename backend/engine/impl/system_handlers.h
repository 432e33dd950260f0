// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/config.h"
#include "contract/operation.h"
#include "contract/system.h"

#include <functional>
#include <string>

namespace bursar::engine {

/// What the operations of contract/system.h ask the engine.
struct SystemSources {
    base::Config config;
    std::filesystem::path settingsFile;
    std::function<std::string()> url;
    std::function<contract::Readiness()> readiness; // throws Unavailable
    std::function<contract::SystemStatus()> status;
    std::function<void(const contract::Context&, const std::string& key)> settingChanged; // audit
};

/// GetHealth, GetReadiness, GetAgentCard, GetOpenApi, GetSystemStatus, ListSettings, ChangeSetting.
void registerSystemHandlers(contract::HandlerTable& table, SystemSources sources);

} // namespace bursar::engine
