// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/shared.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

namespace bursar::net::impl {

class Connection;

/// One network thread with the connections that live on it; nothing of a connection is touched from elsewhere.
/// Timeouts are looked at four times a second, which costs less than a timer for each connection.
class Loop {
public:
    static constexpr std::size_t kScratchBytes = 128 * 1024;

    Loop();
    void start();
    /// Closes every connection at once and ends the thread; then post() refuses.
    void stop();

    /// Runs `work` on this thread. Any thread; false after stop().
    template <class F> bool post(F&& work)
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return false;
        boost::asio::post(m_context, std::forward<F>(work));
        return true;
    }

    boost::asio::io_context& context() { return m_context; }
    std::span<char> scratch() { return m_scratch; }

    void add(std::shared_ptr<Connection> connection);
    void remove(Connection& connection);
    std::size_t size() const { return m_size; }
    /// Lets every connection end as soon as it can. On this thread.
    void beginStop();
    std::string newRequestId();

private:
    void run();
    void tick();

    std::mutex m_mutex;
    bool m_closed = false;
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    boost::asio::steady_timer m_timer;
    std::vector<char> m_scratch; // what is read is parsed from here: an idle connection has no buffer
    std::vector<std::shared_ptr<Connection>> m_connections;
    std::atomic<std::size_t> m_size{0};
    std::string m_idPrefix;
    std::uint64_t m_nextId = 0;
    std::thread m_thread;
};

} // namespace bursar::net::impl
