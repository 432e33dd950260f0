// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/system.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(systemOperations, "system",
                  (GetHealth)(GetReadiness)(GetAgentCard)(GetOpenApi)(GetSystemStatus)(ListSettings)
                  (ChangeSetting)(ListTasks)(GetTask)(CancelTask)(FindAnything))

} // namespace bursar::contract
