// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/cells.h"

#include "models/common/tr.h"

#include <QCoreApplication>

#include <cmath>

namespace bursar::ui {
namespace {

using models::Cell; // see models/common/tr.h

bool isAddress(const QString& value)
{
    if (value.size() == 42 && value.startsWith(QLatin1String("0x")))
        return true;
    const bool solanaLength = value.size() >= 32 && value.size() <= 44;
    return solanaLength && std::ranges::all_of(value, [](QChar c) { return c.isLetterOrNumber() && c.unicode() < 128; })
        && std::ranges::any_of(value, [](QChar c) { return c.isUpper(); });
}

/// What the engine calls `mcp` or `simulator`, as people write it; a newer engine's word stays as it is.
QString valueName(contract::Dimension dimension, const std::string& value)
{
    if (dimension == contract::Dimension::protocol && (value == "mcp" || value == "a2a" || value == "http"))
        return text(value).toUpper();
    if (dimension == contract::Dimension::source && value == "sdk")
        return text(value).toUpper();
    if (dimension == contract::Dimension::source && value == "gateway")
        return tr("gateway");
    if (dimension == contract::Dimension::source && value == "import")
        return tr("import");
    if (dimension == contract::Dimension::source && value == "simulator")
        return tr("simulator");
    return text(value);
}

} // namespace

QString usdcName()
{
    return QStringLiteral("USDC");
}

models::Money usdc(const base::Amount& amount, AssetName name)
{
    return {text(amount.atomic()), kUsdcDecimals, name == AssetName::Shown ? usdcName() : QString()};
}

models::Money usdc(double amount, AssetName name)
{
    const QString atomic = QString::number(std::round(amount * 1e6), 'f', 0);
    return {atomic == QLatin1String("-0") ? QStringLiteral("0") : atomic, kUsdcDecimals,
            name == AssetName::Shown ? usdcName() : QString()};
}

Cell money(const std::string& decimal, const QString& asset)
{
    const auto point = decimal.find('.');
    const unsigned decimals = point == std::string::npos ? 0 : static_cast<unsigned>(decimal.size() - point - 1);
    const unsigned shownDecimals = std::max(decimals, 2U);
    const auto amount = base::Amount::fromDecimal(decimal, shownDecimals);
    if (!amount)
        return models::Absent{tr("The engine sent an amount that cannot be read: %1").arg(text(decimal))};
    return models::Money{text(amount->atomic()), static_cast<int>(shownDecimals), asset};
}

std::chrono::microseconds microsecondsOf(double value)
{
    return std::chrono::microseconds(std::llround(value * 1000));
}

Cell milliseconds(const std::optional<double>& value, const QString& whyAbsent)
{
    if (!value)
        return models::Absent{whyAbsent.isEmpty() ? tr("No request was timed in this span.") : whyAbsent};
    return models::Duration{microsecondsOf(*value)};
}

models::Cell timeCell(const std::optional<base::Time>& at, const QString& whyAbsent, models::TimeStyle style)
{
    if (!at)
        return models::Absent{whyAbsent};
    return models::Time{*at, style};
}

std::optional<double> relativeChange(double before, double after)
{
    if (before == 0 || !std::isfinite(before) || !std::isfinite(after))
        return std::nullopt;
    return (after - before) / std::abs(before);
}

Cell customerCell(const std::string& id)
{
    const QString value = text(id);
    if (value.isEmpty())
        return models::Absent{tr("The request named no customer.")};
    if (isAddress(value))
        return models::Address{value, {}};
    return models::Code{value};
}

QString dimensionName(contract::Dimension dimension)
{
    switch (dimension) {
    case contract::Dimension::agent:
        return tr("Agent");
    case contract::Dimension::tool:
        return tr("Tool");
    case contract::Dimension::customer:
        return tr("Customer");
    case contract::Dimension::version:
        return tr("Version");
    case contract::Dimension::country:
        return tr("Country");
    case contract::Dimension::status:
        return tr("Status");
    case contract::Dimension::protocol:
        return tr("Protocol");
    case contract::Dimension::source:
        return tr("Source");
    case contract::Dimension::error:
        return tr("Error");
    case contract::Dimension::key:
        return tr("Key");
    }
    return {};
}

QString dimensionText(contract::Dimension dimension, const std::string& value)
{
    if (value == "other")
        return tr("other");
    if (!value.empty())
        return valueName(dimension, value);
    switch (dimension) {
    case contract::Dimension::tool:
        return tr("no tool named");
    case contract::Dimension::customer:
        return tr("nobody known");
    case contract::Dimension::version:
        return tr("no version sent");
    case contract::Dimension::country:
        return tr("unknown country");
    case contract::Dimension::error:
        return tr("no error");
    default:
        return tr("not given");
    }
}

models::Cell dimensionCell(contract::Dimension dimension, const std::string& value)
{
    if (value.empty() || value == "other")
        return models::Text{dimensionText(dimension, value), true};
    if (dimension == contract::Dimension::customer)
        return customerCell(value);
    if (dimension == contract::Dimension::country || dimension == contract::Dimension::protocol
        || dimension == contract::Dimension::source)
        return models::Text{valueName(dimension, value)};
    if (dimension == contract::Dimension::key)
        return models::KeyPrefix{text(value)};
    return models::Code{text(value)};
}

QString measureName(contract::Measure measure)
{
    switch (measure) {
    case contract::Measure::requests:
        return tr("Requests");
    case contract::Measure::errors:
        return tr("Errors");
    case contract::Measure::error_rate:
        return tr("Error rate");
    case contract::Measure::revenue:
        return tr("Revenue");
    case contract::Measure::customers:
        return tr("Customers");
    case contract::Measure::p95:
        return tr("p95 latency");
    }
    return {};
}

models::Cell measureCell(contract::Measure measure, double value)
{
    switch (measure) {
    case contract::Measure::revenue:
        return usdc(value);
    case contract::Measure::error_rate:
        return models::Rate{value};
    case contract::Measure::p95:
        return models::Duration{microsecondsOf(value)};
    default:
        return models::Count{std::llround(value)};
    }
}

QString basisWord(contract::RevenueBasis basis)
{
    switch (basis) {
    case contract::RevenueBasis::claimed:
        return tr("claimed");
    case contract::RevenueBasis::verified:
        return tr("verified");
    case contract::RevenueBasis::simulated:
        return tr("simulated");
    }
    return {};
}

QString basisExplained(contract::RevenueBasis basis)
{
    switch (basis) {
    case contract::RevenueBasis::claimed:
        return tr("Claimed: as the agents reported it; not checked on a chain.");
    case contract::RevenueBasis::verified:
        return tr("Verified: only payments that were found on a chain.");
    case contract::RevenueBasis::simulated:
        return tr("Simulated: made up by the demo; no money moved.");
    }
    return {};
}

models::State basisState(contract::RevenueBasis basis)
{
    switch (basis) {
    case contract::RevenueBasis::verified:
        return {models::StateThing::Revenue, QStringLiteral("verified"), {}};
    case contract::RevenueBasis::simulated:
        return {models::StateThing::Revenue, QStringLiteral("simulated"), {}};
    case contract::RevenueBasis::claimed:
        break;
    }
    return {models::StateThing::Revenue, QStringLiteral("claimed"), {}};
}

QString scopeText(const models::ViewState& view)
{
    return view.scope().isEmpty() ? tr("All agents") : view.scope();
}

} // namespace bursar::ui
