// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "net_bench.h"

#include <QtTest>

#include <sys/resource.h>
#include <thread>

using namespace bursar;
using namespace bursar::net;
using namespace bursar::net::test;

/// Deadlines, limits on connections, late answers, start and stop.
class NetLifecycle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closesASilentConnection()
    {
        Bench bench;
        bench.options.headerTimeout = 1s;
        bench.start();
        RawClient client(bench.port());
        QVERIFY(client.closes());
    }

    void endsASlowLoris_data()
    {
        QTest::addColumn<bool>("first");
        QTest::newRow("with the first request") << true;
        QTest::newRow("with the second request") << false;
    }
    void endsASlowLoris()
    {
        QFETCH(const bool, first);
        Bench bench;
        bench.options.headerTimeout = 1s;
        bench.start();
        RawClient client(bench.port());
        if (!first)
            QCOMPARE(client.ask(get("/a")).status, 200);
        client.send("GET / HTTP/1.1\r\nHost: a\r\n");
        std::atomic<bool> over{false};
        std::thread drip([&] { // keeps sending: progress must not buy time
            while (!over && client.trySend("X-A: b\r\n"))
                std::this_thread::sleep_for(50ms);
        });
        Answer answer;
        try {
            answer = client.readAnswer();
        } catch (const std::exception&) {
        }
        over = true;
        drip.join();
        QCOMPARE(answer.status, 408);
        QVERIFY(client.closes());
    }

    void endsASlowBody()
    {
        Bench bench;
        bench.options.bodyTimeout = 1s;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc").status, 408);
        QVERIFY(client.closes());
    }

    void closesAnIdleConnectionQuietly()
    {
        Bench bench;
        bench.options.idleTimeout = 1s;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/a")).status, 200);
        QVERIFY(client.closes());
    }

    void dropsAClientThatDoesNotRead()
    {
        Bench bench;
        bench.options.writeTimeout = 1s;
        bench.options.idleTimeout = 600s;
        bench.handler.onRequest = [](HttpRequest, auto respond) {
            respond({.contentType = "application/octet-stream", .body = std::string(64 * 1024 * 1024, 'x')});
        };
        bench.start();
        RawClient client(bench.port());
        client.send(get("/"));
        QVERIFY(eventually([&] { return bench.server->connections() == 1; }));
        QVERIFY(eventually([&] { return bench.server->connections() == 0; }));
    }

    void answersForAHandlerThatTakesTooLong()
    {
        Bench bench;
        bench.options.handlerTimeout = 1s;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            if (request.path == "/slow")
                held.set(respond);
            else
                respond({.body = "fast"});
        };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/slow")).status, 504);
        held.wait()({.body = "late"});
        QCOMPARE(client.ask(get("/fast")).body, "fast"); // the late answer goes nowhere
    }

    void givesALateAnswerToNoOtherRequest()
    {
        Bench bench;
        bench.options.handlerTimeout = 1s;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest, auto respond) { held.set(respond); };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/one")).status, 504);
        const auto late = held.wait();
        client.send(get("/two"));
        const auto second = held.wait();
        late({.body = "answer to one"}); // while the second request is waiting for its own
        second({.body = "answer to two"});
        QCOMPARE(client.readAnswer().body, "answer to two");
    }

    void answersForAHandlerThatForgets()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest, auto) { };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/")).status, 500);
        QCOMPARE(client.ask(get("/")).status, 500);
    }

    void answersForAHandlerThatThrows()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest request, auto) {
            if (request.path == "/error") {
                base::Error error(base::ErrorCode::RateLimited, "slow_down", "too many calls");
                error.retryAfter = 9s;
                throw error;
            }
            throw std::runtime_error("secret detail");
        };
        bench.start();
        RawClient client(bench.port());
        Answer answer = client.ask(get("/error"));
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.header("retry-after"), "9");
        QVERIFY(answer.body.find("slow_down") != std::string::npos);
        answer = client.ask(get("/other"));
        QCOMPARE(answer.status, 500);
        QVERIFY(answer.body.find("secret") == std::string::npos);
    }

    void usesOnlyTheFirstAnswer()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest, auto respond) {
            respond({.body = "one"});
            respond({.body = "two"});
        };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/")).body, "one");
        QCOMPARE(client.ask(get("/")).body, "one");
    }

    void refusesStatusesThatAreNone()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest request, auto respond) {
            respond({.status = std::stoi(request.path.substr(1))});
        };
        bench.start();
        RawClient client(bench.port());
        for (const char* target : {"/0", "/100", "/101", "/600", "/99999"})
            QCOMPARE(client.ask(get(target)).status, 500);
        QCOMPARE(client.ask(get("/299")).status, 299);
    }

    void survivesAClientThatLeavesWhileItsRequestRuns()
    {
        Bench bench;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            if (request.path == "/hold")
                held.set(respond);
            else
                respond({});
        };
        bench.start();
        for (int i = 0; i < 20; ++i) {
            RawClient client(bench.port());
            client.send(get("/hold"));
            const auto respond = held.wait();
            if (i % 2 == 0)
                client.reset();
            respond({.body = std::string(100'000, 'x')});
        }
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/")).status, 200);
        QVERIFY(eventually([&] { return bench.server->connections() == 1; }));
    }

    void answersFromManyThreadsAtOnce()
    {
        Bench bench;
        bench.options.threads = 2;
        std::mutex mutex;
        std::vector<std::pair<std::string, RequestHandler::Respond>> waiting;
        std::atomic<bool> over{false};
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            const std::lock_guard lock(mutex);
            waiting.emplace_back(request.path, respond);
        };
        bench.start();
        std::vector<std::thread> workers;
        for (int i = 0; i < 3; ++i) {
            workers.emplace_back([&] {
                while (!over) {
                    std::unique_lock lock(mutex);
                    if (waiting.empty()) {
                        lock.unlock();
                        std::this_thread::yield();
                        continue;
                    }
                    auto [path, respond] = std::move(waiting.back());
                    waiting.pop_back();
                    lock.unlock();
                    respond({.body = path});
                }
            });
        }
        std::atomic<int> right{0};
        std::vector<std::thread> clients;
        for (int c = 0; c < 8; ++c) {
            clients.emplace_back([&, c] {
                RawClient client(bench.port());
                for (int i = 0; i < 100; ++i) {
                    const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
                    right += client.ask(get(path)).body == path;
                }
            });
        }
        for (std::thread& client : clients)
            client.join();
        over = true;
        for (std::thread& worker : workers)
            worker.join();
        QCOMPARE(right.load(), 800);
    }

    void tellsWhyItHasNoPlaceForAConnection()
    {
        Bench bench;
        bench.options.connectionsMax = 2;
        bench.start();
        {
            RawClient a(bench.port());
            RawClient b(bench.port());
            QCOMPARE(a.ask(get("/a")).status, 200);
            QCOMPARE(b.ask(get("/a")).status, 200);
            RawClient c(bench.port());
            Answer answer = c.readAnswer();
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.headers.contains("retry-after"));
            QVERIFY(c.closes());
            QCOMPARE(a.ask(get("/a")).status, 200);
        }
        QVERIFY(eventually([&] { return bench.server->connections() == 0; }));
        RawClient d(bench.port());
        QCOMPARE(d.ask(get("/a")).status, 200);
    }

    void limitsTheConnectionsOfOneAddress()
    {
        Bench bench;
        bench.options.connectionsPerAddressMax = 2;
        bench.start();
        RawClient a(bench.port());
        QCOMPARE(a.ask(get("/a")).status, 200);
        {
            RawClient b(bench.port());
            QCOMPARE(b.ask(get("/a")).status, 200);
            RawClient c(bench.port());
            Answer answer = c.readAnswer();
            QCOMPARE(answer.status, 429);
            QVERIFY(answer.headers.contains("retry-after"));
        }
        QVERIFY(eventually([&] { return bench.server->connections() == 1; }));
        RawClient d(bench.port());
        QCOMPARE(d.ask(get("/a")).status, 200);
        QCOMPARE(bench.metrics.counter("bursar_net_refused_connections_total", "").value(), 1.0);
    }

    void holdsManyIdleConnectionsInLittleMemory()
    {
        constexpr std::size_t kConnections = 5'000;
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        QVERIFY2(limit.rlim_cur > 2 * kConnections + 100, "this test needs descriptors for both ends");
        Bench bench;
        bench.options.headerTimeout = 600s;
        bench.start();
        const auto residentKiB = [] {
            QFile file(QStringLiteral("/proc/self/statm"));
            return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLong() * 4 : 0L;
        };
        std::vector<std::unique_ptr<RawClient>> clients;
        clients.reserve(kConnections);
        clients.push_back(std::make_unique<RawClient>(bench.port()));
        clients.back()->ask(get("/a"));
        const long before = residentKiB();
        while (clients.size() < kConnections) {
            clients.push_back(std::make_unique<RawClient>(bench.port()));
            clients.back()->ask(get("/a"));
        }
        const long grown = residentKiB() - before;
        qInfo("%ld KiB for %zu connections, both ends", grown, kConnections);
        QCOMPARE(bench.server->connections(), kConnections);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr long kKiBMax = 16; // with the sanitizer's own records
#else
        constexpr long kKiBMax = 2;
#endif
        QVERIFY(grown < kKiBMax * long(kConnections));
        QCOMPARE(clients.front()->ask(get("/a")).status, 200);
    }

    void takesTheNextFreePort()
    {
        Bench first;
        first.start();
        Bench second;
        second.options.port = first.port();
        second.options.portAttempts = 20;
        second.start();
        QVERIFY(second.port() > first.port());
        QCOMPARE(second.server->url(), "http://127.0.0.1:" + std::to_string(second.port()));
        Bench third;
        third.options.port = first.port();
        third.options.portAttempts = 1;
        try {
            third.start();
            QFAIL("the port was taken");
        } catch (const base::Error& error) {
            QVERIFY(error.code() == base::ErrorCode::Conflict);
            QCOMPARE(error.reason(), "address_in_use");
        }
    }

    void listensOnIpv6()
    {
        Bench bench;
        bench.options.host = "::";
        bench.start();
        QCOMPARE(bench.server->url(), "http://[::1]:" + std::to_string(bench.port()));
        RawClient client(bench.port()); // over IPv4, which "::" includes
        QCOMPARE(client.ask(get("/a")).status, 200);
    }

    void letsARunningRequestFinishWhenItStops()
    {
        Bench bench;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest, auto respond) { held.set(respond); };
        bench.start();
        RawClient idle(bench.port());
        RawClient busy(bench.port());
        busy.send(get("/a"));
        const auto respond = held.wait();
        const unsigned short port = bench.port();
        std::thread stopper([&] { bench.server->stop(kPatience); });
        QVERIFY(idle.closes());
        bool refused = false;
        try {
            RawClient late(port);
            refused = late.closes();
        } catch (const std::exception&) {
            refused = true;
        }
        respond({.body = "done"});
        Answer answer = busy.readAnswer();
        stopper.join();
        QVERIFY(refused);
        QCOMPARE(answer.body, "done");
        QCOMPARE(answer.header("connection"), "close");
        QCOMPARE(bench.server->connections(), 0u);
    }

    void doesNotWaitForEverAndIgnoresLateAnswers()
    {
        Eventually<RequestHandler::Respond> held;
        RequestHandler::Respond respond;
        {
            Bench bench;
            bench.handler.onRequest = [&](HttpRequest, auto r) { held.set(r); };
            bench.start();
            RawClient client(bench.port());
            client.send(get("/a"));
            respond = held.wait();
            bench.server->stop(50ms);
            QVERIFY(client.closes());
            respond({.body = "after stop"});
        }
        respond({.body = "after everything"});
        respond = nullptr;
    }

    void stopsTwiceAndWithoutStart()
    {
        Bench bench;
        bench.start();
        bench.server->stop(0ms);
        bench.server->stop(0ms);
        HttpServer never(bench.options, bench.handler, bench.metrics);
        never.stop(0ms);
    }
};

QTEST_GUILESS_MAIN(NetLifecycle)
#include "tst_net_lifecycle.moc"
