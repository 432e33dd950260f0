// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "net/http_client.h"
#include "net_bench.h"

#include <QtTest>

#include <thread>

using namespace bursar;
using namespace bursar::net;
using namespace bursar::net::test;

namespace {
std::string reasonOf(HttpClient& client, const ClientRequest& request)
{
    try {
        client.send(request);
        return "answered";
    } catch (const base::Error& error) {
        return error.reason();
    }
}

std::string headerOf(const ClientResponse& response, std::string_view name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}
} // namespace

class NetClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesAddressesThatAreNotPublic_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("refused");
        for (const char* address :
             {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
              "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1",
              "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
              "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::8.8.8.8",
              "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
              "64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1",
              "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "[::1]",
              // what is not an address in strict notation is never taken for a public one
              "", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "8.8.8.8.", " 8.8.8.8", "8.8.8.08x"})
            QTest::addRow("%s", address) << QByteArray(address) << true;
        for (const char* address :
             {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1",
              "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "[2606:4700::1111]",
              "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"})
            QTest::addRow("%s", address) << QByteArray(address) << false;
    }
    void refusesAddressesThatAreNotPublic()
    {
        QFETCH(const QByteArray, address);
        QFETCH(const bool, refused);
        QCOMPARE(isRefusedAddress(address.toStdString()), refused);
    }

    void refusesUrls_data()
    {
        QTest::addColumn<QByteArray>("url");
        for (const char* url :
             {"", "nonsense", "http://", "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "http:/a",
              "dict://8.8.8.8/", "http://user@8.8.8.8/", "http://user:pass@8.8.8.8/", "http://@8.8.8.8/",
              "http://:@8.8.8.8/", "http://8.8.8.8/ x", "http://8.8.8.8/\r\nx", "http://8.8.8.8:99999/",
              // all of these are this machine, or a private one
              "http://localhost:PORT/", "http://LOCALHOST:PORT/", "http://127.0.0.1:PORT/",
              "http://2130706433:PORT/", "http://0x7f000001:PORT/", "http://0x7f.0.0.1:PORT/", "http://0177.0.0.1:PORT/",
              "http://127.1:PORT/", "http://0:PORT/", "http://0.0.0.0:PORT/", "http://[::1]:PORT/", "http://[::]:PORT/",
              "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://169.254.169.254/",
              "https://127.0.0.1:PORT/", "http:///127.0.0.1:PORT/"})
            QTest::addRow("%s", url) << QByteArray(url);
    }
    void refusesUrls()
    {
        QFETCH(QByteArray, url);
        Bench bench;
        bool reached = false;
        bench.handler.onRequest = [&](HttpRequest, auto respond) {
            reached = true;
            respond({});
        };
        bench.options.host = "::";
        bench.start();
        url.replace("PORT", QByteArray::number(bench.port()));
        HttpClient client;
        QCOMPARE(reasonOf(client, {.url = url.toStdString()}), "url_refused");
        QVERIFY(!reached);
    }

    void neverReachesThisMachineByOddNames()
    {
        Bench bench;
        bench.start();
        HttpClient client;
        for (const char* host : {"localhost.", "127.0.0.1.", "ip6-localhost", "127.0.0.1%00.example.com"}) {
            const std::string url = "http://" + std::string(host) + ":" + std::to_string(bench.port()) + "/";
            const std::string reason = reasonOf(client, {.url = url}); // depends on the system's resolver
            QVERIFY2(reason == "url_refused" || reason == "upstream_unreachable", reason.c_str());
        }
    }

    void doesNotTravelOnAnOpenCallsConnection()
    {
        Bench bench;
        bench.start();
        HttpClient client;
        // By name: the guard on addresses in URLs must not be what helps here.
        const std::string url = "http://localhost:" + std::to_string(bench.port()) + "/a";
        QCOMPARE(client.send({.url = url, .policy = AddressPolicy::Open}).status, 200);
        QCOMPARE(reasonOf(client, {.url = url}), "url_refused");
    }

    void callsWithEverything()
    {
        Bench bench;
        Eventually<HttpRequest> seen;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::move(request));
            HttpResponse response{.status = 418, .contentType = "text/plain", .body = "short and stout"};
            response.headers = {{"X-Pot", "tea"}};
            respond(std::move(response));
        };
        bench.start();
        HttpClient client;
        const ClientResponse response = client.send({.method = "PATCH",
                                                     .url = bench.server->url() + "/p?q=1#fragment",
                                                     .headers = {{"X-Mine", "yes"}, {"X-Empty", ""}},
                                                     .body = std::string("a\0b", 3),
                                                     .policy = AddressPolicy::Open});
        const HttpRequest request = seen.wait();
        QCOMPARE(request.method, "PATCH");
        QCOMPARE(request.target, "/p?q=1");
        QCOMPARE(request.header("x-mine"), "yes");
        QVERIFY(request.headers.contains("x-empty"));
        QVERIFY(request.body == std::string("a\0b", 3));
        QCOMPARE(response.status, 418);
        QCOMPARE(response.body, "short and stout");
        QCOMPARE(headerOf(response, "x-pot"), "tea");
        QVERIFY(!response.truncated);
        QVERIFY(response.elapsed > 0us);
    }

    void sendsEveryMethod()
    {
        Bench bench;
        bench.start();
        HttpClient client;
        for (const char* method : {"GET", "POST", "PUT", "DELETE", "OPTIONS", "QUERY"}) {
            const ClientResponse response =
                client.send({.method = method, .url = bench.server->url() + "/m", .policy = AddressPolicy::Open});
            QCOMPARE(response.body, std::string(method) + " /m ");
        }
        const ClientResponse head =
            client.send({.method = "HEAD", .url = bench.server->url() + "/m", .policy = AddressPolicy::Open});
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.empty());
        QCOMPARE(reasonOf(client, {.method = "G T", .url = bench.server->url(), .policy = AddressPolicy::Open}),
                 "bad_method");
        QCOMPARE(reasonOf(client, {.url = bench.server->url(), .headers = {{"X", "a\r\nY: b"}}, .policy = AddressPolicy::Open}),
                 "bad_header");
    }

    void reusesConnections()
    {
        Bench bench;
        bench.start();
        HttpClient client;
        for (int i = 0; i < 5; ++i)
            client.send({.url = bench.server->url() + "/a", .policy = AddressPolicy::Open});
        QCOMPARE(bench.server->connections(), 1u);
    }

    void cutsOffALongBody()
    {
        Bench bench;
        bench.handler.onRequest = [](HttpRequest request, auto respond) {
            respond({.contentType = "application/octet-stream", .body = std::string(std::stoul(request.path.substr(1)), 'x')});
        };
        bench.start();
        HttpClient client;
        ClientRequest request{.url = bench.server->url() + "/1000", .policy = AddressPolicy::Open, .bodyBytesMax = 1000};
        ClientResponse response = client.send(request);
        QCOMPARE(response.body.size(), 1000u);
        QVERIFY(!response.truncated);
        request.url = bench.server->url() + "/50000000";
        response = client.send(request);
        QCOMPARE(response.status, 200);
        QCOMPARE(response.body.size(), 1000u);
        QVERIFY(response.truncated);
        request.url = bench.server->url() + "/10";
        QCOMPARE(client.send(request).body.size(), 10u);
    }

    void followsRedirectsAsTheStandardSays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("301 POST") << 301 << QByteArray("POST") << QByteArray("GET /end ");
        QTest::newRow("302 PUT") << 302 << QByteArray("PUT") << QByteArray("PUT /end body");
        QTest::newRow("303 PUT") << 303 << QByteArray("PUT") << QByteArray("GET /end ");
        QTest::newRow("307 POST") << 307 << QByteArray("POST") << QByteArray("POST /end body");
        QTest::newRow("308 POST") << 308 << QByteArray("POST") << QByteArray("POST /end body");
    }
    void followsRedirectsAsTheStandardSays()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, expected);
        Bench bench;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            HttpResponse response{.body = request.method + " " + request.path + " " + request.body};
            if (request.path != "/end") {
                response.status = status;
                response.headers.emplace_back("Location", "end");
            }
            respond(std::move(response));
        };
        bench.start();
        HttpClient client;
        ClientRequest request{.method = method.toStdString(), .url = bench.server->url() + "/begin", .body = "body",
                              .policy = AddressPolicy::Open};
        QCOMPARE(client.send(request).body, expected.toStdString());
        request.redirectsMax = 0;
        QCOMPARE(client.send(request).status, status);
    }

    void guardsEveryRedirect()
    {
        Bench bench;
        bench.handler.onRequest = [&](HttpRequest request, auto respond) {
            HttpResponse response{.status = 302};
            response.headers.emplace_back("Location", request.path == "/loop" ? "/loop" : "file:///etc/passwd");
            respond(std::move(response));
        };
        bench.start();
        HttpClient client;
        QCOMPARE(reasonOf(client, {.url = bench.server->url() + "/loop", .policy = AddressPolicy::Open}),
                 "too_many_redirects");
        QCOMPARE(reasonOf(client, {.url = bench.server->url() + "/file", .policy = AddressPolicy::Open}), "url_refused");
    }

    void keepsSecretsFromOtherServers()
    {
        Bench first;
        Bench second;
        Eventually<HttpRequest> seen;
        second.handler.onRequest = [&](HttpRequest request, auto respond) {
            seen.set(std::move(request));
            respond({});
        };
        second.start();
        first.handler.onRequest = [&](HttpRequest, auto respond) {
            HttpResponse response{.status = 307};
            response.headers.emplace_back("Location", second.server->url() + "/there");
            respond(std::move(response));
        };
        first.start();
        HttpClient client;
        client.send({.url = first.server->url(),
                     .headers = {{"Authorization", "Bearer x"}, {"X-Api-Key", "x"}, {"Accept", "text/plain"}},
                     .policy = AddressPolicy::Open});
        const HttpRequest request = seen.wait();
        QVERIFY(!request.headers.contains("authorization"));
        QVERIFY(!request.headers.contains("x-api-key"));
        QCOMPARE(request.header("accept"), "text/plain");
    }

    void givesUpInTime()
    {
        Bench bench;
        Eventually<RequestHandler::Respond> held;
        bench.handler.onRequest = [&](HttpRequest, auto respond) { held.set(respond); };
        bench.start();
        HttpClient client;
        QCOMPARE(reasonOf(client, {.url = bench.server->url(), .policy = AddressPolicy::Open, .timeout = 200ms}),
                 "upstream_timeout");
        held.wait()({});
    }

    void saysThatNobodyAnswers()
    {
        std::string url;
        {
            Bench bench;
            bench.start();
            url = bench.server->url();
        }
        HttpClient client;
        QCOMPARE(reasonOf(client, {.url = url, .policy = AddressPolicy::Open}), "upstream_unreachable");
    }

    void servesManyThreads()
    {
        Bench bench;
        bench.start();
        HttpClient client;
        std::atomic<int> right{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 24; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 20; ++i) {
                    const std::string path = "/" + std::to_string(t * 100 + i);
                    right += client.send({.url = bench.server->url() + path, .policy = AddressPolicy::Open}).body
                        == "GET " + path + " ";
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(right.load(), 480);
        // No more than the pool keeps stay open.
        QVERIFY(eventually([&] { return bench.server->connections() <= 16; }));
    }
};

QTEST_GUILESS_MAIN(NetClient)
#include "tst_net_client.moc"
