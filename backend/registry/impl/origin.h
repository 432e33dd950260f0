// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::registry {

enum class PrivateOrigins { Refused, Allowed };

/// Where an agent's own server is: an http(s) URL without user info. When private origins are refused, so are
/// numeric addresses that are not public and names that only mean something inside a network; what a public
/// name resolves to is checked by the HTTP client at every call. Throws InvalidInput that names `field`.
std::string checkedOrigin(std::string_view url, PrivateOrigins policy,
                          std::string_view field = "origin_endpoint");

} // namespace bursar::registry
