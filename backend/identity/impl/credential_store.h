// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/operation.h"
#include "db/db.h"

#include <optional>
#include <string>

namespace bursar::identity {

/// What the database knows of a credential at one moment.
struct Credential {
    enum class State { Good, Unknown, Revoked, AgentSuspended, UserSuspended };
    State state = State::Unknown;
    std::optional<base::Time> expiresAt; // looked at on every use, not only when loaded
    bool session = false;
    contract::Principal principal;
};

/// By the SHA-256 of the secret. One statement each.
Credential loadAgentKey(db::Transaction& tx, const std::string& hash);
Credential loadDeskKey(db::Transaction& tx, const std::string& hash);
Credential loadSession(db::Transaction& tx, const std::string& hash);

} // namespace bursar::identity
