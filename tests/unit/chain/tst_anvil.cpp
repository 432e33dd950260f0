// SPDX-License-Identifier: GPL-3.0-or-later
// Against a real node: what the vectors and the fake cannot know.
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "chain/evm/log_scanner.h"
#include "crypto/private_key.h"
#include "hex.h"
#include "support/anvil.h"
#include "support/fake_clock.h"


using namespace bursar;
using namespace bursar::chain::evm;
using namespace bursar::chain::evm::test;
using bursar::test::Anvil;

namespace {
constexpr std::uint64_t kChainId = 80002;
constexpr std::uint64_t kGwei = 1'000'000'000;

/// Deploys code of at most 255 bytes.
std::string initCode(const std::string& code)
{
    const std::string size = dataHex(std::string(1, char(code.size()))).substr(2);
    return unhex("0x60" + size + "600a5f3960" + size + "5ff3") + code;
}

/// Reverts with the data of the call: CALLDATACOPY(0, 0, CALLDATASIZE) REVERT(0, CALLDATASIZE).
const std::string& reverterCode()
{
    static const std::string code = unhex("0x365f5f37365ffd");
    return code;
}

/// Logs what follows the first word of the call, with that word and the caller as topics.
const std::string& emitterCode()
{
    static const std::string code = unhex("0x6020360380" "60205f37" "335f35825fa200");
    return code;
}

struct Bench {
    explicit Bench(bool automine = true) : anvil({.chainId = kChainId, .automine = automine}) {}

    Anvil anvil;
    net::HttpClient http;
    base::Metrics metrics;
    bursar::test::FakeClock clock;
    std::unique_ptr<JsonRpc> made;

    bool start()
    {
        if (!anvil.start())
            return false;
        const JsonRpcOptions options{.chainId = kChainId, .urls = {anvil.url()}};
        made = std::make_unique<JsonRpc>(options, http, metrics, clock);
        return true;
    }
    Rpc& rpc() { return *made; }

    static const crypto::PrivateKey& key(unsigned account)
    {
        static std::map<unsigned, crypto::PrivateKey> keys;
        auto found = keys.find(account);
        if (found == keys.end())
            found = keys.emplace(account, *crypto::PrivateKey::fromHex(Anvil::privateKey(account))).first;
        return found->second;
    }
    static Address addressOf(unsigned account) { return *Address::fromHex(key(account).address()); }

    Transaction transaction(unsigned account)
    {
        return {.chainId = kChainId,
                .nonce = rpc().transactionCount(addressOf(account), Rpc::NonceOf::Pending),
                .fees = {Amount(30 * kGwei), Amount(90 * kGwei)},
                .gasLimit = 1'000'000,
                .to = addressOf(1)};
    }
    SendOutcome send(const SignedTransaction& transaction) { return rpc().sendRawTransaction(transaction.raw); }
    /// Sends what must be accepted.
    SignedTransaction sent(const Transaction& transaction, unsigned account = 0)
    {
        auto made_ = SignedTransaction::sign(transaction, key(account));
        const SendOutcome outcome = send(made_);
        if (outcome.state != SendOutcome::State::Accepted)
            throw std::runtime_error("not accepted: " + (outcome.rejection ? outcome.rejection->text : "unknown"));
        return made_;
    }
    /// A transaction is accepted a moment before its block is made.
    Receipt mined(const Hash& hash)
    {
        for (int i = 0; i < 5000; ++i) {
            if (auto receipt = rpc().receipt(hash))
                return std::move(*receipt);
            QThread::msleep(2);
        }
        throw std::runtime_error("not mined: " + hash.hex());
    }
    Address deployed(const std::string& code)
    {
        Transaction creation = transaction(0);
        creation.to.reset();
        creation.data = initCode(code);
        return mined(sent(creation).hash).contractAddress.value();
    }
    std::string refusalOf(const Transaction& transaction, unsigned account = 0)
    {
        const SendOutcome outcome = send(SignedTransaction::sign(transaction, key(account)));
        return outcome.state == SendOutcome::State::Rejected
            ? std::string(rejectionClassWord(outcome.rejection->rejectionClass))
            : "not rejected";
    }
};

#define START(bench) QVERIFY2((bench).start(), (bench).anvil.problem().c_str())
} // namespace

class AnvilTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pays()
    {
        Bench bench;
        START(bench);
        const Address to = *Address::fromHex("0x" + std::string(40, 'b'));
        Transaction payment = bench.transaction(0);
        payment.to = to;
        payment.value = Amount(12345);
        QVERIFY(!bench.rpc().transactionByHash(Hash()));
        const GasEstimate estimate
            = bench.rpc().estimateGas({.from = bench.addressOf(0), .to = to, .value = payment.value});
        QVERIFY(estimate.gas >= 21'000 && estimate.gas < 22'000); // with a margin of the node's
        payment.gasLimit = estimate.gas;
        const SignedTransaction sent = bench.sent(payment);

        const Receipt mined = bench.mined(sent.hash);
        const auto receipt = bench.rpc().receipt(sent.hash);
        QVERIFY(receipt && receipt->block == mined.block && receipt->succeeded);
        QVERIFY(receipt->logs.empty() && receipt->gasUsed == 21'000);
        QVERIFY(receipt->from == bench.addressOf(0) && receipt->to == to && !receipt->contractAddress);
        QCOMPARE(bench.rpc().balance(to).atomic(), std::string("12345"));
        QVERIFY(bench.rpc().balance(bench.addressOf(0))
                == *Amount::fromAtomic("10000000000000000000000") - payment.value - receipt->fee());
        const auto known = bench.rpc().transactionByHash(sent.hash);
        QVERIFY(known && known->block == receipt->block && known->nonce == 0 && known->value == payment.value);
        QVERIFY(bench.rpc().block(receipt->block.hash)->ref == receipt->block);
        QVERIFY(bench.rpc().block(BlockTag::Latest)->ref == receipt->block);
        QCOMPARE(bench.rpc().blockNumber(), receipt->block.number);
        QCOMPARE(bench.rpc().transactionCount(bench.addressOf(0), Rpc::NonceOf::Latest), std::uint64_t(1));

        // Mined, so the same bytes have a nonce that is used: our receipt says that it is ours.
        const SendOutcome again = bench.send(sent);
        QCOMPARE(again.state, SendOutcome::State::Rejected);
        QCOMPARE(again.rejection->rejectionClass, RejectionClass::NonceConflict);
    }

    void createsContractsAndReadsTheirReverts()
    {
        Bench bench;
        START(bench);
        Transaction creation = bench.transaction(0);
        const Address reverter = bench.deployed(reverterCode());
        QVERIFY(reverter == createdAddress(bench.addressOf(0), creation.nonce));

        const auto rejectionOf = [&](const std::string& data) {
            return bench.rpc().call({.to = reverter, .data = data}).rejection.value();
        };
        const Rejection text = rejectionOf(abi::Function("Error(string)").encode({"not enough"}));
        QCOMPARE(text.rejectionClass, RejectionClass::Permanent);
        QCOMPARE(text.revert->text(), std::string("not enough"));
        QCOMPARE(rejectionOf(abi::Function("Panic(uint256)").encode({0x12u})).revert->text(),
                 std::string("panic 0x12: division by zero"));
        const abi::Function poor("ERC20InsufficientBalance(address,uint256,uint256)");
        const Revert custom = *rejectionOf(poor.encode({reverter, 1u, 2u})).revert;
        QCOMPARE(custom.kind, Revert::Kind::Custom);
        QVERIFY(poor.decode(custom.data)->at(0).address() == reverter);
        QCOMPARE(rejectionOf("").revert->kind, Revert::Kind::Empty);
        QVERIFY(bench.rpc().estimateGas({.to = reverter, .data = "x"}).rejection->revert);

        // Mined all the same: it pays gas.
        Transaction call = bench.transaction(0);
        call.to = reverter;
        const Receipt receipt = bench.mined(bench.sent(call).hash);
        QVERIFY(!receipt.succeeded && !receipt.fee().isZero());
        // Nothing lives there: no data, no error.
        const CallResult nobody = bench.rpc().call({.to = Address(), .data = "abcd"});
        QVERIFY(!nobody.rejection && nobody.data.empty());
    }

    void runsTheTokenOfTheVectors()
    {
        Bench bench;
        START(bench);
        const json::object vectors = bursar::test::vectors("eth_rpc.json");
        const abi::Event transferred("Transfer(address indexed from, address indexed to, uint256 value)");
        const abi::Function transfer("transfer(address,uint256)", "(bool)");
        const abi::Function balanceOf("balanceOf(address)", "(uint256)");
        Address token;
        for (const json::value& item : vectors.at("exchanges").as_array()) {
            if (text(item, "name") == "send raw: contract creation accepted") {
                const std::string raw = unhex(item.at("request").at("params").at(0).as_string());
                QCOMPARE(bench.rpc().sendRawTransaction(raw).state, SendOutcome::State::Accepted);
                token = bench.mined(keccak(raw)).contractAddress.value();
            }
        }
        QCOMPARE(checksummed(token), text(vectors, "token"));
        Transaction payment = bench.transaction(0);
        payment.to = token;
        payment.data = transfer.encode({bench.addressOf(2), 2'500'000u});
        const Receipt receipt = bench.mined(bench.sent(payment).hash);
        QVERIFY(receipt.succeeded && receipt.logs.size() == 1);
        const auto values = transferred.decode(receipt.logs[0].topics, receipt.logs[0].data).value();
        QVERIFY(values[0].address() == bench.addressOf(0) && values[1].address() == bench.addressOf(2));
        const CallResult balance
            = bench.rpc().call({.to = token, .data = balanceOf.encode({bench.addressOf(2)})});
        QVERIFY(balanceOf.decodeResults(balance.data)->at(0).amount() == Amount(2'500'000));
        const CallResult before = bench.rpc().call(
            {.to = token, .data = balanceOf.encode({bench.addressOf(2)})}, BlockAt(1u));
        QVERIFY(balanceOf.decodeResults(before.data)->at(0).amount().isZero());
    }

    void replacesATransactionOfTheSameNonce()
    {
        Bench bench(false);
        START(bench);
        Transaction payment = bench.transaction(0);
        const SignedTransaction first = bench.sent(payment);
        QVERIFY(bench.send(first).alreadyKnown);
        QVERIFY(!bench.rpc().receipt(first.hash));
        QVERIFY(!bench.rpc().transactionByHash(first.hash)->block);
        QCOMPARE(bench.rpc().transactionCount(bench.addressOf(0), Rpc::NonceOf::Latest), std::uint64_t(0));
        QCOMPARE(bench.rpc().transactionCount(bench.addressOf(0), Rpc::NonceOf::Pending), std::uint64_t(1));

        payment.value = Amount(1);
        QCOMPARE(bench.refusalOf(payment), std::string("underpriced"));
        payment.fees = replacementCaps(payment.fees);
        const SignedTransaction second = bench.sent(payment);
        QVERIFY(!bench.rpc().transactionByHash(first.hash));
        bench.anvil.mine();
        QVERIFY(bench.rpc().receipt(second.hash)->succeeded);
        QVERIFY(!bench.rpc().receipt(first.hash));
    }

    void refusalsAreClassified()
    {
        Bench bench;
        START(bench);
        bench.mined(bench.sent(bench.transaction(0)).hash);
        const Transaction good = bench.transaction(0);
        Transaction bad = good;
        bad.nonce = 0;
        bad.value = Amount(9);
        QCOMPARE(bench.refusalOf(bad), std::string("nonce_conflict"));
        bad = good;
        bad.value = *Amount::fromAtomic("20000000000000000000000");
        QCOMPARE(bench.refusalOf(bad), std::string("insufficient_funds"));
        bad = good;
        bad.gasLimit = 20'000;
        QCOMPARE(bench.refusalOf(bad), std::string("permanent"));
        bad = good;
        bad.chainId = 1;
        QCOMPARE(bench.refusalOf(bad), std::string("permanent"));
        bad = good;
        bad.fees = {Amount(1), Amount(2)};
        QCOMPARE(bench.refusalOf(bad), std::string("underpriced"));
        QCOMPARE(bench.rpc().sendRawTransaction("\x02").rejection->rejectionClass, RejectionClass::Permanent);
        bench.sent(good);
    }

    void suggestsFees()
    {
        Bench bench;
        START(bench);
        for (int i = 0; i < 3; ++i)
            bench.mined(bench.sent(bench.transaction(0)).hash);
        const FeeHistory history = bench.rpc().feeHistory(3, 50);
        QCOMPARE(history.baseFeePerGas.size(), std::size_t(4));
        QCOMPARE(history.tips.size(), std::size_t(3));
        const FeeCaps caps = suggestedCaps(history, Amount(25 * kGwei));
        QCOMPARE(caps.maxPriorityFeePerGas.atomic(), std::to_string(30 * kGwei));
        Transaction payment = bench.transaction(0);
        payment.fees = caps;
        const Receipt receipt = bench.mined(bench.sent(payment).hash);
        QVERIFY(receipt.effectiveGasPrice == effectiveGasPrice(caps, history.nextBaseFee()));
    }

    void scansLogsAcrossAReorganisation()
    {
        Bench bench;
        START(bench);
        const Address emitter = bench.deployed(emitterCode());
        const Hash topic = keccak("something happened");
        const auto happen = [&](const std::string& data, const Hash& what) {
            Transaction call = bench.transaction(0);
            call.to = emitter;
            call.data = std::string(what.bytes()) + data;
            bench.mined(bench.sent(call).hash);
        };
        happen("one", topic);
        happen("other", keccak("something else"));
        happen("two", topic);
        const LogScanner scanner({.addresses = {emitter}, .topics = {{topic}, {abi::word(bench.addressOf(0))}}},
                                 {.confirmations = 1}, {.firstBlock = 0, .blocksPerStep = 3});
        ScanState state = scanner.begin();
        std::vector<std::string> seen;
        const auto catchUp = [&] {
            for (;;) {
                const ScanStep step = scanner.step(bench.rpc(), state);
                state = step.state;
                for (const Log& log : step.logs)
                    seen.push_back(log.data);
                if (step.kind == ScanStep::Kind::RolledBack)
                    seen.push_back("back to " + std::to_string(step.voidFrom));
                if (step.kind == ScanStep::Kind::UpToDate)
                    return;
            }
        };
        catchUp();
        QCOMPARE(seen, (std::vector<std::string>{"one", "two"}));
        QCOMPARE(state.nextBlock, std::uint64_t(5));

        bench.anvil.reorg(1); // "two" of block 4 did not happen; the trail has blocks 2 and 4
        catchUp();
        QCOMPARE(seen.size(), std::size_t(3));
        QCOMPARE(seen.back(), std::string("back to 3"));
        happen("three", topic);
        catchUp();
        QCOMPARE(seen.back(), std::string("three"));
        QCOMPARE(seen.size(), std::size_t(4));
    }

    void forgetsWhatAReorganisationTookBack()
    {
        Bench bench;
        START(bench);
        bench.anvil.mine(2);
        const SignedTransaction payment = bench.sent(bench.transaction(0));
        const Receipt receipt = bench.mined(payment.hash);
        const auto countAt = [&](std::uint64_t block) {
            return bench.rpc().transactionCount(bench.addressOf(0), BlockAt(block));
        };
        QCOMPARE(countAt(receipt.block.number - 1), std::uint64_t(0));
        QCOMPARE(countAt(receipt.block.number), std::uint64_t(1));
        bench.anvil.mine();
        bench.anvil.reorg(2);
        QVERIFY(!bench.rpc().receipt(payment.hash));
        QVERIFY(!bench.rpc().transactionByHash(payment.hash));
        QVERIFY(!bench.rpc().block(receipt.block.hash));
        QVERIFY(bench.rpc().block(BlockAt(receipt.block.number))->ref != receipt.block);
        QCOMPARE(bench.rpc().transactionCount(bench.addressOf(0), Rpc::NonceOf::Latest), std::uint64_t(0));
        QCOMPARE(countAt(receipt.block.number), std::uint64_t(0));
        QCOMPARE(bench.send(payment).state, SendOutcome::State::Accepted); // the same bytes
        QVERIFY(bench.mined(payment.hash).succeeded);
    }

    void finalityFollowsTheTag()
    {
        Bench bench;
        START(bench);
        bench.anvil.mine(80);
        QCOMPARE(bench.rpc().block(BlockTag::Safe)->ref.number, std::uint64_t(80 - 32));
        QCOMPARE(bench.rpc().block(BlockTag::Finalized)->ref.number, std::uint64_t(80 - 64));
        QVERIFY(finalBlock(bench.rpc(), {.confirmations = 12, .useFinalizedTag = true}) == 16u);
        QVERIFY(finalBlock(bench.rpc(), {.confirmations = 12}) == 69u);
    }

    void helpersOfTheTestNodeWork()
    {
        Bench bench(false);
        START(bench);
        bench.anvil.setNextBlockTimestamp(1'800'000'000);
        bench.anvil.mine();
        QCOMPARE(bench.rpc().block(BlockTag::Latest)->timestamp, std::uint64_t(1'800'000'000));
        const Address stranger = *Address::fromHex("0x" + std::string(40, 'c'));
        bench.anvil.setBalance(stranger.hex(), quantityHex(*Amount::fromAtomic("1000000000000000000")));
        bench.anvil.impersonate(stranger.hex());
        bench.anvil.setCode(bench.addressOf(4).hex(), dataHex(reverterCode()));
        bench.anvil.setAutomine(true);
        const json::object payment{{"from", stranger.hex()}, {"to", bench.addressOf(1).hex()}, {"value", "0x1"}};
        const json::value hashText = bench.anvil.ask("eth_sendTransaction", {payment});
        QVERIFY(bench.mined(*Hash::fromHex(hashText.as_string())).succeeded);
        QVERIFY(bench.rpc().call({.to = bench.addressOf(4)}).rejection);
    }
};

QTEST_GUILESS_MAIN(AnvilTest)
#include "tst_anvil.moc"
