// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

namespace bursar::contract {

/// An operation's call as HTTP: what every remote client sends.
struct HttpForm {
    std::string method;
    std::string target;  // path and query, percent-encoded
    std::string body;    // empty: none
    std::string contentType;
};

/// The canonical path that the input fills: path parameters from the input, the rest as query (GET, DELETE, octets)
/// or JSON body. An octets operation's `data` (base64) becomes the raw body.
HttpForm httpForm(const OperationInfo& operation, const json::value& input);

/// The error in a response body of the wire contract; a plain one when the body is not such.
base::Error errorOf(int status, std::string_view body, std::optional<std::chrono::seconds> retryAfter = {});

std::string percentEncode(std::string_view text);

} // namespace bursar::contract
