// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "models/common/cell.h"
#include "models/pages/common/scope.h"

#include <QString>

#include <optional>
#include <string>

/// From the contract's values to typed cells and back: one place, so that every page shows a value the same way.
namespace bursar::ui {

inline QString text(const std::string& value) { return QString::fromStdString(value); }
inline QString text(const std::optional<std::string>& value) { return value ? text(*value) : QString(); }

inline constexpr int kUsdcDecimals = 6;
QString usdcName();

/// Exact USDC. `named` adds the asset where neither column nor card says it.
enum class AssetName { Shown, Omitted };
models::Money usdc(const base::Amount& amount, AssetName name = AssetName::Shown);
/// From a rounded number, where the contract has no exact one.
models::Money usdc(double amount, AssetName name = AssetName::Shown);
/// An exact decimal in whole units (`12.5`), as `AssetRevenue` and prices have it; absent when malformed.
models::Cell money(const std::string& decimal, const QString& asset);

models::Cell milliseconds(const std::optional<double>& value, const QString& whyAbsent = {});
std::chrono::microseconds microsecondsOf(double milliseconds);
models::Cell timeCell(const std::optional<base::Time>& at, const QString& whyAbsent,
                      models::TimeStyle style = models::TimeStyle::Auto);
/// `(after - before) / before`; empty when there is nothing to compare with.
std::optional<double> relativeChange(double before, double after);

/// A customer's id: a chain address in its short form, else mono text; the empty one says that nobody is known.
models::Cell customerCell(const std::string& id);
/// A value of a dimension as a cell: addresses, tools and versions in mono, words of their own for empty ones.
models::Cell dimensionCell(contract::Dimension dimension, const std::string& value);
/// The same as plain text, for legends and titles.
QString dimensionText(contract::Dimension dimension, const std::string& value);
/// `Tool`, `Customer` …
QString dimensionName(contract::Dimension dimension);
QString measureName(contract::Measure measure);
/// A measure's value: money, count, share or duration.
models::Cell measureCell(contract::Measure measure, double value);

/// `claimed`, `verified`, `simulated`, as it stands after a title.
QString basisWord(contract::RevenueBasis basis);
/// One sentence that says what the word means.
QString basisExplained(contract::RevenueBasis basis);
models::State basisState(contract::RevenueBasis basis);

/// The agent of the present scope as operations take it; empty for all.
inline std::optional<std::string> scopeOf(const models::ViewState& view) { return models::agentOf(view); }
/// `All agents`, or the agent's id.
QString scopeText(const models::ViewState& view);

} // namespace bursar::ui
