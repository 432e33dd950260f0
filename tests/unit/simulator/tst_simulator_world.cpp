// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/calls.h"
#include "simulator/impl/people.h"
#include "simulator/impl/random.h"
#include "simulator/impl/world.h"

#include <QTest>

#include <fmt/format.h>

#include <map>
#include <set>

using namespace bursar;
using namespace bursar::simulator;
using ingest::Ingest;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const base::Time kAnchor = base::parseTime("2026-07-15T12:30:00Z").value();

const World& world()
{
    static const World made(1, kAnchor, 90);
    return made;
}

std::string text(const Ingest::Row& row)
{
    return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", row.agentKey, base::formatTime(row.at),
                       row.requestId, int(row.protocol), int(row.source), row.status, row.response.count(), row.method,
                       row.path, row.tool, row.customer, row.knownBy, row.error, row.requestSize.value_or(-1),
                       row.responseSize.value_or(-1), row.payment ? row.payment->amount.atomic() + row.payment->tx : "",
                       row.payer, row.agentVersion, row.requestBody);
}

std::vector<std::string> textsOfDay(const World& of, base::Day day)
{
    std::vector<std::string> out;
    for (const Call& call : callsOfDay(of, day))
        out.push_back(text(rowOf(of, call, 1, Bodies::With)));
    return out;
}

struct Share {
    std::int64_t all = 0;
    std::int64_t failed = 0;
    double rate() const { return all ? double(failed) / double(all) : 0; }
};

Share failures(base::Time from, base::Time to, std::string_view tool)
{
    Share share;
    for (base::Day day = std::chrono::floor<days>(from); day < to; day += days(1)) {
        for (const Call& call : callsOfDay(world(), day)) {
            if (call.at < from || call.at >= to || call.agent != 0 || call.intent == Intent::Unpaid)
                continue;
            const Ingest::Row row = rowOf(world(), call, 1, Bodies::Without);
            if (row.tool == tool) {
                ++share.all;
                share.failed += row.status >= 400;
            }
        }
    }
    return share;
}

} // namespace

class TestSimulatorWorld : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedMakesTheSameDay();
    void anotherSeedMakesAnotherDay();
    void callsStayWithinTheirDayInOrder();
    void requestIdsAreUnique();
    void everyRowIsMarkedAsSimulated();
    void onlyPaidSuccessesCarryAPayment();
    void pricesChangeWhenTheyAreSaidTo();
    void theBadDeployShowsInOneTool();
    void peopleGrowAndSomeLeave();
    void victimsOfTheTimeoutsNeverComeBack();
    void weekendsAreQuieter();
    void burstsAreBounded();
    void poissonHasItsMean();
};

void TestSimulatorWorld::sameSeedMakesTheSameDay()
{
    const World again(1, kAnchor, 90);
    const base::Day day = world().anchorDay() - days(3);
    const std::vector<std::string> texts = textsOfDay(world(), day);
    QVERIFY(texts.size() > 1000);
    QVERIFY(texts == textsOfDay(again, day));
}

void TestSimulatorWorld::anotherSeedMakesAnotherDay()
{
    const World other(2, kAnchor, 90);
    const base::Day day = world().anchorDay() - days(3);
    QVERIFY(textsOfDay(world(), day) != textsOfDay(other, day));
}

void TestSimulatorWorld::callsStayWithinTheirDayInOrder()
{
    for (const int ago : {90, 45, 1, 0, -5}) {
        const base::Day day = world().anchorDay() - days(ago);
        base::Time last = day;
        for (const Call& call : callsOfDay(world(), day)) {
            QVERIFY(call.at >= last && call.at < day + days(1));
            last = call.at;
        }
    }
}

void TestSimulatorWorld::requestIdsAreUnique()
{
    std::set<std::uint64_t> seeds;
    std::size_t calls = 0;
    for (int ago = 5; ago >= 0; --ago) {
        for (const Call& call : callsOfDay(world(), world().anchorDay() - days(ago))) {
            seeds.insert(call.seed);
            ++calls;
        }
    }
    QCOMPARE(seeds.size(), calls);
}

void TestSimulatorWorld::everyRowIsMarkedAsSimulated()
{
    for (const Call& call : callsOfDay(world(), world().anchorDay())) {
        const Ingest::Row row = rowOf(world(), call, 7, Bodies::Without);
        QVERIFY(row.source == rollup::Source::simulator);
        QCOMPARE(row.agentKey, std::int64_t(7));
        QVERIFY(!row.customer.empty() && !row.country.empty() && row.response.count() > 0);
        QVERIFY(row.headers.empty() && row.requestBody.empty());
    }
}

void TestSimulatorWorld::onlyPaidSuccessesCarryAPayment()
{
    std::map<Intent, int> seen;
    for (const Call& call : callsOfDay(world(), world().anchorDay() - days(1))) {
        const Ingest::Row row = rowOf(world(), call, 1, Bodies::Without);
        ++seen[call.intent];
        QCOMPARE(row.payment.has_value(), call.intent == Intent::Paid && row.status == 200);
        QCOMPARE(row.status == 402, call.intent == Intent::Unpaid);
        if (row.payment)
            QCOMPARE(row.payment->amount.atomic(), std::to_string(world().priceAt(call.agent, call.tool, call.at)));
    }
    for (const Intent intent : {Intent::Free, Intent::Unpaid, Intent::Paid})
        QVERIFY(seen[intent] > 50);
}

void TestSimulatorWorld::pricesChangeWhenTheyAreSaidTo()
{
    QVERIFY(world().prices().size() >= 4);
    for (const PriceChange& change : world().prices()) {
        QCOMPARE(world().priceAt(change.agent, change.tool, change.at - seconds(1)), change.before);
        QCOMPARE(world().priceAt(change.agent, change.tool, change.at), change.after);
        QCOMPARE(world().priceAt(change.agent, change.tool, kAnchor), // the catalog names today's prices
                 world().agents()[change.agent].tools[change.tool].price);
        const double demand = world().demandAt(change.agent, change.tool, change.at);
        QCOMPARE(demand < 1, change.after > change.before);
    }
}

void TestSimulatorWorld::theBadDeployShowsInOneTool()
{
    const auto bad = failures(kAnchor - minutes(58), kAnchor, "web_search");
    const auto before = failures(kAnchor - hours(24), kAnchor - minutes(58), "web_search");
    const auto other = failures(kAnchor - minutes(58), kAnchor, "fetch_page");
    QVERIFY2(bad.all >= 10, qPrintable(QString::number(bad.all)));
    QVERIFY(bad.rate() > 0.35);
    QVERIFY(before.rate() < 0.05);
    QVERIFY(other.rate() < 0.3);
    QCOMPARE(world().versionAt(0, kAnchor - minutes(59)), std::string("2.8.0"));
    QCOMPARE(world().versionAt(0, kAnchor), std::string("2.8.1"));
    QCOMPARE(world().versionAt(0, kAnchor + hours(1)), std::string("2.8.2"));
    QVERIFY(failures(kAnchor + hours(1), kAnchor + hours(24), "web_search").rate() < 0.05);
}

void TestSimulatorWorld::peopleGrowAndSomeLeave()
{
    std::size_t past = 0, left = 0, fresh = 0, future = 0;
    for (const Customer& customer : world().customers()) {
        QVERIFY(customer.firstDay <= customer.lastDay);
        QVERIFY(!customer.preferences.empty());
        past += customer.firstDay <= 0;
        left += customer.lastDay < -7;
        fresh += customer.firstDay > -7 && customer.firstDay <= 0;
        future += customer.firstDay > 0;
    }
    QVERIFY(past >= 600 && past <= 900);
    QVERIFY(left > 80 && fresh > 30 && future > 30);
    const auto calls = [](int ago) { return callsOfDay(world(), world().anchorDay() - days(ago)).size(); };
    QVERIFY(calls(1) > 2 * calls(85)); // a Tuesday each
}

void TestSimulatorWorld::victimsOfTheTimeoutsNeverComeBack()
{
    std::set<std::size_t> victims;
    for (std::size_t i = 0; i < world().customers().size(); ++i) {
        const Customer& customer = world().customers()[i];
        if (customer.lastDay == -kTimeoutsDaysAgo && customer.persona == Persona::Daily && customer.preferences.size() == 1
            && customer.preferences[0].agent == 0)
            victims.insert(i);
    }
    QVERIFY(victims.size() >= 6);
    std::size_t thatDay = 0;
    for (const Call& call : callsOfDay(world(), world().anchorDay() - days(kTimeoutsDaysAgo)))
        thatDay += victims.contains(call.customer);
    QVERIFY(thatDay > victims.size());
    for (const Call& call : callsOfDay(world(), world().anchorDay() - days(kTimeoutsDaysAgo - 1)))
        QVERIFY(!victims.contains(call.customer));
}

void TestSimulatorWorld::weekendsAreQuieter()
{
    const auto calls = [](const char* day) { return callsOfDay(world(), *base::parseDay(day)).size(); };
    QVERIFY(calls("2026-07-11") + calls("2026-07-12") < calls("2026-07-09") + calls("2026-07-10"));
}

void TestSimulatorWorld::burstsAreBounded()
{
    std::size_t all = 0;
    for (int minute = 0; minute < 600; ++minute) {
        const base::Time begin = kAnchor + minutes(minute);
        const std::vector<Call> calls = burstOfMinute(world(), begin);
        QVERIFY(calls.size() <= 1000);
        for (const Call& call : calls)
            QVERIFY(call.at >= begin && call.at < begin + minutes(2)); // live mode looks one minute back
        all += calls.size();
    }
    QVERIFY(all > 1000);
}

void TestSimulatorWorld::poissonHasItsMean()
{
    Random random(3);
    double sum = 0;
    for (int i = 0; i < 20'000; ++i)
        sum += random.poisson(7);
    QVERIFY(std::abs(sum / 20'000 - 7) < 0.1);
}

QTEST_APPLESS_MAIN(TestSimulatorWorld)
#include "tst_simulator_world.moc"
