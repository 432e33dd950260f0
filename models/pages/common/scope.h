// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/view_state.h"

#include <optional>
#include <string>

namespace bursar::models {

/// The agent of the present scope as operations take it; empty for all agents.
inline std::optional<std::string> agentOf(const ViewState& view)
{
    return view.scope().isEmpty() ? std::nullopt : std::optional(view.scope().toStdString());
}

} // namespace bursar::models
