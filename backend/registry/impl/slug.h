// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::registry {

inline constexpr std::size_t kSlugBytesMax = 63;

/// Words that stand at the place of an agent id in some path, or would be misread there.
bool isReservedSlug(std::string_view slug);
/// The public id that was asked for, in lower case. Throws InvalidInput: [a-z0-9][a-z0-9._-]{1,62}, not
/// reserved, and not in the form of a UUID, since internal routes take either.
std::string checkedSlug(std::string_view asked);
/// From a name ("Weather Bot" → "weather-bot-3f9a0c…"), or from nothing. Random enough that a repeat is an
/// accident.
std::string madeSlug(std::string_view name);

} // namespace bursar::registry
