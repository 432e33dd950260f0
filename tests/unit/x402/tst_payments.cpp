// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "bench.h"
#include "support/test_database.h"
#include "x402/payments.h"

#include <QDeadlineTimer>

#include <thread>

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;
using bursar::test::TestDatabase;

namespace {
const base::Time kNow = at(1'790'000'000);
const base::Time kLater = kNow + std::chrono::seconds(30);
const std::string kCause = "channel_deposit:ch_1a2b3c4d-5e6";
const evm::Hash kTransaction = evm::keccak("the transaction");

struct Bench {
    TestDatabase database;
    db::Pool pool{database.options()};
    Requirement demanded = requirement();

    Payment payment(unsigned nonce = 1) { return paymentOf(Version::V2, demanded, payerKey(), nonce); }
    Claim claimed(const Payment& payment, const std::string& cause = kCause)
    {
        return pool.transact([&](db::Transaction& tx) { return claim(tx, kNow, payment, demanded, 7, cause, kLater); });
    }
    /// One that has come to this state.
    std::string in(PaymentState state, unsigned nonce = 1)
    {
        const std::string id = claimed(payment(nonce)).payment.id;
        if (state == PaymentState::Claimed)
            return id;
        begin(id);
        if (state == PaymentState::Unknown)
            doubt(id);
        if (state == PaymentState::Settled)
            saw(id, settled());
        if (state == PaymentState::Failed)
            saw(id, failed());
        return id;
    }
    PaymentRow row(const std::string& id)
    {
        auto tx = pool.begin();
        return findPayment(tx, id).value();
    }
    void begin(const std::string& id)
    {
        pool.transact([&](db::Transaction& tx) { beginSettling(tx, kNow, id, kLater); });
    }
    void doubt(const std::string& id)
    {
        pool.transact([&](db::Transaction& tx) { markUnknown(tx, kNow, id, "upstream_timeout", kLater); });
    }
    void note(const std::string& id)
    {
        pool.transact([&](db::Transaction& tx) { noteTransaction(tx, kNow, id, kTransaction, kLater); });
    }
    /// Until another transaction stands in the queue of a lock; where none ever does, the test goes on and fails.
    void waitForAWaiter()
    {
        const QDeadlineTimer deadline(20'000);
        while (pool.begin().one("SELECT count(*) FROM pg_locks WHERE NOT granted", {}).integer(0) == 0
               && !deadline.hasExpired())
            std::this_thread::yield();
    }
    bool saw(const std::string& id, const Standing& standing)
    {
        return pool.transact([&](db::Transaction& tx) { return record(tx, kNow, id, standing, kLater); });
    }
    static Standing settled(const evm::Hash& transaction = kTransaction)
    {
        return {.state = Standing::State::Settled, .transaction = transaction,
                .block = evm::BlockRef{12, evm::keccak("block")}};
    }
    static Standing failed(std::string_view reason = Standing::kExpired)
    {
        return {.state = Standing::State::Failed, .reason = std::string(reason)};
    }
    static Standing mined()
    {
        Standing standing = settled();
        standing.state = Standing::State::Mined;
        return standing;
    }
};
} // namespace

class X402Payments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasClaimed()
    {
        Bench bench;
        Payment payment = bench.payment();
        payment.authorization.value = *Amount::fromAtomic(
            "115792089237316195423570985008687907853269984665640564039457584007913129639935");
        payment.authorization.validBefore = payment.authorization.value;
        const Claim made = bench.claimed(payment);
        QVERIFY(made.isFirst);
        const PaymentRow row = bench.row(made.payment.id);
        QVERIFY(row.state == PaymentState::Claimed && row.chainId == 84532 && row.cause == kCause);
        QVERIFY(row.sought.token == bench.demanded.token.address && row.sought.searchFrom == 7);
        QVERIFY(row.sought.authorization.digest(bench.demanded.domain())
                == payment.authorization.digest(bench.demanded.domain()));
        QVERIFY(row.signature == payment.signature);
        QVERIFY(row.nextLookAt == kLater && row.createdAt == kNow && row.updatedAt == kNow);
        QVERIFY(!row.transaction && !row.block && row.reason.empty());
        auto tx = bench.pool.begin();
        QVERIFY(!findPayment(tx, "01900000-0000-7000-8000-000000000000"));
    }

    void takesAProofOnceForOneCause()
    {
        Bench bench;
        const Claim first = bench.claimed(bench.payment());
        const Claim again = bench.claimed(bench.payment());
        QVERIFY(first.isFirst && !again.isFirst);
        QCOMPARE(again.payment.id, first.payment.id);
        QCOMPARE(refusal([&] { bench.claimed(bench.payment(), "channel_topup:ch_other"); }),
                 std::string("409 payment_already_used"));
        // In every state, also long after.
        for (const auto state : {PaymentState::Settling, PaymentState::Unknown, PaymentState::Settled,
                                 PaymentState::Failed}) {
            const unsigned nonce = 10 + unsigned(state);
            const std::string id = bench.in(state, nonce);
            QCOMPARE(bench.claimed(bench.payment(nonce)).payment.id, id);
            QCOMPARE(bench.row(id).state, state);
            QCOMPARE(refusal([&] { bench.claimed(bench.payment(nonce), "another"); }),
                     std::string("409 payment_already_used"));
        }
    }

    void findsAProofThatWasTaken()
    {
        Bench bench;
        const auto found = [&](const Payment& payment, const char* cause) {
            auto tx = bench.pool.begin(db::Mode::ReadOnly);
            const auto row = findClaim(tx, payment, bench.demanded, cause);
            return row ? row->id : "none";
        };
        QCOMPARE(found(bench.payment(), kCause.c_str()), std::string("none"));
        const std::string id = bench.in(PaymentState::Settled);
        QCOMPARE(found(bench.payment(), kCause.c_str()), id);
        QCOMPARE(found(bench.payment(2), kCause.c_str()), std::string("none"));
        QCOMPARE(refusal([&] { found(bench.payment(), "another"); }), std::string("409 payment_already_used"));
        Payment other = bench.payment();
        other.authorization.value = Amount(1);
        QCOMPARE(refusal([&] { found(other, kCause.c_str()); }), std::string("409 payment_already_used"));
    }

    void takesNoOtherAuthorizationWithThatNonce()
    {
        Bench bench;
        bench.claimed(bench.payment());
        Payment other = bench.payment();
        other.authorization.value = Amount(20'000);
        sign(other, bench.demanded);
        QCOMPARE(refusal([&] { bench.claimed(other); }), std::string("409 payment_already_used"));
        other = bench.payment();
        other.authorization.validBefore += Amount(1);
        QCOMPARE(refusal([&] { bench.claimed(other); }), std::string("409 payment_already_used"));
        other = bench.payment();
        other.signature = "another form of the same"; // it is the authorization that counts
        QVERIFY(!bench.claimed(other).isFirst);
    }

    void tellsPaymentsApartByChainTokenPayerAndNonce()
    {
        Bench bench;
        bench.claimed(bench.payment());
        QVERIFY(bench.claimed(bench.payment(2), "another").isFirst);
        Payment of = bench.payment();
        of.authorization.from = bench.demanded.payTo;
        QVERIFY(bench.claimed(of, "another").isFirst);
        const Payment same = bench.payment();
        bench.demanded.chainId = 8453;
        QVERIFY(bench.claimed(same, "another").isFirst);
        bench.demanded.token.address = bench.demanded.payTo;
        QVERIFY(bench.claimed(same, "another").isFirst);
    }

    void twoAtOnceMakeOnePayment()
    {
        Bench bench;
        for (unsigned round = 0; round < 20; ++round) {
            const Payment proof = bench.payment(100 + round);
            const bool sameCause = round % 2 == 0;
            std::array<std::string, 2> outcomes;
            std::array<std::string, 2> ids;
            {
                // The first has inserted and not committed when the second comes.
                db::Transaction first = bench.pool.begin();
                const Claim made = claim(first, kNow, proof, bench.demanded, 7, "cause 0", kLater);
                ids[0] = made.payment.id;
                std::atomic<bool> started = false;
                std::thread second([&] {
                    outcomes[1] = refusal([&] {
                        bench.pool.transact([&](db::Transaction& tx) {
                            tx.exec("SELECT 1");
                            started = true;
                            const Claim other = claim(tx, kNow, proof, bench.demanded, 7,
                                                      sameCause ? "cause 0" : "cause 1", kLater);
                            ids[1] = other.isFirst ? "a second payment" : other.payment.id;
                        });
                    });
                });
                while (!started)
                    std::this_thread::yield();
                first.commit();
                second.join();
            }
            QCOMPARE(outcomes[1], sameCause ? std::string("done") : std::string("409 payment_already_used"));
            if (sameCause)
                QCOMPARE(ids[1], ids[0]);
        }
        auto tx = bench.pool.begin();
        QCOMPARE(tx.one("SELECT count(*) FROM x402_payment", {}).integer(0), std::int64_t(20));
    }

    void theSecondWaitsForTheFirst()
    {
        Bench bench;
        db::Transaction first = bench.pool.begin();
        claim(first, kNow, bench.payment(), bench.demanded, 7, "cause 0", kLater);
        bool secondIsFirst = false;
        std::thread second([&] { secondIsFirst = bench.claimed(bench.payment(), "cause 1").isFirst; });
        bench.waitForAWaiter();
        first.rollback();
        second.join();
        QVERIFY(secondIsFirst);
    }

    void settlesOnce()
    {
        Bench bench;
        const std::string id = bench.in(PaymentState::Claimed);
        bench.begin(id);
        QCOMPARE(bench.row(id).state, PaymentState::Settling);
        bench.note(id);
        QVERIFY(bench.row(id).transaction == kTransaction && bench.row(id).state == PaymentState::Settling);
        QVERIFY(!bench.saw(id, {}));
        QVERIFY(bench.row(id).transaction == kTransaction); // a look that saw nothing forgets nothing
        QVERIFY(!bench.saw(id, Bench::mined()));
        QCOMPARE(bench.row(id).state, PaymentState::Settling); // mined is not final
        QVERIFY(bench.saw(id, Bench::settled()));
        const PaymentRow row = bench.row(id);
        QVERIFY(row.state == PaymentState::Settled && row.transaction == kTransaction && row.block == 12);
        QVERIFY(!row.nextLookAt);
        QVERIFY(!bench.saw(id, Bench::settled())); // what it causes happens once
    }

    void nothingLeadsBackToSettling()
    {
        Bench bench;
        unsigned nonce = 1;
        for (const auto state : {PaymentState::Settling, PaymentState::Unknown, PaymentState::Settled,
                                 PaymentState::Failed}) {
            const std::string id = bench.in(state, nonce++);
            QCOMPARE(refusal([&] { bench.begin(id); }), std::string("409 payment_state"));
            QCOMPARE(bench.row(id).state, state);
        }
    }

    void onlyOneOfTwoSendsIt()
    {
        Bench bench;
        const std::string id = bench.in(PaymentState::Claimed);
        db::Transaction first = bench.pool.begin();
        beginSettling(first, kNow, id, kLater);
        std::string outcome;
        std::thread second([&] { outcome = refusal([&] { bench.begin(id); }); });
        bench.waitForAWaiter();
        first.commit();
        second.join();
        QCOMPARE(outcome, std::string("409 payment_state"));
    }

    void onlyOneOfTwoLooksEndsIt()
    {
        Bench bench;
        const std::string id = bench.in(PaymentState::Settling);
        db::Transaction first = bench.pool.begin();
        QVERIFY(record(first, kNow, id, Bench::settled(), kLater));
        bool endedAgain = true;
        std::thread second([&] { endedAgain = bench.saw(id, Bench::settled()); });
        bench.waitForAWaiter();
        first.commit();
        second.join();
        QVERIFY(!endedAgain); // it would have been credited twice
    }

    void unknownKeepsItsEvidence()
    {
        Bench bench;
        const std::string claimed = bench.in(PaymentState::Claimed);
        QCOMPARE(refusal([&] { bench.doubt(claimed); }), std::string("409 payment_state"));
        QCOMPARE(refusal([&] { bench.note(claimed); }), std::string("409 payment_state"));
        bench.begin(claimed);
        bench.doubt(claimed);
        QVERIFY(bench.row(claimed).state == PaymentState::Unknown && bench.row(claimed).nextLookAt == kLater);
        QCOMPARE(bench.row(claimed).reason, std::string("upstream_timeout"));
        QVERIFY(!bench.saw(claimed, Bench::mined()));
        QCOMPARE(bench.row(claimed).state, PaymentState::Unknown);
        QVERIFY(bench.saw(claimed, Bench::settled()));
        QCOMPARE(bench.row(claimed).state, PaymentState::Settled);
        QVERIFY(bench.row(claimed).reason.empty());
    }

    void lateAnswersChangeNothingThatHasEnded()
    {
        Bench bench;
        unsigned nonce = 1;
        for (const auto state : {PaymentState::Settled, PaymentState::Failed}) {
            const std::string id = bench.in(state, nonce++);
            bench.doubt(id);
            bench.note(id);
            QVERIFY(!bench.saw(id, {}));
            QVERIFY(!bench.saw(id, Bench::mined()));
            const PaymentRow row = bench.row(id);
            QVERIFY(row.state == state && !row.nextLookAt);
            QCOMPARE(row.transaction.has_value(), state == PaymentState::Settled);
        }
    }

    void endsFromEveryOpenState()
    {
        Bench bench;
        unsigned nonce = 1;
        for (const auto state : {PaymentState::Claimed, PaymentState::Settling, PaymentState::Unknown}) {
            const std::string paid = bench.in(state, nonce++);
            QVERIFY(bench.saw(paid, Bench::settled())); // a claimed one: somebody else had the signature
            QCOMPARE(bench.row(paid).state, PaymentState::Settled);
            const std::string expired = bench.in(state, nonce++);
            QVERIFY(bench.saw(expired, Bench::failed()));
            QCOMPARE(bench.row(expired).state, PaymentState::Failed);
            QCOMPARE(bench.row(expired).reason, std::string(Standing::kExpired));
        }
    }

    void aContradictionIsAnAlarm()
    {
        Bench bench;
        const std::string settled = bench.in(PaymentState::Settled, 1);
        const std::string failed = bench.in(PaymentState::Failed, 2);
        const std::string alarm = "500 payment_contradiction";
        QCOMPARE(refusal([&] { bench.saw(settled, Bench::failed()); }), alarm);
        QCOMPARE(refusal([&] { bench.saw(settled, Bench::settled(evm::keccak("another"))); }), alarm);
        QCOMPARE(refusal([&] { bench.saw(failed, Bench::settled()); }), alarm);
        QCOMPARE(refusal([&] { bench.saw(failed, Bench::failed(Standing::kCanceled)); }), alarm);
        QCOMPARE(refusal([&] { bench.saw(failed, Bench::failed()); }), std::string("done"));
        QVERIFY(bench.row(settled).state == PaymentState::Settled && bench.row(failed).state == PaymentState::Failed);
        QCOMPARE(refusal([&] { bench.saw("01900000-0000-7000-8000-000000000000", {}); }),
                 std::string("404 payment_not_found"));
    }

    void tellsWhichAreDue()
    {
        Bench bench;
        std::vector<std::string> ids;
        for (unsigned i = 0; i < 5; ++i) {
            ids.push_back(bench.in(PaymentState(i), i));
            auto tx = bench.pool.begin();
            if (i < 3)
                record(tx, kNow, ids[i], {}, kNow + std::chrono::seconds(10 - i));
            tx.commit();
        }
        const auto due = [&](int seconds, int limit) {
            auto tx = bench.pool.begin();
            std::vector<std::string> found;
            for (const PaymentRow& row : paymentsToLookUp(tx, kNow + std::chrono::seconds(seconds), limit))
                found.push_back(row.id);
            return found;
        };
        QVERIFY(due(7, 10).empty());
        QVERIFY(due(8, 10) == std::vector<std::string>({ids[2]}));
        QVERIFY(due(60, 10) == std::vector<std::string>({ids[2], ids[1], ids[0]})); // never one that has ended
        QVERIFY(due(60, 2) == std::vector<std::string>({ids[2], ids[1]}));
    }

    void commitsWithWhatItCauses()
    {
        Bench bench;
        {
            auto tx = bench.pool.begin();
            QVERIFY(claim(tx, kNow, bench.payment(), bench.demanded, 7, kCause, kLater).isFirst);
        } // rolled back: the channel could not be opened
        QVERIFY(bench.claimed(bench.payment(), "another").isFirst);
        QCOMPARE(refusal([&] { bench.claimed(bench.payment(2), ""); }).substr(0, 3), std::string("500"));
        QCOMPARE(refusal([&] { bench.claimed(bench.payment(2), std::string(201, 'c')); }).substr(0, 3),
                 std::string("500"));
    }
};

QTEST_GUILESS_MAIN(X402Payments)
#include "tst_payments.moc"
