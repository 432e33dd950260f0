// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ctl/remote.h"

#include <filesystem>

namespace bursar::ctl {

/// Uploads an access log and follows its task, with progress on a terminal. True when everything was taken in.
bool importAccessLog(Remote& remote, const std::string& agentId, const std::filesystem::path& file, bool preview);

} // namespace bursar::ctl
