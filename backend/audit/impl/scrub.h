// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace bursar::audit {

/// A copy that PostgreSQL can hold (no NUL), without secrets, and at most `bytesMax` long as JSON text.
boost::json::object scrub(const boost::json::object& detail, std::size_t bytesMax);
/// At most `bytesMax` bytes, cut between UTF-8 characters.
std::string clip(std::string_view text, std::size_t bytesMax);

} // namespace bursar::audit
