// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/directory.h"

#include "base/error.h"

namespace bursar::registry {

bool Directory::isFresh(base::Time loadedAt) const
{
    const base::Time now = m_clock.now();
    return now >= loadedAt && now - loadedAt < kStaleness;
}

std::optional<Directory::Known> Directory::recall(const std::string& slug) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_bySlug.find(slug);
    return found == m_bySlug.end() ? std::nullopt : std::optional(found->second);
}

void Directory::remember(const Known& known)
{
    const std::lock_guard lock(m_mutex);
    if (m_bySlug.size() >= kAgentsMax)
        m_bySlug.clear();
    if (m_byKey.size() >= kAgentsMax)
        m_byKey.clear();
    m_bySlug[known.slug] = known;
    m_byKey[known.key] = known.slug;
}

Directory::Known Directory::fresh(const std::string& slug)
{
    const base::Time asked = m_clock.now();
    if (const auto known = recall(slug); known && isFresh(known->loadedAt))
        return *known;
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const db::Result found
        = tx.exec("SELECT agent_key, status, evm_address FROM registry_agent WHERE agent_id = $1", {slug});
    if (found.empty())
        throw base::notFound("agent");
    const Known known{.key = found[0].integer(0), .slug = slug, .status = found[0].string(1),
                      .wallet = found[0].optString(2), .loadedAt = asked};
    remember(known);
    return known;
}

std::int64_t Directory::keyOf(const std::string& slug)
{
    if (const auto known = recall(slug))
        return known->key;
    return fresh(slug).key;
}

std::vector<std::string> Directory::slugsOf(const std::vector<std::int64_t>& keys)
{
    std::unordered_map<std::int64_t, std::string> slugs;
    std::vector<std::int64_t> missing;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::int64_t key : keys) {
            const auto found = m_byKey.find(key);
            if (found != m_byKey.end())
                slugs.emplace(key, found->second);
            else
                missing.push_back(key);
        }
    }
    if (!missing.empty())
        loadSlugs(missing, slugs);
    std::vector<std::string> aligned;
    aligned.reserve(keys.size());
    for (const std::int64_t key : keys) {
        const auto found = slugs.find(key);
        if (found == slugs.end())
            throw base::notFound("agent");
        aligned.push_back(found->second);
    }
    return aligned;
}

void Directory::loadSlugs(const std::vector<std::int64_t>& missing,
                          std::unordered_map<std::int64_t, std::string>& slugs)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const db::Result found
        = tx.exec("SELECT agent_key, agent_id FROM registry_agent WHERE agent_key = ANY($1::bigint[])",
                  {db::Param::array(missing)});
    const std::lock_guard lock(m_mutex);
    if (m_byKey.size() + found.size() > kAgentsMax)
        m_byKey.clear();
    for (const db::Row row : found) {
        slugs.emplace(row.integer(0), row.string(1));
        m_byKey[row.integer(0)] = row.string(1);
    }
}

std::vector<std::int64_t> Directory::keysOfWallet(const std::string& wallet)
{
    const base::Time asked = m_clock.now();
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_byWallet.find(wallet);
        if (found != m_byWallet.end() && isFresh(found->second.loadedAt))
            return found->second.keys;
    }
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    Keys loaded{.keys = {}, .loadedAt = asked};
    for (const db::Row row : tx.exec("SELECT agent_key FROM registry_agent WHERE evm_address = $1"
                                     " AND status <> 'deregistered' ORDER BY agent_key", {wallet}))
        loaded.keys.push_back(row.integer(0));
    const std::lock_guard lock(m_mutex);
    if (m_byWallet.size() >= kWalletsMax)
        m_byWallet.clear();
    m_byWallet[wallet] = loaded;
    return loaded.keys;
}

void Directory::forget()
{
    const std::lock_guard lock(m_mutex);
    m_bySlug.clear();
    m_byWallet.clear();
}

} // namespace bursar::registry
