// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/insight.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(insightOperations, "insight",
                  (GetOverview)(GetSeries)(GetBreakdown)(CompareSpans)(GetLatencyMap)(ListMarkers)
                  (CreateMarker)(DeleteMarker))

} // namespace bursar::contract
