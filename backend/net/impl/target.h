// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_server.h"
#include "net/impl/fault.h"

namespace bursar::net::impl {

inline constexpr std::size_t kPathBytesMax = 4096;

/// Fills target, path and query from a request target in origin or absolute form. Refused: what is not a path, bad
/// percent-encoding, control characters, text that is not UTF-8, an encoded slash, empty, "." and ".." segments, and
/// more than kPathBytesMax. One trailing slash is dropped from `path`.
std::optional<Fault> parseTarget(std::string_view raw, HttpRequest& request);

} // namespace bursar::net::impl
