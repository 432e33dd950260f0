// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/client.h"
#include "db/db.h"

#include <functional>
#include <memory>
#include <string>

namespace bursar::events {

/// The event log in the database: written in the effect's transaction (publish) or coalesced from counters (count),
/// read by every server in the order of (transaction, id). See architecture.md, "Events".
class EventLog {
public:
    EventLog(db::Pool& pool, std::string connection, const base::Clock& clock);
    ~EventLog();
    void start();
    void stop();

    /// In the effect's transaction. The payload is at most 4 KiB.
    static void publish(db::Transaction& tx, std::string_view topic, std::string_view key,
                        const contract::json::object& payload);
    /// After a transaction that published was committed: tells every server to look. Any thread, never blocks.
    void poke();

    /// For high-rate topics: adds to counters that are written at most four times a second, in a transaction of their
    /// own. Any thread, never blocks. `cursor` is the newest time seen.
    void count(std::string_view topic, std::string_view key, std::int64_t rows, base::Time cursor);

    /// From `token` on, or from now when empty. `receive` is called on the log's thread and must not block. A token
    /// that is too old, or malformed, gives one event with resync set, then goes on from now.
    std::unique_ptr<contract::Subscription> subscribe(std::string topic, std::string token,
                                                      std::function<void(const contract::Event&)> receive);
    /// Drops rows older than an hour or beyond 100 000; the leader calls it.
    void trim();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::events
