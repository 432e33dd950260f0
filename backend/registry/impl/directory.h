// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace bursar::registry {

/// Remembers which agents there are and whose: public id and row number for ever (neither changes), the rest
/// for at most kStaleness. Any thread.
class Directory {
public:
    static constexpr std::chrono::seconds kStaleness{1};
    static constexpr std::size_t kAgentsMax
        = 50'000; // remembered; beyond, everything is forgotten and asked again
    static constexpr std::size_t kWalletsMax = 10'000;

    struct Known {
        std::int64_t key = 0;
        std::string slug;
        std::string status;
        std::optional<std::string> wallet;
        base::Time loadedAt;
    };

    Directory(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

    /// `slug` in lower case. Throws NotFound "agent_not_found".
    std::int64_t keyOf(const std::string& slug);
    /// Fresh to kStaleness. Throws NotFound "agent_not_found".
    Known fresh(const std::string& slug);
    /// Throws NotFound for the first one that does not exist.
    std::vector<std::string> slugsOf(const std::vector<std::int64_t>& keys);
    std::vector<std::int64_t> keysOfWallet(const std::string& wallet);
    void forget();

private:
    struct Keys {
        std::vector<std::int64_t> keys;
        base::Time loadedAt;
    };
    bool isFresh(base::Time loadedAt) const;
    std::optional<Known> recall(const std::string& slug) const;
    void remember(const Known& known);
    void loadSlugs(const std::vector<std::int64_t>& missing,
                   std::unordered_map<std::int64_t, std::string>& slugs);

    db::Pool& m_pool;
    const base::Clock& m_clock;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Known> m_bySlug;
    std::unordered_map<std::int64_t, std::string> m_byKey;
    std::unordered_map<std::string, Keys> m_byWallet;
};

} // namespace bursar::registry
