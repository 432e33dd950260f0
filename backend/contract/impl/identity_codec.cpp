// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/identity.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(identityOperations, "identity",
                  (AuthChallenge)(AuthVerify)(WhoAmI)(CreateUser)(ListActivity)(CreateSocketTicket))

} // namespace bursar::contract
