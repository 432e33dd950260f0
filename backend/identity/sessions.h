// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <chrono>
#include <string>

namespace bursar::identity {

/// Bearer sessions of proven wallets: "bursar_ws_" and 64 hex digits, stored as SHA-256.
class Sessions {
public:
    static constexpr std::chrono::hours kLife{24};
    static constexpr int kLivePerWalletMax = 20; // a further one ends that wallet's oldest

    Sessions(db::Pool& pool, const base::Clock& clock);

    struct Opened {
        std::string token; // shown once
        base::Time expiresAt;
    };
    /// In the caller's transaction. `wallet`: a lower-case address whose signature was just checked.
    Opened open(db::Transaction& tx, const std::string& wallet);
    /// False when there is no such live session. Call Identity::forget() after.
    bool revoke(const std::string& token);
    /// How many were live. Call Identity::forget() after.
    std::size_t revokeAll(const std::string& wallet);
    void sweep();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
};

} // namespace bursar::identity
