// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers, a hostile chain, crashes anywhere: whatever happens, each intent's effect happens at most
// once, and every intent ends. One seed repeats one history.
#include "base/log.h"
#include "bench.h"

#include <QtTest>

#include <random>

using namespace bursar;
using namespace bursar::transactions;
using namespace bursar::transactions::test;

namespace {
constexpr unsigned kSeeds = 300;
constexpr std::uint64_t kGwei = SimulatedChain::kGwei;
constexpr unsigned kConfirmations = 4;
constexpr unsigned kRoundsOfChaos = 25;
constexpr unsigned kRoundsToEnd = 400;

/// The server is gone, in the middle of whatever it did.
struct Crash {};

/// A server may die whenever it looks at the clock: that is also in the middle of transactions.
class DeadlyClock final : public base::Clock {
public:
    bursar::test::FakeClock time;
    std::function<void()> onLook;

    base::Time now() const override
    {
        if (onLook)
            onLook();
        return time.now();
    }
};

class World {
public:
    World(db::Pool& pool, std::uint64_t chainId, unsigned seed)
        : m_pool(pool), m_random(seed), m_prefix(std::to_string(chainId) + "-"), m_chain(account(), chainId)
    {
        m_options.finality = {.confirmations = kConfirmations};
        m_options.feeMax = Amount(400 * kGwei) * 60'000;
        m_options.inFlightMax = 3;
        m_clock.onLook = [this] { maybeCrash(600); };
        m_chain.beforeCall = [this](const char*) { trouble(); };
        m_chain.afterCall = [this](const char*) { trouble(); };
        m_chain.onSend = [this](const SignedTransaction& sent) { return answer(sent); };
        m_chain.onEstimate = [](const CallRequest& request) -> std::optional<GasEstimate> {
            if (!request.data.ends_with("refused"))
                return std::nullopt;
            return GasEstimate{0, Rejection{RejectionClass::Permanent, "execution reverted", Revert::fromData("")}};
        };
        m_chain.reverts = [](const SignedTransaction& sent) { return sent.transaction.data.ends_with("reverts"); };
    }

    /// Empty, or what is wrong.
    std::string run()
    {
        unsigned made = 0;
        const unsigned wanted = 1 + below(6);
        for (unsigned round = 0; round < kRoundsOfChaos; ++round) {
            while (made < wanted && below(3) == 0)
                enqueue(made++);
            m_clock.time.advance(std::chrono::milliseconds(below(20) ? below(8'000) : below(900'000)));
            for (unsigned events = below(4); events > 0; --events)
                happen();
            step(below(2));
        }
        while (made < wanted)
            enqueue(made++);
        return end();
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }
    bool oneIn(unsigned n) { return m_isChaos && below(n) == 0; }

    void maybeCrash(unsigned n)
    {
        if (m_depth > 0 && oneIn(n))
            throw Crash{};
    }

    void enqueue(unsigned number)
    {
        static constexpr std::array kKinds{"works", "works", "works", "reverts", "refused", "poison"};
        const std::string key = m_prefix + std::to_string(number) + " " + kKinds[below(kKinds.size())];
        m_keys.push_back(key);
        Sender& sender = server(0);
        m_pool.transact([&](db::Transaction& tx) { sender.enqueue(tx, Bench::intent(key)); });
    }

    Sender& server(unsigned which)
    {
        auto& found = m_servers[which];
        if (!found)
            found = std::make_unique<Sender>(m_pool, m_chain, *crypto::PrivateKey::fromHex(kKey), m_metrics, m_clock,
                                             m_options);
        return *found;
    }

    void step(unsigned which)
    {
        Sender& sender = server(which);
        ++m_depth;
        try {
            sender.step();
            --m_depth;
        } catch (const Crash&) {
            --m_depth;
            m_dead = which;
        }
        if (m_depth == 0) // a server that is asleep in the middle of the other's step may not go from under it
            m_servers[m_dead].reset();
    }

    /// Around each call to a node.
    void trouble()
    {
        m_chain.lag = oneIn(6) ? below(kConfirmations) : 0;
        maybeCrash(60);
        if (oneIn(60))
            throw base::Error(base::ErrorCode::Unavailable, "chain_unavailable", "no node answers");
        if (oneIn(60))
            throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "a node is confused");
        if (m_depth == 1 && oneIn(20))
            step(below(2)); // the same server's other process, or the other's
        if (oneIn(25))
            happen();
    }

    SendOutcome answer(const SignedTransaction& sent)
    {
        if (sent.transaction.data.ends_with("poison") && !oneIn(10))
            return says("exceeds block gas limit");
        if (oneIn(12))
            return SendOutcome{}; // nobody got it
        if (oneIn(25))
            return {SendOutcome::State::Accepted, {}, false}; // a lie
        if (oneIn(40))
            return says("replacement transaction underpriced");
        const SendOutcome outcome = m_chain.take(sent);
        if (oneIn(12))
            return SendOutcome{}; // and its answer is lost
        if (oneIn(60))
            return says("intrinsic gas too low"); // it errs, and has taken it
        return outcome;
    }
    static SendOutcome says(const char* text)
    {
        return {SendOutcome::State::Rejected, Rejection{classifyRejection(text), text, {}}, false};
    }

    /// To the chain, without us.
    void happen()
    {
        switch (below(9)) {
        case 0:
        case 1:
        case 2: return m_chain.mine(1 + below(2));
        case 3:
            if (m_chain.head() > kConfirmations)
                m_chain.reorganise(1 + below(kConfirmations - 1), below(2) ? SimulatedChain::Orphans::ReturnToPool
                                                                           : SimulatedChain::Orphans::AreForgotten);
            return;
        case 4:
            if (!m_chain.pool().empty())
                m_chain.drop(std::next(m_chain.pool().begin(), below(unsigned(m_chain.pool().size())))->second.hash);
            return;
        case 5:
            if (below(2) == 0)
                m_chain.put(fromOutside(m_chain.chainId(), m_chain.count() + below(3),
                                        {Amount((25 + below(60)) * kGwei), Amount((100 + below(400)) * kGwei)}));
            return;
        default: m_chain.baseFee = Amount((5 + below(below(10) ? 40 : 300)) * kGwei);
        }
    }

    /// No more trouble: everything has to come to its end.
    std::string end()
    {
        m_isChaos = false;
        m_chain.baseFee = Amount(5 * kGwei);
        for (unsigned round = 0; round < kRoundsToEnd; ++round) {
            m_chain.mine();
            m_clock.time.advance(std::chrono::seconds(20));
            step(0);
            if (unfinished().empty())
                return check();
        }
        return "does not end: " + unfinished();
    }

    std::string unfinished()
    {
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
        std::string found;
        for (const std::string& key : m_keys) {
            const Status status = server(0).find(tx, key).value();
            if (!isFinal(status.state))
                found += key + " is " + std::string(stateWord(status.state)) + " " + status.reason + "; ";
        }
        const auto open = tx.one("SELECT count(*) FROM transactions_nonce WHERE chain_id = $1 AND state NOT "
                                 "IN "
                                 "('final', 'lost')",
                                 {m_chain.chainId()});
        return open.integer(0) == 0 ? found : found + open.string(0) + " nonces are open";
    }

    std::string check()
    {
        std::map<std::string, std::vector<SignedTransaction>> effects;
        for (const SignedTransaction& mined : m_chain.mined())
            effects[mined.transaction.data].push_back(mined);
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
        for (const std::string& key : m_keys) {
            const Status status = server(0).find(tx, key).value();
            const bool mined = status.state == State::Succeeded || status.state == State::Reverted;
            const auto& seen = effects["call " + key];
            if (seen.size() != (mined ? 1u : 0u))
                return key + " ended " + std::string(stateWord(status.state)) + " and was mined "
                    + std::to_string(seen.size()) + " times";
            if (mined && (status.hash != seen[0].hash || status.mined->succeeded == key.ends_with("reverts")))
                return key + " has another's receipt";
            if (status.state == State::Refused && !key.ends_with("refused"))
                return key + " was refused";
        }
        return checkSent();
    }

    std::string checkSent()
    {
        std::map<std::uint64_t, SignedTransaction> first;
        for (const SignedTransaction& sent : m_chain.sent) {
            const Transaction& now = sent.transaction;
            if (now.fees.maxFeePerGas * now.gasLimit > m_options.feeMax)
                return "may cost more than the limit";
            if (now.nonce >= m_chain.count())
                return "nonce " + std::to_string(now.nonce) + " is behind a gap";
            if (now.to == account())
                continue; // a filler
            const Transaction& before = first.emplace(now.nonce, sent).first->second.transaction;
            if (before.to != now.to || before.value != now.value || before.data != now.data
                || before.gasLimit != now.gasLimit)
                return "nonce " + std::to_string(now.nonce) + " was signed for two things";
        }
        return {};
    }

    db::Pool& m_pool;
    std::mt19937_64 m_random;
    const std::string m_prefix;
    SimulatedChain m_chain;
    DeadlyClock m_clock;
    base::Metrics m_metrics;
    Options m_options = quick();
    std::array<std::unique_ptr<Sender>, 2> m_servers;
    std::vector<std::string> m_keys;
    bool m_isChaos = true;
    unsigned m_depth = 0;
    unsigned m_dead = 0;
};
} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIntentEndsAndHappensAtMostOnce()
    {
        const char* given = std::getenv("BURSAR_TEST_SEED");
        const unsigned first = given ? unsigned(std::strtoul(given, nullptr, 10)) : std::random_device{}();
        const unsigned seeds = given ? 1 : kSeeds;
        qInfo("BURSAR_TEST_SEED=%u and the %u after it", first, seeds - 1);
        base::setLogLevel(base::LogLevel::Error);
        bursar::test::TestDatabase database;
        db::Pool pool(database.options());
        for (unsigned i = 0; i < seeds; ++i) {
            const std::string wrong = World(pool, 1000 + i, first + i).run();
            QVERIFY2(wrong.empty(), qPrintable(QString("BURSAR_TEST_SEED=%1: %2").arg(first + i).arg(wrong.c_str())));
        }
        if (given)
            return;
        // So many histories have seen everything that can happen.
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        for (const char* rows : {"intent WHERE state = 'succeeded'", "intent WHERE state = 'reverted'",
                                 "intent WHERE state = 'refused'", "intent WHERE state = 'failed'",
                                 "nonce WHERE state = 'lost'", "nonce WHERE intent IS NULL",
                                 "attempt WHERE ordinal > 0 AND NOT filler", "attempt WHERE ordinal > 0 AND "
                                                                             "filler"}) {
            const auto seen = tx.one(std::string("SELECT count(*) FROM transactions_") + rows, {}).integer(0);
            qInfo("%lld %s", static_cast<long long>(seen), rows);
            QVERIFY2(seen > 0, rows);
        }
    }
};

QTEST_GUILESS_MAIN(SimulationTest)
#include "tst_simulation.moc"
