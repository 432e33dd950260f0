// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "chain/evm/json_rpc.h"
#include "crypto/private_key.h"
#include "fake_node.h"
#include "hex.h"
#include "support/fake_clock.h"
#include "support/refusal.h"

#include <atomic>
#include <thread>

using namespace bursar;
using namespace bursar::chain::evm;
using namespace bursar::chain::evm::test;
using namespace std::chrono_literals;
using bursar::test::FakeClock;
using bursar::test::refusal;
using bursar::test::refusalText;

namespace {
const json::object& vectors()
{
    static const json::object all = bursar::test::vectors("eth_rpc.json");
    return all;
}

/// The exchange of the vectors with this name.
const json::object& exchange(std::string_view name)
{
    for (const json::value& item : vectors().at("exchanges").as_array()) {
        if (item.at("name").as_string() == name)
            return item.as_object();
    }
    throw std::runtime_error("no such exchange: " + std::string(name));
}

/// Some signed transaction.
const SignedTransaction& payment()
{
    static const SignedTransaction made = [] {
        Transaction transaction{.chainId = 80002, .fees = {Amount(1), Amount(2)}, .gasLimit = 21000, .to = Address()};
        return SignedTransaction::sign(transaction, *crypto::PrivateKey::fromHex(std::string(63, '0') + "1"));
    }();
    return made;
}

json::object logAt(std::uint64_t block, std::uint64_t index = 0)
{
    const auto word = [](std::uint64_t number) {
        return "0x" + std::string(60, 'a') + dataHex(Amount(number).bigEndian().substr(30)).substr(2);
    };
    return {{"address", Address().hex()}, {"topics", json::array()}, {"data", "0x"}, {"blockHash", word(block)},
            {"blockNumber", quantityHex(block)}, {"transactionHash", word(7)}, {"logIndex", quantityHex(index)}};
}

constexpr const char* kSend = "eth_sendRawTransaction";

/// A client of two nodes.
struct Bench {
    FakeNode first;
    FakeNode second;
    net::HttpClient http;
    base::Metrics metrics;
    FakeClock clock;
    JsonRpcOptions options{.chainId = 80002, .urls = {first.url(), second.url()}, .timeout = 5s};
    std::unique_ptr<JsonRpc> made;

    JsonRpc& rpc()
    {
        if (!made)
            made = std::make_unique<JsonRpc>(options, http, metrics, clock);
        return *made;
    }
    double errors(const std::string& method, const std::string& endpoint, const std::string& kind)
    {
        return metrics
            .counter("bursar_chain_rpc_errors_total", "Questions that an endpoint did not answer as it should",
                     {{"chain", "80002"}, {"method", method}, {"endpoint", endpoint}, {"kind", kind}})
            .value();
    }
};

std::string outcomeText(const SendOutcome& outcome)
{
    using State = SendOutcome::State;
    std::string said;
    if (outcome.rejection)
        said = " " + std::string(rejectionClassWord(outcome.rejection->rejectionClass));
    switch (outcome.state) {
    case State::Accepted: return outcome.alreadyKnown ? "already known" : "accepted";
    case State::Rejected: return "rejected" + said;
    case State::Unknown: break;
    }
    return "unknown" + said;
}
} // namespace

class JsonRpcTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheVectorsCaptured()
    {
        Bench bench;
        const auto replay = [&](std::string_view name) {
            const json::object& item = exchange(name);
            bench.first.on(text(item.at("request"), "method"), item.at("response").at("result"));
        };
        replay("block number");
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(0));
        replay("balance");
        QCOMPARE(bench.rpc().balance(Address(), BlockTag::Latest).atomic(), std::string("10000000000000000000000"));
        replay("nonce pending");
        QCOMPARE(bench.rpc().transactionCount(Address(), Rpc::NonceOf::Pending), std::uint64_t(1));
        QCOMPARE(bench.rpc().transactionCount(Address(), BlockAt(17u)), std::uint64_t(1));
        QVERIFY(bench.first.asked("eth_getTransactionCount").back().at("params").at(1) == "0x11");
        replay("block by tag latest");
        const auto block = bench.rpc().block(BlockTag::Latest);
        QVERIFY(block && block->ref.number == 3 && block->baseFeePerGas == Amount(0x2de45629));
        QVERIFY(block->timestamp == 1790000001 && block->gasLimit == 30'000'000);
        replay("future block is null, not an error");
        QVERIFY(!bench.rpc().block(BlockAt(0xffffffu)));
        replay("receipt of a pending transaction is null");
        QVERIFY(!bench.rpc().receipt(Hash()));
        replay("estimateGas ok");
        QCOMPARE(bench.rpc().estimateGas({}).gas, std::uint64_t(0xc979));
        replay("eth_call symbol");
        const auto symbol = bench.rpc().call({}, BlockTag::Latest);
        QVERIFY(!symbol.rejection && symbol.data.size() == 96);
    }

    void readsReceiptsOfTheVectors()
    {
        Bench bench;
        const auto receiptOf = [&](std::string_view name) {
            const json::object& item = exchange(name);
            bench.first.on("eth_getTransactionReceipt", item.at("response").at("result"));
            return bench.rpc().receipt(hash(item.at("request").at("params").at(0).as_string())).value();
        };
        const Receipt transfer = receiptOf("mined ERC-20 transfer receipt with its Transfer log");
        QVERIFY(transfer.succeeded && transfer.to && !transfer.contractAddress && transfer.logs.size() == 1);
        QVERIFY(transfer.block == transfer.logs[0].block && transfer.block.number == 2);
        QCOMPARE(transfer.fee().atomic(), (Amount(0x7308fc00a) * 0xc979).atomic());
        const Receipt creation = receiptOf("creation receipt: to null, contractAddress set");
        QVERIFY(creation.succeeded && !creation.to && creation.contractAddress);
        QCOMPARE(checksummed(*creation.contractAddress), text(vectors(), "token"));
        const Receipt reverted = receiptOf("reverted receipt: status 0x0, no logs, gas still paid");
        QVERIFY(!reverted.succeeded && reverted.logs.empty() && !reverted.fee().isZero());
    }

    void readsTransactionsOfTheVectors()
    {
        Bench bench;
        const auto transactionOf = [&](std::string_view name) {
            const json::object& item = exchange(name);
            bench.first.on("eth_getTransactionByHash", item.at("response").at("result"));
            return bench.rpc().transactionByHash(hash(item.at("request").at("params").at(0).as_string()));
        };
        const auto pending
            = transactionOf("pending transaction: blockHash/blockNumber/transactionIndex are null");
        QVERIFY(pending && !pending->block && !pending->to && pending->nonce == 0);
        const auto mined = transactionOf("mined transaction by hash: gasPrice = effective price");
        QVERIFY(mined && mined->block && mined->block->number == 2 && mined->to && mined->nonce == 1);
        QVERIFY(!transactionOf("the replaced transaction is forgotten (null)"));
    }

    void readsFeesOfTheVectors()
    {
        Bench bench;
        const json::value result = {{"baseFeePerGas", {"0x3b9aca00", "0x346c140a", "0x2de45629", "0x282a320a"}},
                                    {"reward", {{"0x5d21dba00"}, {"0x0"}, {"0x6fc23ac00"}}}, {"oldestBlock", "0x1"}};
        bench.first.on("eth_feeHistory", result);
        const FeeHistory history = bench.rpc().feeHistory(3, 50);
        QCOMPARE(history.nextBaseFee().atomic(), std::string("673853962"));
        QCOMPARE(history.tips.size(), std::size_t(3));
        const json::value asked{"0x3", "latest", json::array{50.0}};
        QCOMPARE(bench.first.asked("eth_feeHistory").at(0).at("params"), asked);
        const FeeCaps caps = suggestedCaps(history, Amount(25'000'000'000));
        QCOMPARE(caps.maxPriorityFeePerGas.atomic(), std::string("30000000000"));
        QCOMPARE(caps.maxFeePerGas.atomic(), std::string("31347707924"));
        QVERIFY(suggestedCaps({{Amount(8)}, {}}, Amount(25)) == (FeeCaps{Amount(25), Amount(41)}));
        QVERIFY(effectiveGasPrice({Amount(2), Amount(10)}, Amount(5)) == Amount(7));
        QVERIFY(effectiveGasPrice({Amount(9), Amount(10)}, Amount(5)) == Amount(10));
        QVERIFY(!effectiveGasPrice({Amount(1), Amount(4)}, Amount(5)));
        // Malformed ones are refused.
        bench.first.on("eth_feeHistory", {{"baseFeePerGas", json::array()}});
        bench.second.on("eth_feeHistory", {{"baseFeePerGas", {"0x1", "0x1"}}, {"reward", {{"0x1"}, {"0x1"}}}});
        QCOMPARE(refusal([&] { bench.rpc().feeHistory(3, 50); }), std::string("503 chain_unavailable"));
    }

    void revertsAreResults()
    {
        Bench bench;
        const json::value& captured = exchange("eth_call revert: code 3 + data").at("response").at("error");
        bench.first.onError("eth_call", 3, text(captured, "message"), captured.at("data"));
        const CallResult custom = bench.rpc().call({}, BlockTag::Latest);
        QVERIFY(custom.rejection && custom.rejection->revert->kind == Revert::Kind::Custom);
        QCOMPARE(custom.rejection->revert->text(), std::string("custom error 0xe450d38c"));
        bench.first.onError("eth_call", -32015, "VM execution error.",
                            json::string("Reverted 0x4e487b71" + std::string(62, '0') + "11"));
        QCOMPARE(bench.rpc().call({}, BlockTag::Latest).rejection->revert->panicCode, std::uint64_t(0x11));
        bench.first.onError("eth_call", -32000, "execution reverted");
        QCOMPARE(bench.rpc().call({}, BlockTag::Latest).rejection->revert->kind, Revert::Kind::Empty);
        bench.first.onError("eth_estimateGas", -32000, "insufficient funds for transfer");
        const GasEstimate poor = bench.rpc().estimateGas({});
        QCOMPARE(poor.rejection->rejectionClass, RejectionClass::InsufficientFunds);
        QVERIFY(!poor.rejection->revert);
        bench.first.onError("eth_call", -32602, "invalid argument 0: hex string has odd length");
        QCOMPARE(refusal([&] { bench.rpc().call({}, BlockTag::Latest); }), std::string("502 chain_rpc_error"));
        QCOMPARE(bench.second.count("eth_call"), std::size_t(0));
    }

    void sendsAreClassified_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char* message, const char* outcome) {
            QTest::addRow("%s", message) << QByteArray(message) << QByteArray(outcome);
        };
        // anvil's, as captured
        for (const json::value& item : vectors().at("exchanges").as_array()) {
            const auto* request = item.as_object().if_contains("request");
            const auto* answer = item.as_object().if_contains("response");
            if (!request || request->at("method").as_string() != kSend || !answer->as_object().contains("error"))
                continue;
            const std::string name = text(item, "name");
            const std::string message = text(answer->at("error"), "message");
            const char* expected = name.find("nonce too low") != std::string::npos         ? "rejected nonce_conflict"
                : name == "already known"                                                  ? "already known"
                : name.find("underpriced") != std::string::npos || name.find("base fee") != std::string::npos
                ? "rejected underpriced"
                : name == "insufficient funds" ? "rejected insufficient_funds"
                : name == "not hex"            ? "unknown unknown"
                                               : "rejected permanent";
            row(message.c_str(), expected);
        }
        // geth's and bor's
        row("nonce too low: next nonce 7, tx nonce 3", "rejected nonce_conflict");
        row("already known", "already known");
        row("known transaction: 0xab", "already known");
        row("unknown transaction type", "unknown unknown");
        row("transaction gas price below minimum: gas tip cap 1, minimum needed 25000000000", "rejected underpriced");
        row("transaction underpriced: tip needed 25000000000, tip permitted 1", "rejected underpriced");
        row("insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1", "rejected insufficient_funds");
        row("intrinsic gas too low: gas 1, minimum needed 21000", "rejected permanent");
        row("exceeds block gas limit", "rejected permanent");
        row("invalid sender: invalid chain id for signer: have 1 want 80002", "rejected permanent");
        row("max priority fee per gas higher than max fee per gas: address 0x, tip 2, cap 1", "rejected permanent");
        row("tx fee (2.00 ether) exceeds the configured cap (1.00 ether)", "rejected permanent");
        row("rlp: value size exceeds available input length", "rejected permanent");
        row("REPLACEMENT TRANSACTION UNDERPRICED", "rejected underpriced");
        row("something new", "unknown unknown");
        row("txpool is full", "unknown unknown");
        row("", "unknown unknown");
    }
    void sendsAreClassified()
    {
        QFETCH(const QByteArray, message);
        QFETCH(const QByteArray, outcome);
        Bench bench;
        bench.options.urls.pop_back();
        bench.first.onError(kSend, -32000, message.toStdString());
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), outcome.toStdString());
    }

    void sendsTheBytesAndChecksTheHash()
    {
        Bench bench;
        bench.first.on(kSend, payment().hash.hex());
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), std::string("accepted"));
        QCOMPARE(bench.first.asked(kSend).at(0).at("params"), json::value(json::array{dataHex(payment().raw)}));
    }

    void aNodeThatNamesAnotherHashLeavesDoubt()
    {
        Bench bench;
        bench.options.urls.pop_back();
        bench.first.on(kSend, Hash().hex());
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), std::string("unknown"));
    }

    void anotherNodeMayStillAccept()
    {
        Bench bench;
        bench.first.onBody(kSend, "oops", 502);
        bench.second.on(kSend, payment().hash.hex());
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), std::string("accepted"));
        QCOMPARE(bench.first.asked(kSend).at(0).at("params"), bench.second.asked(kSend).at(0).at("params"));
    }

    void aRefusalDoesNotCountWhileAnotherNodeIsInDoubt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("outcome");
        QTest::newRow("gateway error") << 502 << QByteArray("oops") << QByteArray("unknown nonce_conflict");
        QTest::newRow("no JSON") << 200 << QByteArray("<html>") << QByteArray("unknown nonce_conflict");
        QTest::newRow("empty") << 200 << QByteArray("") << QByteArray("unknown nonce_conflict");
        QTest::newRow("another answer") << 200 << QByteArray(R"({"jsonrpc":"2.0","id":999,"result":"0x1"})")
                                        << QByteArray("unknown nonce_conflict");
        // What never reached a node leaves no doubt.
        QTest::newRow("rate limit") << 429 << QByteArray("slow down") << QByteArray("rejected nonce_conflict");
        QTest::newRow("bad key") << 401 << QByteArray("no") << QByteArray("rejected nonce_conflict");
        QTest::newRow("limit as an error")
            << 200 << QByteArray(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"limit"}})")
            << QByteArray("rejected nonce_conflict");
    }
    void aRefusalDoesNotCountWhileAnotherNodeIsInDoubt()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, outcome);
        Bench bench;
        bench.first.onBody(kSend, body.toStdString(), status);
        bench.second.onError(kSend, -32003, "nonce too low");
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), outcome.toStdString());
    }

    void silenceIsUnknown()
    {
        Bench bench;
        bench.options.timeout = 100ms;
        bench.options.urls.pop_back();
        bench.first.onSilence(kSend);
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), std::string("unknown"));
        QCOMPARE(bench.errors(kSend, "0", "timeout"), 1.0);
        // While it rests nothing is sent, and nothing is known.
        QCOMPARE(outcomeText(bench.rpc().sendRawTransaction(payment().raw)), std::string("unknown"));
        QCOMPARE(bench.first.count(kSend), std::size_t(1));
    }

    void aLateAnswerIsNotTakenForTheNext()
    {
        Bench bench;
        bench.options.urls.pop_back();
        json::value lateId;
        bench.first.onReply("eth_blockNumber", [&](const json::object& request) {
            if (lateId.is_null()) {
                lateId = request.at("id");
                return net::HttpResponse{.status = 503};
            }
            return answering({{"id", lateId}}, "0x63"); // to the question before
        });
        QCOMPARE(refusal([&] { bench.rpc().blockNumber(); }), std::string("503 chain_unavailable"));
        bench.clock.advance(2s);
        QCOMPARE(refusal([&] { bench.rpc().blockNumber(); }), std::string("503 chain_unavailable"));
        QCOMPARE(bench.errors("eth_blockNumber", "0", "malformed"), 1.0);
    }

    void refusesMalformedAnswers_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char* body :
             {"", "null", "[]", "7", "<html></html>", "{", R"({"jsonrpc":"2.0","id":ID})",
              R"({"jsonrpc":"1.0","id":ID,"result":"0x1"})", R"({"id":ID,"result":"0x1"})",
              R"({"jsonrpc":"2.0","result":"0x1"})", R"({"jsonrpc":"2.0","id":null,"result":"0x1"})",
              R"({"jsonrpc":"2.0","id":"ID","result":"0x1"})", R"({"jsonrpc":"2.0","id":-1,"result":"0x1"})",
              R"({"jsonrpc":"2.0","id":ID,"result":"0x1","error":{"code":1,"message":"x"}})",
              R"({"jsonrpc":"2.0","id":ID,"error":"x"})", R"({"jsonrpc":"2.0","id":ID,"error":{"code":1}})",
              R"([{"jsonrpc":"2.0","id":ID,"result":"0x1"}])",
              R"({"jsonrpc":"2.0","id":ID,"result":"0x1"}{"jsonrpc":"2.0","id":ID,"result":"0x1"})",
              R"({"jsonrpc":"2.0","id":ID,"result":1})", R"({"jsonrpc":"2.0","id":ID,"result":null})",
              R"({"jsonrpc":"2.0","id":ID,"result":"1"})", R"({"jsonrpc":"2.0","id":ID,"result":"0x"})",
              R"({"jsonrpc":"2.0","id":ID,"result":"0x01"})",
              R"({"jsonrpc":"2.0","id":ID,"result":"0x10000000000000000"})",
              R"({"jsonrpc":"2.0","id":ID,"result":{"number":"0x1"}})"})
            QTest::addRow("%s", body) << QByteArray(body);
        QTest::newRow("deep") << QByteArray(1000, '[') + QByteArray(1000, ']');
    }
    void refusesMalformedAnswers()
    {
        QFETCH(const QByteArray, body);
        Bench bench;
        bench.first.onReply("eth_blockNumber", [&](const json::object& request) {
            QByteArray text = body;
            text.replace("ID", QByteArray::fromStdString(json::serialize(request.at("id"))));
            return net::HttpResponse{.body = text.toStdString()};
        });
        bench.second.on("eth_blockNumber", "0x7");
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(7)); // of the other
        QCOMPARE(bench.errors("eth_blockNumber", "0", "malformed"), 1.0);
    }

    void hugeAnswersAreCutOff()
    {
        Bench bench;
        bench.options.answerBytesMax = 10'000;
        bench.first.on("eth_call", "0x" + std::string(100'000, '0'));
        QCOMPARE(refusal([&] { bench.rpc().call({}, BlockTag::Latest); }), std::string("502 chain_rpc_error"));
    }

    void aBlockThatWasNotAskedForIsRefused()
    {
        Bench bench;
        bench.options.urls.pop_back();
        bench.first.on("eth_getBlockByNumber", exchange("block by tag latest").at("response").at("result"));
        QVERIFY(bench.rpc().block(BlockAt(3u)));
        QCOMPARE(refusal([&] { bench.rpc().block(BlockAt(4u)); }), std::string("503 chain_unavailable"));
        bench.clock.advance(2s);
        bench.first.on("eth_getBlockByHash", exchange("block by tag latest").at("response").at("result"));
        QCOMPARE(refusal([&] { bench.rpc().block(Hash()); }), std::string("503 chain_unavailable"));
    }

    void aChainWithoutFinalizedBlocksSaysSo()
    {
        Bench bench;
        bench.first.onError("eth_getBlockByNumber", -39001, "Unknown block");
        QVERIFY(!bench.rpc().block(BlockTag::Finalized));
        QCOMPARE(refusal([&] { bench.rpc().block(BlockTag::Latest); }), std::string("502 chain_rpc_error"));
    }

    void anEndpointThatFailsRestsEverLonger()
    {
        Bench bench;
        bench.first.onBody("eth_blockNumber", "", 500);
        bench.second.on("eth_blockNumber", "0x2");
        const auto asked = [&] { return bench.first.count("eth_blockNumber"); };
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(2));
        QCOMPARE(asked(), std::size_t(1));
        bench.rpc().blockNumber();
        QCOMPARE(asked(), std::size_t(1)); // rests
        bench.clock.advance(1s);
        bench.rpc().blockNumber();
        QCOMPARE(asked(), std::size_t(2));
        bench.clock.advance(1s);
        bench.rpc().blockNumber();
        QCOMPARE(asked(), std::size_t(2)); // two seconds this time
        bench.clock.advance(1s);
        bench.first.on("eth_blockNumber", "0x1");
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(1)); // preferred again
        QCOMPARE(bench.first.count("eth_chainId"), std::size_t(3)); // asked anew after every rest
        bench.first.onReply("eth_blockNumber", [](const json::object&) {
            return net::HttpResponse{.status = 429, .body = "slow", .headers = {{"Retry-After", "30"}}};
        });
        bench.rpc().blockNumber();
        bench.clock.advance(29s);
        bench.rpc().blockNumber();
        QCOMPARE(asked(), std::size_t(4));
        bench.clock.advance(-1h); // set back: no rest lasts for hours
        bench.rpc().blockNumber();
        QCOMPARE(asked(), std::size_t(5));
    }

    void deadNodesAreUnavailable()
    {
        Bench bench;
        bench.rpc();
        bench.first.die();
        bench.second.die();
        std::optional<std::chrono::seconds> retryAfter;
        try {
            bench.rpc().blockNumber();
            QFAIL("answered");
        } catch (const base::Error& error) {
            QCOMPARE(error.reason(), std::string("chain_unavailable"));
            retryAfter = error.retryAfter;
        }
        QVERIFY(retryAfter == 1s);
        QCOMPARE(bench.errors("eth_chainId", "0", "unreachable") + bench.errors("eth_chainId", "1", "unreachable"), 2.0);
    }

    void anotherChainTakesTheEndpointOut()
    {
        Bench bench;
        bench.first.on("eth_chainId", "0x1");
        bench.first.on("eth_blockNumber", "0x1");
        bench.second.on("eth_blockNumber", "0x2");
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(2));
        bench.clock.advance(1h);
        bench.first.on("eth_chainId", "0x13882");
        QCOMPARE(bench.rpc().blockNumber(), std::uint64_t(2));
        QCOMPARE(bench.first.count("eth_chainId"), std::size_t(1));
        QCOMPARE(bench.first.count("eth_blockNumber"), std::size_t(0));
        QCOMPARE(bench.errors("eth_chainId", "0", "wrong_chain"), 1.0);
    }

    void logRangesAreHalvedUntilANodeTakesThem()
    {
        Bench bench;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
        bench.first.onReply("eth_getLogs", [&](const json::object& request) {
            const json::value& filter = request.at("params").at(0);
            const auto from = *fromQuantityHex(text(filter, "fromBlock"))->asUint64();
            const auto to = *fromQuantityHex(text(filter, "toBlock"))->asUint64();
            if (to - from >= 300)
                return refusing(request, -32005, "query returned more than 10000 results");
            ranges.emplace_back(from, to);
            json::array logs;
            for (std::uint64_t block = from; block <= to; ++block)
                logs.push_back(logAt(block));
            return answering(request, std::move(logs));
        });
        const auto logs = bench.rpc().logs({}, 100, 1099);
        QCOMPARE(logs.size(), std::size_t(1000));
        for (std::size_t i = 0; i < logs.size(); ++i)
            QCOMPARE(logs[i].block.number, 100 + i);
        QCOMPARE(ranges.size(), std::size_t(4));
        QVERIFY(bench.rpc().logs({}, 5, 4).empty());
    }

    void aNodeThatRefusesOneBlockIsAnError()
    {
        Bench bench;
        bench.first.onError("eth_getLogs", -32000, "block range is too wide");
        QCOMPARE(refusal([&] { bench.rpc().logs({}, 1, 8); }), std::string("502 chain_rpc_error"));
        QCOMPARE(bench.first.count("eth_getLogs"), std::size_t(4)); // 8, 4, 2, 1
    }

    void tooLargeAnswersHalveTheRangeToo()
    {
        Bench bench;
        bench.options.answerBytesMax = 1'000;
        bench.first.onReply("eth_getLogs", [&](const json::object& request) {
            const json::value& filter = request.at("params").at(0);
            json::array logs;
            for (auto block = *fromQuantityHex(text(filter, "fromBlock"))->asUint64();
                 block <= *fromQuantityHex(text(filter, "toBlock"))->asUint64(); ++block)
                logs.push_back(logAt(block));
            return answering(request, std::move(logs));
        });
        QCOMPARE(bench.rpc().logs({}, 0, 15).size(), std::size_t(16));
    }

    void logsAreInOrderAndAsAskedFor()
    {
        Bench bench;
        bench.options.urls.pop_back();
        json::object gone = logAt(2, 7);
        gone["removed"] = true;
        bench.first.on("eth_getLogs", json::array{logAt(3, 1), logAt(2, 5), logAt(3, 0), gone});
        const auto logs = bench.rpc().logs({}, 2, 3);
        QCOMPARE(logs.size(), std::size_t(3));
        QVERIFY(logs[0].block.number == 2 && logs[1].logIndex == 0 && logs[2].logIndex == 1);
        const auto refuses = [&](json::array answer, const LogFilter& filter = {}) {
            bench.clock.advance(2min);
            bench.first.on("eth_getLogs", std::move(answer));
            return refusal([&] { bench.rpc().logs(filter, 2, 3); }) == "503 chain_unavailable";
        };
        QVERIFY(refuses({logAt(4)}));
        QVERIFY(refuses({logAt(1)}));
        QVERIFY(refuses({logAt(2), logAt(2)}));
        QVERIFY(refuses({logAt(2)}, {.addresses = {address("0x" + std::string(40, '1'))}, .topics = {}}));
        QVERIFY(refuses({logAt(2)}, {.addresses = {}, .topics = {{Hash()}}}));
        json::object fork = logAt(2, 1);
        fork["blockHash"] = Hash().hex();
        QVERIFY(refuses({logAt(2), fork}));
    }

    void filtersAreWrittenAsTheProtocolHasThem()
    {
        Bench bench;
        bench.first.on("eth_getLogs", json::array());
        const Address one = address("0x" + std::string(40, '1'));
        const Hash topic = hash("0x" + std::string(64, '2'));
        bench.rpc().logs({.addresses = {one}, .topics = {{topic}, {}, {topic, Hash()}}}, 1, 255);
        const json::array topics{json::array{topic.hex()}, nullptr, json::array{topic.hex(), Hash().hex()}};
        const json::object expected{
            {"fromBlock", "0x1"}, {"toBlock", "0xff"}, {"address", json::array{one.hex()}}, {"topics", topics}};
        QCOMPARE(bench.first.asked("eth_getLogs").at(0).at("params"), json::value(json::array{expected}));
    }

    void anyNumberOfThreadsMayAsk()
    {
        Bench bench;
        std::atomic<unsigned> asked{0};
        bench.first.onReply("eth_blockNumber", [&](const json::object& request) {
            return ++asked % 10 == 0 ? net::HttpResponse{.status = 503} : answering(request, "0x1");
        });
        bench.second.on("eth_blockNumber", "0x1");
        bench.rpc();
        std::atomic<unsigned> answered{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int call = 0; call < 50; ++call) {
                    answered += bench.rpc().blockNumber() == 1 ? 1 : 0;
                    bench.clock.advance(1s);
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(answered.load(), 400u);
    }

    void keysOfUrlsAreNotShown()
    {
        Bench bench;
        bench.first.onError("eth_blockNumber", -32000, std::string("no access for ") + FakeNode::kKey + " today");
        QCOMPARE(refusalText([&] { bench.rpc().blockNumber(); }),
                 std::string("a node of chain 80002 refuses eth_blockNumber: no access for *** today"));
        bench.first.die();
        bench.second.die();
        QVERIFY(refusalText([&] { bench.rpc().blockNumber(); }).find(FakeNode::kKey) == std::string::npos);
        QVERIFY(bench.metrics.text().find(FakeNode::kKey) == std::string::npos);
        QVERIFY(bench.metrics.text().find("bursar_chain_rpc_calls_total{") != std::string::npos);
    }

    void refusesAChainWithoutNodes()
    {
        Bench bench;
        bench.options.urls.clear();
        QCOMPARE(refusal([&] { bench.rpc(); }), std::string("400 invalid_chain"));
        bench.options.urls = {"ftp://nowhere"};
        QCOMPARE(refusal([&] { bench.rpc().blockNumber(); }), std::string("503 chain_unavailable"));
        QCOMPARE(refusal([&] { bench.rpc().sendRawTransaction(""); }), std::string("400 invalid_transaction"));
    }
};

QTEST_GUILESS_MAIN(JsonRpcTest)
#include "tst_json_rpc.moc"
