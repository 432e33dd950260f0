// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

namespace bursar::identity {

class Identity;

/// AuthChallenge, WhoAmI, CreateUser, ListActivity. AuthVerify and WalletLogin answer with agents: registry
/// has them. `identity` must outlive the table.
void registerHandlers(contract::HandlerTable& table, Identity& identity);

} // namespace bursar::identity
