// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "support/fake_engine_client.h"
#include "support/insight_answers.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/figures.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/snippet.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

contract::SeriesPoint point(models::Instant at, std::int64_t requests)
{
    contract::SeriesPoint out;
    out.at = at;
    out.requests = requests;
    return out;
}

const models::Instant kNoon = *base::parseTime("2026-11-20T12:00:00Z");

} // namespace

class UiPagesCommonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsBucketsThatTheEngineLeftOut()
    {
        const BucketGrid grid = gridOf(kNoon, kNoon + 1h, 600, kNoon + 1h);
        QCOMPARE(grid.count, std::size_t(6));
        QVERIFY(!grid.lastIsUnfinished);
        const std::vector<contract::SeriesPoint> points{point(kNoon + 10min, 5)};
        const std::vector<contract::Gap> gaps{{kNoon + 20min, kNoon + 35min, "engine stopped"}};
        const auto values = valuesOf(points, grid, gaps, requestsOf);
        QCOMPARE(values[0], 0.0);
        QCOMPARE(values[1], 5.0);
        QVERIFY(std::isnan(values[2]));
        QCOMPARE(values[3], 0.0); // only partly without an engine
        QVERIFY(std::isnan(valuesOf(points, grid, {}, p95Of, WhenEmpty::Missing)[0]));
    }

    void endsWithTheBucketThatIsBeingFilled()
    {
        const BucketGrid grid = gridOf(kNoon, kNoon + 2h, 600, kNoon + 65min);
        QCOMPARE(grid.count, std::size_t(7));
        QVERIFY(grid.lastIsUnfinished);
        QCOMPARE(grid.withoutBarelyBegun(kNoon + 65min).count, std::size_t(7));
        const BucketGrid begun = gridOf(kNoon, kNoon + 2h, 600, kNoon + 61min);
        QCOMPARE(begun.withoutBarelyBegun(kNoon + 61min).count, std::size_t(6));
        QVERIFY(!begun.withoutBarelyBegun(kNoon + 61min).lastIsUnfinished);
        QCOMPARE(gridOf(kNoon, kNoon, 600, kNoon).count, std::size_t(0));
        QCOMPARE(gridOf(kNoon, kNoon + 1h, 0, kNoon + 1h).bucket, 1s);
    }

    void aSparklineNeitherCrashesAtItsEndNorHasMorePointsThanItShows()
    {
        const BucketGrid grid = gridOf(kNoon, kNoon + 2h, 60, kNoon + 2h - 30s);
        std::vector<contract::SeriesPoint> points;
        for (int i = 0; i < 119; ++i)
            points.push_back(point(kNoon + i * 1min, 100));
        const auto line = sparklineOf(points, grid, {}, requestsOf);
        QVERIFY(line.size() <= 40);
        for (const double value : line)
            QCOMPARE(value, 100.0);
    }

    void stacksStatusesByClass()
    {
        contract::Series answer;
        answer.from = kNoon;
        answer.to = kNoon + 10min;
        for (const char* value : {"200", "201", "504", "weird"})
            answer.lines.push_back({value, {}, {point(kNoon, 2)}});
        const auto series = statusSeries(answer, gridOf(kNoon, kNoon + 10min, 600, kNoon + 10min));
        QCOMPARE(series.size(), std::size_t(3));
        QCOMPARE(series[0].values.front(), 4.0);
        QCOMPARE(series[1].color.meaning, SeriesColor::Meaning::Status5xx);
        QCOMPARE(series[2].color.meaning, SeriesColor::Meaning::Other);
    }

    void aToolKeepsItsColourForEver()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        std::vector<SeriesColor> first;
        {
            ColorBook book(settings);
            first = book.colorsFor(contract::Dimension::tool, {"search", "embed/v2", "other"});
        }
        ColorBook again(settings);
        const auto later = again.colorsFor(contract::Dimension::tool, {"new", "embed/v2", "search"});
        QCOMPARE(later[1], first[1]);
        QCOMPARE(later[2], first[0]);
        QVERIFY(later[0] != later[1] && later[0] != later[2]);
        QCOMPARE(first[2].meaning, SeriesColor::Meaning::Other);
    }

    void showsTheSameValueTheSameWay()
    {
        QCOMPARE(models::shown(models::Cell(usdc(base::Amount(2'500'000'000)))).remove(QChar(0x2009)), u"2,500.000000 USDC"_s);
        QCOMPARE(usdc(-0.0).atomic, u"0"_s);
        QCOMPARE(usdc(-1.5).atomic, u"-1500000"_s);
        QVERIFY(std::holds_alternative<models::Address>(customerCell("0x12ab33fe5d2c4b7a9e01f6c38d7b54a209c19f31")));
        QVERIFY(std::holds_alternative<models::Code>(customerCell("acme-research")));
        QVERIFY(std::holds_alternative<models::Absent>(customerCell("")));
        QVERIFY(std::holds_alternative<models::Absent>(money("1.2.3", u"ETH"_s)));
        QCOMPARE(std::get<models::Money>(money("0.0412", u"ETH"_s)).atomic, u"412"_s);
        QVERIFY(std::holds_alternative<models::Absent>(milliseconds(std::nullopt)));
    }

    void givesNoPercentageWithoutABase()
    {
        const Stat fromNothing = statOf({.label = u"Requests"_s, .now = 12, .before = 0, .text = countText()});
        QVERIFY(fromNothing.change.isEmpty());
        QVERIFY(!fromNothing.against.isEmpty());
        const Stat equal = statOf({.label = u"Requests"_s, .now = 0, .before = 0, .text = countText()});
        QCOMPARE(equal.direction, 0);
        QCOMPARE(equal.change, u"±0"_s);
        const Stat less = statOf({.label = u"Requests"_s, .now = 50, .before = 100, .text = countText()});
        QCOMPARE(less.direction, -1);
        QVERIFY(statOf({.label = u"p95"_s, .text = durationText()}).value.isEmpty());
    }

    void hasASentenceForEveryFailure()
    {
        using base::ErrorCode;
        for (int code = 0; code <= static_cast<int>(ErrorCode::OutcomeUnknown); ++code) {
            const ErrorText words = errorText(base::Error(static_cast<ErrorCode>(code), "some_reason", "The engine's words"));
            QVERIFY2(!words.sentence.isEmpty(), qPrintable(QString::number(code)));
            QCOMPARE(words.code, u"some_reason"_s);
        }
        QCOMPARE(errorText(base::Error(ErrorCode::InvalidInput, "invalid_input", "limit: at most 1000")).sentence,
                 u"limit: at most 1000"_s);
        base::Error busy(ErrorCode::RateLimited, "rate_limited", "");
        busy.retryAfter = 3s;
        QVERIFY(errorText(busy).sentence.contains(u"Try again"_s));
        QVERIFY(errorText(base::Error(ErrorCode::OutcomeUnknown, "outcome_unknown", "")).sentence.contains(u"unknown"_s));
    }

    void quotesConditionsThatNeedIt()
    {
        QCOMPARE(condition(u"tool"_s, u"search"_s), u"tool:search"_s);
        QVERIFY(condition(u"tool"_s, u"two words"_s).contains(u'"'));
        const Location place = logsWith({u"status:5xx"_s, u"tool:x"_s}, models::Span{kNoon, kNoon + 1h});
        QCOMPARE(place.state.value(u"filter"_s).toString(), u"status:5xx tool:x"_s);
        QCOMPARE(place.range->fixed.from, kNoon);
    }

    void aCardFollowsItsQuery()
    {
        auto client = std::make_shared<test::FakeEngineClient>();
        models::Gateway gateway(client);
        const auto settle = [] {
            for (int i = 0; i < 6; ++i)
                QCoreApplication::processEvents();
        };
        settle();
        models::Query<contract::ListMarkers> query(gateway);
        Card card(u"Markers"_s);
        auto* content = new QWidget;
        card.setContent(content);
        card.resize(400, 200);
        card.show();
        auto* loader = new PanelLoader(&card, query, gateway);
        int said = 0;
        loader->setEmpty([&] { return query.data()->markers.empty(); },
                         [&](EmptyState* state) {
                             ++said;
                             state->showGood(u"No markers."_s);
                         });
        query.read({std::nullopt, kNoon, kNoon + 1h});
        client->replyTo<contract::ListMarkers>(base::Error(base::ErrorCode::Timeout, "timeout", "late"));
        settle();
        QVERIFY(!content->isVisible());
        Q_EMIT card.retryRequested();
        client->replyTo<contract::ListMarkers>(contract::MarkerList{});
        settle();
        QCOMPARE(said, 1);
        QVERIFY(!content->isVisible());
        query.repeat();
        client->replyTo<contract::ListMarkers>(contract::MarkerList{{contract::Marker{}}});
        settle();
        QVERIFY(content->isVisible());
        client->setLinkState(contract::LinkState::offline);
        settle();
        QVERIFY(!staleSince(query, gateway).isEmpty());
        QVERIFY(content->isVisible());
        client->setLinkState(contract::LinkState::live);
        settle();
        QVERIFY(staleSince(query, gateway).isEmpty());
    }

    void theSnippetNamesThisEngine()
    {
        const QString snippet = sdkSnippet(u"http://127.0.0.1:8080"_s, u"bsk_1"_s);
        QCOMPARE(snippet.count(u'\n') + 1, 5);
        QVERIFY(snippet.contains(u"http://127.0.0.1:8080/v1/ingest"_s));
        QVERIFY(snippet.contains(u"Bearer bsk_1"_s));
    }

    void aRowStacksWhenItsPartsDoNotFit()
    {
        ResponsiveRow row;
        row.addPart(new QWidget, 2, 480);
        row.addPart(new QWidget, 1, 280);
        row.resize(1000, 300);
        row.show();
        QCoreApplication::processEvents();
        QVERIFY(!row.isStacked());
        row.resize(700, 600);
        QCoreApplication::processEvents();
        QVERIFY(row.isStacked());
    }
};

QTEST_MAIN(UiPagesCommonTest)
#include "tst_ui_pages_common.moc"
