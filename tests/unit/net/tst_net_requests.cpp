// SPDX-License-Identifier: GPL-3.0-or-later
#include "net_bench.h"

#include <QtTest>

#include <thread>

using namespace bursar::net;
using namespace bursar::net::test;

/// What well-behaved clients may expect.
class NetRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAndKeepsTheConnection()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        for (int i = 0; i < 3; ++i) {
            const Answer answer = client.ask(get("/a"));
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, "GET /a ");
        }
        QCOMPARE(bench.server->connections(), 1u);
    }

    void handsOverWhatWasAsked()
    {
        Bench bench;
        Eventually<HttpRequest> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::move(request));
            respond({});
        };
        bench.start();
        RawClient client(bench.port());
        client.ask(post("/a%20b/%C3%A9/?x=1&y=a+b%26c&x=2&empty=&bare", "body", "X-Test: one\r\nx-test: two\r\n"));
        const HttpRequest request = seen.wait();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/a%20b/%C3%A9/?x=1&y=a+b%26c&x=2&empty=&bare");
        QCOMPARE(request.path, "/a b/é");
        const std::vector<std::pair<std::string, std::string>> query{
            {"x", "1"}, {"y", "a b&c"}, {"x", "2"}, {"empty", ""}, {"bare", ""}};
        QVERIFY(request.query == query);
        QCOMPARE(request.header("x-test"), "one, two");
        QCOMPARE(request.header("absent"), "");
        QCOMPARE(request.body, "body");
        QCOMPARE(request.remoteAddress, "127.0.0.1");
        QVERIFY(!request.secure);
    }

    void acceptsTheAbsoluteFormOfATarget()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask("GET http://host:80/a?b HTTP/1.1\r\nHost: host\r\n\r\n").body, "GET /a ");
        QCOMPARE(client.ask("GET http://host HTTP/1.1\r\nHost: host\r\n\r\n").body, "GET / ");
    }

    void answersPipelinedRequestsInOrder()
    {
        Bench bench;
        std::vector<std::thread> threads;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            HttpResponse response{.body = request.path + request.body};
            if (request.path == "/slow") {
                threads.emplace_back([respond, response] {
                    std::this_thread::yield();
                    respond(response);
                });
            } else {
                respond(response);
            }
        };
        bench.start();
        RawClient client(bench.port());
        std::string all;
        std::vector<std::string> expected;
        for (int i = 0; i < 200; ++i) {
            const std::string path = i % 3 == 0 ? "/slow" : "/" + std::to_string(i);
            const std::string body = std::to_string(i);
            all += i % 2 == 0 ? post(path, body) : get(path);
            expected.push_back(path + (i % 2 == 0 ? body : std::string()));
        }
        client.send(all);
        for (const std::string& body : expected)
            QCOMPARE(client.readAnswer().body, body);
        for (std::thread& thread : threads)
            thread.join();
    }

    void answersAHalfClosedClient()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        client.send(get("/a"));
        client.shutdownSend();
        QCOMPARE(client.readAnswer().body, "GET /a ");
        QVERIFY(client.closes());
    }

    void readsRequestsThatArriveByteByByte()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        const std::string chunked = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "4;ext=1\r\nabcd\r\n2\r\nef\r\n0\r\nTrailer: x\r\n\r\n";
        for (const char c : "\r\n" + get("/a") + post("/b", "xyz") + chunked)
            client.send(std::string_view(&c, 1));
        QCOMPARE(client.readAnswer().body, "GET /a ");
        QCOMPARE(client.readAnswer().body, "POST /b xyz");
        QCOMPARE(client.readAnswer().body, "POST /c abcdef");
    }

    void readsLargeBodies_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 16'383, 16'384, 262'144, 262'145, 5'000'001, 16'777'216})
            QTest::addRow("%d bytes", size) << size;
    }
    void readsLargeBodies()
    {
        QFETCH(const int, size);
        Bench bench;
        bench.handler.bodyLimit = 16 * 1024 * 1024;
        Eventually<std::string> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::move(request.body));
            respond({});
        };
        bench.start();
        std::string body(std::size_t(size), '\0');
        for (std::size_t i = 0; i < body.size(); ++i)
            body[i] = char(i * 7 + i / 251);
        RawClient client(bench.port());
        QCOMPARE(client.ask(post("/", body)).status, 200);
        QVERIFY(seen.wait() == body);
        QCOMPARE(client.ask(post("/", body, "Content-Encoding: identity\r\n")).status, 200);
        QVERIFY(seen.wait() == body);
        const std::string zipped = gzip(body);
        QCOMPARE(client.ask(post("/", zipped, "Content-Encoding: gzip\r\n")).status, 200);
        QVERIFY(seen.wait() == body);
        std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (std::size_t at = 0; at < body.size(); at += 70'000) {
            const std::string chunk = body.substr(at, 70'000);
            chunked += QByteArray::number(qulonglong(chunk.size()), 16).toStdString() + "\r\n" + chunk + "\r\n";
        }
        QCOMPARE(client.ask(chunked + "0\r\n\r\n").status, 200);
        QVERIFY(seen.wait() == body);
    }

    void readsAGzipBodyOfSeveralMembers()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(post("/", gzip("one ") + gzip("two"), "Content-Encoding: gzip\r\n")).body, "POST / one two");
    }

    void saysContinueBeforeTheBody()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
        QCOMPARE(client.ask("xyz").body, "POST /a xyz");
    }

    void refusesInsteadOfContinuing()
    {
        Bench bench;
        bench.handler.bodyLimit = 10;
        bench.start();
        RawClient client(bench.port());
        const Answer answer = client.ask("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(answer.status, 413);
        QVERIFY(client.closes());
    }

    void answersHeadWithoutABody()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b"));
        Answer head = client.readAnswer(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("content-length"), "7");
        QCOMPARE(client.readAnswer().body, "GET /b ");
    }

    void leavesUnknownMethodsToTheHandler()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n").body, "BREW /pot ");
    }

    void speaksHttp10()
    {
        Bench bench;
        bench.start();
        {
            RawClient client(bench.port());
            Answer answer = client.ask("GET /a HTTP/1.0\r\n\r\n");
            QCOMPARE(answer.body, "GET /a ");
            QCOMPARE(answer.header("connection"), "close");
            QVERIFY(client.closes());
        }
        RawClient client(bench.port());
        QCOMPARE(client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("connection"), "keep-alive");
        QCOMPARE(client.ask(get("/b")).body, "GET /b ");
    }

    void closesWhenTheClientWantsIt()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/a", "Connection: close\r\n")).header("connection"), "close");
        QVERIFY(client.closes());
    }

    void closesAfterTheLastAllowedRequest()
    {
        Bench bench;
        bench.options.requestsPerConnectionMax = 2;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/a")).header("connection"), "");
        QCOMPARE(client.ask(get("/a")).header("connection"), "close");
        QVERIFY(client.closes());
    }

    void takesOverOrMakesARequestId_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<bool>("kept");
        QTest::newRow("plain") << QByteArray("abc-DEF_1.2") << true;
        QTest::newRow("longest") << QByteArray(128, 'a') << true;
        QTest::newRow("too long") << QByteArray(129, 'a') << false;
        QTest::newRow("space") << QByteArray("a b") << false;
        QTest::newRow("quote") << QByteArray("a\"b") << false;
        QTest::newRow("absent") << QByteArray() << false;
    }
    void takesOverOrMakesARequestId()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const bool, kept);
        Bench bench;
        Eventually<std::string> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::string(request.header("x-request-id")));
            respond({});
        };
        bench.start();
        RawClient client(bench.port());
        Answer answer = client.ask(get("/", sent.isEmpty() ? "" : "X-Request-Id: " + sent.toStdString() + "\r\n"));
        const std::string id = seen.wait();
        QCOMPARE(answer.header("x-request-id"), id);
        QCOMPARE(id == sent.toStdString(), kept);
        QVERIFY(!id.empty());
    }

    void compressesWhatPays_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("compressed");
        QTest::newRow("json") << QByteArray("application/json") << 1025 << QByteArray("gzip") << true;
        QTest::newRow("charset") << QByteArray("text/html; charset=utf-8") << 5000 << QByteArray("br, gzip;q=0.5") << true;
        QTest::newRow("large") << QByteArray("text/plain") << 300'000 << QByteArray("GZIP") << true;
        QTest::newRow("small") << QByteArray("application/json") << 1024 << QByteArray("gzip") << false;
        QTest::newRow("image") << QByteArray("image/png") << 5000 << QByteArray("gzip") << false;
        QTest::newRow("not wanted") << QByteArray("application/json") << 5000 << QByteArray("gzip;q=0, br") << false;
        QTest::newRow("not named") << QByteArray("application/json") << 5000 << QByteArray() << false;
    }
    void compressesWhatPays()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const int, size);
        QFETCH(const QByteArray, accept);
        QFETCH(const bool, compressed);
        Bench bench;
        const std::string body(std::size_t(size), 'x');
        bench.handler.onRequest = [&](HttpRequest, auto respond) {
            respond({.contentType = type.toStdString(), .body = body});
        };
        bench.start();
        RawClient client(bench.port());
        Answer answer = client.ask(get("/", accept.isEmpty() ? "" : "Accept-Encoding: " + accept.toStdString() + "\r\n"));
        QCOMPARE(answer.header("content-encoding"), compressed ? "gzip" : "");
        QVERIFY((compressed ? gunzip(answer.body) : answer.body) == body);
    }

    void setsSecurityHeadersOnEveryAnswer()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        for (const std::string& request : {get("/a"), get("/../a")}) {
            Answer answer = client.ask(request);
            QCOMPARE(answer.header("x-content-type-options"), "nosniff");
            QCOMPARE(answer.header("x-frame-options"), "DENY");
            QCOMPARE(answer.header("referrer-policy"), "no-referrer");
            QVERIFY(answer.header("date").ends_with(" GMT"));
            QVERIFY(!answer.headers.contains("strict-transport-security"));
        }
    }

    void dropsHeadersThatWouldBreakTheAnswer()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest, auto respond) {
            HttpResponse response{.body = "ok"};
            response.headers = {{"X-Good", "1"}, {"X-Bad", "a\r\nX-Injected: 1"}, {"X Bad", "1"}, {"Content-Length", "7"},
                                {"Transfer-Encoding", "chunked"}, {"X-Frame-Options", "SAMEORIGIN"}};
            respond(std::move(response));
        };
        bench.start();
        RawClient client(bench.port());
        Answer answer = client.ask(get("/"));
        QCOMPARE(answer.body, "ok");
        QCOMPARE(answer.header("x-good"), "1");
        QCOMPARE(answer.header("x-frame-options"), "SAMEORIGIN");
        QVERIFY(!answer.headers.contains("x-injected"));
        QVERIFY(!answer.headers.contains("x-bad"));
        QVERIFY(!answer.headers.contains("transfer-encoding"));
    }

    void saysWhenToTryAgain()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest request, auto respond) {
            HttpResponse response{.status = request.path == "/429" ? 429 : 503};
            if (request.path == "/own")
                response.headers.emplace_back("retry-after", "17");
            respond(std::move(response));
        };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/429")).header("retry-after"), "1");
        QCOMPARE(client.ask(get("/503")).header("retry-after"), "1");
        QCOMPARE(client.ask(get("/own")).header("retry-after"), "17");
    }

    void answersPreflightsOfKnownOrigins()
    {
        Bench bench;
        bench.options.corsOrigins = {"https://desk.example"};
        bench.start();
        RawClient client(bench.port());
        const std::string ask = "OPTIONS /a HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: POST\r\n"
                                "Access-Control-Request-Headers: authorization, x-a\r\nOrigin: ";
        Answer answer = client.ask(ask + "https://desk.example\r\n\r\n");
        QCOMPARE(answer.status, 204);
        QVERIFY(!answer.headers.contains("content-length"));
        QCOMPARE(answer.header("access-control-allow-origin"), "https://desk.example");
        QCOMPARE(answer.header("access-control-allow-headers"), "authorization, x-a");
        QVERIFY(answer.header("access-control-allow-methods").find("POST") != std::string::npos);
        QCOMPARE(answer.header("vary"), "Origin");
        answer = client.ask(ask + "https://evil.example\r\n\r\n");
        QCOMPARE(answer.status, 204);
        QVERIFY(!answer.headers.contains("access-control-allow-origin"));
        answer = client.ask(get("/a", "Origin: https://desk.example\r\n"));
        QCOMPARE(answer.header("access-control-allow-origin"), "https://desk.example");
        answer = client.ask(get("/a", "Origin: https://desk.example.evil\r\n"));
        QVERIFY(!answer.headers.contains("access-control-allow-origin"));
        QCOMPARE(client.ask("OPTIONS /a HTTP/1.1\r\nHost: a\r\n\r\n").body, "OPTIONS /a ");
        QCOMPARE(client.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
    }

    void allowsAnyOriginOnlyWhenToldSo()
    {
        Bench bench;
        bench.options.corsOrigins = {"*"};
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/a", "Origin: https://a\r\n")).header("access-control-allow-origin"), "*");
        Bench closed;
        closed.start();
        RawClient other(closed.port());
        QVERIFY(!other.ask(get("/a", "Origin: https://a\r\n")).headers.contains("access-control-allow-origin"));
    }

    void believesOnlyTrustedProxies_data()
    {
        QTest::addColumn<QByteArray>("trusted");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("client");
        const QByteArray me("127.0.0.1");
        QTest::newRow("untrusted") << QByteArray("10.0.0.0/8") << QByteArray("1.2.3.4") << me;
        QTest::newRow("one") << QByteArray("127.0.0.0/8") << QByteArray("1.2.3.4") << QByteArray("1.2.3.4");
        QTest::newRow("right-most") << me << QByteArray("6.6.6.6, 1.2.3.4") << QByteArray("1.2.3.4");
        QTest::newRow("over proxies") << QByteArray("127.0.0.1,10.0.0.0/8") << QByteArray("6.6.6.6, 1.2.3.4,10.1.1.1 , 10.2.2.2")
                                      << QByteArray("1.2.3.4");
        QTest::newRow("all trusted") << QByteArray("0.0.0.0/0") << QByteArray("1.1.1.1, 2.2.2.2") << QByteArray("1.1.1.1");
        QTest::newRow("garbage") << me << QByteArray("1.2.3.4, unknown") << me;
        QTest::newRow("IPv6") << me << QByteArray("2001:db8::7") << QByteArray("2001:db8::7");
        QTest::newRow("port") << me << QByteArray("1.2.3.4:999") << QByteArray("1.2.3.4");
        QTest::newRow("IPv6 port") << me << QByteArray("[2001:db8::7]:99") << QByteArray("2001:db8::7");
        QTest::newRow("none") << me << QByteArray() << me;
    }
    void believesOnlyTrustedProxies()
    {
        QFETCH(const QByteArray, trusted);
        QFETCH(const QByteArray, header);
        QFETCH(const QByteArray, client);
        Bench bench;
        for (const QByteArray& entry : trusted.split(','))
            bench.options.trustedProxies.push_back(entry.toStdString());
        Eventually<HttpRequest> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::move(request));
            respond({});
        };
        bench.start();
        RawClient raw(bench.port());
        raw.ask(get("/", (header.isEmpty() ? "" : "X-Forwarded-For: " + header.toStdString() + "\r\n")
                        + "X-Forwarded-Proto: https\r\nX-Forwarded-Authorization: Bearer x\r\n"));
        const HttpRequest request = seen.wait();
        QCOMPARE(request.remoteAddress, client.toStdString());
        const bool isTrusted = trusted != "10.0.0.0/8";
        QCOMPARE(request.secure, isTrusted);
        QCOMPARE(request.headers.contains("x-forwarded-authorization"), isTrusted);
    }

    void countsWithBoundedLabels()
    {
        Bench bench;
        bench.start();
        {
            RawClient client(bench.port());
            client.ask(get("/a"));
            client.ask(get("/b"));
            client.ask(get("/../c"));
            const std::string text = bench.metrics.text();
            QVERIFY(text.find("bursar_net_connections 1") != std::string::npos);
            QVERIFY(text.find("bursar_net_requests_total{status=\"2xx\"} 2") != std::string::npos);
            QVERIFY(text.find("bursar_net_requests_total{status=\"4xx\"} 1") != std::string::npos);
            QVERIFY(bench.metrics.counter("bursar_net_received_bytes_total", "").value() > 60);
            // Counted after the system has taken the bytes: the client may be faster.
            QVERIFY(eventually([&] { return bench.metrics.counter("bursar_net_sent_bytes_total", "").value() > 600; }));
        }
        QVERIFY(eventually([&] { return bench.server->connections() == 0; }));
        QVERIFY(bench.metrics.text().find("bursar_net_connections 0") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(NetRequests)
#include "tst_net_requests.moc"
