// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What every module does with short texts from outside before it compares or stores them.
namespace bursar::identity {

/// ASCII only: ids, addresses and header words.
std::string lowerCase(std::string_view text);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// Control characters have no place in a name.
bool hasControl(std::string_view text);

} // namespace bursar::identity
