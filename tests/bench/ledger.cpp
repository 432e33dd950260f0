// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers of the ledger against pgbench's TPC-B and against a commit of one row, on the same cluster.
#include "audit/sealer.h"
#include "base/worker_pool.h"
#include "bench/cluster.h"
#include "bench/settings.h"
#include "db/migrations.h"
#include "ledger/ledger.h"
#include "ledger/reader.h"

#include <fmt/format.h>

#include <QProcess>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>
#include <semaphore>
#include <stdexcept>
#include <thread>

namespace bursar::bench {

using namespace std::chrono;
using ledger::AccountId;
using ledger::Ledger;

namespace {
constexpr std::size_t kAccounts = 100'000;
constexpr int kCallers = 4;         // threads
constexpr int kInFlight = 4'000;    // transfers that each of them leaves unanswered at most
constexpr seconds kBurst{10};
constexpr minutes kDerivedWithin{3};
constexpr int kSingle = 1'000;      // transfers of the one caller
constexpr int kPgbenchScale = 20;
constexpr int kClients[]{1, 4, 8, 16, 32};
constexpr double kBurstMin = 25, kSustainedMin = 8, kSingleMax = 1.5, kSealedMin = 0.95;
constexpr milliseconds kSealEvery{800}; // as the engine does

/// Zipf with exponent 1.0: account i is drawn in proportion to 1 / (i + 1).
class Zipf {
public:
    explicit Zipf(std::size_t count)
    {
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            m_upTo.push_back(sum += 1.0 / double(i + 1));
    }
    template <class R>
    std::size_t operator()(R& random) const
    {
        const double at = std::uniform_real_distribution<double>(0, m_upTo.back())(random);
        return std::size_t(std::lower_bound(m_upTo.begin(), m_upTo.end(), at) - m_upTo.begin());
    }

private:
    std::vector<double> m_upTo;
};

std::string pgbenchPath()
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql")) {
        if (std::filesystem::exists(entry.path() / "bin/pgbench"))
            found.push_back(entry.path() / "bin/pgbench");
    }
    if (found.empty())
        throw std::runtime_error("pgbench is not installed (package postgresql)");
    return std::max_element(found.begin(), found.end())->string();
}

QByteArray pgbench(const std::string& connection, QStringList arguments)
{
    QProcess process;
    arguments << QString::fromStdString(connection);
    process.start(QString::fromStdString(pgbenchPath()), arguments);
    if (!process.waitForFinished(300'000) || process.exitCode() != 0)
        throw std::runtime_error("pgbench failed: " + process.readAllStandardError().toStdString());
    return process.readAllStandardOutput();
}

double tpcb(const std::string& connection, int clients)
{
    const QByteArray out = pgbench(connection, {QStringLiteral("-n"), QStringLiteral("-M"), QStringLiteral("prepared"),
                                                QStringLiteral("-T"), QStringLiteral("4"), QStringLiteral("-c"),
                                                QString::number(clients), QStringLiteral("-j"),
                                                QString::number(std::min(clients, 2))});
    const auto at = out.indexOf("tps = ");
    if (at < 0)
        throw std::runtime_error("pgbench said nothing about its rate");
    return std::strtod(out.constData() + at + 6, nullptr);
}

/// A ledger with funded accounts on a cluster of its own.
class Bench {
public:
    explicit Bench(const std::filesystem::path& folder)
        : m_cluster({.directory = makeFolder(folder)}),
          pool({.connection = m_cluster.connection(), .statementTimeout = milliseconds(0)}),
          sealer(pool, m_key, m_clock, std::string(ledger::kJournalLog), ledger::journalEntries()),
          ledger(pool, m_cluster.connection(), m_metrics, m_clock, options())
    {
        db::migrate(m_cluster.connection());
        ledger.start();
        m_world = open("world", {.mayBeNegative = true});
        std::counting_semaphore<> room(kInFlight);
        accounts.resize(kAccounts);
        for (std::size_t i = 0; i < kAccounts; ++i) {
            room.acquire();
            ledger.post({fmt::format("open:{}", i), {}, {}, ledger::OpenAccount{{fmt::format("a{}", i), "USDC", "balance"}, {}}},
                        [this, i, &room](contract::Outcome<ledger::Answer> outcome) {
                            accounts[i] = std::get<ledger::Accepted>(*outcome).id;
                            room.release();
                        });
        }
        for (int i = 0; i < kInFlight; ++i)
            room.acquire();
        for (std::size_t i = 0; i < kAccounts; i += 60) {
            ledger::Transfer fund;
            for (std::size_t n = i; n < std::min(kAccounts, i + 60); ++n)
                fund.postings.push_back({accounts[n], base::SignedAmount(1'000'000'000)});
            fund.postings.push_back({m_world, base::SignedAmount(-1'000'000'000 * std::int64_t(fund.postings.size()))});
            ledger.postAndWait({fmt::format("fund:{}", i), {}, {}, fund});
        }
        derive();
    }

    AccountId open(const std::string& owner, ledger::Rules rules)
    {
        return std::get<ledger::Accepted>(ledger.postAndWait({"open:" + owner, {}, {}, ledger::OpenAccount{{owner, "USDC", "balance"}, rules}})).id;
    }
    void derive()
    {
        if (!ledger.waitUntilDerived(kDerivedWithin))
            throw std::runtime_error("the tables for reading did not follow");
    }
    std::string connection() const { return m_cluster.connection(); }

    /// Seconds that batches took so far, and how many there were.
    struct Batches {
        double decided = 0, durable = 0, count = 0;
    };
    Batches batches() const
    {
        const std::string text = m_metrics.text();
        const auto value = [&text](const std::string& name) {
            const std::size_t at = text.find("\n" + name + " ");
            return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + name.size() + 2, nullptr);
        };
        return {value("bursar_ledger_decide_seconds_sum"), value("bursar_ledger_commit_seconds_sum"),
                value("bursar_ledger_commit_seconds_count")};
    }

    /// Seals what there is, and from then on as the engine does, until the ticker ends.
    std::unique_ptr<base::Ticker> startSealing()
    {
        while (sealer.seal()) { }
        m_sealing = true;
        return std::make_unique<base::Ticker>("seal", kSealEvery, [this] { sealer.seal(); });
    }
    void stopSealing() { m_sealing = false; }

private:
    ledger::Options options()
    {
        ledger::Options out;
        out.committed = [this](ledger::JournalId first, std::vector<std::string> entries) {
            if (m_sealing)
                sealer.offer(std::uint64_t(ledger::number(first) - 1), std::move(entries));
        };
        return out;
    }

    base::Metrics m_metrics;
    base::SystemClock m_clock;
    crypto::Ed25519Key m_key = crypto::Ed25519Key::generate();
    db::PrivateCluster m_cluster;
    AccountId m_world{};
    std::atomic<bool> m_sealing = false;

public:
    db::Pool pool;
    audit::Sealer sealer;
    Ledger ledger;
    std::vector<AccountId> accounts;
};

struct Burst {
    double durablePerSecond = 0, sustainedPerSecond = 0;
    std::string problem;
};

Burst burst(Bench& bench, const Zipf& zipf, int round)
{
    std::atomic<std::int64_t> accepted = 0, others = 0;
    std::atomic<bool> over = false;
    const auto start = steady_clock::now();
    std::vector<std::thread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
        callers.emplace_back([&, caller] {
            std::mt19937_64 random(unsigned(round * 100 + caller));
            std::counting_semaphore<> room(kInFlight);
            for (std::int64_t n = 0; !over; ++n) {
                const std::size_t from = zipf(random);
                std::size_t to = zipf(random);
                if (to == from)
                    to = (to + 1) % kAccounts;
                room.acquire();
                bench.ledger.post({fmt::format("{}:{}:{}", round, caller, n), {}, {},
                                   ledger::Transfer{{{bench.accounts[from], base::SignedAmount(-3)}, {bench.accounts[to], base::SignedAmount(3)}}}},
                                  [&](contract::Outcome<ledger::Answer> outcome) {
                                      (outcome && std::holds_alternative<ledger::Accepted>(*outcome) ? accepted : others)++;
                                      room.release();
                                  });
            }
            for (int i = 0; i < kInFlight; ++i)
                room.acquire();
        });
    }
    std::this_thread::sleep_for(kBurst);
    Burst result;
    result.durablePerSecond = double(accepted) / secondsSince(start);
    over = true;
    for (std::thread& caller : callers)
        caller.join();
    bench.derive();
    result.sustainedPerSecond = double(accepted) / secondsSince(start);
    if (others > 0)
        result.problem = fmt::format("{} transfers were not accepted", others.load());
    return result;
}

/// Medians in ms: a transfer of one caller who waits, and a commit of one row, by turns.
std::pair<double, double> oneCaller(Bench& bench, int round)
{
    {
        db::Transaction tx = bench.pool.begin();
        tx.exec("CREATE TABLE IF NOT EXISTS one_row (id bigint PRIMARY KEY, entry text)");
        tx.commit();
    }
    std::vector<double> ours, theirs;
    for (int i = 0; i < kSingle; ++i) {
        auto start = steady_clock::now();
        bench.ledger.postAndWait({fmt::format("one:{}:{}", round, i), {}, {},
                                  ledger::Transfer{{{bench.accounts[1], base::SignedAmount(-1)}, {bench.accounts[2], base::SignedAmount(1)}}}});
        ours.push_back(secondsSince(start) * 1000);
        start = steady_clock::now();
        db::Transaction tx = bench.pool.begin();
        tx.exec("INSERT INTO one_row VALUES ($1, $2)", {round * kSingle + i, std::string(200, 'x')});
        tx.commit();
        theirs.push_back(secondsSince(start) * 1000);
    }
    return {percentile(ours, 0.5), percentile(theirs, 0.5)};
}
} // namespace

Report benchLedger(const Settings& settings)
{
    Bench bench(settings.directory / "ledger");
    const Zipf zipf(kAccounts);
    pgbench(bench.connection(), {QStringLiteral("-i"), QStringLiteral("-q"), QStringLiteral("-s"), QString::number(kPgbenchScale)});
    int best = 1;
    for (double rate = 0; const int clients : kClients) {
        progress(fmt::format("pgbench with {} clients", clients));
        if (const double now = tpcb(bench.connection(), clients); now > rate) {
            rate = now;
            best = clients;
        }
    }
    std::vector<double> durable, sustained, base, durableRatio, sustainedRatio, single, row, singleRatio, sealed, sealedRatio, decideMs, durableMs;
    std::string problem;
    for (int round = 0; round < settings.runs.value_or(3); ++round) {
        progress(fmt::format("round {}: transfers of {} callers for {} s", round + 1, kCallers, kBurst.count()));
        const double rate = tpcb(bench.connection(), best);
        const Bench::Batches before = bench.batches();
        const Burst done = burst(bench, zipf, round);
        const Bench::Batches after = bench.batches();
        decideMs.push_back((after.decided - before.decided) / (after.count - before.count) * 1000);
        durableMs.push_back((after.durable - before.durable) / (after.count - before.count) * 1000);
        problem += done.problem;
        durable.push_back(done.durablePerSecond);
        sustained.push_back(done.sustainedPerSecond);
        base.push_back(rate);
        durableRatio.push_back(done.durablePerSecond / rate);
        sustainedRatio.push_back(done.sustainedPerSecond / rate);
        progress(fmt::format("round {}: the same, sealed", round + 1));
        auto sealing = bench.startSealing();
        const Burst withSeals = burst(bench, zipf, 1000 + round);
        bench.stopSealing();
        sealing.reset();
        problem += withSeals.problem;
        sealed.push_back(withSeals.durablePerSecond);
        sealedRatio.push_back(withSeals.durablePerSecond / done.durablePerSecond);
        const auto [ours, theirs] = oneCaller(bench, round);
        single.push_back(ours);
        row.push_back(theirs);
        singleRatio.push_back(ours / theirs);
    }
    const std::string tpcbName = fmt::format("pgbench TPC-B, {} clients", best);
    Report report;
    report.figures.push_back({.name = "ledger, durable transfers over 10 s", .value = spreadOf(durable), .unit = "/s",
                              .baseline = spreadOf(base), .baselineName = tpcbName, .ratio = spreadOf(durableRatio),
                              .target = Target{Sense::atLeast, kBurstMin, "×"},
                              .note = fmt::format("{} threads, at most {} unanswered each, Zipf 1.0 over {} accounts", kCallers, kInFlight, kAccounts),
                              .problem = problem});
    report.figures.push_back({.name = "ledger, a batch of the burst: deciding", .value = spreadOf(decideMs), .unit = "ms", .baseline = {},
                              .baselineName = {}, .ratio = {}, .target = {}, .note = "mean of a round, in memory", .problem = {}});
    report.figures.push_back({.name = "ledger, a batch of the burst: making it durable", .value = spreadOf(durableMs), .unit = "ms",
                              .baseline = {}, .baselineName = {}, .ratio = {}, .target = {},
                              .note = "mean of a round, COPY and COMMIT with fsync", .problem = {}});
    report.figures.push_back({.name = "ledger, until the tables for reading have caught up", .value = spreadOf(sustained),
                              .unit = "/s", .baseline = spreadOf(base), .baselineName = tpcbName,
                              .ratio = spreadOf(sustainedRatio), .target = Target{Sense::atLeast, kSustainedMin, "×"},
                              .note = {}, .problem = problem});
    report.figures.push_back({.name = "ledger, durable transfers while the journal is sealed", .value = spreadOf(sealed),
                              .unit = "/s", .baseline = spreadOf(durable), .baselineName = "the same without seals",
                              .ratio = spreadOf(sealedRatio), .target = Target{Sense::atLeast, kSealedMin, "×"},
                              .note = fmt::format("a head every {} ms", kSealEvery.count()), .problem = problem});
    report.figures.push_back({.name = "ledger, one caller, p50", .value = spreadOf(single), .unit = "ms",
                              .baseline = spreadOf(row), .baselineName = "a transaction of one INSERT",
                              .ratio = spreadOf(singleRatio), .target = Target{Sense::atMost, kSingleMax, "×"},
                              .note = "from the call until it is answered, threads included", .problem = {}});
    return report;
}

} // namespace bursar::bench
