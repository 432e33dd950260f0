// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/customers/customer_cells.h"

#include "models/common/tr.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bursar::models {

namespace {
constexpr int kUsdcDecimals = 6;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString usdcName()
{
    return QStringLiteral("USDC");
}

bool isAddress(const std::string& value)
{
    if (value.size() == 42 && value.starts_with("0x"))
        return true;
    const auto isLetterOrDigit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    return value.size() >= 32 && value.size() <= 44 && std::ranges::all_of(value, isLetterOrDigit)
        && std::ranges::any_of(value, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Cell ltvCell(const std::optional<double>& ltv)
{
    if (!ltv)
        return Absent{tr("Too little is known yet to reckon what a customer is worth.")};
    return Money{QString::number(std::round(*ltv * 1e6), 'f', 0), kUsdcDecimals, usdcName()};
}
} // namespace

Cell customerIdCell(const std::string& id)
{
    if (id.empty())
        return Absent{tr("Nobody is known.")};
    return isAddress(id) ? Cell(Address{text(id), {}}) : Cell(Code{text(id)});
}

State churnState(const contract::Customer& row)
{
    return {StateThing::Churn, text(row.churn_risk), {}};
}

std::vector<double> dailyRequests(const contract::Customer& row)
{
    std::vector<double> values(row.last_30_days.begin(), row.last_30_days.end());
    if (values.size() > 2)
        values.pop_back();
    return values;
}

Cell customerCell(const contract::Customer& row, CustomerColumn column)
{
    switch (column) {
    case CustomerColumn::Customer:
        return customerIdCell(row.customer_id);
    case CustomerColumn::Country:
        return row.country && !row.country->empty() ? Cell(Text{text(*row.country)})
                                                    : Cell(Absent{tr("The address is in no country database.")});
    case CustomerColumn::LastSeen:
        return Time{row.last_seen_at, TimeStyle::Auto};
    case CustomerColumn::FirstSeen:
        return Time{row.first_seen_at, TimeStyle::Auto};
    case CustomerColumn::Requests:
        return Count{row.total_requests};
    case CustomerColumn::Revenue:
        return Money{text(row.total_revenue_atomic.atomic()), kUsdcDecimals, usdcName()};
    case CustomerColumn::Errors:
        return Rate{row.error_rate, 1};
    case CustomerColumn::Churn:
        return churnState(row);
    case CustomerColumn::Days:
        return Series{dailyRequests(row)};
    case CustomerColumn::Ltv:
        return ltvCell(row.ltv);
    }
    return Absent{};
}

} // namespace bursar::models
