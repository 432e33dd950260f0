// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/transaction.h"

namespace bursar::chain::evm {

/// eth_feeHistory, in wei. Oldest first.
struct FeeHistory {
    std::vector<Amount> baseFeePerGas; // one more than blocks: the last is of the block to come
    std::vector<Amount> tips;          // one a block: the percentile asked for; a block without transactions says 0

    const Amount& nextBaseFee() const { return baseFeePerGas.back(); } // never empty from an Rpc
};

/// What to offer for the next blocks: the median of the tips that were paid (blocks without transactions tell nothing),
/// at least the chain's floor; and twice the next base fee on top, which lasts for five full blocks in a row.
FeeCaps suggestedCaps(const FeeHistory& history, const Amount& tipFloor);

/// What a unit of gas costs when the base fee is this; empty when the caps do not reach it.
std::optional<Amount> effectiveGasPrice(const FeeCaps& caps, const Amount& baseFee);

} // namespace bursar::chain::evm
