// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/key_filter.h"
#include "ledger/impl/store.h"

#include <deque>
#include <memory>
#include <mutex>

namespace bursar::ledger {

/// Which idempotency keys are taken: those of the tail in memory, older ones on disk behind a filter. Used by the thread
/// that writes; only fill() runs elsewhere.
class Keys {
public:
    explicit Keys(std::size_t capacityMin = 1'000'000) : m_capacityMin(capacityMin) {}

    /// Forgets everything; about `keys` older ones are on disk.
    void reset(std::size_t keys);
    void add(const Digest& key, const KnownKey& known);
    /// Drops from memory what the checkpoint covers by now.
    void forgetThrough(JournalId derived);
    std::size_t inMemory() const { return m_tail.size(); }

    const KnownKey* inTail(const Digest& key) const;
    /// Whether the disk has to be asked about a key that is not in the tail.
    bool maybeOnDisk(const Digest& key) const { return !m_filter->ready || m_filter->bits.mayContain(key); }

    /// Reads the keys on disk into the filter; until then each key is looked up. Takes long; on a thread of its own.
    /// False when reset() came in between.
    bool fill(db::Pool& pool);
    bool wantsFill() const;

private:
    struct Filter {
        explicit Filter(std::size_t capacity) : bits(capacity) {}
        KeyFilter bits;
        std::atomic<bool> ready = false;
    };
    mutable std::mutex m_mutex; // of the pointer, not of the bits
    const std::size_t m_capacityMin; // of the filter, which grows with the keys
    std::shared_ptr<Filter> m_filter = std::make_shared<Filter>(m_capacityMin);
    std::size_t m_count = 0;
    std::unordered_map<Digest, KnownKey, DigestHash> m_tail;
    std::deque<std::pair<JournalId, Digest>> m_order;

    void replaceFilter(std::size_t keys);
};

} // namespace bursar::ledger
