// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/loop.h"
#include "net/impl/response.h"

namespace bursar::net::impl {

using StreamFactory = std::function<SocketHandlers(std::shared_ptr<EventSink>)>;

/// One request that a handler has, until it is answered. Owned by the callbacks that the handler holds; outlives the
/// connection and the server when the handler keeps them. An exchange that is dropped unanswered answers 500.
class Exchange {
public:
    Exchange(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, std::weak_ptr<Connection> connection,
             std::uint64_t serial, ResponseMeta meta, BodyLease lease);
    ~Exchange();

    /// Any thread; only the first of respond(), fail() and accept() counts.
    void respond(HttpResponse response);
    void fail(std::exception_ptr thrown);
    void accept(StreamFactory factory);

private:
    bool claim() { return !m_claimed.exchange(true); }
    void deliver(HttpResponse response);

    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<Loop> m_loop;
    std::weak_ptr<Connection> m_connection;
    const std::uint64_t m_serial;
    ResponseMeta m_meta;
    BodyLease m_lease;
    std::atomic<bool> m_claimed{false};
};

} // namespace bursar::net::impl
