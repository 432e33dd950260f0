// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notices.h"

#include <algorithm>

namespace bursar::ui {

void Notices::set(const Notice& notice)
{
    const auto found = std::find_if(m_notices.begin(), m_notices.end(),
                                    [&](const Notice& row) { return row.id == notice.id; });
    if (found != m_notices.end() && *found == notice)
        return;
    if (found != m_notices.end())
        *found = notice;
    else
        m_notices.push_back(notice);
    std::stable_sort(m_notices.begin(), m_notices.end(),
                     [](const Notice& a, const Notice& b) { return a.rank > b.rank; });
    Q_EMIT changed();
}

void Notices::clear(const QString& id)
{
    if (std::erase_if(m_notices, [&](const Notice& row) { return row.id == id; }) > 0)
        Q_EMIT changed();
}

const Notice* Notices::banner() const
{
    const auto found = std::find_if(m_notices.begin(), m_notices.end(),
                                    [](const Notice& row) { return row.weight == Notice::Weight::Banner; });
    return found == m_notices.end() ? nullptr : &*found;
}

} // namespace bursar::ui
