// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/lookup.h"

#include "x402/impl/token.h"

#include <algorithm>

namespace bursar::x402 {

namespace evm = chain::evm;

namespace {
/// The log that used the authorization up; none when the nodes do not show exactly one.
std::optional<evm::Log> usage(evm::Rpc& rpc, const Sought& sought, std::uint64_t head)
{
    const evm::LogFilter filter{.addresses = {sought.token},
                                .topics = {{impl::authorizationUsedEvent().topic(),
                                            impl::authorizationCanceledEvent().topic()},
                                           {evm::abi::word(sought.authorization.from)},
                                           {sought.authorization.nonce}}};
    auto logs = rpc.logs(filter, sought.searchFrom, head);
    return logs.size() == 1 ? std::optional(std::move(logs.front())) : std::nullopt;
}

bool isPaid(const evm::Receipt& receipt, const evm::Log& used, const Sought& sought)
{
    const auto next = std::find_if(receipt.logs.begin(), receipt.logs.end(), [&](const evm::Log& log) {
        return log.logIndex > used.logIndex && log.address == sought.token;
    });
    if (next == receipt.logs.end())
        return false;
    const auto transfer = impl::transferEvent().decode(next->topics, next->data);
    return transfer && transfer->at(0).address() == sought.authorization.from
        && transfer->at(1).address() == sought.authorization.to
        && transfer->at(2).amount() == sought.authorization.value;
}

bool isFinal(evm::Rpc& rpc, const evm::BlockRef& block, std::optional<std::uint64_t> final)
{
    if (!final || block.number > *final)
        return false;
    const auto there = rpc.block(evm::BlockAt(block.number));
    return there && there->ref == block;
}

Standing standingOfUsed(evm::Rpc& rpc, const Sought& sought, const evm::Log& log, std::optional<std::uint64_t> final)
{
    const auto receipt = rpc.receipt(log.transactionHash);
    if (!receipt || std::find(receipt->logs.begin(), receipt->logs.end(), log) == receipt->logs.end())
        return {}; // the log was of another fork, or of another node than the receipt
    Standing standing{.transaction = log.transactionHash, .block = log.block};
    const bool isCanceled = log.topics.front() == impl::authorizationCanceledEvent().topic();
    const bool isAsSigned = !isCanceled && isPaid(*receipt, log, sought);
    if (!isFinal(rpc, log.block, final)) {
        if (!isAsSigned)
            return {};
        standing.state = Standing::State::Mined;
        return standing;
    }
    standing.state = isAsSigned ? Standing::State::Settled : Standing::State::Failed;
    if (!isAsSigned)
        standing.reason = isCanceled ? Standing::kCanceled : Standing::kUsedOtherwise;
    return standing;
}
} // namespace

Standing lookUp(evm::Rpc& rpc, const evm::FinalityRule& finality, const Sought& sought)
{
    const auto final = evm::finalBlock(rpc, finality);
    const std::uint64_t head = std::max(rpc.blockNumber(), final.value_or(0));
    const auto& authorization = sought.authorization;
    // By height, so that a node that lags cannot answer for an older block: unused here is unused in all final ones.
    const auto state
        = impl::authorizationState(rpc, sought.token, authorization.from, authorization.nonce, evm::BlockAt(head));
    if (state == impl::AuthorizationState::Used) {
        const auto log = usage(rpc, sought, head);
        return log ? standingOfUsed(rpc, sought, *log, final) : Standing{};
    }
    if (state != impl::AuthorizationState::Unused || !final)
        return {};
    // Blocks after a final one are not older than it, and the token wants now < validBefore.
    const auto block = rpc.block(evm::BlockAt(*final));
    if (!block || evm::Amount(block->timestamp) < authorization.validBefore)
        return {};
    return {.state = Standing::State::Failed, .reason = std::string(Standing::kExpired)};
}

} // namespace bursar::x402
