// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bursar::ingest {

// Most bytes that are kept of each text (contract section 4.2).
inline constexpr std::size_t kRequestIdBytesMax = 256;
inline constexpr std::size_t kMethodBytesMax = 32;
inline constexpr std::size_t kPathBytesMax = 2'048;
inline constexpr std::size_t kToolBytesMax = 256;
inline constexpr std::size_t kCustomerBytesMax = 256;
inline constexpr std::size_t kErrorBytesMax = 256;
inline constexpr std::size_t kUserAgentBytesMax = 1'024;
inline constexpr std::size_t kRefererBytesMax = 2'048;
inline constexpr std::size_t kHeadersBytesMax = 8'192;
inline constexpr std::size_t kShortBytesMax = 128;
inline constexpr std::size_t kVersionBytesMax = 64;

/// At most `bytesMax` bytes of a UTF-8 text, cut between characters.
std::string_view truncated(std::string_view text, std::size_t bytesMax);
/// Valid UTF-8 on one line: invalid bytes become U+FFFD, control characters are dropped, blanks around are cut off.
std::string cleanLine(std::string_view text, std::size_t bytesMax);
/// Valid UTF-8 of any lines: NUL is dropped, invalid bytes become U+FFFD.
std::string cleanBody(std::string_view text, std::size_t bytesMax);
std::string lowerAscii(std::string_view text);
std::string upperAscii(std::string_view text);
/// An address in its usual form: without port and brackets, IPv4 inside IPv6 as IPv4. Empty when it is none.
std::optional<std::string> normalAddress(std::string_view text);
/// 0x-hexadecimal in lower case, anything else as it is.
std::string normalHex(std::string text);
/// The last segment of a path, without its query: what HTTP calls are grouped by. Segments that look like an id (only
/// digits, UUIDs, long hexadecimal) are written ":id" after the segment before them. "/" for the root.
std::string lastSegment(std::string_view path);

} // namespace bursar::ingest
