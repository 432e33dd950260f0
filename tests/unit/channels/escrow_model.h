// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../transactions/simulated_chain.h"
#include "chain/evm/abi.h"
#include "chain/evm/typed_data.h"

#include <map>
#include <set>

namespace bursar::test {

namespace evm = chain::evm;
using base::Amount;

/// The simulated chain with a token and an escrow on it, by the rules of resources/contracts: authorizations count once, a
/// statement holds for one sequence and one sum of deposits, a settlement pays exactly what is left. Each block has its own
/// state, so that a reorganisation takes money back and a node that lags tells of old times.
class EscrowModel final : public transactions::test::SimulatedChain {
public:
    EscrowModel(const evm::Address& owner, std::uint64_t chainId, evm::Address settler, std::function<std::uint64_t()> time);

    static const evm::Address& token();
    static const evm::Address& contract();

    struct Channel {
        enum class State { None, Open, Settled };
        State state = State::None;
        std::uint64_t deposited = 0, remaining = 0, sequence = 0;
        std::map<evm::Address, std::uint64_t> paid;
    };
    using Authorization = std::pair<evm::Address, evm::Hash>; // payer and nonce
    struct State {
        std::map<evm::Address, std::uint64_t> usdc;
        std::set<Authorization> used; // or cancelled
        std::set<Authorization> assigned;
        std::map<evm::Hash, Channel> channels;
        std::uint64_t accounted = 0;
    };
    /// As of the newest block, and of the last final one.
    const State& now() const { return m_blocks.back().state; }
    const State& final(unsigned confirmations) const;

    // What others do, each in a block of its own; nothing when the token refuses.
    void mint(const evm::Address& owner, std::uint64_t amount);
    void carryOut(const evm::TransferWithAuthorization& authorization);
    void cancel(const evm::TransferWithAuthorization& authorization);

    evm::CallResult call(const evm::CallRequest& request, evm::BlockAt at) override;
    std::optional<evm::Receipt> receipt(const evm::Hash& transactionHash) override;
    std::vector<evm::Log> logs(const evm::LogFilter& filter, std::uint64_t from, std::uint64_t to) override;

private:
    struct BlockState {
        State state;
        std::vector<evm::Log> logs;
    };
    /// A block's state while a transaction is carried out; thrown away when it reverts.
    struct Execution {
        State state;
        std::vector<evm::Log> logs;
        std::uint64_t time = 0;
    };
    struct Reverted {};

    bool execute(const std::string& data, const evm::Hash& transaction);
    void dispatch(Execution& run, const std::string& data) const;
    void transfer(Execution& run, const evm::TransferWithAuthorization& authorization) const;
    void accept(Execution& run, const evm::Hash& channel, std::uint64_t amount) const;
    void settle(Execution& run, const evm::abi::Value::List& arguments) const;
    void exit(Execution& run, const evm::abi::Value::List& arguments) const;
    void payOut(Execution& run, Channel& channel, const evm::Address& agent, std::uint64_t credits) const;
    void foreign(const std::function<void(Execution&)>& act);
    evm::CallResult answer(const evm::CallRequest& request, const State& state, std::uint64_t time) const;

    const evm::Address m_owner, m_settler;
    std::uint64_t m_foreign = 0;
    std::vector<BlockState> m_blocks;
};

} // namespace bursar::test
