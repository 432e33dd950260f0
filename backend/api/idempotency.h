// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "db/db.h"

#include <optional>
#include <string>

namespace bursar::api {

/// (principal, operation, key) → input hash, state and response, kept for 72 h. The row is there before the handler
/// runs, so a repeat can never run it again.
class Idempotency {
public:
    Idempotency(db::Pool& pool, const base::Clock& clock, std::string runId);

    struct Ticket {
        std::string principal, operation, key;
    };
    /// Claims the key; or returns the response of the first call. Throws Conflict "in_progress" (it runs now),
    /// "key_reused" (another input), "secret_shown_once"; OutcomeUnknown when an engine died while it ran.
    std::optional<contract::json::value> begin(const Ticket& ticket, const contract::json::value& input);
    void succeed(const Ticket& ticket, const contract::OperationInfo& operation, const contract::json::value& response);
    /// Refusals and failures are not kept: the same key may try again.
    void forget(const Ticket& ticket);
    void trim();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
    std::string m_runId;
};

} // namespace bursar::api
