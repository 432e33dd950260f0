// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "db/db.h"

namespace bursar::audit {

/// Writes one audit row in the caller's transaction: who did what to which thing. `detail` holds before and after where
/// there is one, never a secret.
void record(db::Transaction& tx, const contract::Context& context, std::string_view action,
            std::string_view targetKind, std::string_view targetId, const contract::json::object& detail = {});

} // namespace bursar::audit
