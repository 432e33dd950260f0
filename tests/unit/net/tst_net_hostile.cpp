// SPDX-License-Identifier: GPL-3.0-or-later
#include "net_bench.h"

#include <QtTest>

#include <boost/json.hpp>

using namespace bursar::net;
using namespace bursar::net::test;

namespace json = boost::json;
Q_DECLARE_METATYPE(std::string)

/// What the server does to requests that are malformed, oversized or meant to harm.
class NetHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesMalformedRequestsAndCloses_data()
    {
        QTest::addColumn<std::string>("request");
        QTest::addColumn<int>("status");
        const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
        const std::string body = "POST / HTTP/1.1\r\nHost: a\r\n";
        const auto row = [](const char* name, std::string request, int status = 400) {
            QTest::newRow(name) << request << status;
        };
        row("not HTTP", "\x16\x03\x01\x02");
        row("binary", std::string("\0\0\0\0", 4));
        row("bare LF", "GET / HTTP/1.1\nHost: a\n\n");
        row("LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n");
        row("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n");
        row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("version 2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
        row("version 0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505);
        row("no version", "GET /\r\n\r\n");
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", head + "Host: b\r\n\r\n");
        row("space before the colon", head + "X-A : b\r\n\r\n");
        row("no colon", head + "X-A\r\n\r\n");
        row("empty name", head + ": b\r\n\r\n");
        row("NUL in a value", head + std::string("X-A: a\0b\r\n\r\n", 12));
        row("control in a value", head + "X-A: a\x01" "b\r\n\r\n");
        row("CR in a value", head + "X-A: a\rb\r\n\r\n");
        row("two lengths", body + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        row("list of lengths", body + "Content-Length: 1, 2\r\n\r\nab");
        row("negative length", body + "Content-Length: -1\r\n\r\n");
        row("signed length", body + "Content-Length: +1\r\n\r\na");
        row("hex length", body + "Content-Length: 0x1\r\n\r\na");
        row("huge length", body + "Content-Length: 99999999999999999999999\r\n\r\na");
        row("empty length", body + "Content-Length:\r\n\r\na");
        row("length and chunked", body + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunked and length", body + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        row("chunked twice", body + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunked, chunked", body + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
        row("gzip, chunked", body + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("chunked, identity", body + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
        row("xchunked", body + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        row("identity and length", body + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc");
        row("chunked in 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("bad chunk size", body + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n");
        row("huge chunk size", body + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nab");
        row("no line end after a chunk", body + "Transfer-Encoding: chunked\r\n\r\n2\r\nabXX0\r\n\r\n");
    }
    void refusesMalformedRequestsAndCloses()
    {
        QFETCH(const std::string, request);
        QFETCH(const int, status);
        Bench bench;
        bool called = false;
        bench.handler.onRequest = [&](HttpRequest, auto respond) {
            called = true;
            respond({});
        };
        bench.start();
        RawClient client(bench.port());
        client.send(request + get("/smuggled"));
        Answer answer = client.readAnswer();
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("connection"), "close");
        QVERIFY(client.closes());
        QVERIFY(!called);
    }

    void refusesBadTargetsAndGoesOn_data()
    {
        QTest::addColumn<std::string>("target");
        QTest::addColumn<std::string>("code");
        const auto row = [](const char* name, std::string target, const char* code = "bad_path") {
            QTest::newRow(name) << target << std::string(code);
        };
        row("dot dot", "/a/../b");
        row("dot dot at the end", "/a/..");
        row("encoded dot dot", "/a/%2e%2E/b");
        row("half-encoded dot dot", "/a/.%2e/b");
        row("dot", "/./a");
        row("empty segment", "//a");
        row("empty segment inside", "/a//b");
        row("NUL", "/a%00b");
        row("line feed", "/a%0ab");
        row("delete", "/a%7F");
        row("encoded slash", "/a%2fb");
        row("percent alone", "/a%");
        row("percent and one", "/a%2");
        row("percent and letters", "/a%zz");
        row("percent and sign", "/a%+1");
        row("overlong slash", "/a%c0%afb");
        row("overlong NUL", "/a%c0%80");
        row("surrogate", "/%ed%a0%80");
        row("beyond Unicode", "/%f4%90%80%80");
        row("cut character", "/%e2%82");
        row("raw UTF-8", "/\xc3\xa9");
        row("fragment", "/a#b");
        row("relative", "a/b");
        row("other scheme", "ftp://host/a");
        row("no authority", "http:///a");
        row("long", "/" + std::string(4096, 'a'));
        row("query percent", "/a?b=%g0", "bad_query");
        row("query NUL", "/a?b=%00", "bad_query");
        row("query not UTF-8", "/a?b=%ff", "bad_query");
        row("query name", "/a?%ff=1", "bad_query");
    }
    void refusesBadTargetsAndGoesOn()
    {
        QFETCH(const std::string, target);
        QFETCH(const std::string, code);
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        const Answer answer = client.ask(get(target));
        QCOMPARE(answer.status, 400);
        QCOMPARE(std::string(json::parse(answer.body).at("code").as_string()), code);
        QCOMPARE(client.ask(get("/a")).status, 200);
    }

    void readsOverTheSmallBodyOfARefusedRequest()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        client.send(post("/../a", std::string(60'000, 'x')) + get("/b"));
        QCOMPARE(client.readAnswer().status, 400);
        QCOMPARE(client.readAnswer().body, "GET /b ");
    }

    void hasTheErrorBodyOfTheContract()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        Answer answer = client.ask(get("/../a", "X-Request-Id: my-id\r\n"));
        QCOMPARE(answer.header("content-type"), "application/json");
        const json::object body = json::parse(answer.body).as_object();
        QCOMPARE(body.size(), 9u);
        QCOMPARE(body.at("success").as_bool(), false);
        QCOMPARE(body.at("status").as_int64(), 400);
        QCOMPARE(std::string(body.at("code").as_string()), "bad_path");
        QCOMPARE(std::string(body.at("request_id").as_string()), "my-id");
        QVERIFY(!body.at("error").as_string().empty());
        QCOMPARE(body.at("error"), body.at("detail"));
        QCOMPARE(body.at("error"), body.at("message"));
        QVERIFY(body.at("fields").as_array().empty());
        QVERIFY(QDateTime::fromString(QString::fromStdString(std::string(body.at("timestamp").as_string())),
                                      Qt::ISODateWithMs).isValid());
        answer = client.ask(get("/../a", "Accept: application/problem+json, */*\r\n"));
        QCOMPARE(answer.header("content-type"), "application/problem+json");
    }

    void limitsHeaders()
    {
        Bench bench;
        bench.start();
        {
            RawClient client(bench.port());
            QCOMPARE(client.ask(get("/", "X-A: " + std::string(33'000, 'a') + "\r\n")).status, 431);
            QVERIFY(client.closes());
        }
        {
            RawClient client(bench.port()); // and does not wait for an end that never comes
            QCOMPARE(client.ask("GET / HTTP/1.1\r\nX-A: " + std::string(33'000, 'a')).status, 431);
            QVERIFY(client.closes());
        }
        std::string many;
        for (int i = 0; i < 99; ++i)
            many += "X-" + std::to_string(i) + ": 1\r\n";
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/", many)).status, 200); // with Host, exactly 100
        QCOMPARE(client.ask(get("/", many + "X-Last: 1\r\n")).status, 431);
        QVERIFY(client.closes());
    }

    void limitsTrailers()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        client.trySend("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: " + std::string(200'000, 'a'));
        QVERIFY(client.readAnswer().status >= 400);
        QVERIFY(client.closes());
    }

    void takesAnEmptyChunkedBodyByteByByte()
    {
        Bench bench;
        bench.start();
        RawClient client(bench.port());
        for (const char c : std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
            client.send({&c, 1});
            std::this_thread::sleep_for(2ms); // each byte is a read of its own
        }
        QCOMPARE(client.readAnswer().status, 200);
    }

    void limitsBodies_data()
    {
        QTest::addColumn<std::string>("request");
        QTest::addColumn<int>("status");
        const auto chunked = [](const std::string& body) {
            return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + QByteArray::number(qulonglong(body.size()), 16).toStdString() + "\r\n" + body + "\r\n0\r\n\r\n";
        };
        const std::string gz = "Content-Encoding: gzip\r\n";
        QTest::newRow("just fits") << post("/", std::string(100'000, 'x')) << 200;
        QTest::newRow("one more") << post("/", std::string(100'001, 'x')) << 413;
        QTest::newRow("chunked fits") << chunked(std::string(100'000, 'x')) << 200;
        QTest::newRow("chunked one more") << chunked(std::string(100'001, 'x')) << 413;
        QTest::newRow("gzip fits") << post("/", gzip(std::string(100'000, 'x')), gz) << 200;
        QTest::newRow("gzip one more") << post("/", gzip(std::string(100'001, 'x')), gz) << 413;
        QTest::newRow("bomb") << post("/", gzip(std::string(50'000'000, 'x')), gz) << 413;
        QTest::newRow("bomb of members") << post("/", gzip(std::string(60'000, 'x')) + gzip(std::string(60'000, 'x')), gz)
                                         << 413;
        QTest::newRow("deflate") << post("/", "abc", "Content-Encoding: deflate\r\n") << 415;
        QTest::newRow("gzip twice") << post("/", "abc", "Content-Encoding: gzip, gzip\r\n") << 415;
        QTest::newRow("brotli") << post("/", "abc", "Content-Encoding: br\r\n") << 415;
        QTest::newRow("not gzip") << post("/", "plain text", gz) << 400;
        QTest::newRow("cut gzip") << post("/", gzip("hello").substr(0, 20), gz) << 400;
        QTest::newRow("gzip and garbage") << post("/", gzip("hello") + "garbage", gz) << 400;
        QTest::newRow("broken checksum") << post("/", gzip("hello").substr(0, 17) + std::string(8, 'x'), gz) << 400;
        QTest::newRow("unknown expectation") << post("/", "abc", "Expect: wonders\r\n") << 417;
    }
    void limitsBodies()
    {
        QFETCH(const std::string, request);
        QFETCH(const int, status);
        Bench bench;
        bench.handler.bodyLimit = 100'000;
        bench.start();
        RawClient client(bench.port());
        client.send(request);
        Answer answer = client.readAnswer();
        QCOMPARE(answer.status, status);
        if (answer.header("connection") == "close")
            QVERIFY(client.closes());
        else
            QCOMPARE(client.ask(get("/a")).status, 200);
    }

    void stopsInflatingABombAtTheLimit()
    {
        Bench bench;
        bench.options.bodiesInMemoryBytesMax = 1024 * 1024;
        bench.start();
        RawClient client(bench.port());
        const std::string bomb = gzip(std::string(60 * 1024 * 1024, 'x'));
        QVERIFY(bomb.size() < 64 * 1024);
        const Answer answer = client.ask(post("/", bomb, "Content-Encoding: gzip\r\n"));
        QCOMPARE(answer.status, 413);
        QCOMPARE(client.ask(get("/a")).status, 200); // what remains of it is read over
    }

    void refusesBodiesBeyondTheSharedMemory()
    {
        Bench bench;
        bench.handler.bodyLimit = 10'000'000;
        bench.options.bodiesInMemoryBytesMax = 3'000'000;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            if (request.path == "/hold")
                held.set(respond);
            else
                respond({});
        };
        bench.start();
        RawClient first(bench.port());
        first.send(post("/hold", std::string(2'000'000, 'x')));
        auto respond = held.wait();
        RawClient second(bench.port());
        second.trySend(post("/", std::string(2'000'000, 'x')));
        Answer answer = second.readAnswer();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.headers.contains("retry-after"));
        respond({});
        respond = nullptr; // the handler lets go of the request, and with it of the memory
        QCOMPARE(first.readAnswer().status, 200);
        RawClient third(bench.port());
        QCOMPARE(third.ask(post("/", std::string(2'000'000, 'x'))).status, 200);
    }

    void chargesNothingForClaims()
    {
        Bench bench;
        bench.handler.bodyLimit = 16 * 1024 * 1024;
        bench.options.bodiesInMemoryBytesMax = 16 * 1024 * 1024;
        bench.start();
        std::vector<std::unique_ptr<RawClient>> liars;
        for (int i = 0; i < 20; ++i) {
            liars.push_back(std::make_unique<RawClient>(bench.port()));
            liars.back()->send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 16777216\r\n\r\nx");
        }
        RawClient honest(bench.port());
        QCOMPARE(honest.ask(post("/", std::string(8'000'000, 'x'))).status, 200);
    }

    void survivesRandomBytes()
    {
        const auto seed = quint32(qEnvironmentVariableIsSet("BURSAR_SEED")
            ? qEnvironmentVariableIntValue("BURSAR_SEED") : int(QRandomGenerator::global()->generate() >> 1));
        qInfo("BURSAR_SEED=%u", seed);
        QRandomGenerator random(seed);
        Bench bench;
        bench.start();
        const std::string whole = get("/a?b=c") + post("/x", "hello")
            + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            + post("/z", gzip("hello"), "Content-Encoding: gzip\r\n");
        for (int round = 0; round < 300; ++round) {
            std::string bytes = whole;
            for (int i = random.bounded(1, 6); i > 0; --i)
                bytes[random.bounded(quint32(bytes.size()))] = char(random.bounded(256));
            RawClient client(bench.port());
            client.trySend(bytes.substr(0, random.bounded(1u, quint32(bytes.size() + 1))));
            client.shutdownSend();
            client.readAll();
        }
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/a")).status, 200);
    }
};

QTEST_GUILESS_MAIN(NetHostile)
#include "tst_net_hostile.moc"
