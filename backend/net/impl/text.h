// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::net::impl {

bool equalsIgnoringCase(std::string_view a, std::string_view b);
std::string lowerCase(std::string_view text);
std::string_view trimmed(std::string_view text);
/// RFC 9110 token: header names, methods.
bool isToken(std::string_view text);
/// Whether a comma-separated list has the element, ignoring case and parameters (";q=0" excludes it).
bool listHas(std::string_view list, std::string_view element);

} // namespace bursar::net::impl
