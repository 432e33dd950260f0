// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/customers.h"
#include "models/common/time.h"

#include <cstdio>

namespace bursar::test {

/// 20 November 2026, 14:30:07 UTC.
inline models::Instant customersNow()
{
    return *base::parseTime("2026-11-20T14:30:07Z");
}

inline contract::Customer sampleCustomer(int number)
{
    char id[43];
    std::snprintf(id, sizeof id, "0x%040x", static_cast<unsigned>(number) + 1);
    contract::Customer out;
    out.id = "c" + std::to_string(number);
    out.customer_id = id;
    out.first_seen_at = customersNow() - std::chrono::hours(24 * 40);
    out.last_seen_at = customersNow() - std::chrono::minutes(number);
    out.total_requests = 1000 - number % 1000;
    out.error_count = number % 7;
    out.error_rate = 0.01;
    out.total_revenue = 2.5;
    out.total_revenue_atomic = base::Amount(2'500'000);
    out.avg_response_ms = 120;
    out.churn_risk = number % 3 == 0 ? "high" : "low";
    out.churn_reason = number % 3 == 0 ? "Silent for 11 days after daily use." : "";
    out.country = "KR";
    out.known_by = "payer";
    out.trend = "steady";
    out.ltv = 8.25;
    out.last_30_days.assign(30, 4);
    return out;
}

/// An engine with `total` customers: cursors are row numbers.
inline contract::CustomerPage samplePage(const contract::ListCustomers::Input& input, int total)
{
    contract::CustomerPage page;
    page.total = total;
    page.total_revenue = 2.5 * total;
    page.total_revenue_atomic = base::Amount(2'500'000ULL * static_cast<unsigned long long>(total));
    const int first = input.cursor ? std::stoi(*input.cursor) : input.offset.value_or(0);
    const int last = std::min(total, first + input.limit.value_or(50));
    for (int i = first; i < last; ++i)
        page.customers.push_back(sampleCustomer(i));
    if (last < total)
        page.next = std::to_string(last);
    return page;
}

} // namespace bursar::test
