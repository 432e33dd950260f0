// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_chain.h"

#include "base/error.h"

#include <algorithm>
#include <stdexcept>

namespace bursar::transactions::test {

namespace {
constexpr std::uint64_t kTransactionsPerBlock = 4;

SendOutcome refused(const char* text)
{
    return {SendOutcome::State::Rejected, Rejection{classifyRejection(text), text, {}}, false};
}
} // namespace

SimulatedChain::SimulatedChain(const Address& account, std::uint64_t chainId) : m_account(account), m_chainId(chainId)
{
    append();
}

void SimulatedChain::append()
{
    const std::uint64_t before = m_blocks.empty() ? 0 : m_blocks.back().timestamp;
    const std::uint64_t time = timeOfBlock ? std::max(before, timeOfBlock()) : m_blocks.size();
    m_blocks.push_back({keccak("block " + std::to_string(++m_made)), time, {}});
    if (resized)
        resized(m_blocks.size());
}

void SimulatedChain::mine(unsigned blocks)
{
    for (unsigned i = 0; i < blocks; ++i) {
        append();
        for (std::uint64_t n = 0; n < kTransactionsPerBlock; ++n) {
            const auto next = m_pool.find(count());
            if (next == m_pool.end())
                break;
            const SignedTransaction transaction = next->second;
            const FeeCaps& fees = transaction.transaction.fees;
            if (fees.maxFeePerGas < baseFee || balanceIn(m_blocks.size()) < transaction.transaction.costMax())
                break;
            const bool succeeds = !reverts || !reverts(transaction);
            m_blocks.back().transactions.push_back({transaction, succeeds, *effectiveGasPrice(fees, baseFee)});
            m_pool.erase(next);
        }
    }
}

void SimulatedChain::reorganise(unsigned depth, Orphans orphans)
{
    if (depth >= m_blocks.size())
        throw std::logic_error("not that many blocks");
    for (unsigned i = 0; i < depth; ++i) {
        if (orphans == Orphans::ReturnToPool) {
            for (const MinedOne& one : m_blocks.back().transactions)
                m_pool.emplace(one.transaction.transaction.nonce, one.transaction);
        }
        m_blocks.pop_back();
    }
    if (resized)
        resized(m_blocks.size());
    for (unsigned i = 0; i <= depth; ++i)
        append();
}

void SimulatedChain::drop(const Hash& hash)
{
    std::erase_if(m_pool, [&](const auto& entry) { return entry.second.hash == hash; });
}

std::vector<SignedTransaction> SimulatedChain::mined() const
{
    std::vector<SignedTransaction> all;
    for (const SimulatedBlock& block : m_blocks) {
        for (const MinedOne& one : block.transactions)
            all.push_back(one.transaction);
    }
    return all;
}

std::uint64_t SimulatedChain::countIn(std::size_t blocks) const
{
    std::uint64_t transactions = 0;
    for (std::size_t i = 0; i < blocks; ++i)
        transactions += m_blocks[i].transactions.size();
    return transactions;
}

Amount SimulatedChain::balanceIn(std::size_t blocks) const
{
    Amount left = funds;
    for (std::size_t i = 0; i < blocks; ++i) {
        for (const MinedOne& one : m_blocks[i].transactions)
            left -= one.cost();
    }
    return left;
}

Block SimulatedChain::describe(std::size_t number) const
{
    return {.ref = {number, m_blocks[number].hash}, .parentHash = number ? m_blocks[number - 1].hash : Hash(),
            .timestamp = m_blocks[number].timestamp, .gasLimit = 30'000'000, .gasUsed = 0, .baseFeePerGas = baseFee};
}

std::uint64_t SimulatedChain::blockNumber()
{
    Call call(*this, "blockNumber");
    return call.done(std::uint64_t(visible() - 1));
}

std::optional<Block> SimulatedChain::block(BlockAt at)
{
    Call call(*this, "block");
    const auto* number = std::get_if<std::uint64_t>(&at);
    if (!number && std::get<BlockTag>(at) != BlockTag::Latest)
        throw std::logic_error("tags are not simulated");
    const std::uint64_t wanted = number ? *number : visible() - 1;
    return call.done(wanted < visible() ? std::optional(describe(wanted)) : std::nullopt);
}

std::optional<Block> SimulatedChain::block(const Hash& hash)
{
    Call call(*this, "blockByHash");
    std::optional<Block> found;
    for (std::size_t i = 0; i < visible(); ++i) {
        if (m_blocks[i].hash == hash)
            found = describe(i);
    }
    return call.done(found);
}

Amount SimulatedChain::balance(const Address& address, BlockAt)
{
    Call call(*this, "balance");
    return call.done(address == m_account ? balanceIn(visible()) : Amount());
}

std::uint64_t SimulatedChain::transactionCount(const Address&, NonceOf of)
{
    Call call(*this, "transactionCount");
    std::uint64_t next = countIn(visible());
    while (of == NonceOf::Pending && m_pool.contains(next))
        ++next;
    return call.done(next);
}

std::uint64_t SimulatedChain::transactionCount(const Address&, BlockAt at)
{
    Call call(*this, "transactionCountAt");
    const std::uint64_t number = std::get<std::uint64_t>(at);
    if (number >= visible())
        throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "header not found");
    return call.done(countIn(number + 1));
}

CallResult SimulatedChain::call(const CallRequest&, BlockAt)
{
    throw std::logic_error("a sender does not need this");
}

std::optional<KnownTransaction> SimulatedChain::transactionByHash(const Hash&)
{
    throw std::logic_error("a sender does not need this");
}

std::vector<Log> SimulatedChain::logs(const LogFilter&, std::uint64_t, std::uint64_t)
{
    throw std::logic_error("a sender does not need this");
}

GasEstimate SimulatedChain::estimateGas(const CallRequest& request)
{
    Call call(*this, "estimateGas");
    std::optional<GasEstimate> scripted;
    if (onEstimate)
        scripted = onEstimate(request);
    return call.done(scripted.value_or(GasEstimate{kGasEstimate, {}}));
}

FeeHistory SimulatedChain::feeHistory(unsigned, double)
{
    Call call(*this, "feeHistory");
    return call.done(FeeHistory{{baseFee, baseFee}, {tip}});
}

SendOutcome SimulatedChain::sendRawTransaction(std::string_view raw)
{
    Call call(*this, "sendRawTransaction");
    const auto transaction = SignedTransaction::decode(raw);
    if (!transaction || transaction->transaction.chainId != m_chainId || transaction->sender != m_account)
        throw std::logic_error("not a transaction of this account and chain");
    sent.push_back(*transaction);
    std::optional<SendOutcome> scripted;
    if (onSend)
        scripted = onSend(*transaction);
    return call.done(scripted ? *scripted : take(*transaction));
}

SendOutcome SimulatedChain::take(const SignedTransaction& transaction)
{
    const FeeCaps& fees = transaction.transaction.fees;
    const std::uint64_t nonce = transaction.transaction.nonce;
    if (nonce < countIn(visible()))
        return refused("nonce too low");
    if (fees.maxPriorityFeePerGas < tipFloor)
        return refused("transaction gas price below minimum: gas tip cap 1, minimum needed 2");
    if (balanceIn(visible()) < transaction.transaction.costMax())
        return refused("insufficient funds for gas * price + value");
    if (const auto other = m_pool.find(nonce); other != m_pool.end()) {
        if (other->second.hash == transaction.hash)
            return {SendOutcome::State::Accepted, {}, true};
        const FeeCaps& old = other->second.transaction.fees;
        if (fees.maxFeePerGas * 10 < old.maxFeePerGas * 11
            || fees.maxPriorityFeePerGas * 10 < old.maxPriorityFeePerGas * 11)
            return refused("replacement transaction underpriced");
    }
    m_pool[nonce] = transaction;
    return {SendOutcome::State::Accepted, {}, false};
}

std::optional<Receipt> SimulatedChain::receipt(const Hash& hash)
{
    Call call(*this, "receipt");
    std::optional<Receipt> found;
    for (std::size_t number = 0; number < visible(); ++number) {
        for (const MinedOne& one : m_blocks[number].transactions) {
            if (one.transaction.hash != hash)
                continue;
            found = Receipt{.transactionHash = hash, .block = {number, m_blocks[number].hash}, .from = m_account,
                            .to = one.transaction.transaction.to, .contractAddress = {}, .succeeded = one.succeeded,
                            .gasUsed = one.transaction.transaction.gasLimit, .effectiveGasPrice = one.price,
                            .logs = {}};
        }
    }
    return call.done(found);
}

} // namespace bursar::transactions::test
