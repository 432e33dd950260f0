// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "registry/impl/agent_store.h"
#include "registry/impl/origin.h"

#include <optional>
#include <string>
#include <vector>

namespace bursar::registry {

/// A registration whose every field was checked. What was not said is empty.
struct Registration {
    std::optional<std::string> slug;
    std::optional<std::string> name;
    std::optional<std::string> origin;
    std::optional<std::vector<std::string>> protocols;
    std::optional<std::string> category;
    std::optional<Pricing> pricing;
    std::optional<std::string> tier;
    std::optional<std::string> wallet; // lower case; claimed, not yet proven
};

/// Throws InvalidInput.
Registration checkedRegistration(const contract::RegisterAgent::Input& input, PrivateOrigins origins);
/// Throws InvalidInput "invalid_tier" with the sentence that older clients know.
std::string checkedTier(const std::string& tier);

/// Writes what was said into a row, new or old.
void apply(const Registration& registration, AgentRow& row);

} // namespace bursar::registry
