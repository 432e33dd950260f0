// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers, clients, strangers, a hostile chain, crashes anywhere: whatever happens, no credit is without cover, every
// participant is paid once what it holds, and everything ends. One seed repeats one history.
#include "../ledger/ledger_bench.h"
#include "../registry/bench.h"
#include "../transactions/bench.h"
#include "../x402/bench.h"
#include "base/log.h"
#include "channels/database_engine.h"
#include "channels/escrow.h"
#include "channels/impl/escrow_contract.h"
#include "escrow_model.h"

#include <QtTest>

#include <future>
#include <random>

using namespace bursar;
using namespace bursar::test;
using transactions::test::SimulatedChain;

namespace {
constexpr unsigned kSeeds = 100;
constexpr unsigned kConfirmations = 4;
constexpr unsigned kRoundsOfChaos = 30;
constexpr unsigned kRoundsToEnd = 600;
constexpr std::uint64_t kGwei = SimulatedChain::kGwei;
constexpr std::uint64_t kPayerFunds = 1'000'000'000;

/// The server is gone, in the middle of whatever it did.
struct Crash {};

/// A server may die whenever it looks at the clock: that is also in the middle of transactions.
class DeadlyClock final : public base::Clock {
public:
    FakeClock time;
    std::function<void()> onLook;

    base::Time now() const override
    {
        if (onLook)
            onLook();
        return time.now();
    }
};

/// What all histories share: one database and one ledger, as servers do.
struct Ground : RegistryBench {
    LedgerServer server{database};
    ledger::Reader journal{pool, server.ledger, std::string(32, 'k')};
};

class World {
public:
    World(Ground& ground, std::uint64_t chainId, unsigned seed)
        : m_ground(ground), m_random(seed), m_prefix(std::to_string(chainId) + "-"),
          m_chain(transactions::test::account(), chainId, addressOf(settlerKey()), [this] { return seconds(); })
    {
        m_options.finality = {.confirmations = kConfirmations};
        m_options.feeMax = Amount(400 * kGwei) * 60'000;
        m_options.inFlightMax = 6;
        for (const unsigned payer : {0u, 1u, 2u})
            m_chain.mint(addressOf(payerKey(payer)), kPayerFunds);
        m_chain.mine(kConfirmations);
        m_clock.onLook = [this] { maybeCrash(250); };
        m_chain.beforeCall = [this](const char*) { trouble(); };
        m_chain.afterCall = [this](const char*) { trouble(); };
        m_chain.onSend = [this](const evm::SignedTransaction& sent) { return answer(sent); };
        m_chain.onEstimate = [this, honest = m_chain.onEstimate](const evm::CallRequest& request) -> std::optional<evm::GasEstimate> {
            if (oneIn(15)) // a node that is wrong
                return evm::GasEstimate{0, evm::Rejection{evm::RejectionClass::Permanent, "execution reverted", evm::Revert::fromData("")}};
            return honest(request);
        };
        m_chain.reverts = [this, honest = m_chain.reverts](const evm::SignedTransaction& mined) {
            return oneIn(15) || honest(mined); // out of gas
        };
    }

    /// Empty, or what is wrong.
    std::string run()
    {
        for (unsigned round = 0; round < kRoundsOfChaos; ++round) {
            for (unsigned acts = below(4); acts > 0; --acts)
                act();
            m_clock.time.advance(std::chrono::milliseconds(below(20) ? below(12'000) : below(400'000)));
            for (unsigned events = below(4); events > 0; --events)
                happen();
            step(below(2));
            if (std::string wrong = checkCover(); !wrong.empty())
                return wrong;
        }
        return end();
    }

private:
    /// One process.
    struct Server {
        base::Metrics metrics;
        transactions::Sender sender;
        channels::Escrow escrow;
        channels::DatabaseEngine engine;

        explicit Server(World& world)
            : sender(world.m_ground.pool, world.m_chain, *crypto::PrivateKey::fromHex(transactions::test::kKey), metrics,
                     world.m_clock, world.m_options),
              escrow(world.m_ground.pool, world.m_chain, sender, settlerKey(), world.m_http, world.m_clock,
                     {world.m_chain.chainId(), EscrowModel::contract(), world.m_options.finality, {}, {}}),
              engine(world.m_ground.pool, world.m_ground.server.ledger, world.m_ground.journal, world.m_ground.registry, &escrow,
                     metrics, world.m_clock, {.paymentWait = std::chrono::milliseconds(0), .paymentThreads = 0})
        {
        }
    };
    /// A channel as its clients know it: who should end up with how much.
    struct Known {
        std::string id;
        std::vector<std::string> participants;
        std::map<std::string, std::int64_t> moved; // by transactions, less what was sent
    };

    static crypto::PrivateKey settlerKey() { return *crypto::PrivateKey::fromHex(std::string(63, '0') + "7"); }
    static crypto::PrivateKey payerKey(unsigned payer) { return *crypto::PrivateKey::fromHex(std::string(63, '1') + char('1' + payer)); }
    static evm::Address addressOf(const crypto::PrivateKey& key) { return *evm::Address::fromHex(key.address()); }
    std::uint64_t seconds() const
    {
        return std::uint64_t(std::chrono::duration_cast<std::chrono::seconds>(m_clock.time.now().time_since_epoch()).count());
    }
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }
    bool oneIn(unsigned n) { return m_isChaos && below(n) == 0; }
    void maybeCrash(unsigned n)
    {
        if (m_depth > 0 && oneIn(n))
            throw Crash{};
    }
    contract::Context desk() { return m_ground.operatorContext(); }

    /// Work of one process; false when it died of it. A process that is in the middle of something is left alone.
    bool on(unsigned which, const std::function<void(Server&)>& work)
    {
        if (m_inside[which])
            return false;
        auto& server = m_servers[which];
        if (!server)
            server = std::make_unique<Server>(*this);
        m_inside[which] = true;
        ++m_depth;
        bool lived = true;
        try {
            work(*server);
        } catch (const Crash&) {
            lived = false;
        } catch (const base::Error& error) {
            m_refusals.insert(error.reason());
        }
        --m_depth;
        m_inside[which] = false;
        if (!lived)
            server.reset();
        return lived;
    }
    void step(unsigned which)
    {
        on(which, [&](Server& server) {
            server.sender.step();
            server.engine.sweep();
        });
    }

    // Clients. -------------------------------------------------------------------------------------------------------

    void act()
    {
        if (m_channels.empty() || (m_channels.size() < 3 && below(6) == 0))
            return open();
        Known& known = m_channels[below(unsigned(m_channels.size()))];
        switch (below(14)) {
        case 0:
        case 1: return topUp(known);
        case 2: return exit(known);
        case 3: return close(known);
        case 4:
        case 5: return milestone(known);
        default: return transact(known);
        }
    }

    x402::Requirement demanded(std::int64_t credits) const
    {
        x402::Requirement out;
        out.chainId = m_chain.chainId();
        out.token = {EscrowModel::token(), "USDC", 6, "USDC", "2"};
        out.amount = Amount(std::uint64_t(credits) * 1000);
        out.payTo = EscrowModel::contract();
        return out;
    }
    template <class Input> Input paid(Input input, std::int64_t credits)
    {
        const crypto::PrivateKey payer = payerKey(below(3));
        const x402::Requirement requirement = demanded(credits);
        x402::Payment payment = x402::test::paymentOf(x402::Version::V2, requirement, payer, 0);
        payment.authorization.nonce = evm::keccak(m_prefix + std::to_string(++m_nonces));
        payment.authorization.validBefore = Amount(seconds() + 20 + below(800));
        x402::test::sign(payment, requirement, payer);
        m_offered = payment.authorization;
        input.payment_signature = crypto::toBase64(json::serialize(x402::paymentJson(payment, requirement)));
        return input;
    }

    /// From then on strangers may have seen it.
    void noteClaim()
    {
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        if (!tx.exec("SELECT 1 FROM x402_payment WHERE nonce = $1", {m_offered.nonce.hex()}).empty())
            m_authorizations.push_back(m_offered);
    }

    void open()
    {
        contract::CreateChannelInput input;
        const unsigned people = 2 + below(2);
        std::vector<std::string> names;
        for (unsigned i = 0; i < people; ++i)
            names.push_back(EthereumWallet(m_prefix + std::to_string(m_nonces) + " " + std::to_string(i)).address());
        for (unsigned i = 0; i < people; ++i)
            input.participants.emplace_back(json::object{{"agent_id", names[i]}, {"role", i == 0 ? "client" : "provider"}});
        const std::int64_t credits = 100 + below(1000);
        input.credits = credits;
        if (below(2))
            input.milestones = {{"m", std::int64_t(1 + below(30)), {}, {}}};
        const contract::CreateChannelInput whole = paid(input, credits);
        on(below(2), [&](Server& server) { server.engine.createChannel(desk(), whole, [](auto) {}); });
        noteClaim();
        // Whatever became of the answer: the channel is there, or it is not.
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        const db::Result found = tx.exec("SELECT channel_id FROM channels_participant WHERE participant = $1", {names[0]});
        if (!found.empty())
            m_channels.push_back({found[0].string(0), names, {}});
    }
    void topUp(Known& known)
    {
        const std::int64_t credits = 1 + below(200);
        const auto input = paid(contract::TopUpChannel::Input{known.id, somebody(known), credits, {}, {}, {}}, credits);
        on(below(2), [&](Server& server) { server.engine.topupCredits(desk(), input, [](auto) {}); });
        noteClaim();
    }
    const std::string& somebody(const Known& known) { return known.participants[below(unsigned(known.participants.size()))]; }

    /// Until it is known whether it happened: the reference makes a repeat harmless.
    void transact(Known& known)
    {
        const std::string from = somebody(known), to = somebody(known);
        const std::int64_t amount = 1 + below(below(5) ? 40 : 400);
        contract::SendTransaction::Input input{known.id, from, to, amount, {}, m_prefix + std::to_string(++m_nonces), {}};
        for (int attempt = 0; attempt < 20; ++attempt) {
            bool isKnown = false;
            on(below(2), [&](Server& server) {
                auto promise = std::make_shared<std::promise<bool>>();
                auto answer = promise->get_future();
                try {
                    server.engine.sendTransaction(desk(), input, [promise](const auto& outcome) { promise->set_value(bool(outcome)); });
                } catch (const base::Error&) {
                    isKnown = true; // refused before anything
                    throw;
                }
                isKnown = true;
                if (answer.get()) {
                    known.moved[from] -= amount;
                    known.moved[to] += amount;
                }
            });
            if (isKnown)
                return;
        }
    }
    void exit(Known& known)
    {
        on(below(2), [&](Server& server) { server.engine.exitParticipant(desk(), {known.id, somebody(known), {}}); });
    }
    void close(Known& known)
    {
        on(below(2), [&](Server& server) { server.engine.closeChannel(desk(), {known.id, {}, {}}); });
    }
    void milestone(Known& known)
    {
        const unsigned what = below(4);
        on(below(2), [&](Server& server) {
            if (what < 2)
                server.engine.completeMilestone(desk(), {known.id, "m", {}});
            else
                server.engine.approveMilestone(desk(), {known.id, "m", what == 2, {}});
        });
    }

    // Troubles. ------------------------------------------------------------------------------------------------------

    /// Around each call to a node.
    void trouble()
    {
        m_chain.lag = oneIn(6) ? below(kConfirmations) : 0;
        maybeCrash(120);
        if (oneIn(80))
            throw base::Error(base::ErrorCode::Unavailable, "chain_unavailable", "no node answers");
        if (oneIn(80))
            throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "a node is confused");
        if (m_depth == 1 && oneIn(20))
            step(m_inside[0] ? 1 : 0); // the other server, meanwhile
        if (oneIn(30))
            happen();
    }
    std::optional<evm::SendOutcome> answer(const evm::SignedTransaction& sent)
    {
        if (oneIn(12))
            return evm::SendOutcome{}; // nobody got it
        if (oneIn(25))
            return evm::SendOutcome{evm::SendOutcome::State::Accepted, {}, false}; // a lie
        const evm::SendOutcome outcome = m_chain.take(sent);
        if (oneIn(12))
            return evm::SendOutcome{}; // and its answer is lost
        return outcome;
    }
    /// To the chain, without us.
    void happen()
    {
        switch (below(10)) {
        case 0:
        case 1:
        case 2: return m_chain.mine(1 + below(2));
        case 3:
            if (m_chain.head() > 2 * kConfirmations)
                m_chain.reorganise(1 + below(kConfirmations - 1), below(2) ? SimulatedChain::Orphans::ReturnToPool
                                                                           : SimulatedChain::Orphans::AreForgotten);
            return;
        case 4:
            if (!m_chain.pool().empty())
                m_chain.drop(std::next(m_chain.pool().begin(), below(unsigned(m_chain.pool().size())))->second.hash);
            return;
        case 5:
        case 6:
            if (!m_authorizations.empty())
                m_chain.carryOut(m_authorizations[below(unsigned(m_authorizations.size()))]);
            return;
        case 7:
            if (!m_authorizations.empty() && below(3) == 0)
                m_chain.cancel(m_authorizations[below(unsigned(m_authorizations.size()))]);
            return;
        default: m_chain.baseFee = Amount((5 + below(40)) * kGwei);
        }
    }

    // What has to hold. ----------------------------------------------------------------------------------------------

    /// At any moment: what was credited is final on the chain.
    std::string checkCover()
    {
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        const auto& channels = m_chain.final(kConfirmations).channels;
        for (const db::Row row : tx.exec("SELECT c.id, c.deposited, (SELECT coalesce(sum(amount), 0) FROM channels_deposit d "
                                         "WHERE d.channel_id = c.id AND d.state IN ('final', 'credited')) "
                                         "FROM channels_channel c WHERE c.chain_id = $1", {m_chain.chainId()})) {
            const auto found = channels.find(channels::escrow_contract::idOf(row.text(0)));
            const Amount cover(found == channels.end() ? std::uint64_t(0) : found->second.deposited);
            if (cover < row.amount(1) || cover < row.amount(2))
                return row.string(0) + " has credits without cover";
        }
        return {};
    }

    /// No more trouble: everything has to come to its end.
    std::string end()
    {
        m_isChaos = false;
        m_chain.baseFee = Amount(5 * kGwei);
        for (unsigned round = 0; round < kRoundsToEnd; ++round) {
            m_chain.mine();
            m_clock.time.advance(std::chrono::seconds(20));
            step(round % 2);
            bool open = false;
            for (Known& known : m_channels) {
                const std::string state = stateOf(known.id);
                open = open || (state != "settled" && state != "failed");
                if (state != "active")
                    continue;
                on(0, [&](Server& server) { server.engine.approveMilestone(desk(), {known.id, "m", true, {}}); });
                close(known);
            }
            if (!open)
                return check();
        }
        return "does not end: " + unfinished();
    }
    std::string stateOf(const std::string& id)
    {
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        return tx.one("SELECT state FROM channels_channel WHERE id = $1", {id}).string(0);
    }
    std::string unfinished()
    {
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        std::string out;
        for (const Known& known : m_channels) {
            out += known.id + " is " + tx.one("SELECT state FROM channels_channel WHERE id = $1", {known.id}).string(0) + ": ";
            for (const db::Row row : tx.exec("SELECT kind || ' ' || state || ' ' || coalesce(call, '-') || ' ' || coalesce(reason, '') FROM "
                                             "(SELECT kind, state, call, reason, channel_id FROM channels_deposit UNION ALL "
                                             "SELECT kind, state, call, reason, channel_id FROM channels_payout) x WHERE channel_id = $1", {known.id}))
                out += row.string(0) + "; ";
        }
        return out;
    }

    std::string check()
    {
        if (std::string wrong = checkCover(); !wrong.empty())
            return wrong;
        const EscrowModel::State& chain = m_chain.now();
        const auto held = chain.usdc.find(EscrowModel::contract());
        if (chain.accounted != 0 || (held != chain.usdc.end() && held->second != 0))
            return "the contract still holds money";
        for (const Known& known : m_channels) {
            if (std::string wrong = check(known, chain); !wrong.empty())
                return known.id + " " + wrong;
        }
        return {};
    }
    std::string check(const Known& known, const EscrowModel::State& chain)
    {
        const auto found = chain.channels.find(channels::escrow_contract::idOf(known.id));
        if (stateOf(known.id) == "failed")
            return found == chain.channels.end() ? "" : "failed, and holds money";
        if (found == chain.channels.end() || found->second.state != EscrowModel::Channel::State::Settled)
            return "settled here and not there";
        const EscrowModel::Channel& channel = found->second;
        std::map<std::string, std::int64_t> due = known.moved;
        db::Transaction tx = m_ground.pool.begin(db::Mode::ReadOnly);
        for (const db::Row row : tx.exec("SELECT participant, share FROM channels_participant WHERE channel_id = $1", {known.id}))
            due[row.string(0)] += row.integer(1);
        for (const db::Row row : tx.exec("SELECT participant, (amount / 1000)::bigint FROM channels_deposit "
                                         "WHERE channel_id = $1 AND kind = 'topup' AND state = 'credited'", {known.id}))
            due[row.string(0)] += row.integer(1);
        for (const db::Row row : tx.exec("SELECT client, provider, credits FROM channels_milestone WHERE channel_id = $1 "
                                         "AND state = 'approved'", {known.id})) {
            due[row.string(0)] -= row.integer(2);
            due[row.string(1)] += row.integer(2);
        }
        std::uint64_t sum = 0;
        for (const auto& [who, credits] : due) {
            const auto paid = channel.paid.find(*evm::Address::fromHex(who));
            const std::uint64_t units = paid == channel.paid.end() ? 0 : paid->second;
            if (units != std::uint64_t(credits) * 1000)
                return "paid " + who + " " + std::to_string(units) + " for " + std::to_string(credits) + " credits";
            sum += units;
        }
        if (sum != channel.deposited || channel.remaining != 0)
            return "paid another sum than was deposited";
        return checkStatements(tx, known, channel);
    }
    /// One statement for a sequence, and no call with anything else was ever signed.
    std::string checkStatements(db::Transaction& tx, const Known& known, const EscrowModel::Channel& channel)
    {
        static const evm::abi::Function settle("settle(bytes32,address[],uint256[],bytes)");
        static const evm::abi::Function exit("exitParticipant(bytes32,address,uint256,bytes)");
        std::set<std::string> calls;
        for (const evm::SignedTransaction& sent : m_chain.sent) {
            for (const auto& arguments : {settle.decode(sent.transaction.data), exit.decode(sent.transaction.data)}) {
                if (arguments && arguments->at(0).hash() == channels::escrow_contract::idOf(known.id))
                    calls.insert(sent.transaction.data);
            }
        }
        const auto row = tx.one("SELECT count(DISTINCT sequence), count(*) FROM channels_payout WHERE channel_id = $1 "
                                "AND statement IS NOT NULL", {known.id});
        if (calls.size() != channel.sequence || std::uint64_t(row.integer(0)) != channel.sequence
            || std::uint64_t(row.integer(1)) != channel.sequence)
            return "has signed " + std::to_string(calls.size()) + " statements for " + std::to_string(channel.sequence);
        return {};
    }

    Ground& m_ground;
    std::mt19937_64 m_random;
    const std::string m_prefix;
    DeadlyClock m_clock;
    EscrowModel m_chain;
    net::HttpClient m_http;
    transactions::Options m_options = transactions::test::quick();
    std::array<std::unique_ptr<Server>, 2> m_servers;
    std::array<bool, 2> m_inside{};
    std::vector<Known> m_channels;
    evm::TransferWithAuthorization m_offered;
    std::vector<evm::TransferWithAuthorization> m_authorizations;
    std::set<std::string> m_refusals;
    unsigned m_nonces = 0;
    bool m_isChaos = true;
    unsigned m_depth = 0;
};
} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCreditIsCoveredAndPaidOnce()
    {
        const char* given = std::getenv("BURSAR_TEST_SEED");
        const unsigned first = given ? unsigned(std::strtoul(given, nullptr, 10)) : std::random_device{}();
        const unsigned seeds = given ? 1 : kSeeds;
        qInfo("BURSAR_TEST_SEED=%u and the %u after it", first, seeds - 1);
        base::setLogLevel(base::LogLevel::Error);
        Ground ground;
        for (unsigned i = 0; i < seeds; ++i) {
            const std::string wrong = World(ground, 1000 + i, first + i).run();
            QVERIFY2(wrong.empty(), qPrintable(QString("BURSAR_TEST_SEED=%1: %2").arg(first + i).arg(wrong.c_str())));
        }
        ground.server.ledger.waitUntilDerived(std::chrono::seconds(30));
        const auto faults = ground.journal.check().faults;
        QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().c_str());
        if (given)
            return;
        // So many histories have seen everything that can happen.
        for (const char* rows : {"channel WHERE state = 'settled'", "channel WHERE state = 'failed'",
                                 "deposit WHERE kind = 'topup' AND state = 'credited'", "deposit WHERE state = 'failed'",
                                 "deposit WHERE call LIKE 'assign:%' AND state = 'credited'", "deposit WHERE call LIKE '%:2'",
                                 "payout WHERE kind = 'exit' AND state = 'done' AND statement IS NOT NULL",
                                 "payout WHERE call LIKE '%:2'", "milestone WHERE state = 'approved'",
                                 "milestone WHERE state = 'rejected'"}) {
            const auto seen = ground.count(std::string("SELECT count(*) FROM channels_") + rows);
            qInfo("%lld %s", static_cast<long long>(seen), rows);
            QVERIFY2(seen > 0, rows);
        }
    }
};

QTEST_GUILESS_MAIN(SimulationTest)
#include "tst_simulation.moc"
