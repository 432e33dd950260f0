// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace bursar::models {

/// Callbacks that any thread may add, drop or notify. A dropped one is not called again; dropping waits for a call
/// that is under way on another thread, and may happen inside the call itself.
template <class T>
class Listeners {
public:
    using Callback = std::function<void(const T&)>;

    std::unique_ptr<contract::Subscription> add(Callback callback, std::function<void()> onDropped = {})
    {
        auto entry = std::make_shared<Entry>();
        entry->callback = std::move(callback);
        const std::lock_guard lock(m_mutex);
        m_entries.push_back(entry);
        return std::make_unique<Handle>(std::move(entry), std::move(onDropped));
    }

    void notify(const T& value)
    {
        for (const std::shared_ptr<Entry>& entry : alive())
            entry->call(value);
    }

    bool isEmpty() { return alive().empty(); }

private:
    struct Entry {
        std::recursive_mutex mutex;
        Callback callback;

        void call(const T& value)
        {
            const std::lock_guard lock(mutex);
            if (callback) {
                const Callback running = callback; // it may drop itself
                running(value);
            }
        }
    };
    class Handle : public contract::Subscription {
    public:
        Handle(std::shared_ptr<Entry> entry, std::function<void()> onDropped)
            : m_entry(std::move(entry)), m_onDropped(std::move(onDropped))
        {
        }
        ~Handle() override
        {
            {
                const std::lock_guard lock(m_entry->mutex);
                m_entry->callback = nullptr;
            }
            m_entry.reset();
            if (m_onDropped)
                m_onDropped();
        }

    private:
        std::shared_ptr<Entry> m_entry;
        std::function<void()> m_onDropped;
    };

    std::vector<std::shared_ptr<Entry>> alive()
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_entries, [](const std::shared_ptr<Entry>& entry) { return entry.use_count() == 1; });
        return m_entries;
    }

    std::mutex m_mutex;
    std::vector<std::shared_ptr<Entry>> m_entries;
};

} // namespace bursar::models
