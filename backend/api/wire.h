// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "contract/operation.h"
#include "net/http_server.h"

namespace bursar::api {

/// The one error body of the wire contract (section 1.3): `error`, `message` and `detail` a sentence, `code` stable.
contract::json::object errorBody(const base::Error& error, std::string_view requestId, base::Time now);
net::HttpResponse errorResponse(const base::Error& error, const net::HttpRequest& request, base::Time now);

/// Builds an operation's input from path, query and body. Query and path values are text on the wire: they become
/// what the field's kind asks for, and stay text where they cannot, so that decoding names the field.
contract::json::value inputOf(const contract::OperationInfo& operation,
                              const std::vector<std::pair<std::string_view, std::string>>& pathParameters,
                              const net::HttpRequest& request);

} // namespace bursar::api
