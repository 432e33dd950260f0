// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_server.h"
#include "net/impl/address.h"
#include "net/impl/body_reader.h"
#include "net/impl/tls.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace bursar::net::impl {

using Steady = std::chrono::steady_clock;

/// What all connections of a server use. Owned by the server, its connections and the requests under way, because an
/// answer may be given after the server is gone.
struct Shared {
    Shared(HttpServerOptions o, RequestHandler& h, base::Metrics& m);

    const HttpServerOptions options;
    std::vector<Network> trusted;
    TlsContext tls; // empty: plain
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    std::mutex endMutex;
    std::condition_variable ended; // when a connection has ended while stopping
    std::atomic<std::size_t> bodyBytes{0};

    // Below: only on the network threads, which end before the server does.
    RequestHandler& handler;
    base::Gauge& connectionsGauge;
    base::Gauge& streamsGauge;
    base::Counter& receivedBytes;
    base::Counter& sentBytes;
    base::Counter& refused;
    std::array<base::Counter*, 6> requests{}; // by status / 100

    /// Counts a connection of this address; false when it has too many.
    bool enter(const IpAddress& address);
    void leave(const IpAddress& address);
    void connectionEnded();

private:
    std::mutex m_mutex;
    std::map<IpAddress, std::size_t> m_byAddress;
};

} // namespace bursar::net::impl
