// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../ledger/ledger_bench.h"
#include "../registry/bench.h"
#include "../x402/bench.h"
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "chain/evm/transaction.h"
#include "channels/database_engine.h"
#include "channels/escrow.h"
#include "channels/impl/book.h"
#include "channels/impl/escrow_contract.h"
#include "channels/reader.h"
#include "support/anvil.h"

#include <QDateTime>

#include <fstream>
#include <future>

namespace bursar::test {

namespace evm = chain::evm;
using base::Amount;

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

/// Compiled contracts.
inline json::object artifact(const std::string& path)
{
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return json::parse(text.str()).as_object();
}
inline std::string bytecodeOf(const std::string& path)
{
    return evm::fromDataHex(text(artifact(path), "bytecode")).value();
}

/// Channels with money: a real chain with USDC and the escrow, and as many servers as a test likes on one database. Nothing
/// happens by itself: step() makes everything happen once.
struct EscrowBench : RegistryBench {
    static constexpr std::uint64_t kChainId = 84532; // one that both versions of x402 have a name for
    static constexpr unsigned kConfirmations = 3;
    static constexpr evm::FinalityRule kFinality{.confirmations = kConfirmations, .useFinalizedTag = false};

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

    const std::uint64_t genesis = std::uint64_t(QDateTime::currentSecsSinceEpoch()); // a facilitator has no other clock
    Anvil anvil{{.chainId = kChainId, .genesisTime = genesis, .automine = false}};
    net::HttpClient http;
    base::Metrics metrics;
    LedgerServer server{database};
    ledger::Reader journal{pool, server.ledger, std::string(32, 'k')};
    std::unique_ptr<evm::JsonRpc> node;
    std::unique_ptr<DisturbedRpc> rpc;
    evm::Address token, contract;
    std::optional<x402::FacilitatorOptions> facilitator;
    std::chrono::milliseconds paymentWait{0};
    std::unique_ptr<Desk> desk_;

    bool start()
    {
        if (!anvil.start())
            return false;
        clock.set(base::Time(std::chrono::seconds(genesis)));
        node = std::make_unique<evm::JsonRpc>(evm::JsonRpcOptions{.chainId = kChainId, .urls = {anvil.url()}}, http, metrics, clock);
        rpc = std::make_unique<DisturbedRpc>(*node);
        token = sent(key(0), {}, bytecodeOf(BURSAR_TEST_DATA "/escrow/TestUsdc.json")).contractAddress.value();
        contract = deployEscrow();
        for (const unsigned payer : {2u, 3u, 4u})
            sent(key(payer), token, evm::abi::Function("mint(address,uint256)").encode({address(payer), kMinted}));
        restart();
        return true;
    }
    static constexpr std::uint64_t kMinted = 1'000'000'000;

    evm::Address deployEscrow()
    {
        static const std::vector<evm::abi::Type> types(3, *evm::abi::Type::parse("address"));
        return sent(key(0), {}, bytecodeOf(BURSAR_SOURCE_DIR "/resources/contracts/Escrow.json") + evm::abi::encode(types, {token, address(0), address(1)}))
            .contractAddress.value();
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

    // The owner and settler are 0 and 1, payers 2 to 4.
    static crypto::PrivateKey key(unsigned account) { return *crypto::PrivateKey::fromHex(Anvil::privateKey(account)); }
    static evm::Address address(unsigned account) { return *evm::Address::fromHex(key(account).address()); }
    static std::string wallet(const std::string& name) { return EthereumWallet(name).address(); }

    /// A mined transaction of anybody's.
    evm::Receipt sent(const crypto::PrivateKey& from, const std::optional<evm::Address>& to, const std::string& data)
    {
        const evm::Address sender = *evm::Address::fromHex(from.address());
        const auto made = evm::SignedTransaction::sign(
            {.chainId = kChainId, .nonce = node->transactionCount(sender, evm::Rpc::NonceOf::Pending),
             .fees = {Amount(1'000'000'000), Amount(100'000'000'000)}, .gasLimit = 5'000'000, .to = to, .data = data},
            from);
        if (node->sendRawTransaction(made.raw).state != evm::SendOutcome::State::Accepted)
            throw std::runtime_error("a transaction of the test was not accepted");
        anvil.mine();
        const auto receipt = node->receipt(made.hash);
        if (!receipt || !receipt->succeeded)
            throw std::runtime_error("a transaction of the test reverted");
        return *receipt;
    }
    evm::Receipt carryOut(const x402::Payment& payment, unsigned by = 4)
    {
        static const evm::abi::Function pay("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
        const auto& a = payment.authorization;
        return sent(key(by), token, pay.encode({a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, payment.signature}));
    }
    void cancel(const x402::Payment& payment, unsigned payer)
    {
        static const evm::abi::Function call("cancelAuthorization(address,bytes32,bytes)");
        const auto& a = payment.authorization;
        const evm::Hash members[] = {evm::abi::word(a.from), a.nonce};
        const evm::Hash digest = evm::typedDataDigest(
            evm::Domain{"USDC", "2", Amount(kChainId), token, {}}.separator(),
            evm::structHash(evm::keccak("CancelAuthorization(address authorizer,bytes32 nonce)"), members));
        sent(key(payer), token, call.encode({a.from, a.nonce, key(payer).sign(digest.bytes())}));
    }

    Amount usdc(const evm::Address& owner)
    {
        static const evm::abi::Function balanceOf("balanceOf(address)", "(uint256)");
        return balanceOf.decodeResults(node->call({{}, token, balanceOf.encode({owner}), {}}, evm::BlockTag::Latest).data)->at(0).amount();
    }
    std::string usdc(const std::string& owner) { return usdc(*evm::Address::fromHex(owner)).atomic(); }
    channels::escrow_contract::Channel onChain(const std::string& id)
    {
        return channels::escrow_contract::read(*node, contract, id, evm::BlockTag::Latest);
    }
    Amount unassigned()
    {
        static const evm::abi::Function function("unassigned()", "(uint256)");
        return function.decodeResults(node->call({{}, contract, function.encode({}), {}}, evm::BlockTag::Latest).data)->at(0).amount();
    }

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

    /// What a 402 demands, read as a client of that version reads it.
    static x402::Requirement demanded(const base::Error& error, x402::Version version)
    {
        if (version == x402::Version::V1)
            return x402::test::requirementOf(json::parse(error.members).at("accepts").at(0));
        for (const auto& [name, value] : error.headers) {
            if (name == x402::kHeaderPaymentRequired)
                return x402::test::requirementOf(json::parse(crypto::fromBase64(value).value()).at("accepts").at(0));
        }
        throw std::runtime_error("the refusal has no PAYMENT-REQUIRED");
    }
    x402::Requirement demanded(const contract::CreateChannelInput& input, x402::Version version = x402::Version::V2)
    {
        try {
            create(input);
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::PaymentRequired)
                throw;
            return demanded(error, version);
        }
        throw std::runtime_error("no payment was asked for");
    }
    /// A payment that a client's wallet made; each has a nonce of its own.
    x402::Payment payment(const x402::Requirement& requirement, unsigned payer = 2, x402::Version version = x402::Version::V2)
    {
        x402::Payment made = x402::test::paymentOf(version, requirement, key(payer), ++m_nonces);
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
        made.authorization.validBefore = Amount(std::uint64_t(now) + 600);
        x402::test::sign(made, requirement, key(payer));
        return made;
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
        return paid(input, payment(requirement, payer, version), requirement);
    }
    x402::Requirement demanded(const contract::TopUpChannel::Input& input, x402::Version version = x402::Version::V2)
    {
        try {
            topUp(input);
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::PaymentRequired)
                throw;
            return demanded(error, version);
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

private:
    unsigned m_nonces = 0;
};

} // namespace bursar::test
