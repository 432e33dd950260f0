// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <string>
#include <string_view>

namespace bursar::base {

/// A time-ordered UUID (RFC 9562, version 7), lower case: sorts by creation to the millisecond.
std::string uuid7(Time now);
bool isUuid(std::string_view text);
/// Random bytes from the kernel as lower-case hex. For ids and secrets alike.
std::string randomHex(std::size_t bytes);
std::string toHex(std::string_view raw);
/// Empty string for malformed input is told apart by `ok`.
bool fromHex(std::string_view hex, std::string& raw);

} // namespace bursar::base
