// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/facts.h"

namespace bursar::channels {

const Facts::Participant* Facts::participant(std::string_view name) const
{
    for (const Participant& one : participants) {
        if (one.name == name)
            return &one;
    }
    return nullptr;
}

const Facts::Participant* Facts::participant(ledger::AccountId account) const
{
    for (const Participant& one : participants) {
        if (one.account == account)
            return &one;
    }
    return nullptr;
}

std::shared_ptr<const Facts> FactsCache::find(const std::string& id)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_known.find(id);
        if (known != m_known.end() && known->second.until > std::chrono::steady_clock::now())
            return known->second.facts;
    }
    return read(id);
}

std::shared_ptr<const Facts> FactsCache::read(const std::string& id)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const db::Result found = tx.exec("SELECT c.id, c.state, c.paused, p.participant, p.account, p.state "
                                     "FROM channels_channel c JOIN channels_participant p ON p.channel_id = c.id "
                                     "WHERE c.id = $1 ORDER BY p.position", {id});
    if (found.empty())
        return nullptr;
    auto facts = std::make_shared<Facts>();
    for (const db::Row row : found) {
        facts->id = row.string(0);
        boost::describe::enum_from_string(row.string(1).c_str(), facts->state);
        facts->paused = row.boolean(2);
        Facts::Participant one{row.string(3), {}, {}};
        if (const auto account = row.optInteger(4))
            one.account = ledger::AccountId(*account);
        boost::describe::enum_from_string(row.string(5).c_str(), one.state);
        facts->participants.push_back(std::move(one));
    }
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= kChannelsMax)
        m_known.clear();
    m_known[id] = {facts, std::chrono::steady_clock::now() + kStaleness};
    return facts;
}

void FactsCache::forget(const std::string& id)
{
    const std::lock_guard lock(m_mutex);
    m_known.erase(id);
}

} // namespace bursar::channels
