// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/analytics.h"
#include "base/error.h"
#include "base/metrics.h"
#include "rollup/rollup.h"
#include "support/fake_clock.h"
#include "support/refusal.h"
#include "support/test_database.h"

#include <QTest>

#include <string>
#include <vector>

namespace QTest {
template <>
inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace bursar::test {

/// 2026-07-15 12:30:00 UTC, a Wednesday.
inline constexpr base::Time kNow = base::Day(std::chrono::year(2026) / 7 / 15) + std::chrono::hours(12)
                                   + std::chrono::minutes(30);

inline base::Time at(const char* text)
{
    const auto time = base::parseTime(text);
    if (!time)
        qFatal("not a time: %s", text);
    return *time;
}

struct NewAgent {
    std::string id;
    std::string category = "search";
    bool simulated = false;
    std::string status = "active";
    std::string wallet;        // "" for none
    std::string price;         // USDC, "" for none
};

/// What a test says of a request; the rest is plain.
struct Request {
    std::int64_t agent = 0;
    base::Time at;
    std::string customer = "anna";
    int status = 200;
    double ms = 100;
    std::string tool = "search";
    std::string paid;             // USDC, "" for none
    rollup::Protocol protocol = rollup::Protocol::http;
    rollup::Source source = rollup::Source::sdk;
    std::string country = "KR";
    std::string version = "1.0";
    std::string keyId;
    std::string error;
    std::string asset = "USDC";
    std::string paymentState = "unverified";
    std::string path = "/search";
    int knownBy = 0;
};

/// A database with agents and requests whose rollups were written as ingest writes them, and the raw requests beside
/// them to recompute from.
class AnalyticsBench {
public:
    explicit AnalyticsBench(base::Time now = kNow);

    std::int64_t agent(NewAgent agent);
    std::int64_t agent(const std::string& id) { return agent(NewAgent{.id = id}); }
    void add(const Request& request) { add(std::vector<Request>{request}); }
    void add(const std::vector<Request>& requests);
    /// Payments that the price history reads.
    void addPayments(const std::vector<Request>& requests);
    void fold();
    void sql(const std::string& statement);
    std::string one(const std::string& query);

    FakeClock clock;
    TestDatabase database;
    db::Pool pool;
    base::Metrics metrics;
    analytics::Analytics analytics;
    std::vector<rollup::Entry> raw;

private:
    rollup::AgentScope scopeOf(const std::optional<std::string>& agentId);
};

base::Amount usdc(const std::string& text);
bool near(double a, double b, double tolerance = 1e-9);
contract::Context deskContext();

} // namespace bursar::test
