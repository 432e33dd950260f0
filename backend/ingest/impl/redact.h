// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Takes out of captured text what would let a reader act as somebody else. Applied before anything is queued or stored.
namespace bursar::ingest {

inline constexpr std::string_view kRedacted = "[redacted]";

/// Headers that carry a credential, a payment, or have a name like one.
bool isSensitiveHeader(std::string_view lowerCaseName);
std::string redactedHeaderValue(std::string_view lowerCaseName, std::string_view value);
/// Values of query parameters (and of a user name before the host) that look like a credential.
std::string redactedUrl(std::string_view url);
/// String members of JSON text that carry a signature, a signed transaction or a credential. Works on text that is cut
/// off, and on JSON quoted inside JSON.
std::string redactedBody(std::string_view body);

} // namespace bursar::ingest
