// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/entry.h"

#include <atomic>
#include <bit>
#include <cstring>
#include <vector>

namespace bursar::ledger {

/// A Bloom filter of idempotency keys: no means no, yes means look it up (one in a hundred at its capacity). Any thread.
class KeyFilter {
public:
    explicit KeyFilter(std::size_t capacity)
        : m_capacity(capacity), m_words(std::bit_ceil(capacity * kBitsPerKey / 64 + 1))
    {
    }
    std::size_t capacity() const { return m_capacity; }

    void add(const Digest& key)
    {
        visit(key, [this](std::size_t word, std::uint64_t bit) {
            m_words[word].fetch_or(bit, std::memory_order_relaxed);
            return true;
        });
    }
    bool mayContain(const Digest& key) const
    {
        return visit(key, [this](std::size_t word, std::uint64_t bit) {
            return (m_words[word].load(std::memory_order_relaxed) & bit) != 0;
        });
    }

private:
    static constexpr std::size_t kBitsPerKey = 10;
    static constexpr int kProbes = 7;

    /// The key is a cryptographic digest: its halves serve as the two hashes (Kirsch and Mitzenmacher).
    template <class F>
    bool visit(const Digest& key, F&& f) const
    {
        std::uint64_t a = 0, b = 0;
        std::memcpy(&a, key.data(), sizeof a);
        std::memcpy(&b, key.data() + sizeof a, sizeof b);
        for (int i = 0; i < kProbes; ++i, a += b) {
            if (!f((a >> 6) & (m_words.size() - 1), std::uint64_t(1) << (a & 63)))
                return false;
        }
        return true;
    }

    std::size_t m_capacity;
    mutable std::vector<std::atomic<std::uint64_t>> m_words;
};

} // namespace bursar::ledger
