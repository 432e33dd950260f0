// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/history.h"

#include <QJsonArray>
#include <QTest>

using namespace bursar;
using namespace bursar::ui;

namespace {
Location at(const QString& page, const QString& filter = {})
{
    Location place{page, {}, models::Range{}, QString()};
    if (!filter.isEmpty())
        place.state.insert(QStringLiteral("filter"), filter);
    return place;
}
} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesBackAndForward()
    {
        History history;
        QVERIFY(!history.back());
        history.open(at(QStringLiteral("a")));
        history.open(at(QStringLiteral("b")));
        history.open(at(QStringLiteral("c")));
        QCOMPARE(history.back()->page, QStringLiteral("b"));
        QCOMPARE(history.back()->page, QStringLiteral("a"));
        QVERIFY(!history.back());
        QCOMPARE(history.forward()->page, QStringLiteral("b"));
        history.open(at(QStringLiteral("d"))); // cuts what lay ahead
        QVERIFY(!history.forward());
        QCOMPARE(history.back()->page, QStringLiteral("b"));
    }

    void remembersWhatAnEntryShowedLast()
    {
        History history;
        history.open(at(QStringLiteral("logs")));
        history.note(at(QStringLiteral("logs"), QStringLiteral("status:5xx")));
        history.open(at(QStringLiteral("overview")));
        QCOMPARE(history.back()->state.value(QStringLiteral("filter")).toString(), QStringLiteral("status:5xx"));
        QCOMPARE(history.lastStateOf(QStringLiteral("logs"))->value(QStringLiteral("filter")).toString(),
                 QStringLiteral("status:5xx"));
        QVERIFY(!history.lastStateOf(QStringLiteral("none")));
    }

    void isBounded()
    {
        History history;
        for (int i = 0; i < 250; ++i)
            history.open(at(QString::number(i)));
        int steps = 0;
        while (history.back())
            ++steps;
        QCOMPARE(steps, int(History::kEntriesMax) - 1);
        QCOMPARE(history.present()->page, QStringLiteral("150"));
    }

    void survivesBeingWrittenAndRead()
    {
        History history;
        Location fixed = at(QStringLiteral("a"), QStringLiteral("x:1"));
        const models::Instant from(std::chrono::microseconds(1'795'185'007'123'456));
        fixed.range = models::Range{QString(), {from, from + std::chrono::hours(3)}};
        fixed.scope = QStringLiteral("bot");
        history.open(fixed);
        history.open(at(QStringLiteral("b")));
        QVERIFY(history.back());
        History read;
        read.restore(history.save());
        QCOMPARE(read.present()->page, QStringLiteral("a"));
        QCOMPARE(read.present()->scope, std::optional(QStringLiteral("bot")));
        QVERIFY(read.present()->range == fixed.range);
        QVERIFY(read.canGoForward());
        QCOMPARE(read.forward()->page, QStringLiteral("b"));
    }

    void readsWhatIsBrokenAsNothing()
    {
        History history;
        history.restore(QJsonObject{{QStringLiteral("entries"), 7}, {QStringLiteral("at"), 99}});
        QVERIFY(!history.present());
        history.restore(QJsonObject{{QStringLiteral("entries"), QJsonArray{QJsonObject{{QStringLiteral("page"), QStringLiteral("a")}}}},
                                    {QStringLiteral("at"), 99}});
        QCOMPARE(history.present()->page, QStringLiteral("a"));
        QVERIFY(rangeFromJson({{QStringLiteral("from"), QStringLiteral("9")}, {QStringLiteral("to"), QStringLiteral("2")}})
                == models::Range{});
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
