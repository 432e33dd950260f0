// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/types.h"

#include <optional>
#include <string>

namespace bursar::ledger {

/// Keys of the ledger's own entries begin so; nobody else's do.
inline constexpr std::string_view kOwnKeys = "ledger:";

/// What is wrong with a command in itself, whatever the balances: a sentence, or empty.
std::optional<std::string> faultOf(const Command& command);

} // namespace bursar::ledger
