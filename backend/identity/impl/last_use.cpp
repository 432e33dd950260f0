// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/impl/last_use.h"

#include <vector>

namespace bursar::identity {

void LastUse::note(const std::string& keyId, base::Time now)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(keyId);
    if (found != m_entries.end())
        found->second.used = std::max(found->second.used, now);
    else if (m_entries.size() < kKeysMax)
        m_entries.emplace(keyId, Entry{now, std::nullopt});
}

std::optional<base::Time> LastUse::of(const std::string& keyId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(keyId);
    return found == m_entries.end() ? std::nullopt : std::optional(found->second.used);
}

void LastUse::write(db::Pool& pool, base::Time now)
{
    std::vector<std::string> ids;
    std::vector<std::string> times;
    {
        const std::lock_guard lock(m_mutex);
        for (auto entry = m_entries.begin(); entry != m_entries.end();) {
            auto& [used, written] = entry->second;
            if (written && now - *written < kInterval) {
                ++entry;
                continue;
            }
            if (written && used <= *written) { // idle for an interval: no need to remember it
                entry = m_entries.erase(entry);
                continue;
            }
            ids.push_back(entry->first);
            times.push_back(base::formatTime(used));
            written = now;
            ++entry;
        }
    }
    if (ids.empty())
        return;
    pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE identity_key k SET last_used_at = u.at"
                " FROM unnest($1::text[]::uuid[], $2::text[]::timestamptz[]) u (id, at)"
                " WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)",
                {db::Param::array(ids), db::Param::array(times)});
    });
}

} // namespace bursar::identity
