// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bursar::ctl {

struct EscrowDeployment {
    std::vector<std::string> rpcUrls;
    std::uint64_t chainId = 0;
    std::string token;   // USDC of that chain
    std::string settler; // empty: the owner signs settlements as well
    std::uint64_t tipFloorGwei = 0;
};

/// Deploys the contract that holds the money of channels, owned by the key in AEL_OPERATOR_EVM_KEY (never an argument: those
/// are seen by others), waits until it is mined, and prints the settings that a server needs. False when it was not mined in
/// time or reverted; the transaction's hash is printed before.
bool deployEscrow(const EscrowDeployment& wanted);

} // namespace bursar::ctl
