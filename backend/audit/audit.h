// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "contract/operation.h"
#include "db/db.h"

namespace bursar::audit {

/// Most bytes of a row's detail as JSON text; what does not fit is left out and `truncated` set.
inline constexpr std::size_t kDetailBytesMax = 8 * 1024;
inline constexpr int kPageRowsMax = 200;

/// Writes one audit row in the caller's transaction: who did what to which thing. `detail` holds before and
/// after where there is one, never a secret: values whose name says secret, password, token, signature and
/// the like are blanked, and anything that looks like one of our keys is cut to its prefix, should a caller
/// forget.
void record(db::Transaction& tx, const contract::Context& context, std::string_view action,
            std::string_view targetKind, std::string_view targetId, const contract::json::object& detail = {});

/// Rows newest first, filtered by whatever is set. Throws InvalidInput for a malformed cursor, key id or limit.
contract::AuditPage list(db::Transaction& tx, const contract::ListActivity::Input& filter);

} // namespace bursar::audit
