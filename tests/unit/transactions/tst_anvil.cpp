// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way over JSON-RPC to a real node and back.
#include "base/error.h"
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "support/anvil.h"
#include "support/fake_clock.h"
#include "support/test_database.h"
#include "transactions/sender.h"

#include <QtTest>

#include <set>
#include <thread>

using namespace bursar;
using namespace bursar::chain::evm;
using namespace bursar::transactions;
using bursar::test::Anvil;

namespace {
constexpr std::uint64_t kChainId = 80002;
constexpr std::uint64_t kGwei = 1'000'000'000;

const Address& somebody()
{
    static const Address address = *Address::fromHex("0x" + std::string(40, 'b'));
    return address;
}

/// Reverts with the data of the call: CALLDATACOPY(0, 0, CALLDATASIZE) REVERT(0, CALLDATASIZE).
constexpr const char* kReverterCode = "0x365f5f37365ffd";

/// The real node, but whoever is about to send dies.
class DyingBeforeItSends final : public Rpc {
public:
    struct Killed {};
    explicit DyingBeforeItSends(Rpc& node) : m_node(node) {}

    std::uint64_t chainId() const override { return m_node.chainId(); }
    std::uint64_t blockNumber() override { return m_node.blockNumber(); }
    std::optional<Block> block(BlockAt at) override { return m_node.block(at); }
    std::optional<Block> block(const Hash& hash) override { return m_node.block(hash); }
    Amount balance(const Address& address, BlockAt at) override { return m_node.balance(address, at); }
    std::uint64_t transactionCount(const Address& address, NonceOf of) override
    {
        return m_node.transactionCount(address, of);
    }
    std::uint64_t transactionCount(const Address& address, BlockAt at) override
    {
        return m_node.transactionCount(address, at);
    }
    CallResult call(const CallRequest& request, BlockAt at) override { return m_node.call(request, at); }
    GasEstimate estimateGas(const CallRequest& request) override { return m_node.estimateGas(request); }
    FeeHistory feeHistory(unsigned blocks, double percentile) override { return m_node.feeHistory(blocks, percentile); }
    SendOutcome sendRawTransaction(std::string_view) override { throw Killed{}; }
    std::optional<KnownTransaction> transactionByHash(const Hash& hash) override
    {
        return m_node.transactionByHash(hash);
    }
    std::optional<Receipt> receipt(const Hash& hash) override { return m_node.receipt(hash); }
    std::vector<Log> logs(const LogFilter& filter, std::uint64_t from, std::uint64_t to) override
    {
        return m_node.logs(filter, from, to);
    }

private:
    Rpc& m_node;
};

struct Bench {
    Bench() : anvil({.chainId = kChainId, .automine = false}) {}

    Anvil anvil;
    bursar::test::TestDatabase database;
    net::HttpClient http;
    base::Metrics metrics;
    bursar::test::FakeClock clock;
    db::Pool pool{database.options()};
    std::unique_ptr<Rpc> rpc;
    std::unique_ptr<Sender> sender;

    bool start()
    {
        if (!anvil.start())
            return false;
        rpc = std::make_unique<JsonRpc>(JsonRpcOptions{.chainId = kChainId, .urls = {anvil.url()}}, http, metrics, clock);
        sender = another();
        return true;
    }
    static crypto::PrivateKey key() { return *crypto::PrivateKey::fromHex(Anvil::privateKey(0)); }
    std::unique_ptr<Sender> another()
    {
        return std::make_unique<Sender>(pool, *rpc, key(), metrics, clock, options());
    }
    static Options options()
    {
        return {.feeMax = Amount(kGwei) * 1'000'000'000, .tipFloor = Amount(30 * kGwei),
                .finality = {.confirmations = 3}};
    }
    void enqueue(const std::string& name, const std::string& data = {}, const Amount& value = Amount(5))
    {
        pool.transact([&](db::Transaction& tx) {
            sender->enqueue(tx, {.key = name, .cause = "test", .to = somebody(), .value = value, .data = data});
        });
    }
    Status status(const std::string& name)
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return sender->find(tx, name).value();
    }
    std::string state(const std::string& name)
    {
        const Status found = status(name);
        return std::string(stateWord(found.state)) + (found.reason.empty() ? "" : " " + found.reason);
    }
    void step(base::Duration later = std::chrono::seconds(15))
    {
        clock.advance(later);
        sender->step();
    }
    void finish(const std::string& name)
    {
        for (int i = 0; i < 20 && !isFinal(status(name).state); ++i) {
            anvil.mine();
            step();
        }
    }
};

#define START(bench) QVERIFY2((bench).start(), (bench).anvil.problem().c_str())
} // namespace

class TransactionsAnvilTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paysToFinality()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a");
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent"));
        bench.anvil.mine();
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined"));
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        const Status status = bench.status("a");
        const auto receipt = bench.rpc->receipt(*status.hash);
        QVERIFY(receipt && receipt->block == status.mined->block && receipt->gasUsed == status.mined->gasUsed);
        QVERIFY(receipt->effectiveGasPrice == status.mined->effectiveGasPrice);
        QCOMPARE(bench.rpc->balance(somebody()).atomic(), std::string("5"));
    }

    void refusesWhatRevertsInTheEstimate()
    {
        Bench bench;
        START(bench);
        bench.anvil.setCode(somebody().hex(), kReverterCode);
        bench.enqueue("a", abi::Function("Error(string)").encode({"not yours"}));
        const abi::Function custom("NotWholeCredits(uint256)");
        bench.enqueue("b", custom.encode({7u}));
        bench.step();
        QCOMPARE(bench.state("a"), std::string("refused estimate_reverted"));
        QCOMPARE(bench.status("a").detail, std::string("not yours"));
        QVERIFY(custom.decode(bench.status("b").revertData)->at(0).amount() == Amount(7));
        QCOMPARE(bench.rpc->transactionCount(bench.sender->address(), Rpc::NonceOf::Pending), std::uint64_t(0));
    }

    void waitsForMoney()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a", {}, *Amount::fromAtomic("20000000000000000000000"));
        bench.step();
        QCOMPARE(bench.state("a"), std::string("queued insufficient_funds"));
        bench.anvil.setBalance(bench.sender->address().hex(), quantityHex(*Amount::fromAtomic("21000000000000000000000")));
        bench.step();
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
    }

    void endsRevertedWhenTheWorldChangedInBetween()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a", "data");
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent"));
        bench.anvil.setCode(somebody().hex(), kReverterCode);
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("reverted"));
        QVERIFY(bench.rpc->balance(somebody()).isZero());
    }

    void replacesWhatIsNotMined()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a");
        bench.step();
        const Hash first = *bench.status("a").hash;
        bench.step(std::chrono::seconds(61));
        const Status raised = bench.status("a");
        QVERIFY(raised.attempts == 2 && raised.hash != first && raised.state == State::Sent);
        QVERIFY(!bench.rpc->transactionByHash(first));
        QVERIFY(bench.rpc->transactionByHash(*raised.hash));
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").hash == raised.hash);
        QCOMPARE(bench.rpc->balance(somebody()).atomic(), std::string("5"));
    }

    void sendsAgainWhatAReorganisationTookBack()
    {
        Bench bench;
        START(bench);
        bench.anvil.mine(3);
        bench.enqueue("a");
        bench.step();
        bench.anvil.mine(2);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined"));
        const Status before = bench.status("a");
        bench.anvil.reorg(2);
        QVERIFY(!bench.rpc->receipt(*before.hash));
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent"));
        QVERIFY(bench.rpc->transactionByHash(*before.hash)); // the same bytes
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").hash == before.hash && bench.status("a").mined->block != before.mined->block);
    }

    void sendsAgainWhatThePoolDropped()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a");
        bench.step();
        const Hash hash = *bench.status("a").hash;
        bench.anvil.ask("anvil_dropTransaction", {boost::json::string(hash.hex())});
        QVERIFY(!bench.rpc->transactionByHash(hash));
        bench.step();
        QVERIFY(bench.rpc->transactionByHash(hash));
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
    }

    void getsAnotherNonceWhenSomebodyElseTookItForGood()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a");
        bench.step();
        const auto outside = SignedTransaction::sign({.chainId = kChainId, .nonce = 0,
                                                      .fees = {Amount(300 * kGwei), Amount(900 * kGwei)},
                                                      .gasLimit = 21'000, .to = somebody(), .value = Amount(100),
                                                      .data = "", .accessList = {}},
                                                     Bench::key());
        QCOMPARE(bench.rpc->sendRawTransaction(outside.raw).state, SendOutcome::State::Accepted);
        bench.anvil.mine();
        for (int i = 0; i < 5; ++i)
            bench.step();
        QCOMPARE(bench.state("a"), std::string("unknown nonce_conflict")); // not final yet
        bench.anvil.mine(2);
        for (int i = 0; i < 3; ++i)
            bench.step();
        QVERIFY(bench.status("a").nonce == 1u);
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.rpc->balance(somebody()).atomic(), std::string("105"));
    }

    /// Committed, and then killed before a node heard of it: the next one sends what was signed.
    void aRestartSendsWhatWasSigned()
    {
        Bench bench;
        START(bench);
        bench.enqueue("a");
        DyingBeforeItSends dying(*bench.rpc);
        {
            Sender first(bench.pool, dying, Bench::key(), bench.metrics, bench.clock, bench.options());
            bench.clock.advance(std::chrono::seconds(1));
            QVERIFY_EXCEPTION_THROWN(first.step(), DyingBeforeItSends::Killed);
        }
        QCOMPARE(bench.state("a"), std::string("signed"));
        const Hash hash = *bench.status("a").hash;
        QVERIFY(!bench.rpc->transactionByHash(hash));
        bench.step();
        QVERIFY(bench.rpc->transactionByHash(hash));
        bench.finish("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.status("a").attempts, 1u);
    }

    void twoServersSendEverythingOnce()
    {
        Bench bench;
        START(bench);
        constexpr int kIntents = 12;
        for (int i = 0; i < kIntents; ++i)
            bench.enqueue("n" + std::to_string(i));
        bench.clock.advance(std::chrono::seconds(1));
        const auto serve = [&](Sender& sender) {
            for (int i = 0; i < 5; ++i) {
                sender.step();
                bench.clock.advance(std::chrono::seconds(1));
            }
        };
        const auto other = bench.another();
        std::thread second([&] { serve(*other); });
        serve(*bench.sender);
        second.join();
        bench.finish("n" + std::to_string(kIntents - 1));
        for (int i = 0; i < kIntents; ++i)
            bench.finish("n" + std::to_string(i));
        std::set<std::uint64_t> nonces;
        for (int i = 0; i < kIntents; ++i) {
            QCOMPARE(bench.state("n" + std::to_string(i)), std::string("succeeded"));
            nonces.insert(*bench.status("n" + std::to_string(i)).nonce);
        }
        QCOMPARE(nonces.size(), std::size_t(kIntents));
        QCOMPARE(*nonces.rbegin(), std::uint64_t(kIntents - 1));
        QCOMPARE(bench.rpc->balance(somebody()).atomic(), std::to_string(5 * kIntents));
    }
};

QTEST_GUILESS_MAIN(TransactionsAnvilTest)
#include "tst_anvil.moc"
