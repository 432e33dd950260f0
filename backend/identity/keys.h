// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/operation.h"
#include "db/db.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

/// API keys as rows, in the caller's transaction: "gt8004_sk_" and 64 hex digits for agents, "bursar_sk_" for
/// people of the desk. Stored as SHA-256: 256 random bits need no slow hash. After a commit that ended keys,
/// call Identity::forget().
namespace bursar::identity {

inline constexpr std::size_t kKeyPrefixBytes = 16;
inline constexpr std::size_t kKeyNameBytesMax = 64;

struct KeySpec {
    std::optional<std::int64_t> agentKey;   // either this
    std::optional<std::string> principalId; // or this
    std::string name;
    std::set<contract::Scope> scopes;
    std::string createdBy;
};

struct KeyRow {
    std::string id;
    std::string name;
    std::string prefix;
    std::set<contract::Scope> scopes;
    base::Time createdAt;
    std::optional<base::Time> expiresAt;
    std::optional<base::Time> revokedAt;
    std::optional<base::Time> lastUsedAt;

    bool live(base::Time now) const { return !revokedAt && (!expiresAt || *expiresAt > now); }
};

struct MadeKey {
    KeyRow row;
    std::string secret; // shown once
};

MadeKey makeKey(db::Transaction& tx, base::Time now, const KeySpec& spec);

/// Live ones first, then newest first; at most `limit`.
std::vector<KeyRow> agentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now, int limit);
/// Locked until the transaction ends. Empty when the agent has no such key, whoever else has.
std::optional<KeyRow> lockAgentKey(db::Transaction& tx, std::int64_t agentKey, const std::string& keyId);
int liveAgentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now);

void revokeKey(db::Transaction& tx, const std::string& keyId, base::Time now);
/// Never later than the key would have ended anyway.
void endKeyAt(db::Transaction& tx, const std::string& keyId, base::Time at);
/// Live keys of an agent, all or those of a name; how many were revoked.
std::size_t revokeAgentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now,
                            const std::optional<std::string>& name = {});

/// The agent whose live key has this SHA-256 (64 hex digits): its row and public ids.
struct KeyHolder {
    std::int64_t agentKey = 0;
    std::string id;
    std::string agentId;
};
std::optional<KeyHolder> holderOfKeyHash(db::Transaction& tx, const std::string& hashHex, base::Time now);

} // namespace bursar::identity
