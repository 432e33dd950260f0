// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

#include <QByteArray>
#include <QUrl>

/// How an operation looks as an HTTP request, and an answer as an outcome. Pure functions.
namespace bursar::models::wire {

struct Request {
    QByteArray verb;
    QUrl url;
    QByteArray body;
    QByteArray contentType; // empty: no body
};

/// The canonical path with its fields filled in; the rest of the input as query (GET, DELETE) or body. A list is a
/// repeated parameter. Throws Error when a path field is missing or `data` is not base64.
Request requestOf(const QUrl& base, const contract::OperationInfo& info, const contract::json::value& input);

/// The outcome of an HTTP answer. `body` is already decompressed.
contract::Outcome<contract::json::value> outcomeOf(int status, const QByteArray& body, const QByteArray& retryAfter);

} // namespace bursar::models::wire
