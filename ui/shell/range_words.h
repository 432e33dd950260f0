// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/view_state.h"
#include "ui/widgets/range_picker.h"

namespace bursar::ui {

/// Between the range of the view (words of the session and of links) and that of the picker.
TimeRange timeRangeOf(const models::ViewState& view);
models::Range rangeOf(const TimeRange& range);

} // namespace bursar::ui
