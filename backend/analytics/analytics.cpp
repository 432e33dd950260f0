// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"

namespace bursar::analytics {

Analytics::Analytics(db::Pool& pool, const base::Clock& clock, ScopeOf scopeOf, FindRequests findRequests,
                     Options options)
    : m_pool(pool)
    , m_clock(clock)
    , m_scopeOf(std::move(scopeOf))
    , m_findRequests(std::move(findRequests))
    , m_options(options)
{
}

} // namespace bursar::analytics
