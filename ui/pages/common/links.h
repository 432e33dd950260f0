// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "ui/shell/page.h"

#include <QStringList>

#include <optional>

/// Places that figures lead to. The words of a page's state stand here, so that who opens and who restores agree.
namespace bursar::ui {

namespace state {
inline constexpr QLatin1StringView kFilter{"filter"};     ///< text as typed in the filter bar: `status:5xx tool:search`
inline constexpr QLatin1StringView kSelected{"selected"}; ///< key of the record in the inspector
inline constexpr QLatin1StringView kTab{"tab"};
} // namespace state

/// Logs with these conditions (each as typed); the span only where it differs from the page's range.
Location logsWith(const QStringList& filters, std::optional<models::Span> span = std::nullopt);
Location customersWith(const QStringList& filters);
Location customerAt(const QString& customerId);
Location pageAt(const QString& page, const QJsonObject& state = {});
/// Records of the ledger: the journal's entry or the account of that number; what one thing caused; holds by conditions.
Location ledgerEntryAt(std::int64_t entryId);
Location ledgerAccountAt(std::int64_t accountId);
Location ledgerAccountsWith(const QStringList& filters);
Location ledgerCausedBy(const QString& cause);
Location ledgerHoldsWith(const QStringList& filters);
/// The record that a cause names (`channel:ch_…`); empty when it names none. The shell says so where this console has no
/// page for it.
std::optional<Location> placeOfCause(const QString& cause);
Location channelAt(const QString& channelId);
/// A fixed span as the range of all pages.
models::Range fixedRange(const models::Span& span);

/// `field:value`, quoted where it must be.
QString condition(const QString& field, const QString& value);
/// The filter field of a dimension's values in Logs.
QString filterFieldOf(contract::Dimension dimension);

} // namespace bursar::ui
