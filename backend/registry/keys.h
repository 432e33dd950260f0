// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "db/db.h"
#include "registry/registry.h"

namespace bursar::registry {

/// The named API keys of agents. The secret is shown once, when a key is made.
class Keys {
public:
    static constexpr int kLiveMax = 20;
    static constexpr int kListMax = 200;
    static constexpr int kOverlapHoursMax = 168;

    Keys(db::Pool& pool, identity::Identity& identity, Registry& registry, const base::Clock& clock);

    contract::ApiKeyList list(std::string_view agentId);
    /// Conflict "too_many_keys" above kLiveMax live ones.
    contract::NewApiKey create(const contract::Context& context, const contract::CreateKey::Input& input);
    contract::ApiKey revoke(const contract::Context& context, const contract::KeyInput& input);
    /// Conflict "key_revoked" when it no longer works.
    contract::NewApiKey rotate(const contract::Context& context, const contract::RotateKey::Input& input);
    contract::RegeneratedKey regenerate(const contract::Context& context, std::string_view agentId);
    /// Always Gone "key_shown_once": keys are stored hashed.
    contract::RegeneratedKey stored() const;

private:
    db::Pool& m_pool;
    identity::Identity& m_identity;
    Registry& m_registry;
    const base::Clock& m_clock;
};

} // namespace bursar::registry
