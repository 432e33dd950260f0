// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/partitions.h"
#include "unit/ingest/bench.h"

#include <QtTest>

#include <QTemporaryDir>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <deque>

using namespace bursar;
using namespace std::chrono_literals;
using test::IngestBench;
namespace json = boost::json;

namespace {
constexpr const char* kSecret = "S3CRET-0123456789abcdef0123456789abcdef";

/// Waits for a condition of the database; false after ten seconds.
template <class F>
bool eventually(F&& condition)
{
    for (int i = 0; i < 1000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

std::int64_t rolledUp(IngestBench& bench)
{
    db::Transaction tx = bench.pool.begin();
    return rollup::Reader(tx, bench.clock.now())
        .total({}, {bench.clock.now() - 24h * 400, bench.clock.now() + 24h}).requests;
}

/// A batch that is under way.
struct Pending {
    std::promise<contract::Outcome<contract::IngestResult>> promise;
    std::future<contract::Outcome<contract::IngestResult>> outcome = promise.get_future();
};
std::shared_ptr<Pending> begin(IngestBench& bench, const json::value& batch)
{
    auto pending = std::make_shared<Pending>();
    bench.ingest.submit(bench.agent(bench.one, "one"), batch, [pending](contract::Outcome<contract::IngestResult> outcome) {
        pending->promise.set_value(std::move(outcome));
    });
    return pending;
}

/// A socket between client and server. Once armed, it lets the next COMMIT through and cuts the line before its answer.
class CommitThief {
public:
    CommitThief(const QString& directory, const std::string& realDirectory, int port)
        : m_real(addressOf(realDirectory, port))
    {
        const sockaddr_un own = addressOf(directory.toStdString(), port);
        m_listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::bind(m_listener, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 || ::listen(m_listener, 8) != 0)
            throw std::runtime_error("cannot listen");
        m_acceptor = std::thread([this] {
            for (int client = -1; (client = ::accept(m_listener, nullptr, nullptr)) >= 0;)
                m_passing.emplace_back([this, client] { pass(client); });
        });
    }
    ~CommitThief()
    {
        m_stopping = true;
        ::shutdown(m_listener, SHUT_RDWR);
        m_acceptor.join();
        for (std::thread& passing : m_passing)
            passing.join();
        ::close(m_listener);
    }
    void arm() { m_armed = true; }
    bool stole() const { return m_stole; }

private:
    static constexpr std::string_view kCommitMessage{"Q\0\0\0\x0b" "COMMIT\0", 12};

    static sockaddr_un addressOf(const std::string& directory, int port)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = directory + "/.s.PGSQL." + std::to_string(port);
        std::memcpy(address.sun_path, path.c_str(), std::min(path.size(), sizeof address.sun_path - 1));
        return address;
    }
    void pass(int client)
    {
        const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
        bool stealing = false;
        bool open = ::connect(server, reinterpret_cast<const sockaddr*>(&m_real), sizeof m_real) == 0;
        while (open && !m_stopping) {
            std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
            ::poll(ends.data(), ends.size(), 50);
            std::array<char, 65536> bytes;
            for (int from = 0; open && from < 2; ++from) {
                if (ends[std::size_t(from)].revents == 0)
                    continue;
                const ssize_t size = ::read(ends[std::size_t(from)].fd, bytes.data(), bytes.size());
                if (from == 0 && size > 0 && std::string_view(bytes.data(), std::size_t(size)) == kCommitMessage)
                    stealing = m_armed.exchange(false);
                const bool answer = from == 1 && stealing;
                m_stole = m_stole || answer;
                open = size > 0 && !answer
                    && ::write(ends[std::size_t(1 - from)].fd, bytes.data(), std::size_t(size)) == size;
            }
        }
        ::close(client);
        ::close(server);
    }

    const sockaddr_un m_real;
    int m_listener = -1;
    std::atomic<bool> m_stopping = false, m_armed = false, m_stole = false;
    std::thread m_acceptor;
    std::deque<std::thread> m_passing; // the acceptor's, until it has ended
};

#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))
} // namespace

class TestIngest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storesABatchOnce()
    {
        IngestBench bench;
        const json::value batch = IngestBench::batchOf({bench.entry("a"), bench.entry("b", {{"statusCode", 500}}),
                                                        bench.entry("c", {{"statusCode", "x"}})});
        contract::IngestResult result = bench.send(batch);
        COMPARE_TEXT(result.status, "accepted");
        QCOMPARE(result.entries, 3);
        QCOMPARE(result.accepted, 2);
        QCOMPARE(result.duplicates, 0);
        QCOMPARE(result.rejected.at(0).index, 2);
        result = bench.send(batch);
        QCOMPARE(result.accepted, 0);
        QCOMPARE(result.duplicates, 2);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 2);
        QCOMPARE(rolledUp(bench), 2);
        COMPARE_TEXT(bench.text("SELECT error_type FROM ingest_log WHERE status = 500"), "HTTP_500");
        COMPARE_TEXT(bench.text("SELECT key_id FROM ingest_log LIMIT 1"), bench.agent(bench.one, "one").principal.keyId.c_str());
    }

    void aRequestRepeatedInOneBatchIsOneRequest()
    {
        IngestBench bench;
        const contract::IngestResult result = bench.send(IngestBench::batchOf({bench.entry("a"), bench.entry("a"), bench.entry("b")}));
        QCOMPARE(result.accepted, 2);
        QCOMPARE(result.duplicates, 1);
        QCOMPARE(rolledUp(bench), 2);
    }

    void agentsDoNotShareRequestIds()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("a")}));
        const auto other = bench.trySend(bench.agent(bench.two, "two"), IngestBench::batchOf({bench.entry("a")}));
        QCOMPARE(other->accepted, 1);
    }

    void onlyAnAgentsKeyMaySend()
    {
        IngestBench bench;
        const auto outcome = bench.trySend(bench.desk(), IngestBench::batchOf({bench.entry("a")}));
        QVERIFY(!outcome);
        COMPARE_TEXT(outcome.error().reason(), "agent_key_required");
    }

    void lateRequestsLandOnTheirOwnDay()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("late", {{"timestamp", "2026-06-12T23:59:59.5Z"}})}));
        COMPARE_TEXT(bench.text("SELECT tableoid::regclass FROM ingest_log"), "ingest_log_d20260612");
        bench.folder.foldAll();
        COMPARE_TEXT(bench.text("SELECT bucket::date FROM rollup_day WHERE dimension = 0"), "2026-06-12");
    }

    void requestsWithoutTimeAreFoundAgainForAWeek()
    {
        IngestBench bench;
        const json::value timeless = IngestBench::batchOf({bench.entry("t", {{"timestamp", nullptr}})});
        QCOMPARE(bench.send(timeless).accepted, 1);
        QCOMPARE(bench.count("SELECT flags & 1 FROM ingest_log"), 1);
        bench.clock.advance(24h);
        QCOMPARE(bench.send(timeless).duplicates, 1);
        bench.clock.advance(24h * 6);
        QCOMPARE(bench.send(timeless).duplicates, 1);
        bench.clock.advance(24h * 2);
        QCOMPARE(bench.send(timeless).accepted, 1);

        bench.send(IngestBench::batchOf({bench.entry("own")}));
        bench.clock.advance(24h);
        QCOMPARE(bench.send(IngestBench::batchOf({bench.entry("own", {{"timestamp", "nonsense"}})})).duplicates, 1);
    }

    void pingsOnlyMarkTheAgentAsConnected()
    {
        IngestBench bench;
        const json::object ping{{"requestId", "startup-ping"}, {"source", "sdk_ping"}, {"statusCode", 0}};
        QCOMPARE(bench.send(IngestBench::batchOf({ping})).accepted, 1);
        bench.clock.advance(1s);
        QCOMPARE(bench.send(IngestBench::batchOf({ping})).accepted, 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 0);
        db::Transaction tx = bench.pool.begin();
        QCOMPARE(tx.one("SELECT sdk_connected_at FROM registry_agent WHERE agent_id = 'one'", {}).time(0), bench.clock.now());
        QVERIFY(tx.one("SELECT sdk_connected_at FROM registry_agent WHERE agent_id = 'two'", {}).isNull(0));
    }

    void aTransactionIsOnePaymentHoweverOftenItIsClaimed()
    {
        IngestBench bench;
        const auto paid = [&](const char* id, const char* tx, const char* amount) {
            return bench.entry(id, {{"x402Amount", amount}, {"x402TxHash", tx}, {"x402Payer", "0xAA"}});
        };
        bench.send(IngestBench::batchOf({paid("a", "0xT1", "0.5"), paid("b", "0xT1", "0.5"), paid("c", "0xT2", "2")}));
        bench.send(IngestBench::batchOf({paid("d", "0xT1", "0.5")}));
        bench.trySend(bench.agent(bench.two, "two"), IngestBench::batchOf({paid("e", "0xT1", "0.5")}));
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_payment"), 3);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_payment WHERE agent_key = $1", {bench.one}), 2);
        db::Transaction tx = bench.pool.begin();
        rollup::Reader reader(tx, bench.clock.now());
        const rollup::Span span{bench.clock.now() - 1h, bench.clock.now() + 1h};
        QCOMPARE(reader.total({bench.one}, span).payments, 2);
        COMPARE_TEXT(reader.total({bench.one}, span).revenue.atomic(), "2500000");
        COMPARE_TEXT(reader.total({}, span).revenue.atomic(), "3000000");
        const auto states = reader.breakdown({bench.one}, span, rollup::Dimension::payment);
        COMPARE_TEXT(states.at(0).value, "unverified/USDC");
    }

    void aVersionSeenFirstLeavesADeployMarker()
    {
        IngestBench bench;
        const auto version = [&](const char* id, const char* number, const char* at) {
            return bench.entry(id, {{"agentVersion", number}, {"timestamp", at}});
        };
        bench.send(IngestBench::batchOf({version("a", "1.0", "2026-06-15T10:00:00Z"), version("b", "1.0", "2026-06-15T09:00:00Z"),
                                         version("c", "1.1", "2026-06-15T11:00:00Z")}));
        bench.send(IngestBench::batchOf({version("d", "1.0", "2026-06-15T08:00:00Z")}));
        COMPARE_TEXT(bench.text("SELECT string_agg(title || ' ' || to_char(at, 'HH24'), ', ' ORDER BY title) FROM insight_marker "
                                "WHERE kind = 'deploy' AND agent_key = $1", {bench.one}), "1.0 09, 1.1 11");
        ingest::Ingest::Row simulated{.agentKey = bench.one, .at = bench.clock.now(), .requestId = "s",
                                      .source = rollup::Source::simulator, .agentVersion = "9.9"};
        bench.ingest.write({simulated});
        QCOMPARE(bench.count("SELECT count(*) FROM insight_marker"), 2);
    }

    void whatIsSecretNeverReachesTheDisk()
    {
        IngestBench bench;
        const std::string secret = kSecret;
        const std::string payment = json::serialize(json::object{{"amount", "1"}, {"tx_hash", "0x1"}, {"signature", secret}});
        json::object headers;
        for (const char* name : {"Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "Proxy-Authorization", "PAYMENT-SIGNATURE",
                                 "X-Payment-Response", "X-Auth-Token", "X-My-Secret", "X-Session"})
            headers[name] = "Bearer " + secret;
        headers["X-Payment"] = payment;
        headers["Referer"] = "https://example.org/?access_token=" + secret;
        headers["X-Harmless"] = "kept";
        bench.send(IngestBench::batchOf({bench.entry(
            "a", {{"headers", headers},
                  {"path", "/call?api_key=" + secret + "&q=kept"},
                  {"referer", "https://user:" + secret + "@example.org/"},
                  {"requestBody", "{\"payload\":{\"signature\":\"" + secret + "\"},\"text\":\"kept\"}"},
                  {"responseBody", json::serialize(json::object{{"text", "{\"signature\":\"" + secret + "\"}"}})}})}));
        bench.folder.foldAll();
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_body WHERE headers->>'x-harmless' = 'kept' AND request_body LIKE "
                             "'%kept%' AND headers->>'authorization' = '[redacted]'"), 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_payment"), 1);
        db::Transaction tx = bench.pool.begin();
        int tables = 0;
        for (const db::Row table : tx.exec("SELECT format('%I', relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                           "'public'::regnamespace")) {
            const db::Result found = tx.exec(fmt::format("SELECT t::text FROM {} t WHERE strpos(t::text, $1) > 0",
                                                         table.text(0)), {kSecret});
            QVERIFY2(found.empty(), std::string(table.text(0)).c_str());
            ++tables;
        }
        QVERIFY(tables > 20);
    }

    void bodiesLiveAsLongAsTheirRetention()
    {
        ingest::Options options;
        options.bodyRetention = std::chrono::days(3);
        IngestBench bench(options);
        bench.ingest.maintain();
        bench.send(IngestBench::batchOf({bench.entry("a", {{"requestBody", "hello"}}),
                                         bench.entry("old", {{"requestBody", "x"}, {"timestamp", "2026-06-10T00:00:00Z"}})}));
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_body"), 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log WHERE flags & 2 <> 0"), 1);
        bench.clock.advance(24h * 3);
        bench.ingest.maintain();
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_body"), 1);
        bench.clock.advance(24h);
        bench.ingest.maintain();
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_body"), 0);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 2);
    }

    void partitionsAreDaysLatelyAndMonthsBefore()
    {
        IngestBench bench;
        bench.ingest.maintain();
        QVERIFY(bench.count("SELECT count(*) FROM pg_class WHERE relname IN ('ingest_log_d20260622', 'ingest_log_d20260607', "
                            "'ingest_body_d20260615')") == 3);
        ingest::Partitions partitions(bench.pool, bench.clock);
        const auto name = [&](const char* at) {
            return partitions.ensure(ingest::PartitionKind::log, *base::parseTime(at)).name;
        };
        COMPARE_TEXT(name("2026-03-10T12:00:00Z"), "ingest_log_d20260310");
        COMPARE_TEXT(name("2026-02-10T12:00:00Z"), "ingest_log_m202602");
        COMPARE_TEXT(name("2026-02-28T23:59:59.999999Z"), "ingest_log_m202602");
        COMPARE_TEXT(name("2015-05-17T00:00:00Z"), "ingest_log_m201505");
        bench.clock.advance(24h * 100); // March is old now, but one of its days was made when it was recent
        COMPARE_TEXT(name("2026-03-11T12:00:00Z"), "ingest_log_d20260311");
        COMPARE_TEXT(name("2026-04-11T12:00:00Z"), "ingest_log_m202604");
    }

    void serversMayRaceForAPartition()
    {
        IngestBench bench;
        std::vector<std::thread> racers;
        std::atomic<int> failures = 0;
        for (int i = 0; i < 6; ++i) {
            racers.emplace_back([&] {
                ingest::Partitions partitions(bench.pool, bench.clock);
                try {
                    for (int day = 0; day < 10; ++day)
                        partitions.ensure(ingest::PartitionKind::log, bench.clock.now() - 24h * day);
                } catch (const std::exception&) {
                    ++failures;
                }
            });
        }
        for (std::thread& racer : racers)
            racer.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(bench.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'ingest_log'::regclass"), 10);
    }

    void aFullBufferAnswersBusyAndRecovers()
    {
        ingest::Options options;
        options.queuedBatchesMax = 3;
        IngestBench bench(options);
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        std::vector<std::shared_ptr<Pending>> pending;
        {
            db::Transaction block = bench.pool.begin();
            block.exec("LOCK TABLE ingest_log_d20260615 IN SHARE MODE");
            for (int i = 0; i < 6; ++i)
                pending.push_back(begin(bench, IngestBench::batchOf({bench.entry("r" + std::to_string(i))})));
            QCOMPARE(bench.ingest.counters().queuedBatches, 3);
        }
        int stored = 0, busy = 0;
        for (const auto& one : pending) {
            const auto outcome = one->outcome.get();
            if (outcome) {
                ++stored;
                continue;
            }
            COMPARE_TEXT(outcome.error().reason(), "ingest_busy");
            QVERIFY(outcome.error().code() == base::ErrorCode::RateLimited);
            QVERIFY(outcome.error().retryAfter.has_value());
            ++busy;
        }
        QCOMPARE(stored, 3);
        QCOMPARE(busy, 3);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 4);
        QVERIFY(bench.trySend(IngestBench::batchOf({bench.entry("after")})));
    }

    void aLostConnectionFailsTheGroupAndARepetitionStoresItOnce()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        const json::value batch = IngestBench::batchOf({bench.entry("a"), bench.entry("b")});
        std::shared_ptr<Pending> pending;
        {
            db::PoolOptions other = bench.database.options();
            other.applicationName = "blocker";
            db::Pool blocker(other);
            db::Transaction block = blocker.begin();
            block.exec("LOCK TABLE ingest_log_d20260615 IN SHARE MODE");
            pending = begin(bench, batch);
            QVERIFY(eventually([&] {
                return block.exec("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                                  "wait_event_type = 'Lock'")[0].integer(0) > 0;
            }));
            bench.database.endConnections("bursar");
        }
        const auto outcome = pending->outcome.get();
        QVERIFY(!outcome);
        QVERIFY(outcome.error().code() == base::ErrorCode::Unavailable);
        QVERIFY(outcome.error().retryAfter.has_value());
        QCOMPARE(bench.send(batch).accepted, 2);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 3);
        QCOMPARE(rolledUp(bench), 3);
    }

    void aCommitThatDidNotHappenIsNotAccepted()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        bench.pool.transact([](db::Transaction& tx) {
            tx.exec("CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; "
                    "END $$; CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON rollup_delta DEFERRABLE INITIALLY DEFERRED "
                    "FOR EACH ROW EXECUTE FUNCTION wait_long()");
        });
        const std::shared_ptr<Pending> pending = begin(bench, IngestBench::batchOf({bench.entry("a"), bench.entry("b")}));
        db::PoolOptions other = bench.database.options();
        other.applicationName = "watcher";
        db::Pool watcher(other);
        QVERIFY(eventually([&] {
            db::Transaction tx = watcher.begin(db::Mode::ReadOnly);
            return tx.exec("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
                           "AND wait_event = 'PgSleep'")[0].integer(0) > 0;
        }));
        const auto outcome = pending->outcome.get();
        QVERIFY(!outcome);
        QVERIFY(outcome.error().code() == base::ErrorCode::Unavailable);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 1);
        QCOMPARE(rolledUp(bench), 1);
    }

    void aCommitWhoseAnswerWasLostIsFoundAndAccepted()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        QTemporaryDir directory;
        std::string socket;
        int port = 0;
        {
            db::Transaction tx = bench.pool.begin();
            socket = tx.one("SHOW unix_socket_directories", {}).string(0);
            port = int(tx.one("SELECT current_setting('port')::int", {}).integer(0));
        }
        CommitThief thief(directory.path(), socket, port);
        db::PoolOptions stolen = bench.database.options();
        stolen.connection += " host=" + directory.path().toStdString();
        db::Pool pool(stolen);
        ingest::Ingest ingest(pool, bench.metrics, bench.clock, {});
        ingest.start();
        const auto submit = [&](const char* id) {
            std::promise<contract::Outcome<contract::IngestResult>> promise;
            ingest.submit(bench.agent(bench.one, "one"), IngestBench::batchOf({bench.entry(id), bench.entry("first")}),
                          [&promise](auto outcome) { promise.set_value(std::move(outcome)); });
            return promise.get_future().get();
        };
        QVERIFY(bool(submit("a"))); // partitions are known now: the next COMMIT is that of the requests
        thief.arm();
        const auto outcome = submit("b");
        QVERIFY(thief.stole());
        QVERIFY(bool(outcome));
        QCOMPARE(outcome->accepted, 1);
        QCOMPARE(outcome->duplicates, 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 3);
        QCOMPARE(rolledUp(bench), 3);
        ingest.stop();
    }

    void oneBadBatchDoesNotTakeOthersWithIt()
    {
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        ingest::Ingest::Row bad{.agentKey = bench.one, .at = bench.clock.now(), .requestId = "bad"};
        bad.keyId = "no uuid";
        std::future<bool> refused;
        std::shared_ptr<Pending> good;
        {
            db::Transaction block = bench.pool.begin();
            block.exec("LOCK TABLE ingest_log_d20260615 IN SHARE MODE");
            const auto waiting = begin(bench, IngestBench::batchOf({bench.entry("wait")})); // the next two are taken together
            refused = std::async(std::launch::async, [&] {
                try {
                    bench.ingest.write({bad});
                } catch (const base::Error&) {
                    return true;
                }
                return false;
            });
            good = begin(bench, IngestBench::batchOf({bench.entry("good")}));
            QVERIFY(eventually([&] { return bench.ingest.counters().queuedBatches == 2; }));
        }
        QVERIFY(refused.get());
        QCOMPARE(good->outcome.get()->accepted, 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 3);
    }

    void stoppingFinishesWhatWasAccepted()
    {
        IngestBench bench;
        std::vector<std::shared_ptr<Pending>> pending;
        for (int i = 0; i < 50; ++i)
            pending.push_back(begin(bench, IngestBench::batchOf({bench.entry("r" + std::to_string(i))})));
        bench.ingest.stop();
        for (const auto& one : pending)
            QVERIFY(bool(one->outcome.get()));
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 50);
        QVERIFY(!bench.trySend(IngestBench::batchOf({bench.entry("late")})));
        bench.ingest.start();
        QVERIFY(bool(bench.trySend(IngestBench::batchOf({bench.entry("late")}))));
    }

    void tellsOfNewRequestsAfterTheCommit()
    {
        std::mutex mutex;
        std::map<std::int64_t, std::int64_t> told;
        ingest::Options options;
        options.committed = [&](std::int64_t agent, std::int64_t rows, base::Time) {
            const std::lock_guard lock(mutex);
            told[agent] += rows;
            throw std::runtime_error("a listener's fault is not the sender's");
        };
        IngestBench bench(options);
        bench.send(IngestBench::batchOf({bench.entry("a"), bench.entry("b")}));
        bench.send(IngestBench::batchOf({bench.entry("a"), bench.entry("c")}));
        bench.ingest.stop();
        QCOMPARE(told[bench.one], 3);
        QCOMPARE(bench.ingest.counters().rowsTotal, 3);
        QVERIFY(bench.metrics.text().find("bursar_ingest_rows_total 3") != std::string::npos);
        QVERIFY(bench.metrics.text().find("bursar_ingest_duplicates_total 1") != std::string::npos);
    }

    void placesAreFilledInFromTheAddress()
    {
        ingest::Options options;
        options.geoipPath = std::string(BURSAR_TEST_DATA) + "/geo/test-city.mmdb";
        IngestBench bench(options);
        bench.send(IngestBench::batchOf({bench.entry("a", {{"ipAddress", "::ffff:203.0.113.5"}}),
                                         bench.entry("b", {{"ipAddress", "203.0.113.5"}, {"country", "FR"}})}));
        COMPARE_TEXT(bench.text("SELECT string_agg(ip || country || coalesce(city, '-'), ' ' ORDER BY request_id) FROM ingest_log"),
                     "203.0.113.5KRSeoul 203.0.113.5FR-");
        options.geoipPath = "/nonexistent";
        QVERIFY_EXCEPTION_THROWN(ingest::Ingest(bench.pool, bench.metrics, bench.clock, options), base::Error);
    }

    void madeRowsKeepTheirTimeAtAnyAge()
    {
        IngestBench bench;
        std::vector<ingest::Ingest::Row> rows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].agentKey = bench.one;
            rows[i].at = *base::parseTime("2019-02-03T04:05:06Z") + std::chrono::days(i * 200);
            rows[i].requestId = "made" + std::to_string(i);
            rows[i].source = rollup::Source::simulator;
            rows[i].path = "caf\xe9";
        }
        QCOMPARE(bench.ingest.write(rows), std::size_t(3));
        QCOMPARE(bench.ingest.write(rows), std::size_t(0));
        QCOMPARE(bench.count("SELECT count(DISTINCT tableoid) FROM ingest_log"), 3);
        QVERIFY_EXCEPTION_THROWN(bench.ingest.write(std::vector<ingest::Ingest::Row>(20'001)), base::Error);
    }
};

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
