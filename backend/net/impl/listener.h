// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/loop.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>

namespace bursar::net::impl {

/// Accepts, and hands each connection to the loop that has the fewest. Lives on the first loop.
class Listener {
public:
    /// Binds. Throws Error{Conflict, "address_in_use"} or Error{InvalidInput, "listen_failed"}.
    Listener(std::shared_ptr<Shared> shared, std::vector<std::shared_ptr<Loop>> loops);
    void start();
    /// On the first loop.
    void stop();
    unsigned short port() const { return m_port; }

private:
    void bind();
    void wait();
    void acceptAll();
    void admit(int socket, const IpAddress& peer);

    const std::shared_ptr<Shared> m_shared;
    const std::vector<std::shared_ptr<Loop>> m_loops;
    boost::asio::ip::tcp::acceptor m_acceptor;
    boost::asio::steady_timer m_pause;
    unsigned short m_port = 0;
    bool m_starved = false; // said so already
};

} // namespace bursar::net::impl
