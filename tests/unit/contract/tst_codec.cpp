// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/analytics.h"
#include "contract/http_form.h"
#include "contract/identity.h"
#include "contract/insight.h"
#include "contract/logs.h"
#include "contract/registry.h"
#include "contract/system.h"

#include <boost/json.hpp>

#include <QTest>

using namespace bursar;
using namespace bursar::contract;

class TestCodec : public QObject {
    Q_OBJECT

private:
    template <class Op>
    static base::Error refused(const char* text)
    {
        try {
            Codec<Op>::decodeInput(json::parse(text));
        } catch (const base::Error& error) {
            return error;
        }
        return base::Error(base::ErrorCode::Internal, "accepted", "accepted");
    }

private Q_SLOTS:
    void namesEveryBadField()
    {
        const base::Error error = refused<GetSeries>(R"({"from":"yesterday","dimension":"colour","top":"six","x":1})");
        QCOMPARE(error.reason(), std::string("invalid_input"));
        std::map<std::string, std::string> codes;
        for (const base::FieldError& field : error.fields())
            codes[field.path] = field.code;
        const std::map<std::string, std::string> expected{{"from", "not_a_time"}, {"to", "missing"},
                                                          {"dimension", "not_allowed"}, {"top", "wrong_type"},
                                                          {"x", "unknown_field"}};
        QVERIFY(codes == expected);
    }

    void lenientOperationsIgnoreWhatTheyDoNotKnow()
    {
        const auto input = Codec<SetTier>::decodeInput(json::parse(R"({"agent_id":"a","tier":"lite","more":{}})"));
        QCOMPARE(input.tier, std::string("lite"));
    }

    void refusesWrongShapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("array") << QByteArray("[]") << QByteArray("wrong_type");
        QTest::newRow("null") << QByteArray("null") << QByteArray("wrong_type");
        QTest::newRow("nul") << QByteArray("{\"name\":\"a\\u0000b\",\"role\":\"admin\"}") << QByteArray("contains_nul");
        QTest::newRow("number for text") << QByteArray("{\"name\":1,\"role\":\"admin\"}") << QByteArray("wrong_type");
    }
    void refusesWrongShapes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        const base::Error error = refused<CreateUser>(text.constData());
        QVERIFY(!error.fields().empty());
        QCOMPARE(error.fields().front().code, code.toStdString());
    }

    void refusesTooLongText()
    {
        const std::string text = "{\"role\":\"admin\",\"name\":\"" + std::string(70000, 'x') + "\"}";
        QCOMPARE(refused<CreateUser>(text.c_str()).fields().front().code, std::string("too_long"));
    }

    void outputsSurviveARoundTrip()
    {
        GetOverview::Output out;
        out.from = *base::parseTime("2026-11-20T08:00:00Z");
        out.to = *base::parseTime("2026-11-20T14:30:00Z");
        out.current.requests = 184200;
        out.current.revenue_atomic = *base::Amount::fromAtomic("115792089237316195423570985008687907853269984");
        out.current.p95_response_ms = 812.5;
        out.series.push_back({out.from, 5, 1, 0, 2, 0.04, base::Amount(40000), 12.0, {}, {}, {}});
        out.customer_series.push_back({out.from, 3});
        out.markers.push_back({"m", "deploy", "v2.8.1", "search-bot", out.to, "ci", {{"by", "x"}}});
        const json::value encoded = Codec<GetOverview>::encodeOutput(out);
        QVERIFY(Codec<GetOverview>::encodeOutput(Codec<GetOverview>::decodeOutput(encoded)) == encoded);
        QVERIFY(!encoded.at("series").as_array()[0].as_object().contains("p50_response_ms"));
        QCOMPARE(std::string(encoded.at("revenue_basis").as_string()), std::string("claimed"));
    }

    void healthScoreIsNullWithoutData()
    {
        const json::value encoded = Codec<GetPerformance>::encodeOutput({});
        QVERIFY(encoded.at("health_score").is_null());
    }

    void aNewerServerMaySayMore()
    {
        const auto out = Codec<GetHealth>::decodeOutput(json::parse(R"({"status":"ok","mood":"fine"})"));
        QCOMPARE(out.status, std::string("ok"));
    }

    void buildsHttpFromAnInput()
    {
        ListLogs::Input input;
        input.agent_id = "a/b c";
        input.filter = {"status:5xx", "tool:search&more"};
        input.limit = 20;
        const HttpForm form = httpForm(*findOperation("ListLogs"), Codec<ListLogs>::encodeInput(input));
        QCOMPARE(form.method, std::string("GET"));
        QCOMPARE(form.target, std::string("/v1/agents/a%2Fb%20c/logs?filter=status%3A5xx&filter=tool%3Asearch%26more"
                                          "&limit=20"));
        input.agent_id.reset();
        QVERIFY(httpForm(*findOperation("ListLogs"), Codec<ListLogs>::encodeInput(input)).target.starts_with("/v1/logs?"));
    }

    void readsAnErrorBodyAndAnythingElse()
    {
        const base::Error known = errorOf(409, R"({"error":"taken","code":"slug_taken","fields":[{"path":"agent_id","code":"t"}]})");
        QCOMPARE(known.reason(), std::string("slug_taken"));
        QCOMPARE(known.code(), base::ErrorCode::Conflict);
        QCOMPARE(known.fields().size(), std::size_t(1));
        QCOMPARE(errorOf(502, "<html>").reason(), std::string("http_502"));
        QCOMPARE(errorOf(400, R"(["x"])").code(), base::ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
