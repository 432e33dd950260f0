// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/fees.h"

#include <algorithm>

namespace bursar::chain::evm {

FeeCaps suggestedCaps(const FeeHistory& history, const Amount& tipFloor)
{
    std::vector<Amount> paid;
    for (const Amount& tip : history.tips) {
        if (!tip.isZero())
            paid.push_back(tip);
    }
    std::sort(paid.begin(), paid.end());
    const Amount tip = paid.empty() ? tipFloor : std::max(paid[paid.size() / 2], tipFloor);
    return {tip, history.nextBaseFee() * 2 + tip};
}

std::optional<Amount> effectiveGasPrice(const FeeCaps& caps, const Amount& baseFee)
{
    if (caps.maxFeePerGas < baseFee)
        return std::nullopt;
    return std::min(caps.maxFeePerGas, baseFee + caps.maxPriorityFeePerGas);
}

} // namespace bursar::chain::evm
