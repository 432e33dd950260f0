// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace bursar::identity {

/// At most `sizeMax` values by text key; when full, the least recently used goes. Not thread-safe.
template <class T>
class LruCache {
public:
    explicit LruCache(std::size_t sizeMax) : m_sizeMax(sizeMax) {}

    std::optional<T> find(const std::string& key)
    {
        const auto found = m_index.find(key);
        if (found == m_index.end())
            return std::nullopt;
        m_order.splice(m_order.begin(), m_order, found->second);
        return found->second->second;
    }

    void put(const std::string& key, T value)
    {
        const auto found = m_index.find(key);
        if (found != m_index.end()) {
            found->second->second = std::move(value);
            m_order.splice(m_order.begin(), m_order, found->second);
            return;
        }
        if (m_index.size() >= m_sizeMax) {
            m_index.erase(m_order.back().first);
            m_order.pop_back();
        }
        m_order.emplace_front(key, std::move(value));
        m_index.emplace(key, m_order.begin());
    }

    void clear()
    {
        m_index.clear();
        m_order.clear();
    }

    std::size_t size() const { return m_index.size(); }

private:
    std::size_t m_sizeMax;
    std::list<std::pair<std::string, T>> m_order; // most recently used first
    std::unordered_map<std::string, typename std::list<std::pair<std::string, T>>::iterator> m_index;
};

} // namespace bursar::identity
