// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "models/common/cell.h"

namespace bursar::models {

/// Columns of the log table, in the order of the model.
enum class LogColumn {
    Time, Status, Request, Tool, Latency, Customer, Payment, PaymentState, Key, Agent, Country, Version, Protocol, Source
};
inline constexpr int kLogColumnCount = static_cast<int>(LogColumn::Source) + 1;

Cell logCell(const contract::RequestLog& row, LogColumn column);
/// What a filter by that cell asks for, where it is not what the cell shows; else invalid.
QVariant logFilterValue(const contract::RequestLog& row, LogColumn column);
/// The claimed payment, exact; absent without one.
Cell paymentCell(const contract::RequestLog& row);
/// `curl …` that repeats the request, without any credential.
QString asCurl(const contract::RequestLog& row, const QString& origin);
/// Indented when it is JSON, else as it came.
QString prettyBody(const std::string& body);

} // namespace bursar::models
