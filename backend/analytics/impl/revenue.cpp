// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/dimension.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/periods.h"
#include "analytics/impl/pricing.h"
#include "analytics/impl/queries.h"
#include "analytics/impl/wire.h"
#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

using std::chrono::days;

namespace {

constexpr int kPeriodMonths = 36;
constexpr std::size_t kWeeksMax = 104;
constexpr std::size_t kToolsMax = 200;
constexpr std::size_t kPayersMax = 10;
constexpr std::size_t kAssetsMax = 50;

struct Asked {
    rollup::Span span;
    bool everything = true;
};

Asked askedSpan(const contract::GetRevenue::Input& input, base::Day today)
{
    if (!input.from && !input.to)
        return {allTime(today), true};
    if (input.from && input.to)
        checkedSpan(*input.from, *input.to);
    const rollup::Span all = allTime(today);
    const rollup::Span span{input.from ? base::Time(dayOf(*input.from)) : all.from,
                            input.to ? base::Time(dayAfter(*input.to)) : all.to};
    if (span.from >= span.to)
        throw base::invalidField("from", "out_of_range", "must lie before the end of the span");
    return {span, false};
}

bool isWeekly(const std::optional<std::string>& period)
{
    if (period && *period != "monthly" && *period != "weekly")
        throw base::invalidField("period", "unknown_period", "must be monthly or weekly");
    return period == "weekly";
}

void fillPeriods(Frame& frame, bool weekly, contract::Revenue& out)
{
    const std::chrono::year_month_day today(frame.today);
    const auto first = std::chrono::year_month(today.year(), today.month()) - std::chrono::months(kPeriodMonths - 1);
    const auto rows = frame.reader.series(frame.agents, {base::Day(first / 1), allTime(frame.today).to}, days(1));
    out.mom_growth = monthOverMonth(rows, frame.today);
    for (const Period& period : revenuePeriods(rows, weekly)) {
        if (out.periods.size() == kWeeksMax)
            break;
        out.periods.push_back({period.name, usdc(period.revenue), period.revenue, period.payments});
    }
}

std::vector<contract::RevenueByTool> shares(std::vector<rollup::ValueRow> rows, const base::Amount& all)
{
    std::erase_if(rows, [](const rollup::ValueRow& row) {
        return row.measures.payments == 0 && row.measures.revenue.isZero();
    });
    std::sort(rows.begin(), rows.end(), [](const rollup::ValueRow& a, const rollup::ValueRow& b) {
        return a.measures.revenue != b.measures.revenue ? a.measures.revenue > b.measures.revenue : a.value < b.value;
    });
    if (rows.size() > kToolsMax)
        rows.resize(kToolsMax);
    std::vector<contract::RevenueByTool> out;
    for (const rollup::ValueRow& row : rows)
        out.push_back({row.value, usdc(row.measures.revenue), row.measures.revenue, row.measures.payments,
                       ratio(usdc(row.measures.revenue), usdc(all))});
    return out;
}

/// Rollups add up USDC alone; other assets are few, so their payments are added up themselves.
std::vector<contract::AssetRevenue> otherAssets(Frame& frame, rollup::Span span)
{
    const std::string sql = fmt::format("SELECT asset, decimals, sum(amount), count(*) FROM ingest_payment "
                                        "WHERE {} AND ts >= $2 AND ts < $3 AND asset <> 'USDC' AND state <> 'rejected' "
                                        "GROUP BY asset, decimals ORDER BY count(*) DESC, asset LIMIT $4",
                                        agentFilter(frame.agents));
    std::vector<contract::AssetRevenue> out;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), span.from, span.to, kAssetsMax}))
        out.push_back({row.string(0), row.amount(2).decimal(unsigned(row.integer(1))), row.integer(3)});
    return out;
}

/// Values of the payment dimension are "state/asset".
void fillPayments(Frame& frame, rollup::Span span, contract::Revenue& out)
{
    base::Amount usdcSum;
    std::int64_t usdcCount = 0;
    bool others = false;
    for (const rollup::ValueRow& row :
         frame.reader.breakdown(frame.agents, span, rollup::Dimension::payment, rollup::Latencies::leftOut)) {
        const std::size_t slash = row.value.find('/');
        const std::string state = row.value.substr(0, slash);
        const std::string asset = slash == std::string::npos ? "" : row.value.substr(slash + 1);
        const std::int64_t count = row.measures.payments;
        if (state == "verified") {
            out.verification.verified_count += count;
            out.verification.verified_amount += usdc(row.measures.revenue);
        }
        out.verification.unverified_count += state == "unverified" ? count : 0;
        out.verification.simulated_count += state == "simulated" ? count : 0;
        if (state == "rejected" || count == 0)
            continue;
        others = others || asset != "USDC";
        if (asset == "USDC") {
            usdcSum += row.measures.revenue;
            usdcCount += count;
        }
    }
    if (usdcCount > 0)
        out.by_asset.push_back({"USDC", usdcSum.decimal(kUsdcDecimals), usdcCount});
    if (others) {
        for (contract::AssetRevenue& asset : otherAssets(frame, span))
            out.by_asset.push_back(std::move(asset));
    }
}

/// Relation of (customer, payments, revenue) over the span; a whole history needs no days.
std::string payersSql(const Frame& frame, const Asked& asked)
{
    return asked.everything
               ? fmt::format("SELECT customer, payments, revenue FROM ({}) c WHERE {} AND $2::date IS NOT NULL"
                             " AND $3::date IS NOT NULL",
                             rollup::customerRelation(), agentFilter(frame.agents))
               : fmt::format("SELECT customer, payments, revenue FROM ({}) d WHERE {} AND day BETWEEN $2::date AND $3::date",
                             rollup::customerDayRelation(), agentFilter(frame.agents));
}

void fillPayers(Frame& frame, const Asked& asked, contract::Revenue& out)
{
    const std::string people = fmt::format("SELECT customer, sum(payments)::bigint AS payments, sum(revenue) AS revenue "
                                           "FROM ({}) p GROUP BY customer",
                                           payersSql(frame, asked));
    const base::Day first = dayOf(asked.span.from);
    const base::Day last = dayOf(asked.span.to) - days(1);
    const db::Result counts =
        frame.tx.exec(fmt::format("SELECT count(*), count(*) FILTER (WHERE payments > 0) FROM ({}) p", people),
                      {agentParam(frame.agents), first, last});
    out.total_customers = counts[0].integer(0);
    out.paying_customers = counts[0].integer(1);
    const db::Result top = frame.tx.exec(fmt::format("SELECT customer, revenue, payments FROM ({}) p WHERE revenue > 0 "
                                                     "ORDER BY revenue DESC, customer LIMIT $4", people),
                                         {agentParam(frame.agents), first, last, kPayersMax});
    for (const db::Row& row : top)
        out.top_payers.push_back({row.string(0), usdc(row.amount(1)), row.amount(1), row.integer(2)});
}

} // namespace

contract::Revenue Analytics::revenue(const contract::GetRevenue::Input& input)
{
    const bool weekly = isWeekly(input.period);
    const base::Time now = m_clock.now();
    const Asked asked = askedSpan(input, dayOf(now));
    Frame frame(m_pool, now, m_scopeOf(input.agent_id));
    const rollup::Measures all = frame.reader.total(frame.agents, asked.span);

    contract::Revenue out;
    out.total_revenue = usdc(all.revenue);
    out.total_revenue_atomic = all.revenue;
    out.avg_per_request = perUnit(all.revenue, all.requests);
    fillPeriods(frame, weekly, out);
    constexpr auto kPlain = rollup::Latencies::leftOut;
    out.by_tool = shares(frame.reader.breakdown(frame.agents, asked.span, rollup::Dimension::tool, kPlain), all.revenue);
    out.by_protocol = shares(valuesOf(frame, asked.span, contract::Dimension::protocol, kPlain), all.revenue);
    fillPayments(frame, asked.span, out);
    fillPayers(frame, asked, out);
    out.arpu = perUnit(all.revenue, out.paying_customers);
    const Lifetime expected = lifetime(frame);
    out.ltv = expected.value;
    out.ltv_months = expected.months;
    out.monthly_churn = expected.monthlyChurn;
    out.ltv_reason = expected.reason;
    out.recommendation = recommendation(frame);
    out.revenue_basis = basisOf(frame);
    return out;
}

} // namespace bursar::analytics
