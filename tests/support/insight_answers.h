// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/identity.h"
#include "contract/insight.h"
#include "contract/logs.h"
#include "contract/registry.h"
#include "contract/system.h"
#include "models/common/time.h"
#include "support/fake_engine_client.h"

#include <cmath>
#include <random>

/// A busy afternoon, made up for tests of pages: three paid tools and a free one, a deploy that breaks `search`, an
/// engine that stopped for a while. The same numbers every time.
namespace bursar::test {

using namespace std::chrono_literals;

/// 20 November 2026, 14:30:07 UTC.
inline models::Instant afternoon()
{
    return *base::parseTime("2026-11-20T14:30:07Z");
}

inline base::Amount usdcAtomic(double whole)
{
    return base::Amount(static_cast<std::uint64_t>(std::llround(std::max(whole, 0.0) * 1e6)));
}

struct SampleSpan {
    base::Time from;
    base::Time to;
    std::chrono::seconds bucket;
};

inline SampleSpan sampleSpan(base::Time from, base::Time to, int buckets)
{
    const auto wanted = std::chrono::duration_cast<std::chrono::seconds>(to - from) / std::max(buckets, 1);
    std::chrono::seconds bucket = 7 * 24h;
    for (const std::chrono::seconds each : {60s, 300s, 600s, 900s, 1800s, 3600s, 10800s, 21600s, 86400s}) {
        if (each >= wanted) {
            bucket = each;
            break;
        }
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(from.time_since_epoch());
    return {base::Time(seconds - seconds % bucket), to, bucket};
}

/// Requests of a bucket: a day's wave, some noise, one level a line.
inline std::vector<contract::SeriesPoint> samplePoints(const SampleSpan& span, double perMinute, double price,
                                                       double errors, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> noise(0.86, 1.14);
    std::vector<contract::SeriesPoint> points;
    const auto broken = afternoon() - 36min;
    const auto gapFrom = *base::parseTime("2026-11-20T04:00:00Z");
    const auto gapTo = *base::parseTime("2026-11-20T05:00:00Z");
    for (auto at = span.from; at < span.to; at += span.bucket) {
        if (at >= gapFrom && at < gapTo && span.bucket <= 1800s)
            continue;
        const double hours = std::chrono::duration<double>(at.time_since_epoch()).count() / 3600;
        const double wave = 1 + 0.22 * std::sin(hours / 24 * 2 * M_PI) + 0.08 * std::sin(hours * 1.9);
        const auto end = std::min<base::Time>(at + span.bucket, span.to);
        const double minutes = std::chrono::duration<double>(end - at).count() / 60;
        const bool isBroken = price > 0.015 && at + span.bucket > broken;
        contract::SeriesPoint point;
        point.at = at;
        point.requests = std::llround(perMinute * minutes * wave * noise(random));
        const double failing = isBroken ? 0.11 : errors * noise(random);
        point.errors = std::llround(double(point.requests) * failing);
        point.payments = std::llround(double(point.requests) * 0.34 * (isBroken ? 0.6 : 1));
        point.revenue = std::round(double(point.payments) * price * 1e6) / 1e6;
        point.revenue_atomic = usdcAtomic(point.revenue);
        const double slow = isBroken ? 1.9 : 1;
        point.p50_response_ms = 118 * wave * noise(random);
        point.p95_response_ms = 612 * wave * noise(random) * slow;
        point.p99_response_ms = 1640 * wave * noise(random) * slow;
        point.avg_response_ms = 190 * wave;
        points.push_back(point);
    }
    return points;
}

inline contract::Totals sampleTotals(const std::vector<contract::SeriesPoint>& points)
{
    contract::Totals totals;
    for (const contract::SeriesPoint& point : points) {
        totals.requests += point.requests;
        totals.errors += point.errors;
        totals.payments += point.payments;
        totals.revenue += point.revenue;
        totals.revenue_atomic += point.revenue_atomic;
    }
    totals.error_rate = totals.requests ? double(totals.errors) / double(totals.requests) : 0;
    totals.customers = 1753;
    totals.new_customers = 22;
    totals.timeouts = 214;
    totals.avg_response_ms = 196.4;
    totals.p50_response_ms = 121.0;
    totals.p95_response_ms = 812.0;
    totals.p99_response_ms = 2140.0;
    return totals;
}

inline std::vector<contract::Gap> sampleGaps(const SampleSpan& span)
{
    const auto from = *base::parseTime("2026-11-20T04:00:00Z");
    if (span.bucket > 1800s || from < span.from || from > span.to)
        return {};
    return {{from, from + 1h, "engine stopped"}};
}

inline std::vector<contract::Marker> sampleMarkers(const SampleSpan& span)
{
    std::vector<contract::Marker> markers;
    const auto add = [&](const char* kind, const char* title, base::Time at) {
        if (at >= span.from && at < span.to)
            markers.push_back({"m" + std::to_string(markers.size()), kind, title, "meerkat-19", at, "m.seo", {}});
    };
    add("deploy", "v2.8.1", afternoon() - 36min);
    add("price", "search 0.020", afternoon() - 6 * 24h);
    return markers;
}

inline contract::Overview sampleOverview(const contract::GetOverview::Input& input)
{
    const SampleSpan span = sampleSpan(input.from, input.to, 96);
    const auto length = input.to - input.from;
    const SampleSpan before = sampleSpan(input.from - length, input.from, 96);
    contract::Overview out;
    out.from = span.from;
    out.to = input.to;
    out.previous_from = before.from;
    out.previous_to = input.from;
    out.bucket_seconds = span.bucket.count();
    out.series = samplePoints(span, 128, 0.0295, 0.021, 1);
    out.customer_bucket_seconds = out.bucket_seconds;
    for (const contract::SeriesPoint& point : out.series)
        out.customer_series.push_back({point.at, 30 + point.requests / 50});
    out.current = sampleTotals(out.series);
    out.previous = sampleTotals(samplePoints(before, 123, 0.0345, 0.009, 2));
    out.previous.p95_response_ms = 704.0;
    out.previous.p50_response_ms = 121.0;
    out.previous.customers = 1712;
    out.markers = sampleMarkers(span);
    out.gaps = sampleGaps(span);
    out.revenue_basis = contract::RevenueBasis::verified;
    out.read_at = input.to;
    return out;
}

inline contract::Series sampleSeries(const contract::GetSeries::Input& input)
{
    const SampleSpan span = sampleSpan(input.from, input.to, input.buckets.value_or(120));
    contract::Series out;
    out.from = span.from;
    out.to = input.to;
    out.bucket_seconds = span.bucket.count();
    const auto add = [&](const char* value, double perMinute, double price, double errors) {
        contract::SeriesLine line;
        line.value = value;
        line.points = samplePoints(span, perMinute, price, errors, static_cast<unsigned>(out.lines.size()) + 11);
        line.total = sampleTotals(line.points);
        out.lines.push_back(std::move(line));
    };
    if (input.dimension == contract::Dimension::status) {
        add("200", 98, 0, 0);
        add("402", 21, 0, 0);
        add("404", 4, 0, 0);
        add("301", 2, 0, 0);
        add("500", 1.5, 0, 0);
        add("504", 2.4, 0, 0);
    } else if (input.dimension == contract::Dimension::protocol) {
        add("mcp", 84, 0.022, 0.01);
        add("a2a", 22, 0.014, 0.01);
        add("http", 12, 0.010, 0.01);
    } else {
        add("search", 58, 0.021, 0.02);
        add("summarize", 24, 0.0142, 0.01);
        add("translate", 18, 0.0101, 0.01);
        add("embed", 12, 0.0052, 0.004);
        add("ping", 9, 0, 0);
    }
    out.markers = sampleMarkers(span);
    out.gaps = sampleGaps(span);
    out.revenue_basis = contract::RevenueBasis::verified;
    out.read_at = input.to;
    return out;
}

inline contract::BreakdownRows sampleBreakdown(const contract::GetBreakdown::Input& input)
{
    contract::BreakdownRows out;
    out.from = input.from;
    out.to = input.to;
    out.read_at = input.to;
    out.revenue_basis = contract::RevenueBasis::verified;
    const auto add = [&](const char* value, std::int64_t requests, double rate, double revenue, double average,
                         double p95) {
        contract::Breakdown row;
        row.value = value;
        row.requests = requests;
        row.errors = std::llround(double(requests) * rate);
        row.error_rate = rate;
        row.payments = requests / 3;
        row.revenue = revenue;
        row.revenue_atomic = usdcAtomic(revenue);
        row.avg_response_ms = average;
        row.p95_response_ms = p95;
        out.rows.push_back(row);
    };
    if (input.dimension == contract::Dimension::version) {
        add("v2.8.0", 141'208, 0.0091, 1411.2, 181, 690);
        add("v2.8.1", 30'114, 0.1102, 96.08, 402, 1812);
        add("v2.7.9", 12'902, 0.0124, 212.4, 192, 744);
    } else if (input.dimension == contract::Dimension::tool) {
        add("search", 84'120, 0.0412, 1191.402118, 241, 1104);
        add("summarize", 41'902, 0.0121, 402.1142, 812, 2410);
        add("translate", 28'114, 0.0084, 201.92, 148, 512);
        add("embed", 21'002, 0.0041, 107.004, 41, 96);
        add("ping", 9'086, 0, 0, 3, 9);
    } else {
        add("meerkat-19", 92'104, 0.0391, 1012.221904, 201, 812);
        add("acme-search", 41'087, 0.0142, 502.1, 188, 702);
        add("polyglot", 28'114, 0.0084, 201.92, 148, 512);
        add("ledger-lens", 14'201, 0.0021, 120.004, 92, 240);
        add("tiny-embed", 8'718, 0.0041, 66.2, 41, 96);
    }
    out.total = static_cast<std::int64_t>(out.rows.size()) + 7;
    return out;
}

inline contract::Comparison sampleComparison(const contract::CompareSpans::Input& input)
{
    contract::Comparison out;
    out.measure = input.measure.value_or(contract::Measure::revenue);
    out.before_from = input.before_from;
    out.before_to = input.before_to;
    out.after_from = input.after_from;
    out.after_to = input.after_to;
    out.read_at = input.after_to;
    out.revenue_basis = contract::RevenueBasis::verified;
    const double scale = out.measure == contract::Measure::error_rate ? 0.0004 : 1;
    out.before = 187.28 * scale;
    out.after = 96.08 * scale;
    const auto add = [&](contract::Dimension dimension, const char* value, double before, double after) {
        out.rows.push_back({dimension, value, before * scale, after * scale, (after - before) * scale});
    };
    using enum contract::Dimension;
    add(version, "v2.8.0", 187.28, 0);
    add(version, "v2.8.1", 0, 96.08);
    add(tool, "search", 143.18, 64.02);
    add(customer, "0x12ab33fe5d2c4b7a9e01f6c38d7b54a209c19f31", 48.2, 0);
    add(country, "KR", 91.02, 52.44);
    add(protocol, "mcp", 160.11, 88.9);
    add(customer, "acme-research", 31.04, 9.12);
    add(tool, "embed", 4.02, 9.48);
    return out;
}

inline contract::LogPage sampleLogs(const contract::ListLogs::Input& input)
{
    contract::LogPage page;
    const char* tools[] = {"search", "search", "translate", "search", "summarize", "embed", "search", "translate"};
    const int statuses[] = {200, 402, 200, 504, 200, 200, 500, 200};
    const double amounts[] = {0.02, 0, 0.01, 0, 0.014, 0.005, 0, 0.01};
    const int rows = std::min(input.limit.value_or(50), 8);
    for (int i = 0; i < rows; ++i) {
        contract::RequestLog log;
        log.id = "log-" + std::to_string(i);
        log.agent_id = "meerkat-19";
        log.request_id = "req-" + std::to_string(i);
        log.method = "POST";
        log.path = "/mcp";
        log.tool_name = tools[i];
        log.status_code = statuses[i];
        log.response_ms = 120 + i * 40;
        if (amounts[i] > 0) {
            log.x402_amount = amounts[i];
            log.x402_amount_atomic = usdcAtomic(amounts[i]);
            log.x402_decimals = 6;
            log.x402_token = "USDC-base-mainnet";
            log.payment_state = i % 2 ? "unverified" : "verified";
        }
        log.created_at = afternoon() - std::chrono::milliseconds(700 * i + 200);
        page.logs.push_back(std::move(log));
    }
    return page;
}

inline contract::LatencyMap sampleLatency(const contract::GetLatencyMap::Input& input)
{
    const SampleSpan span = sampleSpan(input.from, input.to, input.buckets.value_or(60));
    contract::LatencyMap out;
    out.from = span.from;
    out.to = input.to;
    out.bucket_seconds = span.bucket.count();
    out.bounds_ms = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10'000, 30'000};
    out.read_at = input.to;
    const double shares[] = {0, 0, 0.01, 0.04, 0.1, 0.17, 0.22, 0.22, 0.14, 0.06, 0.026, 0.01, 0.003, 0.001, 0};
    for (const contract::SeriesPoint& point : samplePoints(span, 128, 0.03, 0.02, 5)) {
        contract::LatencyColumn column;
        column.at = point.at;
        const bool isBroken = point.at + span.bucket > afternoon() - 36min;
        for (std::size_t row = 0; row <= out.bounds_ms.size(); ++row) {
            const double lift = isBroken && row >= 9 ? 6 : 1;
            column.counts.push_back(std::llround(double(point.requests) * shares[row] * lift));
        }
        out.columns.push_back(std::move(column));
    }
    return out;
}

inline contract::Revenue sampleRevenue(const contract::GetRevenue::Input& input)
{
    contract::Revenue out;
    const bool weekly = input.period == "weekly";
    const double amounts[] = {21'402.119, 30'118.402, 28'004.1, 24'902.77, 19'114.2, 12'008.91};
    for (int i = 0; i < 6; ++i) {
        const std::string period = weekly ? "2026-W" + std::to_string(47 - i)
                                          : "2026-" + std::string(11 - i < 10 ? "0" : "") + std::to_string(11 - i);
        out.periods.push_back({period, amounts[i], usdcAtomic(amounts[i]), std::llround(amounts[i] * 51)});
    }
    const auto tool = [](const char* name, double amount, std::int64_t count, double share) {
        return contract::RevenueByTool{name, amount, usdcAtomic(amount), count, share};
    };
    out.by_tool = {tool("search", 1191.402118, 56'733, 0.6263), tool("summarize", 402.1142, 28'318, 0.2114),
                   tool("translate", 201.92, 19'992, 0.1061), tool("embed", 107.004, 20'577, 0.0562)};
    out.by_protocol = {tool("mcp", 1502.4, 88'102, 0.79), tool("a2a", 301.92, 24'118, 0.159),
                       tool("http", 98.12, 13'400, 0.051)};
    out.by_asset = {{"USDC", "1902.440318", 125'620}, {"ETH", "0.0412", 18}};
    const auto payer = [](const char* id, double amount, std::int64_t count) {
        return contract::Payer{id, amount, usdcAtomic(amount), count};
    };
    out.top_payers = {payer("0x9f21c0045ab3e1d77c01f6a2d8b4c90377ab0e13", 196.4021, 9'812),
                      payer("0x12ab33fe5d2c4b7a9e01f6c38d7b54a209c19f31", 148.2, 7'410),
                      payer("acme-research", 131.04, 6'552), payer("0x33fDa8a15c1b22c4a9d2e0047b81f3c255c0bE77", 88.1, 4'405),
                      payer("203.0.113.77", 12.004, 600)};
    out.arpu = 12.4388;
    out.paying_customers = 153;
    out.total_customers = 1753;
    out.total_revenue = 1902.440318;
    out.total_revenue_atomic = usdcAtomic(1902.440318);
    out.avg_per_request = 0.015144;
    out.mom_growth = 0.0755;
    out.ltv = 118.31;
    out.ltv_months = 6.1;
    out.monthly_churn = 0.164;
    out.ltv_reason = "Monthly churn of 16.4 % among 38 paying customers of the last 6 months.";
    out.verification = {118'204, 7'416, 0, 1788.2};
    out.recommendation = {"increase_price", "translate", 0.01, 0.012, 0.1272, 0.06,
                          "Median of 11 public agents in \"language\" is 0.0124 USDC; latency and errors are at least "
                          "as good as theirs; elasticity -0.30 (assumed, no own price history).",
                          19'992, "medium"};
    out.revenue_basis = contract::RevenueBasis::verified;
    return out;
}

inline contract::Performance samplePerformance(const contract::GetPerformance::Input& input)
{
    contract::Performance out;
    out.p50_response_ms = 121;
    out.p75_response_ms = 240;
    out.p90_response_ms = 560;
    out.p95_response_ms = 412;
    out.p99_response_ms = 2140;
    out.avg_response_ms = 196.4;
    out.error_rate = 0.0287;
    out.total_requests = 184'224;
    out.success_requests = 178'937;
    out.error_requests = 5'287;
    out.requests_per_min = 128;
    out.uptime = 97.13;
    out.health_score = 85.9;
    out.health_status = "Good";
    out.health_delta = -4.2;
    out.window = input.window.value_or("24h");
    return out;
}

inline contract::Benchmark sampleBenchmark(const contract::GetBenchmark::Input& input)
{
    contract::Benchmark out;
    if (!input.category) {
        out.categories = {"language", "search"};
        return out;
    }
    out.category = input.category;
    out.rankings.emplace();
    const auto add = [&](const char* slug, const char* name, double volume, double reliability, double customers,
                         double latency) {
        contract::BenchmarkEntry entry;
        entry.agent_string_id = slug;
        entry.agent_name = name;
        entry.category = *input.category;
        entry.rank = static_cast<int>(out.rankings->size()) + 1;
        entry.score_volume = volume;
        entry.score_reliability = reliability;
        entry.score_customers = customers;
        entry.score_latency = latency;
        entry.score = 0.3 * volume + 0.3 * reliability + 0.2 * customers + 0.2 * latency;
        entry.total_requests = std::llround(std::pow(10, volume / 16));
        entry.avg_response_ms = 1000 - latency * 10 + 10;
        entry.error_rate = 1 - reliability / 100;
        entry.revenue = volume * 21.5;
        entry.customer_count = std::llround(customers * 20);
        entry.calculated_at = afternoon() - 2min;
        out.rankings->push_back(std::move(entry));
    };
    add("polyglot", "Polyglot", 84, 99.2, 71, 85);
    add("meerkat-19", "Meerkat 19", 92, 96.1, 88, 60);
    add("acme-search", "Acme search", 78, 98.6, 64, 81);
    add("ledger-lens", "Ledger lens", 66, 99.8, 42, 91);
    add("tiny-embed", "Tiny embed", 61, 99.6, 31, 96);
    add("night-owl", "Night owl", 40, 91.2, 18, 44);
    out.total = 6;
    return out;
}

inline contract::SystemStatus sampleSystem()
{
    contract::SystemStatus out;
    out.version = "1.4.0";
    out.started_at = afternoon() - 72h;
    out.now = afternoon();
    out.mode = "embedded";
    out.url = "http://127.0.0.1:8080";
    out.data_directory = "/var/lib/bursar";
    out.database = "ok";
    out.disk_free_bytes = 80'000'000'000;
    out.revenue_basis = "verified";
    return out;
}

/// Everything that the insight pages ask for, on a busy afternoon.
inline void answerBusyAfternoon(FakeEngineClient& engine)
{
    engine.on<contract::GetOverview>(sampleOverview);
    engine.on<contract::GetSeries>(sampleSeries);
    engine.on<contract::GetBreakdown>(sampleBreakdown);
    engine.on<contract::CompareSpans>(sampleComparison);
    engine.on<contract::ListLogs>(sampleLogs);
    engine.on<contract::GetLatencyMap>(sampleLatency);
    engine.on<contract::GetRevenue>(sampleRevenue);
    engine.on<contract::GetPerformance>(samplePerformance);
    engine.on<contract::GetBenchmark>(sampleBenchmark);
    engine.on<contract::GetSystemStatus>([](const auto&) { return sampleSystem(); });
    engine.on<contract::ListTasks>([](const auto&) { return contract::TaskList{}; });
    engine.on<contract::ListAgents>([](const auto&) { return contract::AgentList{}; });
    engine.on<contract::WhoAmI>([](const auto&) {
        contract::Me me;
        me.kind = contract::PrincipalKind::user;
        me.id = "u1";
        me.name = "J. Kim";
        me.role = "owner";
        return me;
    });
}

/// An engine on its first day: everything answers, with nothing.
inline void answerFirstDay(FakeEngineClient& engine)
{
    answerBusyAfternoon(engine);
    engine.on<contract::GetOverview>([](const contract::GetOverview::Input& input) {
        contract::Overview out = sampleOverview(input);
        out.current = {};
        out.previous = {};
        out.series.clear();
        out.customer_series.clear();
        out.markers.clear();
        out.gaps.clear();
        return out;
    });
    engine.on<contract::GetSeries>([](const contract::GetSeries::Input& input) {
        contract::Series out = sampleSeries(input);
        out.lines.clear();
        return out;
    });
    engine.on<contract::GetBreakdown>([](const contract::GetBreakdown::Input& input) {
        contract::BreakdownRows out = sampleBreakdown(input);
        out.rows.clear();
        return out;
    });
    engine.on<contract::CompareSpans>([](const contract::CompareSpans::Input& input) {
        contract::Comparison out = sampleComparison(input);
        out.rows.clear();
        return out;
    });
    engine.on<contract::ListLogs>([](const auto&) { return contract::LogPage{}; });
    engine.on<contract::GetLatencyMap>([](const contract::GetLatencyMap::Input& input) {
        contract::LatencyMap out = sampleLatency(input);
        out.columns.clear();
        return out;
    });
    engine.on<contract::GetRevenue>([](const auto&) {
        contract::Revenue out;
        out.ltv_reason = "Nobody has paid yet.";
        out.recommendation.action = "hold";
        out.recommendation.basis = "No tool was paid for yet.";
        out.recommendation.confidence = "low";
        return out;
    });
    engine.on<contract::GetPerformance>([](const contract::GetPerformance::Input& input) {
        contract::Performance out;
        out.health_status = "No data";
        out.window = input.window.value_or("24h");
        return out;
    });
    engine.on<contract::GetBenchmark>([](const auto&) {
        contract::Benchmark out;
        out.categories.emplace();
        return out;
    });
}

} // namespace bursar::test
