// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/keys.h"

namespace bursar::ledger {

void Keys::replaceFilter(std::size_t keys)
{
    auto filter = std::make_shared<Filter>(std::max(m_capacityMin, 2 * keys));
    filter->ready = keys == 0;
    for (const auto& [key, known] : m_tail)
        filter->bits.add(key);
    m_count = keys;
    const std::lock_guard lock(m_mutex);
    m_filter = std::move(filter);
}

void Keys::reset(std::size_t keys)
{
    m_tail.clear();
    m_order.clear();
    replaceFilter(keys);
}

void Keys::add(const Digest& key, const KnownKey& known)
{
    if (++m_count > m_filter->bits.capacity())
        replaceFilter(m_count); // to be filled again
    m_tail.emplace(key, known);
    m_order.emplace_back(known.entry, key);
    m_filter->bits.add(key);
}

void Keys::forgetThrough(JournalId derived)
{
    while (!m_order.empty() && m_order.front().first <= derived) {
        m_tail.erase(m_order.front().second);
        m_order.pop_front();
    }
}

const KnownKey* Keys::inTail(const Digest& key) const
{
    const auto found = m_tail.find(key);
    return found == m_tail.end() ? nullptr : &found->second;
}

bool Keys::wantsFill() const
{
    const std::lock_guard lock(m_mutex);
    return !m_filter->ready;
}

bool Keys::fill(db::Pool& pool)
{
    std::shared_ptr<Filter> filter;
    {
        const std::lock_guard lock(m_mutex);
        filter = m_filter;
    }
    // What is derived while this reads is in the tail and therefore in the filter already.
    db::Transaction tx = pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    readKeys(tx, [&filter](const Digest& key) { filter->bits.add(key); });
    filter->ready = true;
    const std::lock_guard lock(m_mutex);
    return filter == m_filter;
}

} // namespace bursar::ledger
