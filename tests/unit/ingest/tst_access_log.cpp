// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "ingest/impl/access_log.h"
#include "ingest/impl/import_reader.h"
#include "ingest/impl/line_source.h"

#include <QtTest>

#include <zlib.h>

#include <fstream>
#include <iterator>
#include <random>

using namespace bursar;
using namespace bursar::ingest;

namespace {
std::string readData(const char* name)
{
    std::ifstream in(std::string(BURSAR_TEST_DATA) + "/access_log/" + name, std::ios::binary);
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

LogLine parsed(std::string_view line)
{
    LineOutcome outcome = parseLogLine(line);
    if (const std::string* reason = std::get_if<std::string>(&outcome))
        throw std::runtime_error(*reason);
    return std::get<LogLine>(outcome);
}

struct Seen {
    std::vector<std::string> lines;
    std::vector<bool> terminated;
    bool whole = false;
};

Seen linesOf(const std::string& bytes, std::size_t step)
{
    Seen seen;
    LineSource source([&seen](const LineSource::Line& line) {
        seen.lines.emplace_back(line.text);
        seen.terminated.push_back(line.terminated);
        return true;
    });
    for (std::size_t at = 0; at < bytes.size(); at += step)
        source.feed(std::string_view(bytes).substr(at, step));
    seen.whole = source.finish();
    return seen;
}

std::vector<Ingest::Row> rowsOf(const std::string& bytes, std::set<std::string> cutBefore = {}, std::string* cut = nullptr)
{
    std::vector<Ingest::Row> all;
    ImportReader reader({.agentKey = 1, .batchId = "import:x", .now = *base::parseTime("2026-06-15T12:00:00Z"),
                         .cutBefore = std::move(cutBefore)},
                        [&all](std::vector<Ingest::Row> rows) {
                            all.insert(all.end(), rows.begin(), rows.end());
                            return true;
                        });
    reader.feed(bytes);
    reader.finish();
    if (cut)
        *cut = reader.cut();
    return all;
}

#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))

constexpr const char* kCombined = "83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET /a/b.png?x=1 HTTP/1.1\" 200 203023 "
                                  "\"http://example.org/?token=t\" \"Mozilla/5.0 (\\\"x\\\")\"";
} // namespace

class TestAccessLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsCombined()
    {
        const LogLine line = parsed(kCombined);
        COMPARE_TEXT(base::formatTime(line.at), "2015-05-17T10:05:03Z");
        COMPARE_TEXT(line.host, "83.149.9.216");
        COMPARE_TEXT(line.method, "GET");
        COMPARE_TEXT(line.path, "/a/b.png");
        QCOMPARE(line.status, 200);
        QCOMPARE(*line.bytes, 203023);
        COMPARE_TEXT(line.referer, "http://example.org/?token=t");
        COMPARE_TEXT(line.userAgent, "Mozilla/5.0 (\"x\")");
        QVERIFY(!line.repaired && !line.response);
    }

    void readsItsRelatives_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected"); // host method path status bytes micros repaired
        const auto add = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(expected);
        };
        add("common", R"(10.0.0.1 - bob [17/May/2015:10:05:03 +0200] "POST /x HTTP/1.0" 201 5)", "10.0.0.1 POST /x 201 5 - 0");
        add("no bytes", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "HEAD /x HTTP/1.1" 304 -)", "10.0.0.1 HEAD /x 304 - - 0");
        add("nginx time", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5 "-" "ua" 0.123)", "10.0.0.1 GET /x 200 5 123000 0");
        add("nginx times", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5 "-" "ua" "10.1.1.1" 0.250 0.100 .)", "10.0.0.1 GET /x 200 5 250000 0");
        add("named time", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5 "-" "ua" rt=1.5)", "10.0.0.1 GET /x 200 5 1500000 0");
        add("Apache %D", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5 "-" "ua" 4211)", "10.0.0.1 GET /x 200 5 4211 0");
        add("vhost", R"(example.org:443 10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5 "-" "ua")", "10.0.0.1 GET /x 200 5 - 0");
        add("IPv6", R"(2001:db8::1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5)", "2001:db8::1 GET /x 200 5 - 0");
        add("host name", R"(crawler.example - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5)", "crawler.example GET /x 200 5 - 0");
        add("no request", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "-" 408 0 "-" "-")", "10.0.0.1 - - 408 0 - 0");
        add("TLS to a plain port", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "\x16\x03\x01" 400 0 "-" "-")", "10.0.0.1 - - 400 0 - 0");
        add("HTTP/0.9", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /old" 200 5)", "10.0.0.1 GET /old 200 5 - 0");
        add("user with blanks", R"(10.0.0.1 - a b [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200 5)", "10.0.0.1 GET /x 200 5 - 0");
        add("cut in the last quote", "10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 5 \"-\" \"Mozi", "10.0.0.1 GET /x 200 5 - 1");
        add("cut after the status", R"(10.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /x HTTP/1.1" 200)", "10.0.0.1 GET /x 200 - - 1");
        add("JSON nginx", R"({"remote_addr":"10.0.0.1","time_iso8601":"2015-05-17T10:05:03+00:00","request":"GET /x?y HTTP/1.1","status":"200","body_bytes_sent":"5","request_time":"0.5","http_user_agent":"ua"})", "10.0.0.1 GET /x 200 5 500000 0");
        add("JSON fields", R"({"ip":"10.0.0.1","timestamp":"2015-05-17T10:05:03Z","method":"get","path":"/x","status_code":404,"bytes":7,"duration_ms":12.5})", "10.0.0.1 GET /x 404 7 12500 0");
        add("JSON Caddy", R"({"ts":1431857103.5,"request":{"remote_ip":"10.0.0.1","method":"GET","uri":"/x?a","headers":{"User-Agent":["ua"]}},"duration":0.002,"size":9,"status":200})", "10.0.0.1 GET /x 200 9 2000 0");
        add("JSON milliseconds", R"({"time":1431857103500,"client_ip":"10.0.0.1","method":"GET","url":"/x","status":200})", "10.0.0.1 GET /x 200 - - 0");
    }
    void readsItsRelatives()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const LogLine line = parsed(text.toStdString());
        const QString read = QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
                                 .arg(QString::fromStdString(line.host), QString::fromStdString(line.method),
                                      QString::fromStdString(line.path))
                                 .arg(line.status)
                                 .arg(line.bytes ? QString::number(*line.bytes) : QStringLiteral("-"),
                                      line.response ? QString::number(line.response->count()) : QStringLiteral("-"))
                                 .arg(int(line.repaired));
        QCOMPARE(read, expected);
    }

    void saysWhyALineIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"hello", "[", "]", "a [17/Mai/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1",
                                 "a [99/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1",
                                 "a [17/May/2015:10:05:03 +0000]", "a [17/May/2015:10:05:03 +0000] GET",
                                 "a [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1", "a [17/May/2015:10:05:03 +0000] \"GET /\" x",
                                 "a [17/May/2015:10:05:03 +0000] \"GET /\" 20", "a [17/May/2015:10:05:03 +0000] \"GET /\" 999 1",
                                 " [17/May/2015:10:05:03 +0000] \"GET /\" 200 1", "{", "{}", "{\"status\":200}",
                                 "{\"time\":\"x\",\"status\":200}", "{\"time\":\"2015-05-17T10:05:03Z\",\"status\":20}",
                                 "{\"time\":\"2015-05-17T10:05:03Z\",\"status\":200.5}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void saysWhyALineIsNone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(std::holds_alternative<std::string>(parseLogLine(text.toStdString())));
    }

    void everyCutOfALineIsReadOrRefused()
    {
        const std::string line = kCombined;
        for (std::size_t size = 0; size <= line.size(); ++size) {
            const LineOutcome outcome = parseAccessLine(std::string_view(line).substr(0, size));
            if (const LogLine* read = std::get_if<LogLine>(&outcome)) {
                COMPARE_TEXT(read->path, "/a/b.png");
                QCOMPARE(read->status, 200);
            } else {
                QVERIFY(size < line.find(" 200 ") + 4);
            }
        }
    }

    void survivesRandomBytes()
    {
        std::mt19937_64 random(3);
        for (int round = 0; round < 20'000; ++round) {
            std::string line = kCombined;
            for (int i = 0; i < 4; ++i)
                line[random() % line.size()] = char(random() % 256);
            parseLogLine(line);
            parseJsonLine("{" + line);
        }
    }

    void linesAreTheSameHoweverTheBytesCome()
    {
        const std::string text = "first\r\nsecond\n\n" + std::string(5000, 'x') + "\nlast";
        const Seen whole = linesOf(text, text.size());
        QCOMPARE(whole.lines.size(), std::size_t(5));
        COMPARE_TEXT(whole.lines[0], "first");
        QVERIFY(!whole.terminated[4] && whole.terminated[3]);
        for (const std::size_t step : {1, 2, 3, 7, 1000}) {
            QVERIFY(linesOf(text, step).lines == whole.lines);
            const Seen packed = linesOf(gzipped(text), step);
            QVERIFY(packed.lines == whole.lines && packed.whole);
            QVERIFY(linesOf(gzipped(text.substr(0, 20)) + gzipped(text.substr(20)), step).lines == whole.lines);
        }
        QVERIFY(linesOf("", 1).lines.empty());
        QCOMPARE(linesOf("x", 1).lines.size(), std::size_t(1));
        QCOMPARE(linesOf("\x1f", 1).lines.size(), std::size_t(1));
    }

    void compressedTextOfAnySizeComesOutWhole()
    {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += "line " + std::to_string(i) + "\n";
        const Seen seen = linesOf(gzipped(text), 8192);
        QCOMPARE(seen.lines.size(), std::size_t(100'000));
        COMPARE_TEXT(seen.lines.back(), "line 99999");
    }

    void damagedAndShortenedGzipIsNoticed()
    {
        const std::string packed = gzipped(readData("apache_slice.log"));
        QVERIFY(!linesOf(packed.substr(0, packed.size() / 2), 999).whole);
        std::string damaged = packed;
        damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 0xff);
        QVERIFY_EXCEPTION_THROWN(linesOf(damaged, 999), base::Error);
    }

    void longLinesAreCutNotStored()
    {
        std::vector<std::pair<std::size_t, bool>> seen;
        LineSource source([&seen](const LineSource::Line& line) {
            seen.emplace_back(line.text.size(), line.tooLong);
            return true;
        });
        source.feed(std::string(LineSource::kLineBytesMax * 3, 'a') + "\nshort\n" + std::string(LineSource::kLineBytesMax, 'b') + "\n");
        source.finish();
        QCOMPARE(seen.size(), std::size_t(3));
        QVERIFY(seen[0].second && seen[0].first == LineSource::kLineBytesMax);
        QVERIFY(!seen[1].second && !seen[2].second);
    }

    void identicalLinesAreDifferentRequests()
    {
        const std::string line = std::string(kCombined) + "\n";
        const std::vector<Ingest::Row> rows = rowsOf(line + line + line);
        QCOMPARE(rows.size(), std::size_t(3));
        QVERIFY(rows[0].requestId != rows[1].requestId && rows[1].requestId != rows[2].requestId);
        const std::vector<Ingest::Row> again = rowsOf(line + line);
        COMPARE_TEXT(again[1].requestId, rows[1].requestId.c_str());
        QVERIFY(rows[0].source == rollup::Source::import);
        COMPARE_TEXT(rows[0].customer + rows[0].ip, "83.149.9.21683.149.9.216");
        COMPARE_TEXT(rows[0].tool, "b.png");
        COMPARE_TEXT(rows[0].referer, "http://example.org/?token=[redacted]");
        QCOMPARE(*rows[0].responseSize, 203023);
    }

    void ordinalsAreForgottenAfterManyLines()
    {
        LineOrdinals ordinals(3);
        QCOMPARE(ordinals.next(1), 0u);
        QCOMPARE(ordinals.next(1), 1u);
        for (std::uint64_t other = 2; other < 5; ++other)
            QCOMPARE(ordinals.next(other), 0u);
        QCOMPARE(ordinals.next(1), 0u);
    }

    void aGrownFileRepeatsNothing()
    {
        const std::string text = readData("apache_slice.log");
        const std::vector<Ingest::Row> full = rowsOf(text);
        std::set<std::string> all;
        for (const Ingest::Row& row : full)
            all.insert(row.requestId);
        QCOMPARE(all.size(), full.size());
        std::mt19937_64 random(5);
        for (int round = 0; round < 60; ++round) {
            std::string cut;
            const std::vector<Ingest::Row> part = rowsOf(text.substr(0, random() % text.size()), {}, &cut);
            const std::vector<Ingest::Row> rest = rowsOf(text, cut.empty() ? std::set<std::string>() : std::set{cut});
            std::set<std::string> stored;
            for (const std::vector<Ingest::Row>& rows : {part, rest}) {
                for (const Ingest::Row& row : rows)
                    stored.insert(row.requestId);
            }
            QCOMPARE(stored.size(), full.size());
        }
    }

    void timesOutsideOfReasonAreMalformed()
    {
        QVERIFY(rowsOf("a - - [17/May/1985:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n").empty());
        QVERIFY(rowsOf("a - - [17/May/2026:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n").size() == 1);
        QVERIFY(rowsOf("a - - [17/May/2027:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n").empty());
    }
};

QTEST_APPLESS_MAIN(TestAccessLog)
#include "tst_access_log.moc"
