// SPDX-License-Identifier: GPL-3.0-or-later
// Against a real chain with a token like USDC, and against the reference facilitator.
#include "base/error.h"
#include "base/metrics.h"
#include "bench.h"
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "chain/evm/transaction.h"
#include "support/anvil.h"
#include "support/fake_clock.h"
#include "support/x402_facilitator.h"
#include "x402/facilitator.h"
#include "x402/lookup.h"
#include "x402/verify.h"

#include <fstream>
#include <set>
#include <sstream>

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;
using bursar::test::Anvil;
using State = Standing::State;

namespace {
constexpr std::uint64_t kChainId = 84532;
constexpr std::uint64_t kGenesis = 1'790'000'000;
constexpr evm::FinalityRule kFinality{.confirmations = 3, .useFinalizedTag = false};
constexpr unsigned kMinted = 1'000'000;

const evm::abi::Function kPay("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
const evm::abi::Function kCancel("cancelAuthorization(address,bytes32,bytes)");
const evm::abi::Function kMint("mint(address,uint256)");
const evm::abi::Function kBlacklist("blacklist(address)");
const evm::abi::Function kBalance("balanceOf(address)", "(uint256)");

json::object artifact()
{
    std::ifstream in(BURSAR_TEST_DATA "/escrow/TestUsdc.json");
    std::stringstream text;
    text << in.rdbuf();
    return json::parse(text.str()).as_object();
}

struct Bench {
    Anvil anvil{{.chainId = kChainId, .genesisTime = kGenesis}};
    net::HttpClient http;
    base::Metrics metrics;
    bursar::test::FakeClock clock;
    std::unique_ptr<evm::JsonRpc> made;
    crypto::PrivateKey owner = *crypto::PrivateKey::fromHex(Anvil::privateKey(0));
    Requirement demanded = requirement();

    /// The token of the vectors, at their address, and their payer with money.
    bool start()
    {
        if (!anvil.start())
            return false;
        const evm::JsonRpcOptions options{.chainId = kChainId, .urls = {anvil.url()}};
        made = std::make_unique<evm::JsonRpc>(options, http, metrics, clock);
        const evm::Address deployed
            = sent({}, *evm::fromDataHex(text(artifact(), "bytecode"))).contractAddress.value();
        const std::string token = demanded.token.address.hex();
        const json::value code = anvil.ask("eth_getCode", {json::string(deployed.hex()), "latest"});
        anvil.setCode(token, std::string(code.as_string()));
        for (const char* slot : {"0x3", "0x4"}) { // name and symbol; the rest is in the code
            const json::value value = anvil.ask("eth_getStorageAt", {json::string(deployed.hex()), slot, "latest"});
            anvil.ask("anvil_setStorageAt", {json::string(token), slot, value});
        }
        mint(addressOf(payerKey()));
        return true;
    }
    evm::Rpc& rpc() { return *made; }

    /// A transaction of the owner, mined.
    evm::Receipt sent(const std::optional<evm::Address>& to, const std::string& data)
    {
        const auto signed_ = evm::SignedTransaction::sign(
            {.chainId = kChainId,
             .nonce = rpc().transactionCount(addressOf(owner), evm::Rpc::NonceOf::Pending),
             .fees = {Amount(1'000'000'000), Amount(100'000'000'000)},
             .gasLimit = 5'000'000,
             .to = to,
             .data = data},
            owner);
        if (rpc().sendRawTransaction(signed_.raw).state != evm::SendOutcome::State::Accepted)
            throw std::runtime_error("a transaction of the test was not accepted");
        for (int i = 0; i < 5000; ++i) { // it is accepted a moment before its block is made
            if (auto receipt = rpc().receipt(signed_.hash)) {
                if (!receipt->succeeded)
                    throw std::runtime_error("a transaction of the test reverted");
                return std::move(*receipt);
            }
            QThread::msleep(2);
        }
        throw std::runtime_error("a transaction of the test was not mined");
    }
    void mint(const evm::Address& to) { sent(demanded.token.address, kMint.encode({to, kMinted})); }
    evm::Receipt pay(const Payment& payment)
    {
        const auto& a = payment.authorization;
        return sent(demanded.token.address,
                    kPay.encode({a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, payment.signature}));
    }
    void cancel(const Payment& payment)
    {
        const auto& a = payment.authorization;
        const evm::Hash members[] = {evm::abi::word(a.from), a.nonce};
        const evm::Hash digest = evm::typedDataDigest(
            demanded.domain().separator(),
            evm::structHash(evm::keccak("CancelAuthorization(address authorizer,bytes32 nonce)"), members));
        sent(demanded.token.address, kCancel.encode({a.from, a.nonce, payerKey().sign(digest.bytes())}));
    }
    Amount balanceOf(const evm::Address& owner_)
    {
        const auto result = rpc().call({.to = demanded.token.address, .data = kBalance.encode({owner_})});
        return kBalance.decodeResults(result.data)->at(0).amount();
    }

    Payment payment(unsigned nonce, Version version = Version::V2)
    {
        return paymentOf(version, demanded, payerKey(), nonce);
    }
    Verification verified(const Payment& payment)
    {
        return verify(rpc(), kFinality, payment, demanded, at(kGenesis + 9));
    }
    Standing standing(const Payment& payment, std::uint64_t searchFrom = 0)
    {
        return lookUp(rpc(), kFinality, {.token = demanded.token.address, .authorization = payment.authorization,
                                         .searchFrom = searchFrom});
    }
};

#define START(bench) QVERIFY2((bench).start(), (bench).anvil.problem().c_str())
} // namespace

class X402Anvil : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verifiesAsTheReferenceDoes()
    {
        Bench bench;
        START(bench);
        const auto verifyVectors = [&](bool isUsed) {
            int count = 0;
            for (const json::value& item : vectors().at("verify").as_array()) {
                const std::string name = text(item, "name");
                const json::object& response = item.at("response").as_object();
                if ((name == "v2 nonce already used") != isUsed)
                    continue;
                const bool threw = response.contains("threw"); // a server has to have a word for it
                const Requirement demanded
                    = threw ? requirement() : requirementOf(item.at("request").at("paymentRequirements"));
                const std::string expected = threw
                    ? std::string(name == "v2 unknown scheme" ? refusal::kScheme : refusal::kNetwork)
                    : response.at("isValid").as_bool() ? std::string()
                                                       : text(response, "invalidReason");
                const Payment payment = parsed(item.at("request").at("paymentPayload"));
                const std::string found
                    = verify(bench.rpc(), kFinality, payment, demanded, at(kGenesis + 9)).refusal;
                if (found != expected)
                    throw std::runtime_error(name + ": " + found + " rather than " + expected);
                ++count;
            }
            return count;
        };
        QCOMPARE(verifyVectors(false), 17);
        bench.pay(vectorPayment(Version::V2));
        QCOMPARE(verifyVectors(true), 1);
        QCOMPARE(bench.balanceOf(bench.demanded.payTo).atomic(), text(vectors().at("balance_after"), "value"));
    }

    void findsOutWhyTheTokenWouldRevert()
    {
        Bench bench;
        START(bench);
        Payment payment = bench.payment(1);
        QCOMPARE(bench.verified(payment).refusal, std::string());
        payment.signature[64] = char(payment.signature[64] - 27); // the real token refuses v 0 and 1
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, bench.pay(payment));
        QCOMPARE(bench.verified(payment).refusal, std::string(refusal::kSimulation));
        bench.demanded.token.name = "USD Coin"; // what our own configuration may have wrong
        QCOMPARE(bench.verified(bench.payment(1)).refusal, std::string(refusal::kTokenName));
        bench.demanded.token.name = "USDC";
        bench.demanded.token.version = "1";
        QCOMPARE(bench.verified(bench.payment(1)).refusal, std::string(refusal::kTokenVersion));
        bench.demanded.token.version = "2";
        bench.demanded.amount = Amount(kMinted + 1);
        QCOMPARE(bench.verified(bench.payment(1)).refusal, std::string(refusal::kBalance));
        bench.demanded.amount = Amount(10'000);
        const evm::Address token = bench.demanded.token.address;
        bench.demanded.token.address = bench.demanded.payTo;
        QCOMPARE(bench.verified(bench.payment(1)).refusal, std::string(refusal::kNoToken));
        bench.demanded.token.address = token;
        bench.sent(token, kBlacklist.encode({addressOf(payerKey())}));
        QCOMPARE(bench.verified(bench.payment(1)).refusal, std::string(refusal::kSimulation));
    }

    void looksUpAPaymentOnItsWay()
    {
        Bench bench;
        START(bench);
        bench.anvil.mine(5);
        const Payment payment = bench.payment(1);
        const Verification verification = bench.verified(payment);
        QVERIFY(verification.isValid());
        QCOMPARE(verification.searchFrom, bench.rpc().blockNumber() - 1);
        QCOMPARE(bench.standing(payment, verification.searchFrom).state, State::Open);

        const evm::Receipt receipt = bench.pay(payment);
        QCOMPARE(bench.verified(payment).refusal, std::string(refusal::kUsed));
        Standing standing = bench.standing(payment, verification.searchFrom);
        QCOMPARE(standing.state, State::Mined);
        QVERIFY(standing.transaction == receipt.transactionHash && standing.block == receipt.block);

        bench.anvil.reorg(1); // and its block is gone
        QCOMPARE(bench.standing(payment, verification.searchFrom).state, State::Open);
        const evm::Receipt again = bench.pay(payment);
        bench.anvil.mine(1);
        QCOMPARE(bench.standing(payment, verification.searchFrom).state, State::Mined);
        bench.anvil.mine(1);
        standing = bench.standing(payment, verification.searchFrom);
        QCOMPARE(standing.state, State::Settled);
        QVERIFY(standing.transaction == again.transactionHash && standing.block == again.block);
    }

    void looksUpWhatNeverWillBePaid()
    {
        Bench bench;
        START(bench);
        const Payment cancelled = bench.payment(1);
        Payment otherwise = bench.payment(2);
        Payment expired = bench.payment(3);
        bench.cancel(cancelled);
        Payment elsewhere = otherwise;
        elsewhere.authorization.to = addressOf(bench.owner);
        sign(elsewhere, bench.demanded);
        bench.pay(elsewhere);
        expired.authorization.validBefore = Amount(kGenesis + 10'000);
        sign(expired, bench.demanded);
        bench.anvil.setNextBlockTimestamp(kGenesis + 10'000);
        bench.anvil.mine(1);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, bench.pay(expired)); // the token agrees
        bench.anvil.reorg(1);                                              // that block tells nothing here
        for (const Payment& payment : {cancelled, otherwise, expired})
            QVERIFY(bench.standing(payment).state != State::Settled);
        bench.anvil.setNextBlockTimestamp(kGenesis + 20'000);
        bench.anvil.mine(3);
        for (const auto& [payment, reason] : {std::pair(cancelled, Standing::kCanceled),
                                              std::pair(otherwise, Standing::kUsedOtherwise),
                                              std::pair(expired, Standing::kExpired)}) {
            const Standing standing = bench.standing(payment);
            QCOMPARE(standing.state, State::Failed);
            QCOMPARE(standing.reason, std::string(reason));
        }
    }

    void takesTheSignatureOfAContract()
    {
        Bench bench;
        START(bench);
        // Answers every call with ERC-1271's word: PUSH4 magic, shifted to the left of a word, returned.
        const evm::Address wallet = *evm::Address::fromHex("0x" + std::string(40, 'c'));
        Payment payment = bench.payment(1);
        payment.authorization.from = wallet;
        payment.signature = "whatever its owners agreed on";
        QCOMPARE(bench.verified(payment).refusal, std::string(refusal::kSignature));
        bench.anvil.setCode(wallet.hex(), "0x631626ba7e60e01b5f5260205ff3");
        QCOMPARE(bench.verified(payment).refusal, std::string(refusal::kBalance));
        bench.mint(wallet);
        QCOMPARE(bench.verified(payment).refusal, std::string());
        bench.pay(payment);
        bench.anvil.mine(2);
        QCOMPARE(bench.standing(payment).state, State::Settled);
    }

    void settlesThroughTheReferenceFacilitator()
    {
        Bench bench;
        START(bench);
        bursar::test::X402Facilitator peer;
        QVERIFY2(peer.start({.rpcUrl = bench.anvil.url(), .chainId = kChainId, .networkV1 = "base-sepolia",
                             .privateKey = Anvil::privateKey(2)}),
                 peer.problem().c_str());
        Facilitator facilitator({.url = peer.url()}, bench.http);
        using Answer = FacilitatorAnswer::State;

        std::set<std::pair<Version, std::string>> kinds;
        for (const SupportedKind& kind : facilitator.supported())
            kinds.emplace(kind.version, kind.scheme + " " + kind.network);
        QVERIFY(kinds.contains({Version::V2, "exact eip155:84532"}));
        QVERIFY(kinds.contains({Version::V1, "exact base-sepolia"}));

        unsigned nonce = 1;
        for (const Version version : {Version::V1, Version::V2}) {
            const Payment payment = bench.payment(nonce++, version);
            QVERIFY(bench.verified(payment).isValid());
            QCOMPARE(facilitator.verify(payment, bench.demanded).state, Answer::Accepted);
            const FacilitatorAnswer settled = facilitator.settle(payment, bench.demanded);
            QVERIFY2(settled.state == Answer::Accepted, (settled.reason + ": " + settled.message).c_str());
            // What it says is only mined: the chain says when it holds.
            QCOMPARE(bench.standing(payment).state, State::Mined);
            bench.anvil.mine(2);
            const Standing standing = bench.standing(payment);
            QCOMPARE(standing.state, State::Settled);
            QVERIFY(standing.transaction == settled.transaction);
            QCOMPARE(bench.balanceOf(bench.demanded.payTo).atomic(), std::to_string(10'000 * (nonce - 1)));

            QCOMPARE(facilitator.verify(payment, bench.demanded).state, Answer::Refused);
            const FacilitatorAnswer twice = facilitator.settle(payment, bench.demanded);
            QCOMPARE(twice.state, Answer::Refused); // although it has been paid: why only the chain is asked
            QVERIFY(!twice.reason.empty() && !twice.transaction);
            QCOMPARE(bench.standing(payment).state, State::Settled);
        }
        Payment tampered = bench.payment(nonce++);
        tampered.authorization.value = Amount(9'999);
        const FacilitatorAnswer refused = facilitator.verify(tampered, bench.demanded);
        QCOMPARE(refused.state, Answer::Refused);
        QCOMPARE(refused.reason, std::string(refusal::kSignature));
        QCOMPARE(bench.verified(tampered).refusal, refused.reason);
        Requirement elsewhere = bench.demanded;
        elsewhere.chainId = 137; // it is registered for no such chain, and fails
        const Payment foreign = paymentOf(Version::V1, elsewhere, payerKey(), nonce++);
        QCOMPARE(facilitator.settle(foreign, elsewhere).state, Answer::Unknown);
    }

    void findsOutWhatAFacilitatorDidNotAnswer()
    {
        Bench bench;
        START(bench);
        bursar::test::X402Facilitator peer;
        QVERIFY2(peer.start({.rpcUrl = bench.anvil.url(), .chainId = kChainId, .networkV1 = "base-sepolia",
                             .privateKey = Anvil::privateKey(2)}),
                 peer.problem().c_str());
        Facilitator impatient({.url = peer.url(), .settleTimeout = std::chrono::seconds(1)}, bench.http);
        const evm::Address sender = addressOf(*crypto::PrivateKey::fromHex(Anvil::privateKey(2)));
        const Payment payment = bench.payment(1);
        bench.anvil.setAutomine(false); // it sends, and waits for a block
        const FacilitatorAnswer answer = impatient.settle(payment, bench.demanded);
        QCOMPARE(answer.state, FacilitatorAnswer::State::Unknown);
        QCOMPARE(answer.reason, std::string("upstream_timeout"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.rpc().transactionCount(sender, evm::Rpc::NonceOf::Pending), std::uint64_t(1),
                                  30'000);
        QCOMPARE(bench.standing(payment).state, State::Open);
        bench.anvil.mine(1);
        QCOMPARE(bench.standing(payment).state, State::Mined);
        bench.anvil.mine(2);
        QCOMPARE(bench.standing(payment).state, State::Settled);
    }
};

QTEST_GUILESS_MAIN(X402Anvil)
#include "tst_anvil.moc"
