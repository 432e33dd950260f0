// SPDX-License-Identifier: GPL-3.0-or-later
// Every dashboard operation on many requests against the same on few, by the same agents, tools and customers.
#include "bench/cluster.h"
#include "bench/local_engine.h"
#include "bench/settings.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <stdexcept>

namespace bursar::bench {

namespace json = boost::json;
using namespace std::chrono;

namespace {
constexpr std::size_t kManyRows = 1'000'000;
constexpr int kRounds = 3;
constexpr double kRatioMax = 1.3;
constexpr milliseconds kEachRound{100}; // of one operation on one history
constexpr int kCallsMin = 3, kCallsMax = 40;

struct Call {
    std::string name;
    contract::OperationId operation;
    json::object input;
};

/// How long it took, in milliseconds.
double timed(const LocalEngine& engine, const Call& call)
{
    std::promise<std::string> failure;
    const auto start = steady_clock::now();
    engine.client()->send(call.operation, call.input, {}, [&failure](contract::Outcome<json::value> outcome) {
        failure.set_value(outcome ? std::string() : outcome.error().text());
    });
    const std::string problem = failure.get_future().get();
    const double took = secondsSince(start) * 1000;
    if (!problem.empty())
        throw std::runtime_error(call.name + ": " + problem);
    return took;
}

class Calls {
public:
    void add(std::string variant, contract::OperationId operation, json::object input = {})
    {
        std::string name(operation);
        if (!variant.empty())
            name += " " + variant;
        m_calls.push_back({std::move(name), operation, std::move(input)});
    }
    /// For all agents, and for one.
    void addBoth(const std::string& variant, contract::OperationId operation, const json::object& input = {})
    {
        add(variant, operation, input);
        json::object one = input;
        one["agent_id"] = agentName(0);
        add(variant.empty() ? "one agent" : variant + ", one agent", operation, std::move(one));
    }
    std::vector<Call> take() { return std::move(m_calls); }

private:
    std::vector<Call> m_calls;
};

json::object spanned(base::Time from, base::Time to, json::object more = {})
{
    more["from"] = base::formatTime(from);
    more["to"] = base::formatTime(to);
    return more;
}

/// What the pages ask for a span: Overview, Revenue, Performance, and every dimension of a breakdown.
void addSpan(Calls& calls, const std::string& span, hours length)
{
    const base::Time to = FixedClock().now(), from = to - length, before = from - length;
    calls.addBoth(span, "GetOverview", spanned(from, to));
    calls.addBoth(span + " tools by revenue", "GetSeries",
                  spanned(from, to, {{"dimension", "tool"}, {"order", "revenue"}, {"top", 6}, {"buckets", 96}}));
    calls.addBoth(span + " statuses", "GetSeries",
                  spanned(from, to, {{"dimension", "status"}, {"order", "requests"}, {"top", 20}, {"buckets", 48}}));
    calls.add(span + " protocols by revenue", "GetSeries",
              spanned(from, to, {{"dimension", "protocol"}, {"order", "revenue"}, {"top", 6}, {"buckets", 24}}));
    calls.add(span + " agents", "GetSeries", spanned(from, to, {{"dimension", "agent"}}));
    for (const char* dimension :
         {"agent", "tool", "customer", "version", "country", "status", "protocol", "source", "error", "key"})
        calls.add(span + " " + dimension, "GetBreakdown", spanned(from, to, {{"dimension", dimension}}));
    calls.addBoth(span, "GetLatencyMap", spanned(from, to, {{"buckets", 60}}));
    calls.add(span + " one tool", "GetLatencyMap", spanned(from, to, {{"tool", "tool-0-0"}}));
    for (const char* measure : {"revenue", "requests", "error_rate", "customers", "p95"}) {
        calls.add(span + " " + measure, "CompareSpans",
                  {{"measure", measure}, {"before_from", base::formatTime(before)}, {"before_to", base::formatTime(from)},
                   {"after_from", base::formatTime(from)}, {"after_to", base::formatTime(to)}});
    }
    calls.addBoth(span, "GetRevenue", spanned(from, to, {{"period", "monthly"}}));
    calls.add(span, "ListMarkers", spanned(from, to));
}

void addReports(Calls& calls)
{
    calls.add("", "GetDashboard");
    calls.addBoth("", "GetStats");
    calls.addBoth("30 days", "GetDaily", {{"days", 30}});
    calls.addBoth("30 days", "GetAnalytics", {{"days", 30}});
    calls.addBoth("monthly, all time", "GetRevenue");
    calls.addBoth("weekly, all time", "GetRevenue", {{"period", "weekly"}});
    for (const char* window : {"1h", "24h", "72h"})
        calls.addBoth(window, "GetPerformance", {{"window", window}});
    calls.addBoth("", "GetFunnel");
    calls.add("", "GetBenchmark");
    calls.add("one category", "GetBenchmark", {{"category", "search"}});
    calls.add("", "GetWalletStats", {{"address", walletOf(0)}});
    calls.add("", "GetWalletDaily", {{"address", walletOf(0)}});
    calls.add("", "GetWalletErrors", {{"address", walletOf(0)}});
    calls.add("", "GetSystemStatus");
    calls.add("", "ListAgents");
    calls.add("a customer", "FindAnything", {{"q", customerName(7)}});
}

void addCustomers(Calls& calls)
{
    calls.addBoth("", "ListCustomers");
    for (const char* segment : {"vip", "new", "returning", "churned", "paying"})
        calls.add(segment, "ListCustomers", {{"segment", segment}});
    for (const char* sort : {"-requests", "-revenue", "-errors", "first_seen", "customer"})
        calls.add(std::string("by ") + sort, "ListCustomers", {{"sort", sort}});
    calls.add("filtered", "ListCustomers", {{"filter", {"requests:>10", "country:KR"}}});
    const json::object customer{{"customer_id", customerName(7)}, {"agent_id", agentName(0)}};
    calls.add("", "GetCustomer", customer);
    calls.add("", "GetCustomerTools", customer);
    calls.add("", "GetCustomerDaily", customer);
    calls.add("", "GetCustomerLogs", customer);
    calls.addBoth("", "GetCohorts");
}

std::vector<Call> dashboardCalls(const std::string& only)
{
    Calls calls;
    addSpan(calls, "24 h", hours(24));
    addSpan(calls, "7 d", hours(7 * 24));
    addSpan(calls, "30 d", hours(30 * 24));
    addReports(calls);
    addCustomers(calls);
    std::vector<Call> chosen = calls.take();
    std::erase_if(chosen, [&only](const Call& call) { return call.name.find(only) == std::string::npos; });
    if (chosen.empty())
        throw std::runtime_error("no call is named like " + only);
    return chosen;
}

struct Samples {
    std::vector<double> few, many; // medians of a round, in milliseconds
};

/// A round of one operation: both histories by turns, at least kCallsMin calls each.
void sample(const LocalEngine& few, const LocalEngine& many, const Call& call, Samples& samples)
{
    std::vector<double> fewTimes, manyTimes;
    const auto start = steady_clock::now();
    while (int(fewTimes.size()) < kCallsMin
           || (int(fewTimes.size()) < kCallsMax && steady_clock::now() - start < 2 * kEachRound)) {
        const bool fewFirst = fewTimes.size() % 2 == 0;
        if (fewFirst)
            fewTimes.push_back(timed(few, call));
        manyTimes.push_back(timed(many, call));
        if (!fewFirst)
            fewTimes.push_back(timed(few, call));
    }
    samples.few.push_back(spreadOf(fewTimes).median);
    samples.many.push_back(spreadOf(manyTimes).median);
}

Figure figureOf(const Call& call, const Samples& samples, std::size_t fewRows)
{
    Figure figure;
    figure.name = call.name;
    figure.unit = "ms";
    figure.value = spreadOf(samples.many);
    figure.baseline = spreadOf(samples.few);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < samples.few.size(); ++i)
        ratios.push_back(samples.many[i] / samples.few[i]);
    figure.ratio = spreadOf(ratios);
    figure.baselineName = fmt::format("{} rows", fewRows);
    figure.target = Target{Sense::atMost, kRatioMax, "×"};
    return figure;
}

std::string headline(std::vector<Figure> figures, std::size_t rows, std::size_t fewRows)
{
    std::sort(figures.begin(), figures.end(),
              [](const Figure& a, const Figure& b) { return a.ratio->median > b.ratio->median; });
    std::vector<double> ratios;
    for (const Figure& figure : figures)
        ratios.push_back(figure.ratio->median);
    const auto met = std::count_if(figures.begin(), figures.end(), [](const Figure& one) { return *one.met(); });
    return fmt::format("dashboards: {} calls at {} rows against {} rows: median ratio {:.2f}, worst {:.2f} ({}); {} of {} "
                       "within {}",
                       figures.size(), rows, fewRows, spreadOf(ratios).median, figures.front().ratio->median,
                       figures.front().name, met, figures.size(), kRatioMax);
}
} // namespace

Report benchDashboards(const Settings& settings)
{
    const std::size_t rows = settings.rows.value_or(kManyRows);
    const auto fewFolder = settings.directory / fmt::format("rows-{}", settings.against);
    const auto manyFolder = settings.directory / fmt::format("rows-{}", rows);
    fillHistory(fewFolder, {settings.against});
    fillHistory(manyFolder, {rows});
    const std::vector<Call> calls = dashboardCalls(settings.only);
    std::vector<Samples> samples(calls.size());
    {
        const LocalEngine few(fewFolder), many(manyFolder);
        std::this_thread::sleep_for(seconds(3)); // rankings are made once after the start
        const int rounds = settings.runs.value_or(kRounds);
        for (int round = -1; round < rounds; ++round) { // the first one only warms up
            progress(round < 0 ? fmt::format("warms up {} calls", calls.size())
                               : fmt::format("round {} of {}", round + 1, rounds));
            for (std::size_t i = 0; i < calls.size(); ++i) {
                if (round < 0) {
                    timed(few, calls[i]);
                    timed(many, calls[i]);
                } else {
                    sample(few, many, calls[i], samples[i]);
                }
            }
        }
    }
    Report report;
    for (std::size_t i = 0; i < calls.size(); ++i)
        report.figures.push_back(figureOf(calls[i], samples[i], settings.against));
    report.note(headline(report.figures, rows, settings.against));
    return report;
}

} // namespace bursar::bench
