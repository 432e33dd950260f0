// SPDX-License-Identifier: GPL-3.0-or-later
#include "net_bench.h"

#include <QtTest>

#include <thread>

using namespace bursar::net;
using namespace bursar::net::test;

namespace {
constexpr std::string_view kUpgrade =
    "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
constexpr std::string_view kEventStream = "Accept: text/event-stream\r\n";

struct Frame {
    unsigned opcode;
    std::string payload;
    int closeCode() const
    {
        return payload.size() < 2 ? 1005
                                  : static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    }
};

/// A client's frame, masked as the protocol wants it.
std::string frame(unsigned first, std::string_view payload)
{
    std::string bytes{char(first)};
    if (payload.size() < 126) {
        bytes.push_back(char(0x80 | payload.size()));
    } else {
        bytes.push_back(char(0x80 | 127));
        for (int i = 7; i >= 0; --i)
            bytes.push_back(char(payload.size() >> (8 * i)));
    }
    const char mask[4] = {'\x12', '\x34', '\x56', '\x78'};
    bytes.append(mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i)
        bytes.push_back(char(payload[i] ^ mask[i & 3]));
    return bytes;
}

std::string closeFrame(int code, std::string_view reason = {})
{
    return frame(0x88, std::string{char(code >> 8), char(code)}.append(reason));
}

Frame readFrame(RawClient& client)
{
    const std::string head = client.readBytes(2);
    const auto second = static_cast<unsigned char>(head[1]);
    std::size_t size = second & 0x7f;
    if (size >= 126) {
        const std::string extended = client.readBytes(size == 126 ? 2 : 8);
        size = 0;
        for (const char c : extended)
            size = size << 8 | static_cast<unsigned char>(c);
    }
    if ((head[0] & 0x80) == 0 || (second & 0x80) != 0)
        throw std::runtime_error("a server's frame is whole and not masked");
    return {unsigned(head[0] & 0x0f), client.readBytes(size)};
}

/// A stream handler that accepts and remembers.
struct StreamBench : Bench {
    StreamBench()
    {
        handler.onStream = [this](HttpRequest, auto accept, auto) {
            accept([this](std::shared_ptr<EventSink> made) {
                sink.set(made);
                return SocketHandlers{.onText = [this](std::string_view text) { texts.set(std::string(text)); },
                                      .onClose = [this] { ended.set(true); }};
            });
        };
    }
    ~StreamBench() { server.reset(); } // before what the handlers use
    std::shared_ptr<EventSink> open(RawClient& client)
    {
        client.send(get("/stream", kUpgrade));
        const std::string head = client.readUntil("\r\n\r\n");
        if (!head.starts_with("HTTP/1.1 101 "))
            throw std::runtime_error(head);
        return sink.wait();
    }
    Eventually<std::shared_ptr<EventSink>> sink;
    Eventually<std::string> texts;
    Eventually<bool> ended;
};
} // namespace

class NetStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // --- server-sent events

    void sendsEvents()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        client.send(get("/stream", kEventStream));
        const Answer answer = client.readAnswer(true);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.at("content-type"), "text/event-stream");
        QVERIFY(!answer.headers.contains("content-length"));
        const auto sink = bench.sink.wait();
        QCOMPARE(client.readUntil("\n\n"), "retry: 3000\n\n");
        sink->send({"7", "ticker", "{\"a\":1}"});
        QCOMPARE(client.readUntil("\n\n"), "id: 7\nevent: ticker\ndata: {\"a\":1}\n\n");
        sink->send({"", "", "one\ntwo\r\nthree\rfour\n"});
        QCOMPARE(client.readUntil("\n\n"), "data: one\ndata: two\ndata: three\ndata: four\ndata: \n\n");
        sink->send({std::string("a\0b", 3), "bad\nname", "x"}); // what the format cannot carry is left out
        QCOMPARE(client.readUntil("\n\n"), "data: x\n\n");
        sink->send({"8", "", ""});
        QCOMPARE(client.readUntil("\n\n"), "id: 8\ndata: \n\n");
        QVERIFY(sink->open());
        sink->close(1000, "");
        QVERIFY(!sink->open());
        QVERIFY(client.closes());
        client.shutdownSend();
        QVERIFY(bench.ended.wait());
        sink->send({"", "", "ignored"});
    }

    void pingsEventStreams()
    {
        StreamBench bench;
        bench.options.pingEvery = 1s;
        bench.start();
        RawClient client(bench.port());
        client.send(get("/stream", kEventStream));
        client.readUntil("retry: 3000\n\n");
        QCOMPARE(client.readUntil("\n\n"), ": ping\n\n");
        QCOMPARE(client.readUntil("\n\n"), ": ping\n\n");
    }

    void noticesThatAReaderHasGone()
    {
        StreamBench bench;
        bench.start();
        auto client = std::make_unique<RawClient>(bench.port());
        client->send(get("/stream", kEventStream));
        client->readUntil("retry: 3000\n\n");
        const auto sink = bench.sink.wait();
        client.reset();
        QVERIFY(bench.ended.wait());
        QVERIFY(!sink->open());
    }

    void dropsASlowEventReader()
    {
        StreamBench bench;
        bench.options.sinkQueuedBytesMax = 100'000;
        bench.start();
        RawClient client(bench.port());
        client.send(get("/stream", kEventStream));
        const auto sink = bench.sink.wait();
        const std::string data(10'000, 'x');
        QVERIFY(eventually([&] {
            sink->send({"", "", data});
            return !sink->open();
        }));
        QVERIFY(bench.ended.wait());
    }

    void refusesAStream()
    {
        Bench bench;
        bench.handler.onStream = [](HttpRequest, auto, auto respond) {
            respond({.status = 403, .body = "no"});
        };
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/stream", kEventStream)).status, 403);
        QCOMPARE(client.ask(get("/stream", kUpgrade)).body, "no");
        QCOMPARE(client.ask(get("/a")).status, 200);
    }

    void treatsOtherRequestsOfAStreamPathAsPlainOnes()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        QCOMPARE(client.ask(get("/stream")).body, "GET /stream ");
        QCOMPARE(client.ask(post("/stream", "x", kEventStream)).body, "POST /stream x");
        QCOMPARE(client.ask(get("/other", kUpgrade)).body, "GET /other ");
    }

    // --- WebSocket

    void upgradesToAWebSocket()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        client.send(get("/stream", kUpgrade) + frame(0x81, "early"));
        const Answer answer = client.readAnswer(true);
        QCOMPARE(answer.status, 101);
        QCOMPARE(answer.headers.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        QVERIFY(!answer.headers.contains("sec-websocket-extensions"));
        const auto sink = bench.sink.wait();
        QCOMPARE(bench.texts.wait(), "early"); // sent before the answer arrived
        client.send(frame(0x81, "héllo"));
        QCOMPARE(bench.texts.wait(), "héllo");
        for (const std::size_t size : {0u, 125u, 126u, 65'535u, 65'536u}) {
            const std::string text(size, 'x');
            sink->send({"1", "e", text});
            const Frame got = readFrame(client);
            QCOMPARE(got.opcode, 1u);
            QVERIFY(got.payload == text);
        }
    }

    void joinsFragmentsAndAnswersPingsBetweenThem()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        const std::string bytes = frame(0x01, "on\xe2") + frame(0x89, "are you there") + frame(0x00, "\x82\xac")
            + frame(0x80, " more");
        for (const char c : bytes)
            client.send(std::string_view(&c, 1));
        const Frame pong = readFrame(client);
        QCOMPARE(pong.opcode, 10u);
        QCOMPARE(pong.payload, "are you there");
        QCOMPARE(bench.texts.wait(), "on€ more");
    }

    void echoesTheClientsClose()
    {
        StreamBench bench;
        bench.start();
        for (const auto& [sent, expected] : {std::pair{closeFrame(1000, "bye"), 1000}, {closeFrame(4001), 4001},
                                             {closeFrame(3000), 3000}, {frame(0x88, ""), 1000}}) {
            RawClient client(bench.port());
            const auto sink = bench.open(client);
            client.send(sent);
            const Frame answer = readFrame(client);
            QCOMPARE(answer.opcode, 8u);
            QCOMPARE(answer.closeCode(), expected);
            QVERIFY(client.closes());
            client.shutdownSend();
            QVERIFY(bench.ended.wait());
            QVERIFY(!sink->open());
        }
    }

    void closesWithCodeAndReason()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        sink->send({"", "", "last"});
        sink->close(4001, "token expired");
        sink->send({"", "", "too late"});
        QCOMPARE(readFrame(client).payload, "last");
        const Frame bye = readFrame(client);
        QCOMPARE(bye.closeCode(), 4001);
        QCOMPARE(bye.payload.substr(2), "token expired");
        client.send(closeFrame(4001));
        QVERIFY(client.closes());
        QVERIFY(bench.ended.wait());
    }

    void neverSendsAForbiddenCodeOrALongReason()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        bench.open(client)->close(1006, std::string(121, 'x') + "€€");
        const Frame bye = readFrame(client);
        QCOMPARE(bye.closeCode(), 1011);
        QCOMPARE(bye.payload.substr(2), std::string(121, 'x'));
    }

    void failsBrokenClients_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const std::string& bytes, int code) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
        };
        row("not masked", std::string("\x81\x05hello", 7), 1002);
        row("not masked, empty", std::string("\x81\x00", 2), 1002);
        row("reserved bit", frame(0xc1, "x"), 1002);
        row("unknown opcode", frame(0x83, "x"), 1002);
        row("unknown control", frame(0x8b, ""), 1002);
        row("continuation of nothing", frame(0x80, "x"), 1002);
        row("text inside a message", frame(0x01, "x") + frame(0x81, "y"), 1002);
        row("fragmented ping", frame(0x09, "x"), 1002);
        row("long ping", frame(0x89, std::string(126, 'x')), 1002);
        row("binary", frame(0x82, "x"), 1003);
        row("not UTF-8", frame(0x81, "\xff"), 1007);
        row("surrogate", frame(0x81, "\xed\xa0\x80"), 1007);
        row("overlong", frame(0x81, "\xc0\x80"), 1007);
        row("cut character", frame(0x81, "\xe2\x82"), 1007);
        row("bad in the second fragment", frame(0x01, "\xe2") + frame(0x80, "x"), 1007);
        row("too long", frame(0x81, std::string(65'537, 'x')), 1009);
        row("too long in fragments", frame(0x01, std::string(40'000, 'x')) + frame(0x80, std::string(40'000, 'x')), 1009);
        row("announced too long", std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14), 1009);
        row("length with its top bit", std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14), 1009);
        row("close with one byte", frame(0x88, "x"), 1002);
        row("close with 1005", closeFrame(1005), 1002);
        row("close with 1006", closeFrame(1006), 1002);
        row("close with 1015", closeFrame(1015), 1002);
        row("close with 999", closeFrame(999), 1002);
        row("close with 5000", closeFrame(5000), 1002);
        row("close with a bad reason", closeFrame(1000, "\xff"), 1007);
    }
    void failsBrokenClients()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, code);
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        bench.open(client);
        client.send(bytes.toStdString());
        const Frame bye = readFrame(client);
        QCOMPARE(bye.opcode, 8u);
        QCOMPARE(bye.closeCode(), code);
        QVERIFY(client.closes());
        client.shutdownSend();
        QVERIFY(bench.ended.wait());
        QVERIFY(!bench.texts.isSet());
    }

    void takesTheLongestMessage()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        client.send(frame(0x81, std::string(65'536, 'x')));
        QCOMPARE(bench.texts.wait().size(), 65'536u);
    }

    void refusesBadHandshakes_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("status");
        QTest::newRow("version") << QByteArray("Version: 13") << QByteArray("Version: 8") << 426;
        QTest::newRow("no version") << QByteArray("Sec-WebSocket-Version") << QByteArray("X-Version") << 426;
        QTest::newRow("short key") << QByteArray("dGhlIHNhbXBsZSBub25jZQ==") << QByteArray("dGhlIHNhbXBsZQ==") << 400;
        QTest::newRow("no key") << QByteArray("Sec-WebSocket-Key") << QByteArray("X-Key") << 400;
        QTest::newRow("foreign origin") << QByteArray("Upgrade: websocket")
                                        << QByteArray("Origin: https://evil.example\r\nUpgrade: websocket") << 403;
        QTest::newRow("same origin") << QByteArray("Upgrade: websocket")
                                     << QByteArray("Origin: http://test\r\nUpgrade: WebSocket") << 101;
        QTest::newRow("allowed origin") << QByteArray("Upgrade: websocket")
                                        << QByteArray("Origin: https://desk.example\r\nUpgrade: websocket") << 101;
    }
    void refusesBadHandshakes()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const int, status);
        StreamBench bench;
        bench.options.corsOrigins = {"https://desk.example"};
        bench.start();
        RawClient client(bench.port());
        const QByteArray headers = QByteArray(kUpgrade.data(), qsizetype(kUpgrade.size())).replace(from, to);
        client.send(get("/stream", headers.toStdString()));
        Answer answer = client.readAnswer(status == 101);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.header("sec-websocket-version"), status == 426 ? "13" : "");
    }

    void pingsAndDropsADeadClient()
    {
        StreamBench bench;
        bench.options.pingEvery = 1s;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        for (int i = 0; i < 4; ++i) { // lives as long as it answers
            QCOMPARE(readFrame(client).opcode, 9u);
            client.send(frame(0x8a, ""));
        }
        QVERIFY(sink->open());
        QVERIFY(client.readAll().size() >= 2); // and is dropped when it falls silent
        QVERIFY(bench.ended.wait());
    }

    void dropsASlowReaderWith1013()
    {
        StreamBench bench;
        bench.options.sinkQueuedBytesMax = 200'000;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        const std::string data(10'000, 'x');
        std::size_t sent = 0;
        while (sink->open()) {
            sink->send({"", "", data});
            ++sent;
            QVERIFY(sent < 10'000); // 100 MB: far more than may wait
        }
        std::size_t got = 0;
        Frame last = readFrame(client);
        for (; last.opcode == 1; last = readFrame(client))
            ++got;
        QCOMPARE(last.opcode, 8u);
        QCOMPARE(last.closeCode(), 1013);
        QVERIFY(got < sent);
        client.send(closeFrame(1013));
        QVERIFY(client.closes());
        QVERIFY(bench.ended.wait());
    }

    void givesUpASlowReaderThatNeverReads()
    {
        StreamBench bench;
        bench.options.sinkQueuedBytesMax = 200'000;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        const std::string data(10'000, 'x');
        while (sink->open())
            sink->send({"", "", data});
        QVERIFY(bench.ended.wait());
        QVERIFY(eventually([&] { return bench.server->connections() == 0; }));
    }

    void sendsFromManyThreads()
    {
        StreamBench bench;
        bench.options.sinkQueuedBytesMax = 64 * 1024 * 1024;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 1000; ++i)
                    sink->send({"", "", std::to_string(t) + ":" + std::to_string(i)});
            });
        }
        std::array<int, 4> next{};
        bool ordered = true;
        for (int i = 0; i < 4000; ++i) {
            const std::string text = readFrame(client).payload;
            const auto thread = std::size_t(text.at(0) - '0');
            ordered = ordered && text.substr(2) == std::to_string(next.at(thread)++);
        }
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(ordered);
    }

    void closesWithAnInternalErrorWhenAHandlerThrows()
    {
        Bench bench;
        bench.handler.onStream = [](HttpRequest, auto accept, auto) {
            accept([](std::shared_ptr<EventSink>) {
                return SocketHandlers{.onText = [](std::string_view) { throw std::runtime_error("x"); }, .onClose = {}};
            });
        };
        bench.start();
        RawClient client(bench.port());
        client.send(get("/stream", kUpgrade));
        client.readUntil("\r\n\r\n");
        client.send(frame(0x81, "boom"));
        QCOMPARE(readFrame(client).closeCode(), 1011);
    }

    void closesStreamsWhenTheServerStops()
    {
        StreamBench bench;
        bench.start();
        RawClient client(bench.port());
        const auto sink = bench.open(client);
        std::thread stopper([&] { bench.server->stop(kPatience); });
        const Frame bye = readFrame(client);
        client.send(closeFrame(1001));
        client.shutdownSend();
        stopper.join();
        QCOMPARE(bye.closeCode(), 1001);
        QVERIFY(bench.ended.wait());
        sink->send({"", "", "after stop"});
        sink->close(1000, "");
        QVERIFY(!sink->open());
    }

    void acceptsFromAnotherThreadAndAfterTheClientHasGone()
    {
        StreamBench bench;
        Eventually<RequestHandler::Accept> held;
        bench.handler.onStream = [&](HttpRequest, auto accept, auto) { held.set(accept); };
        bench.start();
        std::atomic<bool> opened{false};
        const auto factory = [&](std::shared_ptr<EventSink> sink) {
            opened = true;
            sink->send({"", "", "hello"});
            return SocketHandlers{};
        };
        {
            RawClient client(bench.port());
            client.send(get("/stream", kUpgrade));
            held.wait()(factory);
            client.readUntil("\r\n\r\n");
            QCOMPARE(readFrame(client).payload, "hello");
            QVERIFY(opened.exchange(false));
        }
        bench.server->stop(0ms);
        Bench other;
        other.options.handlerTimeout = 1s;
        other.handler.onStream = [&](HttpRequest, auto accept, auto) { held.set(accept); };
        other.start();
        RawClient client(other.port());
        QCOMPARE(client.ask(get("/stream", kUpgrade)).status, 504);
        held.wait()(factory);
        QCOMPARE(client.ask(get("/a")).status, 200);
        QVERIFY(!opened);
    }
};

QTEST_GUILESS_MAIN(NetStreams)
#include "tst_net_streams.moc"
