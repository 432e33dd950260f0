// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/ingest/bench.h"

#include <QtTest>

#include <random>

using namespace bursar;
using namespace std::chrono_literals;
using test::IngestBench;
using ingest::Ingest;
namespace json = boost::json;

namespace {
#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))

/// A bench with some hundred requests of two agents over some weeks, and the list that they were made from.
struct LogBench : IngestBench {
    std::vector<Ingest::Row> rows;
    ingest::LogReader reader{pool, clock, [this](const std::string& slug) { return keyOf(slug); },
                             [this](std::int64_t key) { return slugOf(key); }};

    explicit LogBench(std::size_t count = 600)
    {
        std::mt19937_64 random(17);
        const auto pick = [&random](auto list) { return *(list.begin() + random() % list.size()); };
        using Words = std::initializer_list<const char*>;
        for (std::size_t i = 0; i < count; ++i) {
            Ingest::Row row;
            row.agentKey = random() % 3 ? one : two;
            row.at = clock.now() - std::chrono::microseconds(random() % (30ull * 86'400 * 1'000'000));
            if (i % 10 == 0) // some share their time
                row.at = base::Time(std::chrono::floor<std::chrono::hours>(row.at));
            row.requestId = "request-" + std::to_string(i);
            row.status = pick(std::initializer_list<int>{200, 200, 201, 301, 402, 404, 500});
            row.response = std::chrono::microseconds(random() % 2'000'000);
            row.protocol = rollup::Protocol(random() % 3);
            row.source = rollup::Source(random() % 4);
            row.method = pick(Words{"GET", "POST"});
            row.path = pick(Words{"/search", "/Rank/x", "/images/logo.png"});
            row.tool = pick(Words{"", "search", "rank"});
            row.customer = pick(Words{"", "anna", "ben", "0xabc"});
            row.country = pick(Words{"", "KR", "DE"});
            row.agentVersion = pick(Words{"", "1.0"});
            row.ip = pick(Words{"10.0.0.1", "2001:db8::1"});
            row.keyId = random() % 2 ? "0190c0de-0000-7000-8000-000000000009" : "";
            if (random() % 5 == 0 && row.status < 400) {
                row.payment = ingest::Payment{"USDC-base-mainnet", "USDC", 6, base::Amount(1 + random() % 900'000),
                                              random() % 3 ? "0x" + std::to_string(i) : ""};
                row.payer = "0xfeed";
            }
            rows.push_back(row);
        }
        ingest.write(rows);
        folder.fold(2000); // the rest is read from the deltas
        for (Ingest::Row& row : rows) {
            row.identity = ingest::identityOf(row.at, row.requestId);
            if (row.error.empty() && row.status >= 400 && row.status != 402)
                row.error = "HTTP_" + std::to_string(row.status);
        }
        std::sort(rows.begin(), rows.end(), [](const Ingest::Row& a, const Ingest::Row& b) {
            return std::tie(a.at, a.identity, a.agentKey) > std::tie(b.at, b.identity, b.agentKey);
        });
    }

    contract::LogPage list(contract::ListLogs::Input input) const { return reader.list(desk(), input); }
    contract::LogPage filtered(std::vector<std::string> filter) const
    {
        contract::ListLogs::Input input;
        input.filter = std::move(filter);
        input.limit = 1000;
        return list(input);
    }
    std::vector<std::string> expected(const std::function<bool(const Ingest::Row&)>& wanted) const
    {
        std::vector<std::string> ids;
        for (const Ingest::Row& row : rows) {
            if (wanted(row))
                ids.push_back(row.requestId);
        }
        return ids;
    }
};

std::vector<std::string> idsOf(const contract::LogPage& page)
{
    std::vector<std::string> ids;
    for (const contract::RequestLog& log : page.logs)
        ids.push_back(log.request_id);
    return ids;
}

std::int64_t micros(const Ingest::Row& row)
{
    return row.response.count();
}
} // namespace

class TestLogReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filtersFindExactlyWhatTheySay()
    {
        const LogBench bench;
        using Row = Ingest::Row;
        struct Case {
            std::vector<std::string> filter;
            std::function<bool(const Row&)> wanted;
        };
        const std::vector<Case> cases{
            {{}, [](const Row&) { return true; }},
            {{"status:404"}, [](const Row& r) { return r.status == 404; }},
            {{"status:4xx"}, [](const Row& r) { return r.status / 100 == 4; }},
            {{"status:error"}, [](const Row& r) { return r.status >= 400 && r.status != 402; }},
            {{"status:ok"}, [](const Row& r) { return r.status < 400; }},
            {{"-status:200,5xx"}, [](const Row& r) { return r.status != 200 && r.status / 100 != 5; }},
            {{"tool:search"}, [](const Row& r) { return r.tool == "search"; }},
            {{"tool:search,rank"}, [](const Row& r) { return !r.tool.empty(); }},
            {{"tool:\"\""}, [](const Row& r) { return r.tool.empty(); }},
            {{"-tool:search"}, [](const Row& r) { return r.tool != "search"; }},
            {{"customer:anna"}, [](const Row& r) { return r.customer == "anna"; }},
            {{"customer:0xABC"}, [](const Row& r) { return r.customer == "0xabc"; }},
            {{"-customer:anna,ben"}, [](const Row& r) { return r.customer != "anna" && r.customer != "ben"; }},
            {{"customer:nobody"}, [](const Row&) { return false; }},
            {{"protocol:mcp,a2a"}, [](const Row& r) { return r.protocol != rollup::Protocol::http; }},
            {{"source:import"}, [](const Row& r) { return r.source == rollup::Source::import; }},
            {{"country:kr"}, [](const Row& r) { return r.country == "KR"; }},
            {{"version:1.0"}, [](const Row& r) { return r.agentVersion == "1.0"; }},
            {{"method:post"}, [](const Row& r) { return r.method == "POST"; }},
            {{"path:RANK"}, [](const Row& r) { return r.path == "/Rank/x"; }},
            {{"path:%"}, [](const Row&) { return false; }},
            {{"latency:>1000"}, [](const Row& r) { return micros(r) > 1'000'000; }},
            {{"latency:<=100"}, [](const Row& r) { return micros(r) <= 100'000; }},
            {{"latency:200..500"}, [](const Row& r) { return micros(r) >= 200'000 && micros(r) <= 500'000; }},
            {{"key:0190c0de-0000-7000-8000-000000000009"}, [](const Row& r) { return !r.keyId.empty(); }},
            {{"request:request-17,request-18"},
             [](const Row& r) { return r.requestId == "request-17" || r.requestId == "request-18"; }},
            {{"payment:any"}, [](const Row& r) { return r.payment.has_value(); }},
            {{"payment:none"}, [](const Row& r) { return !r.payment.has_value(); }},
            {{"payment:simulated"}, [](const Row& r) { return r.payment && r.source == rollup::Source::simulator; }},
            {{"ip:2001:db8::1"}, [](const Row& r) { return r.ip == "2001:db8::1"; }},
            {{"error:HTTP_404"}, [](const Row& r) { return r.error == "HTTP_404"; }},
            {{"agent:two"}, [&](const Row& r) { return r.agentKey == bench.two; }},
            {{"-agent:two"}, [&](const Row& r) { return r.agentKey == bench.one; }},
            {{"agent:one", "agent:two"}, [](const Row&) { return false; }},
            {{"status:200", "tool:rank", "-country:KR"},
             [](const Row& r) { return r.status == 200 && r.tool == "rank" && r.country != "KR"; }},
        };
        for (const Case& one : cases) {
            const contract::LogPage page = bench.filtered(one.filter);
            const std::vector<std::string> wanted = bench.expected(one.wanted);
            const char* name = one.filter.empty() ? "none" : one.filter.front().c_str();
            QVERIFY2(idsOf(page) == wanted, fmt::format("{}: {} rows, expected {}", name, page.logs.size(), wanted.size()).c_str());
            QCOMPARE(page.total.value_or(-1), std::int64_t(wanted.size()));
        }
    }

    void aTransactionFindsItsRequest()
    {
        const LogBench bench;
        const auto paid = std::find_if(bench.rows.begin(), bench.rows.end(),
                                       [](const Ingest::Row& row) { return row.payment && !row.payment->tx.empty(); });
        const contract::LogPage page = bench.filtered({"tx:" + paid->payment->tx});
        QCOMPARE(page.logs.size(), std::size_t(1));
        const contract::RequestLog& log = page.logs[0];
        COMPARE_TEXT(log.request_id, paid->requestId.c_str());
        COMPARE_TEXT(log.x402_amount_atomic->atomic(), paid->payment->amount.atomic().c_str());
        QCOMPARE(*log.x402_decimals, 6);
        COMPARE_TEXT(*log.x402_token, "USDC-base-mainnet");
        QVERIFY(*log.payment_state == "unverified" || *log.payment_state == "simulated");
    }

    void pagesJoinIntoTheWholeListInBothDirections()
    {
        const LogBench bench;
        for (const int limit : {1, 7, 50, 599, 600, 1000}) {
            for (const std::vector<std::string>& filter : {std::vector<std::string>{}, {"status:error"}}) {
                const std::vector<std::string> all = idsOf(bench.filtered(filter));
                contract::ListLogs::Input input;
                input.filter = filter;
                input.limit = limit;
                std::vector<std::string> older, newer;
                std::optional<std::string> back;
                for (;;) {
                    const contract::LogPage page = bench.list(input);
                    QVERIFY(page.logs.size() <= std::size_t(limit));
                    const std::vector<std::string> ids = idsOf(page);
                    older.insert(older.end(), ids.begin(), ids.end());
                    back = page.previous;
                    if (!page.next)
                        break;
                    input.cursor = page.next;
                }
                QVERIFY(older == all);
                // Back to the top: the last page's rows come before.
                newer.assign(older.end() - std::ptrdiff_t(older.size() % std::size_t(limit) ? older.size() % std::size_t(limit)
                                                                                            : std::size_t(limit)), older.end());
                while (newer.size() < all.size()) {
                    input.cursor = back;
                    const contract::LogPage page = bench.list(input);
                    QVERIFY(!page.logs.empty());
                    const std::vector<std::string> ids = idsOf(page);
                    newer.insert(newer.begin(), ids.begin(), ids.end());
                    back = page.previous;
                }
                QVERIFY(newer == all);
            }
        }
    }

    void theNewestCursorFollowsNewRequests()
    {
        LogBench bench(20);
        contract::ListLogs::Input input;
        input.limit = 5;
        const contract::LogPage top = bench.list(input);
        input.cursor = top.previous;
        const contract::LogPage nothing = bench.list(input);
        QVERIFY(nothing.logs.empty());
        QVERIFY(nothing.previous == top.previous);
        bench.clock.advance(1s);
        bench.send(IngestBench::batchOf({bench.entry("fresh")}));
        const contract::LogPage fresh = bench.list(input);
        QCOMPARE(fresh.logs.size(), std::size_t(1));
        COMPARE_TEXT(fresh.logs[0].request_id, "fresh");
        input.cursor = fresh.next;
        COMPARE_TEXT(bench.list(input).logs.at(0).request_id, top.logs.at(0).request_id.c_str());
    }

    void seeksToATime()
    {
        const LogBench bench;
        const base::Time at = bench.rows[100].at;
        contract::ListLogs::Input input;
        input.at = at;
        input.limit = 10;
        const contract::LogPage page = bench.list(input);
        QCOMPARE(page.logs.at(0).created_at, at);
        input.at.reset();
        input.cursor = page.previous;
        QVERIFY(bench.list(input).logs.back().created_at >= at);
        input.at = at;
        QVERIFY_EXCEPTION_THROWN(bench.list(input), base::Error);
    }

    void spansCutExactly()
    {
        const LogBench bench;
        std::mt19937_64 random(23);
        for (int i = 0; i < 20; ++i) {
            contract::ListLogs::Input input;
            input.from = bench.clock.now() - std::chrono::seconds(random() % (35 * 86'400));
            input.to = *input.from + std::chrono::seconds(random() % (20 * 86'400));
            if (i % 2)
                input.filter = {"status:200"};
            input.limit = 3;
            const auto wanted = bench.expected([&](const Ingest::Row& row) {
                return row.at >= *input.from && row.at < *input.to && (i % 2 == 0 || row.status == 200);
            });
            const contract::LogPage page = bench.list(input);
            QCOMPARE(page.total.value_or(-1), std::int64_t(wanted.size()));
            QVERIFY(std::equal(page.logs.begin(), page.logs.end(), wanted.begin(),
                               [](const contract::RequestLog& log, const std::string& id) { return log.request_id == id; }));
        }
    }

    void whatAggregatesCannotCountIsAnEstimate()
    {
        const LogBench bench;
        contract::ListLogs::Input input;
        input.filter = {"path:rank", "status:200"};
        input.limit = 2;
        const contract::LogPage page = bench.list(input);
        QVERIFY(!page.total && page.total_estimate && *page.total_estimate > 0);
    }

    void percentilesComeFromTheAggregates()
    {
        const LogBench bench;
        std::vector<std::int64_t> latencies;
        for (const Ingest::Row& row : bench.rows)
            latencies.push_back(micros(row));
        std::sort(latencies.begin(), latencies.end());
        const contract::LogPage page = bench.filtered({"latency:p95"});
        const double share = double(page.logs.size()) / double(bench.rows.size());
        QVERIFY(share > 0.035 && share < 0.07);
        for (const contract::RequestLog& log : page.logs)
            QVERIFY(log.response_ms * 1000 >= double(latencies[latencies.size() * 95 / 100]) * 0.98);
    }

    void oneRequestComesWithHeadersAndBodies()
    {
        LogBench bench(5);
        bench.send(IngestBench::batchOf({bench.entry("full", {{"headers", {{"X-A", "b"}, {"Authorization", "Bearer x"}}},
                                                              {"requestBody", "in"}, {"responseBody", "out"}})}));
        contract::ListLogs::Input input;
        input.agent_id = "one";
        const contract::LogPage page = bench.list(input);
        QVERIFY(!page.logs.at(0).headers && !page.logs.at(0).request_body);
        contract::GetLog::Input get;
        get.id = page.logs[0].id;
        const contract::RequestLog log = bench.reader.one(bench.desk(), get);
        COMPARE_TEXT(log.request_id, "full");
        COMPARE_TEXT(log.headers->at("x-a"), "b");
        COMPARE_TEXT(log.headers->at("authorization"), "[redacted]");
        COMPARE_TEXT(*log.request_body + *log.response_body, "inout");
        COMPARE_TEXT(log.agent_id, "one");
        // An agent's own list has them; another agent's request does not exist for it.
        const contract::LogPage own = bench.reader.list(bench.agent(bench.one, "one"), input);
        COMPARE_TEXT(*own.logs.at(0).request_body, "in");
        get.agent_id = "two";
        QVERIFY_EXCEPTION_THROWN(bench.reader.one(bench.desk(), get), base::Error);
    }

    void unknownIdsAreNotFound_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("abc");
        QTest::newRow("not hex") << QByteArray(64, 'z');
        QTest::newRow("nobody's") << QByteArray(64, '0');
        QTest::newRow("far away") << QByteArray(64, 'f');
        QTest::newRow("sql") << QByteArray("' OR 1=1 --");
    }
    void unknownIdsAreNotFound()
    {
        QFETCH(QByteArray, id);
        const LogBench bench(1);
        contract::GetLog::Input input;
        input.id = id.toStdString();
        try {
            bench.reader.one(bench.desk(), input);
            QFAIL("found");
        } catch (const base::Error& error) {
            QVERIFY(error.code() == base::ErrorCode::NotFound);
        }
    }

    void badInputIsRefused()
    {
        const LogBench bench(1);
        const auto codeOf = [&](const std::function<void(contract::ListLogs::Input&)>& change) {
            contract::ListLogs::Input input;
            change(input);
            try {
                bench.list(input);
            } catch (const base::Error& error) {
                return QString::fromStdString(error.fields().empty() ? error.reason() : error.fields()[0].path);
            }
            return QStringLiteral("accepted");
        };
        QCOMPARE(codeOf([](auto& input) { input.cursor = "x"; }), QStringLiteral("cursor"));
        QCOMPARE(codeOf([](auto& input) { input.cursor = "o" + std::string(64, 'f'); }), QStringLiteral("cursor"));
        QCOMPARE(codeOf([](auto& input) { input.limit = 0; }), QStringLiteral("limit"));
        QCOMPARE(codeOf([](auto& input) { input.filter = {"a:b"}; }), QStringLiteral("filter[0]"));
        QCOMPARE(codeOf([](auto& input) { input.filter = {"agent:nobody"}; }), QStringLiteral("filter[0]"));
        QCOMPARE(codeOf([](auto& input) { input.status = "x"; }), QStringLiteral("status"));
        QCOMPARE(codeOf([](auto& input) { input.agent_id = "nobody"; }), QStringLiteral("agent_not_found"));
        QCOMPARE(codeOf([](auto& input) { input.limit = 100'000; }), QStringLiteral("accepted"));
    }

    void onlyTheDeskReadsAllAgents()
    {
        const LogBench bench(1);
        contract::ListLogs::Input list;
        QVERIFY_EXCEPTION_THROWN(bench.reader.list(bench.agent(bench.one, "one"), list), base::Error);
        contract::GetLogHistogram::Input histogram{{}, bench.clock.now() - 1h, bench.clock.now(), {}, {}};
        QVERIFY_EXCEPTION_THROWN(bench.reader.histogram(bench.agent(bench.one, "one"), histogram), base::Error);
    }

    void histogramsCountStatusClasses()
    {
        const LogBench bench;
        for (const std::vector<std::string>& filter : {std::vector<std::string>{}, {"status:error"}, {"-status:2xx"}, {"tool:rank"},
                                                       {"path:search", "status:200"}}) {
            contract::GetLogHistogram::Input input;
            input.from = base::Time(std::chrono::floor<std::chrono::days>(bench.clock.now())) - 24h * 31;
            input.to = base::Time(std::chrono::floor<std::chrono::days>(bench.clock.now())) + 24h;
            input.filter = filter;
            input.buckets = 40;
            const contract::LogHistogramOutput out = bench.reader.histogram(bench.desk(), input);
            std::int64_t client = 0, sum = 0;
            for (const contract::HistogramBucket& bucket : out.buckets) {
                client += bucket.client;
                sum += bucket.ok + bucket.redirect + bucket.client + bucket.server;
                QCOMPARE(bucket.at.time_since_epoch() % std::chrono::seconds(out.bucket_seconds), base::Duration(0));
            }
            const contract::LogPage page = bench.filtered(filter);
            QCOMPARE(out.total, std::int64_t(page.logs.size()));
            QCOMPARE(sum, out.total);
            QCOMPARE(client, std::int64_t(std::count_if(page.logs.begin(), page.logs.end(), [](const contract::RequestLog& log) {
                         return log.status_code / 100 == 4;
                     })));
            QVERIFY(out.buckets.size() <= 41);
            QCOMPARE(out.from, input.from);
        }
    }

    void customersHaveTheirOwnList()
    {
        const LogBench bench;
        contract::GetCustomerLogs::Input input;
        input.customer_id = "anna";
        input.limit = 200;
        const contract::LogPage page = bench.reader.ofCustomer(bench.desk(), input);
        const auto wanted = bench.expected([](const Ingest::Row& row) { return row.customer == "anna"; });
        QCOMPARE(page.total.value_or(-1), std::int64_t(wanted.size()));
        QVERIFY(idsOf(page) == wanted || wanted.size() > 200);
        input.agent_id = "two";
        for (const contract::RequestLog& log : bench.reader.ofCustomer(bench.desk(), input).logs)
            COMPARE_TEXT(log.agent_id, "two");
    }

    void findsByAnyExactId()
    {
        LogBench bench(50);
        bench.send(IngestBench::batchOf({bench.entry("needle", {{"x402Amount", 2}, {"x402TxHash", "0xC0FFEE"}, {"x402Payer", "0xPayer"}})}));
        const auto find = [&](const std::string& text) {
            db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
            return ingest::findByAnyId(tx, text, 10, [&bench](std::int64_t key) { return bench.slugOf(key); });
        };
        const auto byRequest = find("needle");
        QCOMPARE(byRequest.size(), std::size_t(1));
        COMPARE_TEXT(byRequest[0].kind + " " + byRequest[0].title + " " + *byRequest[0].agent_id, "log needle one");
        const auto byHash = find("0xc0ffee");
        QCOMPARE(byHash.size(), std::size_t(2));
        COMPARE_TEXT(byHash[0].kind + " " + byHash[0].detail, "payment 2 USDC unverified");
        COMPARE_TEXT(byHash[1].kind, "log");
        COMPARE_TEXT(find("0xPayer").at(0).kind, "payment");
        QVERIFY(find("needl").empty());
        QVERIFY(find("").empty());
        QVERIFY(find(std::string(10'000, 'x')).empty());
        QVERIFY(find("'; DROP TABLE ingest_log; --").empty());
        QVERIFY(find(std::string("a\0b", 3)).empty());
    }
};

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"
