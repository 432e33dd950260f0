// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/registry.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(registryOperations, "registry",
                  (RegisterAgent)(GetMyAgent)(GetAgent)(ListAgents)(ListWalletAgents)(SearchAgents)
                  (GetService)(SetTier)(DeregisterAgent)(SetAgentStatus)(ListKeys)(CreateKey)(RevokeKey)
                  (RotateKey)(RegenerateKeys)(GetStoredKey)(GetAgentHealth)(GetOriginHealth)
                  (GetProxyHealth)(GetInternalAgent)(ValidateKey)(AddAgentStats)(SetCustomersCount)
                  (WalletLogin))

} // namespace bursar::contract
