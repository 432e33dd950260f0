// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../ledger/ledger_bench.h"
#include "../registry/bench.h"
#include "channels/database_engine.h"
#include "channels/escrow.h"
#include "channels/impl/book.h"
#include "channels/reader.h"
#include "escrow_chain.h"

#include <future>

namespace bursar::test {

/// A real node behind a line that a test can disturb.
class DisturbedRpc final : public evm::Rpc {
public:
    explicit DisturbedRpc(evm::Rpc& node) : m_node(node) {}

    /// In place of handing it on. Empty: as the node says.
    std::function<std::optional<evm::SendOutcome>(evm::Rpc& node, std::string_view raw)> onSend;
    std::uint64_t lag = 0; // blocks that calls are answered from before the newest

    std::uint64_t chainId() const override { return m_node.chainId(); }
    std::uint64_t blockNumber() override { return m_node.blockNumber(); }
    std::optional<evm::Block> block(evm::BlockAt at) override { return m_node.block(at); }
    std::optional<evm::Block> block(const evm::Hash& hash) override { return m_node.block(hash); }
    Amount balance(const evm::Address& address, evm::BlockAt at) override { return m_node.balance(address, at); }
    std::uint64_t transactionCount(const evm::Address& address, NonceOf of) override
    {
        return m_node.transactionCount(address, of);
    }
    std::uint64_t transactionCount(const evm::Address& address, evm::BlockAt at) override
    {
        return m_node.transactionCount(address, at);
    }
    evm::CallResult call(const evm::CallRequest& request, evm::BlockAt at) override
    {
        const bool isOld = lag > 0 && at == evm::BlockAt(evm::BlockTag::Latest);
        return m_node.call(request, isOld ? evm::BlockAt(m_node.blockNumber() - lag) : at);
    }
    evm::GasEstimate estimateGas(const evm::CallRequest& request) override { return m_node.estimateGas(request); }
    evm::FeeHistory feeHistory(unsigned blocks, double percentile) override { return m_node.feeHistory(blocks, percentile); }
    evm::SendOutcome sendRawTransaction(std::string_view raw) override
    {
        const auto instead = onSend ? onSend(m_node, raw) : std::nullopt;
        return instead ? *instead : m_node.sendRawTransaction(raw);
    }
    std::optional<evm::KnownTransaction> transactionByHash(const evm::Hash& hash) override
    {
        return m_node.transactionByHash(hash);
    }
    std::optional<evm::Receipt> receipt(const evm::Hash& hash) override { return m_node.receipt(hash); }
    std::vector<evm::Log> logs(const evm::LogFilter& filter, std::uint64_t from, std::uint64_t to) override
    {
        return m_node.logs(filter, from, to);
    }

private:
    evm::Rpc& m_node;
};

/// Channels with money: a real chain with USDC and the escrow, and as many servers as a test likes on one database. Nothing
/// happens by itself: step() makes everything happen once.
struct EscrowBench : RegistryBench, EscrowChain {
    /// One server: what a crash takes away.
    struct Desk {
        base::Metrics metrics;
        transactions::Sender sender;
        channels::Escrow escrow;
        channels::DatabaseEngine engine;
        channels::Reader reader;

        Desk(EscrowBench& bench, channels::EscrowOptions options, std::chrono::milliseconds paymentWait)
            : sender(bench.pool, *bench.rpc, bench.key(0), metrics, bench.clock,
                     {.feeMax = Amount(1'000'000'000'000'000'000u), .finality = kFinality}),
              escrow(bench.pool, *bench.rpc, sender, bench.key(1), bench.http, bench.clock, std::move(options)),
              engine(bench.pool, bench.server.ledger, bench.journal, bench.registry, &escrow, metrics, bench.clock,
                     {.paymentWait = paymentWait}),
              reader(bench.pool, bench.server.ledger, bench.journal, engine, &escrow, bench.registry, bench.clock)
        {
        }
    };

    LedgerServer server{database};
    ledger::Reader journal{pool, server.ledger, std::string(32, 'k')};
    std::unique_ptr<DisturbedRpc> rpc;
    std::optional<x402::FacilitatorOptions> facilitator;
    std::chrono::milliseconds paymentWait{0};
    std::unique_ptr<Desk> desk_;

    bool start()
    {
        if (!startChain())
            return false;
        clock.set(base::Time(std::chrono::seconds(genesis)));
        rpc = std::make_unique<DisturbedRpc>(*node);
        restart();
        return true;
    }

    /// A new process in place of the one that ran.
    void restart()
    {
        desk_.reset();
        desk_ = another();
    }
    std::unique_ptr<Desk> another()
    {
        return std::make_unique<Desk>(*this, channels::EscrowOptions{kChainId, contract, kFinality, facilitator,
                                                                     [] { return std::string("http://desk.test"); }},
                                      paymentWait);
    }
    channels::DatabaseEngine& engine() { return desk_->engine; }

    // What clients do. -----------------------------------------------------------------------------------------------

    contract::Context desk() { return operatorContext(); }
    static contract::CreateChannelInput wanted(std::int64_t credits, const std::vector<std::string>& participants)
    {
        contract::CreateChannelInput input;
        input.credits = credits;
        for (const std::string& name : participants)
            input.participants.emplace_back(json::string(name));
        return input;
    }
    contract::OpenedChannel create(const contract::CreateChannelInput& input)
    {
        std::promise<contract::Outcome<contract::OpenedChannel>> promise;
        engine().createChannel(desk(), input, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }
    contract::ToppedUp topUp(const contract::TopUpChannel::Input& input)
    {
        std::promise<contract::Outcome<contract::ToppedUp>> promise;
        engine().topupCredits(desk(), input, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }

    x402::Requirement demanded(const contract::CreateChannelInput& input, x402::Version version = x402::Version::V2)
    {
        try {
            create(input);
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::PaymentRequired)
                throw;
            return demandOf(error, version);
        }
        throw std::runtime_error("no payment was asked for");
    }
    template <class Input>
    static Input paid(Input input, const x402::Payment& payment, const x402::Requirement& requirement)
    {
        const std::string header = crypto::toBase64(json::serialize(x402::paymentJson(payment, requirement)));
        (payment.version == x402::Version::V1 ? input.x_payment : input.payment_signature) = header;
        return input;
    }
    template <class Input> Input paid(const Input& input, unsigned payer = 2, x402::Version version = x402::Version::V2)
    {
        const x402::Requirement requirement = demanded(input, version);
        return paid(input, payment(requirement, clock.now(), payer, version), requirement);
    }
    x402::Requirement demanded(const contract::TopUpChannel::Input& input, x402::Version version = x402::Version::V2)
    {
        try {
            topUp(input);
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::PaymentRequired)
                throw;
            return demandOf(error, version);
        }
        throw std::runtime_error("no payment was asked for");
    }
    /// A channel that is paid for and active.
    std::string open(std::int64_t credits, const std::vector<std::string>& participants)
    {
        return open(wanted(credits, participants));
    }
    std::string open(const contract::CreateChannelInput& input)
    {
        const std::string id = create(paid(input)).channel_id;
        until([&] { return stateOf(id) == "active"; });
        return id;
    }
    void send(const std::string& channel, const std::string& from, const std::string& to, std::int64_t amount)
    {
        std::promise<contract::Outcome<contract::TransactionResult>> promise;
        engine().sendTransaction(desk(), {channel, from, to, amount, {}, {}, {}}, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        const auto outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
    }

    // What happens. --------------------------------------------------------------------------------------------------

    enum class Blocks { Made, Withheld };
    void step(Blocks blocks = Blocks::Made)
    {
        clock.advance(std::chrono::seconds(5));
        desk_->sender.step();
        engine().sweep();
        if (blocks == Blocks::Made)
            anvil.mine();
    }
    void until(const std::function<bool()>& happened, int stepsMax = 200)
    {
        for (int i = 0; i < stepsMax && !happened(); ++i)
            step();
        if (!happened())
            throw std::runtime_error("it does not come to that");
    }

    // What can be seen. ----------------------------------------------------------------------------------------------

    contract::ChannelDetail detail(const std::string& id) { return engine().getChannel(id); }
    std::string stateOf(const std::string& id)
    {
        return boost::describe::enum_to_string(detail(id).channel.status, "");
    }
    std::string depositState(const std::string& id, std::size_t which = 0)
    {
        return boost::describe::enum_to_string(detail(id).deposits.at(which).state, "");
    }
    std::int64_t balance(const std::string& id, const std::string& who)
    {
        for (const contract::ChannelBalance& row : detail(id).balances) {
            if (row.agent_id == who)
                return row.balance;
        }
        return -1;
    }
    std::string agreement(const std::string& id)
    {
        return boost::describe::enum_to_string(desk_->reader.escrow(id).agreement, "");
    }
    /// The ledger's own check; empty when everything adds up.
    std::string faults()
    {
        server.ledger.waitUntilDerived(std::chrono::seconds(10));
        std::string out;
        for (const std::string& fault : journal.check().faults)
            out += fault + "\n";
        return out;
    }
};

} // namespace bursar::test
