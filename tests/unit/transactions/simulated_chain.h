// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/rpc.h"

#include <functional>
#include <map>
#include <set>

namespace bursar::transactions::test {

using namespace bursar::chain::evm;

/// A chain in memory with one account of interest: a pool that keeps the rules of geth, blocks,
/// reorganisations, nodes that lag, lose and refuse. Nothing in it happens by itself.
class SimulatedChain : public Rpc {
public:
    static constexpr std::uint64_t kGwei = 1'000'000'000;
    static constexpr std::uint64_t kGasEstimate = 50'000;

    explicit SimulatedChain(const Address& account, std::uint64_t chainId = 80002);

    // What a test sets.
    Amount funds = *Amount::fromAtomic("1000000000000000000000"); // wei that the account has received
    Amount baseFee{10 * kGwei};
    Amount tip{30 * kGwei};    // what others pay
    Amount tipFloor{25 * kGwei}; // below it the pool takes nothing
    std::uint64_t lag = 0;     // newest blocks that the answering node does not have yet
    std::function<void(const char* method)> beforeCall;
    std::function<void(const char* method)> afterCall;
    std::function<std::optional<GasEstimate>(const CallRequest&)> onEstimate;
    /// In place of the pool.
    std::function<std::optional<SendOutcome>(const SignedTransaction&)> onSend;
    /// Whether it does nothing but pay its gas once it is mined.
    std::function<bool(const SignedTransaction&)> reverts;
    /// Unix seconds of the next block; its number when there is nobody to ask.
    std::function<std::uint64_t()> timeOfBlock;
    /// There are so many blocks now: whoever keeps something for each follows.
    std::function<void(std::size_t blocks)> resized;

    // What happens.
    void mine(unsigned blocks = 1);
    enum class Orphans { ReturnToPool, AreForgotten };
    /// Replaces the newest blocks by as many empty ones and one more.
    void reorganise(unsigned depth, Orphans orphans);
    void dropPool() { m_pool.clear(); }
    void drop(const Hash& hash);
    /// Into the pool in place of what has its nonce.
    void put(const SignedTransaction& transaction) { m_pool[transaction.transaction.nonce] = transaction; }

    /// What the pool does with a transaction.
    SendOutcome take(const SignedTransaction& transaction);

    // What a test looks at.
    const std::map<std::uint64_t, SignedTransaction>& pool() const { return m_pool; }
    std::uint64_t head() const { return m_blocks.size() - 1; }
    BlockRef refOf(std::uint64_t number) const { return {number, m_blocks.at(number).hash}; }
    std::uint64_t count() const { return countIn(m_blocks.size()); }
    /// Of the account, in order of their nonces.
    std::vector<SignedTransaction> mined() const;
    /// Everything that was handed to sendRawTransaction(), in order.
    std::vector<SignedTransaction> sent;

    std::uint64_t chainId() const override { return m_chainId; }
    std::uint64_t blockNumber() override;
    std::optional<Block> block(BlockAt at) override;
    std::optional<Block> block(const Hash& hash) override;
    Amount balance(const Address& address, BlockAt at) override;
    std::uint64_t transactionCount(const Address& address, NonceOf of) override;
    std::uint64_t transactionCount(const Address& address, BlockAt at) override;
    CallResult call(const CallRequest& request, BlockAt at) override;
    GasEstimate estimateGas(const CallRequest& request) override;
    FeeHistory feeHistory(unsigned blocks, double percentile) override;
    SendOutcome sendRawTransaction(std::string_view raw) override;
    std::optional<KnownTransaction> transactionByHash(const Hash& hash) override;
    std::optional<Receipt> receipt(const Hash& transactionHash) override;

    std::vector<Log> logs(const LogFilter& filter, std::uint64_t fromBlock, std::uint64_t toBlock) override;

protected:
    struct Call; // runs the hooks around an answer
    /// Blocks that the answering node has.
    std::size_t visible() const { return m_blocks.size() - std::min<std::size_t>(lag, m_blocks.size() - 1); }

private:
    struct MinedOne {
        SignedTransaction transaction;
        bool succeeded = false;
        Amount price;
        Amount cost() const
        {
            return price * transaction.transaction.gasLimit + (succeeded ? transaction.transaction.value : Amount());
        }
    };
    struct SimulatedBlock {
        Hash hash;
        std::uint64_t timestamp = 0;
        std::vector<MinedOne> transactions;
    };

    std::uint64_t countIn(std::size_t blocks) const;
    Amount balanceIn(std::size_t blocks) const;
    Block describe(std::size_t number) const;
    void append();

    const Address m_account;
    const std::uint64_t m_chainId;
    std::uint64_t m_made = 0;
    std::vector<SimulatedBlock> m_blocks;
    std::map<std::uint64_t, SignedTransaction> m_pool; // of the account, by nonce
};

struct SimulatedChain::Call {
    Call(SimulatedChain& chain, const char* name) : m_chain(chain), m_name(name)
    {
        if (m_chain.beforeCall)
            m_chain.beforeCall(m_name);
    }
    template <class T> T done(T answer)
    {
        if (m_chain.afterCall)
            m_chain.afterCall(m_name);
        return answer;
    }

private:
    SimulatedChain& m_chain;
    const char* m_name;
};

} // namespace bursar::transactions::test
