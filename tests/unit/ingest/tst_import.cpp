// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/handlers.h"
#include "crypto/hash.h"
#include "unit/ingest/bench.h"

#include <QtTest>

#include <zlib.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

using namespace bursar;
using namespace std::chrono_literals;
using test::IngestBench;
namespace json = boost::json;

namespace {
#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))

std::string slice()
{
    std::ifstream in(std::string(BURSAR_TEST_DATA) + "/access_log/apache_slice.log", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string gzipped(const std::string& text)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// What the file holds, read with an expression of its own.
struct Counted {
    std::int64_t lines = 0, errors = 0;
    std::set<std::string> customers;
    std::map<std::string, std::int64_t> statuses, days, favicon;
};
Counted countSlice()
{
    Counted counted;
    const std::regex form("^(\\S+) \\S+ \\S+ \\[(\\d+)/(\\w+)/(\\d+):[^\\]]+\\] \"(\\S+) (\\S+) [^\"]*\" (\\d{3}) .*$");
    std::istringstream in(slice());
    for (std::string line; std::getline(in, line);) {
        std::smatch part;
        if (!std::regex_match(line, part, form))
            throw std::runtime_error("the slice has a line of another form");
        ++counted.lines;
        counted.customers.insert(part[1]);
        ++counted.days[part[4].str() + "-05-" + part[2].str()];
        ++counted.statuses[part[7]];
        counted.errors += part[7].str()[0] >= '4';
        counted.favicon[part[5]] += part[6] == "/favicon.ico";
    }
    return counted;
}

struct ImportBench : IngestBench {
    ingest::ImportService imports{pool, ingest, folder, metrics, clock};

    ImportBench() { imports.start(); }
    ~ImportBench() { imports.stop(); }

    std::string upload(const std::string& bytes, std::size_t chunk = 20'000, bool preview = false)
    {
        const std::string id = imports.create(desk(), one, {"one", "access.log", std::int64_t(bytes.size()), preview}).id;
        for (std::size_t at = 0; at < bytes.size(); at += chunk)
            imports.upload(one, id, std::int64_t(at), std::string_view(bytes).substr(at, chunk), at + chunk >= bytes.size());
        if (bytes.empty())
            imports.upload(one, id, 0, {}, true);
        return id;
    }
    contract::Task finished(const std::string& id)
    {
        for (int i = 0; i < 3000; ++i) {
            contract::Task task = imports.task(id);
            if (task.finished_at)
                return task;
            std::this_thread::sleep_for(10ms);
        }
        throw std::runtime_error("the task does not end");
    }
    contract::Task import(const std::string& bytes, std::size_t chunk = 20'000) { return finished(upload(bytes, chunk)); }
    /// Everything that is counted, as text.
    std::vector<std::string> aggregates()
    {
        folder.foldAll();
        std::vector<std::string> rows;
        db::Transaction tx = pool.begin();
        for (const char* table : {"rollup_hour", "rollup_day", "rollup_customer", "rollup_customer_day", "rollup_customer_tool",
                                  "ingest_payment"}) {
            for (const db::Row row : tx.exec(fmt::format("SELECT t::text FROM {} t ORDER BY 1", table)))
                rows.push_back(row.string(0));
        }
        return rows;
    }
};

std::int64_t number(const contract::Task& task, const char* name)
{
    return task.result.at(name).to_number<std::int64_t>();
}
} // namespace

class TestImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRealLogIsImportedWhole_data()
    {
        QTest::addColumn<bool>("packed");
        QTest::addColumn<int>("chunk");
        QTest::newRow("plain") << false << 20'000;
        QTest::newRow("gzip") << true << 8 * 1024 * 1024;
        QTest::newRow("gzip in small pieces") << true << 333;
    }
    void aRealLogIsImportedWhole()
    {
        QFETCH(bool, packed);
        QFETCH(int, chunk);
        const Counted counted = countSlice();
        ImportBench bench;
        const contract::Task task = bench.import(packed ? gzipped(slice()) : slice(), std::size_t(chunk));
        COMPARE_TEXT(task.state, "done");
        QCOMPARE(number(task, "lines"), counted.lines);
        QCOMPARE(number(task, "added"), counted.lines);
        QCOMPARE(number(task, "malformed"), 0);
        QCOMPARE(number(task, "repaired"), 1);
        QVERIFY(task.result.at("repaired_lines").at(0).at("text").as_string().starts_with("46.118.127.106"));
        QCOMPARE(task.done, *task.total);
        bench.folder.foldAll();
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), counted.lines);
        QCOMPARE(bench.count("SELECT count(*) FROM rollup_customer"), std::int64_t(counted.customers.size()));
        QCOMPARE(bench.count("SELECT sum(errors) FROM rollup_day WHERE dimension = 0"), counted.errors);
        for (const auto& [status, requests] : counted.statuses) {
            QCOMPARE(bench.count("SELECT sum(requests) FROM rollup_day WHERE dimension = 3 AND value = $1", {status}), requests);
        }
        for (const auto& [day, requests] : counted.days) {
            QCOMPARE(bench.count("SELECT requests FROM rollup_day WHERE dimension = 0 AND bucket = $1::date", {day}), requests);
        }
        for (const auto& [method, requests] : counted.favicon) {
            QCOMPARE(bench.count("SELECT count(*) FROM ingest_log WHERE path = '/favicon.ico' AND method = $1", {method}), requests);
        }
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log WHERE flags & 4 <> 0"), 1);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_chunk"), 0);
        QCOMPARE(bench.count("SELECT count(DISTINCT tableoid) FROM ingest_log"), 1); // one month
        QCOMPARE(bench.count("SELECT count(*) FROM audit_entry WHERE action = 'CreateImport'"), 1);
    }

    void aSecondImportAddsNothing()
    {
        ImportBench bench;
        bench.import(slice());
        const std::vector<std::string> before = bench.aggregates();
        const contract::Task again = bench.import(gzipped(slice()));
        QCOMPARE(number(again, "added"), 0);
        QCOMPARE(number(again, "duplicates"), countSlice().lines);
        QVERIFY(bench.aggregates() == before);
    }

    void aGrownFileAddsWhatIsNew_data()
    {
        QTest::addColumn<int>("bytes");
        const std::string text = slice();
        const auto end = text.find('\n', 9'000);
        QTest::newRow("at a line end") << int(end + 1);
        QTest::newRow("before the line end") << int(end);
        QTest::newRow("in the user agent") << int(end - 30);
        QTest::newRow("in the time") << int(text.rfind('[', end) + 5);
    }
    void aGrownFileAddsWhatIsNew()
    {
        QFETCH(int, bytes);
        ImportBench bench;
        const contract::Task first = bench.import(slice().substr(0, std::size_t(bytes)));
        const contract::Task second = bench.import(slice());
        QCOMPARE(number(first, "added") + number(second, "added"), countSlice().lines);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), countSlice().lines);
    }

    void badLinesAreListedWithNumberAndReason()
    {
        ImportBench bench;
        std::string text;
        for (int i = 1; i <= 1500; ++i)
            text += i % 2 ? "nonsense " + std::to_string(i) + "\n"
                          : "10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"GET /" + std::to_string(i) + " HTTP/1.1\" 200 1\n";
        text += "caf\xe9 \x01\x02\n" + std::string(100'000, 'x') + "\n\n" + std::string(2000, '\n');
        for (int i = 0; i < 600; ++i)
            text += "more\n";
        const contract::Task task = bench.import(text);
        COMPARE_TEXT(task.state, "done");
        QCOMPARE(number(task, "added"), 750);
        QCOMPARE(number(task, "malformed"), 750 + 2 + 600);
        const json::array& listed = task.result.at("malformed_lines").as_array();
        QCOMPARE(listed.size(), std::size_t(1000));
        QCOMPARE(listed[1].at("line").to_number<int>(), 3);
        QVERIFY(listed[1].at("reason").as_string() == "has no [time]");
        QVERIFY(listed[1].at("text").as_string() == "nonsense 3");
    }

    void previewStoresNothing()
    {
        ImportBench bench;
        const contract::Task task = bench.finished(bench.upload(slice(), 20'000, true));
        COMPARE_TEXT(task.state, "done");
        QCOMPARE(task.result.at("rows").as_array().size(), std::size_t(100));
        QVERIFY(task.result.at("rows").at(0).at("path").as_string()
                == "/presentations/logstash-monitorama-2013/images/kibana-search.png");
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 0);
        QCOMPARE(bench.count("SELECT count(*) FROM rollup_delta"), 0);
        QCOMPARE(number(bench.import(slice()), "added"), countSlice().lines);
    }

    void undoTakesBackWhatAnImportAdded()
    {
        ImportBench bench;
        bench.send(IngestBench::batchOf({bench.entry("live", {{"customerId", "83.149.9.216"}, {"x402Amount", 1}})}));
        std::vector<ingest::Ingest::Row> others(1); // another import's request on one of the days, of the same customer
        others[0] = {.agentKey = bench.one, .at = *base::parseTime("2015-05-17T11:00:00Z"), .requestId = "other",
                     .source = rollup::Source::import, .method = "GET", .path = "/x", .tool = "x", .customer = "83.149.9.216",
                     .batchId = "import:other"};
        bench.ingest.write(others);
        const std::vector<std::string> before = bench.aggregates();
        const std::string half = slice().substr(0, 30'000);
        const contract::Task first = bench.import(half);
        const std::vector<std::string> middle = bench.aggregates();
        const contract::Task second = bench.import(slice());
        QVERIFY(bench.aggregates() != middle);
        QCOMPARE(bench.imports.undo(bench.desk(), bench.one, second.id).removed, number(second, "added"));
        QVERIFY(bench.aggregates() == middle);
        QCOMPARE(bench.imports.undo(bench.desk(), bench.one, second.id).removed, 0);
        QCOMPARE(bench.imports.undo(bench.desk(), bench.one, first.id).removed, number(first, "added"));
        const std::vector<std::string> after = bench.aggregates();
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < after.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(after[i]), QByteArray::fromStdString(before[i]));
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 2);
        QVERIFY(bench.imports.task(second.id).result.at("undone").as_bool());
        QCOMPARE(number(bench.import(slice()), "added"), countSlice().lines);
    }

    void anInterruptedUndoIsFinishedLater()
    {
        ImportBench bench;
        const std::vector<std::string> before = bench.aggregates();
        const contract::Task task = bench.import(slice());
        bench.imports.stop();
        bench.pool.transact([&](db::Transaction& tx) { // as a server that was killed after some deletes left it
            tx.exec("UPDATE task SET state_data = state_data || '{\"undo\": \"running\", \"removed\": 5}' WHERE id = $1", {task.id});
            tx.exec("DELETE FROM ingest_log WHERE ctid IN (SELECT ctid FROM ingest_log LIMIT 5)");
        });
        bench.clock.advance(1min);
        bench.imports.start();
        for (int i = 0; i < 1000 && !bench.imports.task(task.id).result.contains("undone"); ++i)
            std::this_thread::sleep_for(10ms);
        QCOMPARE(number(bench.imports.task(task.id), "removed"), countSlice().lines);
        QVERIFY(bench.aggregates() == before);
    }

    void chunksFollowEachOther()
    {
        ImportBench bench;
        const std::string text = slice();
        const std::string id = bench.imports.create(bench.desk(), bench.one, {"one", "a.log", {}, {}}).id;
        const auto send = [&](std::int64_t offset, std::size_t size, bool last) {
            return bench.imports.upload(bench.one, id, offset, std::string_view(text).substr(std::size_t(offset), size), last).next_offset;
        };
        const auto refused = [&](std::int64_t offset, std::size_t size) {
            try {
                send(offset, size, false);
            } catch (const base::Error& error) {
                return QString::fromStdString(error.reason() + " " + (error.fields().empty() ? "" : error.fields()[0].detail));
            }
            return QStringLiteral("accepted");
        };
        QCOMPARE(send(0, 1000, false), 1000);
        QCOMPARE(send(0, 1000, false), 1000); // repeated
        QCOMPARE(refused(2000, 1000), QStringLiteral("import_gap next_offset is 1000"));
        QCOMPARE(refused(500, 1000), QStringLiteral("import_overlap next_offset is 1000"));
        QCOMPARE(send(1000, text.size(), true), std::int64_t(text.size()));
        QCOMPARE(send(1000, text.size(), true), std::int64_t(text.size())); // the answer was lost
        QCOMPARE(number(bench.finished(id), "added"), countSlice().lines);
        try {
            bench.imports.upload(bench.one, id, std::int64_t(text.size()), "more", false);
            QFAIL("was accepted");
        } catch (const base::Error& error) {
            COMPARE_TEXT(error.reason(), "import_complete");
        }
        QVERIFY_EXCEPTION_THROWN(bench.imports.upload(bench.two, id, 0, "x", false), base::Error);
        QVERIFY_EXCEPTION_THROWN(bench.imports.upload(bench.one, "no id", 0, "x", false), base::Error);
        QVERIFY_EXCEPTION_THROWN(bench.imports.upload(bench.one, id, -1, "x", false), base::Error);
        const std::string large(std::size_t(ingest::ImportService::kChunkBytesMax) + 1, 'x');
        QVERIFY_EXCEPTION_THROWN(bench.imports.upload(bench.one, id, 0, large, false), base::Error);
    }

    void aCanceledImportTakesNoMore()
    {
        ImportBench bench;
        const std::string id = bench.imports.create(bench.desk(), bench.one, {"one", "a.log", {}, {}}).id;
        bench.imports.upload(bench.one, id, 0, "x\n", false);
        COMPARE_TEXT(bench.imports.cancel(bench.desk(), id).state, "canceled");
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_chunk"), 0);
        QVERIFY_EXCEPTION_THROWN(bench.imports.upload(bench.one, id, 2, "y\n", true), base::Error);
        COMPARE_TEXT(bench.imports.cancel(bench.desk(), id).state, "canceled");
        QVERIFY_EXCEPTION_THROWN(bench.imports.cancel(bench.desk(), "0190c0de-0000-7000-8000-000000000001"), base::Error);
    }

    void aRunningImportIsStoppedByCancelAndCanBeUndone()
    {
        ImportBench bench;
        std::string text;
        for (int i = 0; i < 60'000; ++i)
            text += fmt::format("10.0.0.{} - - [17/May/2015:10:05:03 +0000] \"GET /{} HTTP/1.1\" 200 1\n", i % 250, i % 40);
        const std::string id = bench.upload(text, 8'000'000);
        for (int i = 0; i < 2000 && bench.count("SELECT count(*) FROM ingest_log") == 0; ++i)
            std::this_thread::sleep_for(1ms);
        bench.imports.cancel(bench.desk(), id);
        const auto settled = [&] { return bench.imports.task(id).result.contains("added"); };
        for (int i = 0; i < 1000 && !settled(); ++i)
            std::this_thread::sleep_for(10ms);
        const std::int64_t stored = bench.count("SELECT count(*) FROM ingest_log");
        QVERIFY(stored > 0 && stored < 60'000);
        QCOMPARE(number(bench.imports.task(id), "added"), stored);
        QCOMPARE(bench.imports.undo(bench.desk(), bench.one, id).removed, stored);
        QVERIFY(bench.aggregates().empty());
    }

    void aStoppedServerLeavesItsImportToTheNext()
    {
        ImportBench bench;
        std::string text;
        for (int i = 0; i < 30'000; ++i)
            text += fmt::format("10.0.0.{} - - [17/May/2015:10:05:03 +0000] \"GET /{} HTTP/1.1\" 200 1\n", i % 250, i % 40);
        const std::string id = bench.upload(text, 8'000'000);
        for (int i = 0; i < 2000 && bench.count("SELECT count(*) FROM ingest_log") == 0; ++i)
            std::this_thread::sleep_for(1ms);
        bench.imports.stop();
        const contract::Task left = bench.imports.task(id);
        QVERIFY(left.state == "waiting");
        ingest::ImportService next(bench.pool, bench.ingest, bench.folder, bench.metrics, bench.clock);
        next.start();
        const contract::Task task = bench.finished(id);
        COMPARE_TEXT(task.state, "done");
        QCOMPARE(number(task, "added"), 30'000);
        QCOMPARE(number(task, "duplicates"), 0);
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), 30'000);
        next.stop();
    }

    void aKilledServersImportIsTakenOverWhenItIsSilent()
    {
        ImportBench bench;
        bench.imports.stop();
        const std::string id = bench.upload(slice());
        bench.pool.transact([&](db::Transaction& tx) { tx.exec("UPDATE task SET state = 'running' WHERE id = $1", {id}); });
        bench.imports.start();
        std::this_thread::sleep_for(100ms);
        COMPARE_TEXT(bench.imports.task(id).state, "running");
        bench.clock.advance(16s);
        bench.imports.stop();
        bench.imports.start();
        COMPARE_TEXT(bench.finished(id).state, "done");
    }

    void damagedFilesFailWithAReason()
    {
        ImportBench bench;
        std::string damaged = gzipped(slice());
        damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 0x55);
        const contract::Task task = bench.import(damaged);
        COMPARE_TEXT(task.state, "failed");
        COMPARE_TEXT(task.message, "The gzip data is damaged.");
        const contract::Task early = bench.import(gzipped(slice()).substr(0, 5000));
        COMPARE_TEXT(early.state, "done");
        QVERIFY(early.result.at("ended_early").as_bool() && number(early, "added") > 10);
        COMPARE_TEXT(bench.import("").state, "done");
    }

    void anAbandonedUploadFails()
    {
        ImportBench bench;
        const std::string id = bench.imports.create(bench.desk(), bench.one, {"one", "a.log", {}, {}}).id;
        bench.imports.upload(bench.one, id, 0, "x\n", false);
        bench.imports.stop();
        bench.clock.advance(25h);
        bench.imports.start();
        COMPARE_TEXT(bench.finished(id).state, "failed");
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_chunk"), 0);
    }

    void importsAreLimitedAndListed()
    {
        ImportBench bench;
        for (std::int64_t i = 0; i < ingest::ImportService::kOpenMax; ++i)
            bench.imports.create(bench.desk(), bench.one, {"one", "a.log", {}, {}});
        QVERIFY_EXCEPTION_THROWN(bench.imports.create(bench.desk(), bench.one, {"one", "b.log", {}, {}}), base::Error);
        QVERIFY_EXCEPTION_THROWN(bench.imports.create(bench.desk(), bench.one, {"one", " ", {}, {}}), base::Error);
        const contract::TaskList list = bench.imports.tasks();
        QCOMPARE(list.tasks.size(), std::size_t(ingest::ImportService::kOpenMax));
        COMPARE_TEXT(list.tasks[0].title, "Import of a.log");
        COMPARE_TEXT(list.tasks[0].unit, "bytes");
    }

    void operationsReachTheServices()
    {
        ImportBench bench;
        contract::HandlerTable table;
        ingest::registerHandlers(table, bench.pool, bench.ingest, bench.imports, bench.clock,
                                 [&bench](const std::string& slug) { return bench.keyOf(slug); },
                                 [&bench](std::int64_t key) { return bench.slugOf(key); });
        const auto call = [&](const contract::Context& context, const char* operation, const json::value& input) {
            std::promise<contract::Outcome<json::value>> promise;
            table.find(operation)->run(context, input, [&promise](contract::Outcome<json::value> outcome) {
                promise.set_value(std::move(outcome));
            });
            return promise.get_future().get();
        };
        const contract::Context desk = bench.desk();
        QVERIFY(call(bench.agent(bench.one, "one"), "IngestBatch", IngestBench::batchOf({bench.entry("a")}))->at("accepted") == 1);
        const json::value created = *call(desk, "CreateImport", {{"agent_id", "one"}, {"name", "x.log"}});
        const std::string id(created.at("id").as_string());
        const json::value chunk{{"agent_id", "one"}, {"id", id}, {"offset", 0}, {"data", crypto::toBase64(slice())}, {"last", true}};
        QVERIFY(call(desk, "UploadImportChunk", chunk)->at("next_offset") == slice().size());
        bench.finished(id);
        QVERIFY(call(desk, "GetTask", {{"id", id}})->at("state") == "done");
        QCOMPARE(call(desk, "ListTasks", json::object{})->at("tasks").as_array().size(), std::size_t(1));
        QVERIFY(call(desk, "CancelTask", {{"id", id}})->at("state") == "done");
        const json::value logs = *call(desk, "ListLogs", {{"filter", json::array{"source:import"}}, {"limit", 3}});
        QCOMPARE(logs.at("logs").as_array().size(), std::size_t(3));
        const json::value log = *call(desk, "GetLog", {{"id", logs.at("logs").at(0).at("id")}});
        QVERIFY(log.at("source") == "import");
        const json::value histogram = *call(desk, "GetLogHistogram", {{"from", "2015-05-17T00:00:00Z"}, {"to", "2015-05-21T00:00:00Z"}});
        QVERIFY(histogram.at("total") == countSlice().lines);
        QVERIFY(call(desk, "GetCustomerLogs", {{"customer_id", "83.149.9.216"}})->at("logs").as_array().size() > 5);
        QVERIFY(call(desk, "UndoImport", {{"agent_id", "one"}, {"id", id}})->at("removed") == countSlice().lines);
        for (const json::value& data : {json::value(5), json::value("***"), json::value(std::string(20'000'000, 'A'))}) {
            json::object bad = chunk.as_object();
            bad["data"] = data;
            QVERIFY_EXCEPTION_THROWN(call(desk, "UploadImportChunk", bad), base::Error);
        }
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
