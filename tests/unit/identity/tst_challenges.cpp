// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/ethereum_wallet.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using namespace std::chrono_literals;
using identity::Challenges;
using test::EthereumWallet;
using test::refusal;

class ChallengesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::IdentityBench> m_bench;
    EthereumWallet m_wallet{"holder"};

    Challenges& challenges() { return m_bench->identity.challenges(); }
    std::string issue(const std::string& subject, const std::string& requester = "203.0.113.9")
    {
        return challenges().issue(subject, requester).challenge;
    }
    std::string prove(const std::string& challenge, const std::string& signature, const std::string& subject)
    {
        return challenges().prove(challenge, signature, {subject}).value_or("none");
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::IdentityBench>(); }
    void cleanup() { m_bench.reset(); }

    void aChallengeIs32BytesFor120Seconds()
    {
        const contract::Challenge made = challenges().issue("alpha", "");
        QCOMPARE(made.challenge.size(), std::size_t(64));
        QCOMPARE(made.expires_at, std::chrono::duration_cast<std::chrono::seconds>(
                                      m_bench->clock.now().time_since_epoch()).count() + 120);
        QVERIFY(made.message.find(made.challenge) != std::string::npos);
        QVERIFY(made.challenge != issue("alpha"));
    }

    void theSignerOfTheRawBytesIsFound()
    {
        const std::string challenge = issue("alpha");
        QCOMPARE(prove(challenge, m_wallet.signHex(challenge), "alpha"), m_wallet.address());
    }

    void theHexTextIsNotWhatIsSigned()
    {
        const std::string challenge = issue("alpha");
        QVERIFY(prove(challenge, m_wallet.sign(challenge), "alpha") != m_wallet.address());
    }

    void aChallengeWorksOnce()
    {
        const std::string challenge = issue("alpha");
        const std::string signature = m_wallet.signHex(challenge);
        QCOMPARE(prove(challenge, signature, "alpha"), m_wallet.address());
        QCOMPARE(prove(challenge, signature, "alpha"), std::string("none"));
    }

    void aFailureUsesItUp()
    {
        const std::string first = issue("alpha");
        QCOMPARE(prove(first, "0x00", "alpha"), std::string("none"));
        QCOMPARE(prove(first, m_wallet.signHex(first), "alpha"), std::string("none"));
        const std::string second = issue("alpha");
        QCOMPARE(prove(second, m_wallet.signHex(second), "beta"), std::string("none"));
        QCOMPARE(prove(second, m_wallet.signHex(second), "alpha"), std::string("none"));
    }

    void twoAtOnceDoNotBothPass()
    {
        for (int round = 0; round < 10; ++round) {
            const std::string challenge = issue("alpha", std::to_string(round));
            const std::string signature = m_wallet.signHex(challenge);
            std::atomic<int> passed = 0;
            std::vector<std::thread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back(
                    [&] { passed += prove(challenge, signature, "alpha") == m_wallet.address() ? 1 : 0; });
            for (std::thread& thread : threads)
                thread.join();
            QCOMPARE(passed.load(), 1);
        }
    }

    void itEndsAfter120Seconds()
    {
        const std::string early = issue("alpha");
        const std::string late = issue("alpha");
        m_bench->clock.advance(119s);
        QCOMPARE(prove(early, m_wallet.signHex(early), "alpha"), m_wallet.address());
        m_bench->clock.advance(1s);
        QCOMPARE(prove(late, m_wallet.signHex(late), "alpha"), std::string("none"));
    }

    void subjectsAreComparedInLowerCase()
    {
        const std::string challenge = issue(" 0xF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266 ");
        QCOMPARE(prove(challenge, m_wallet.signHex(challenge), "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"),
                 m_wallet.address());
        const std::string other = issue("alpha");
        QCOMPARE(prove("0x" + other, m_wallet.signHex(other), "ALPHA"), m_wallet.address());
    }

    void anyOfTheSubjectsWillDo()
    {
        const std::string challenge = issue("beta");
        QCOMPARE(challenges().prove(challenge, m_wallet.signHex(challenge), {"alpha", "beta"}).value_or("none"),
                 m_wallet.address());
        const std::string other = issue("beta");
        QVERIFY(!challenges().prove(other, m_wallet.signHex(other), {"alpha", ""}));
    }

    void refusesWhatWasNeverIssued()
    {
        const std::string invented = base::randomHex(32);
        QCOMPARE(prove(invented, m_wallet.signHex(invented), "alpha"), std::string("none"));
        for (const std::string& text :
             {std::string(), std::string("zz"), std::string(63, 'a'), std::string(66, 'a'),
              std::string(100'000, 'a'), std::string("' OR 1=1 --")})
            QCOMPARE(prove(text, "0x", "alpha"), std::string("none"));
    }

    void strangersCannotOverwriteOrLockOut() // D-9
    {
        const std::string mine = issue(m_wallet.address(), "198.51.100.1");
        for (int i = 0; i < Challenges::kLivePerRequesterMax; ++i)
            issue(m_wallet.address(), "203.0.113.66");
        QCOMPARE(refusal([&] { issue(m_wallet.address(), "203.0.113.66"); }),
                 std::string("429 too_many_challenges"));
        QCOMPARE(prove(mine, m_wallet.signHex(mine), m_wallet.address()), m_wallet.address());
        const std::string again = issue(m_wallet.address(), "198.51.100.1");
        QCOMPARE(prove(again, m_wallet.signHex(again), m_wallet.address()), m_wallet.address());
    }

    void fiveAreLiveAtATimeAndAllOfThemWork()
    {
        std::vector<std::string> live;
        for (int i = 0; i < 5; ++i)
            live.push_back(issue("alpha"));
        try {
            issue("alpha");
            QFAIL("a sixth was issued");
        } catch (const base::Error& error) {
            QVERIFY(error.retryAfter == std::chrono::seconds(120));
        }
        for (const std::string& challenge : live)
            QCOMPARE(prove(challenge, m_wallet.signHex(challenge), "alpha"), m_wallet.address());
        issue("alpha"); // used ones make room
    }

    void expiredOnesMakeRoomAndAreSwept()
    {
        for (int i = 0; i < 5; ++i)
            issue("alpha");
        m_bench->clock.advance(120s);
        issue("alpha");
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_challenge"), 1);
        m_bench->clock.advance(120s);
        m_bench->identity.maintain();
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_challenge"), 0);
    }

    void manyAtOnceDoNotPassTheLimit()
    {
        std::atomic<int> issued = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 5; ++i)
                    issued += refusal([&] { issue("alpha"); }) == "done" ? 1 : 0;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(issued.load(), 5);
    }

    void theTotalIsBounded()
    {
        m_bench->run("INSERT INTO identity_challenge (challenge, subject, requester, expires_at)"
                     " SELECT sha256(n::text::bytea), n::text, '', $1 FROM generate_series(1, $2::int) n",
                     {m_bench->clock.now() + 60s, Challenges::kLiveMax});
        QCOMPARE(refusal([&] { issue("alpha"); }), std::string("429 too_many_challenges"));
        m_bench->clock.advance(60s);
        QCOMPARE(refusal([&] { issue("alpha"); }), std::string("done"));
    }

    void refusesSubjectsOutOfBounds()
    {
        for (const std::string& subject : {std::string(), std::string("   "), std::string(129, 'a')})
            QCOMPARE(refusal([&] { issue(subject); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { issue(std::string(128, 'a')); }), std::string("done"));
        QCOMPARE(refusal([&] { issue("'; DROP TABLE identity_challenge; --"); }), std::string("done"));
        QCOMPARE(refusal([&] { issue("\xff\xfe"); }), std::string("400 invalid_text"));
    }
};

QTEST_GUILESS_MAIN(ChallengesTest)
#include "tst_challenges.moc"
