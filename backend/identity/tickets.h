// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "db/db.h"

#include <chrono>
#include <optional>
#include <string>

namespace bursar::identity {

/// Single-use tickets with which a browser, that cannot send headers with a WebSocket, opens one as whoever asked for
/// the ticket. Any server of the database redeems it.
class Tickets {
public:
    static constexpr std::chrono::seconds kLife{30};
    static constexpr int kLivePerPrincipalMax = 20; // older ones end

    Tickets(db::Pool& pool, const base::Clock& clock);

    contract::SocketTicket issue(const contract::Principal& principal);
    /// Uses the ticket up. Unauthenticated "invalid_ticket" when it is unknown, used or too old.
    contract::Principal redeem(const std::string& ticket);
    void sweep();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
};

} // namespace bursar::identity
