// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/loop.h"

#include "base/ids.h"
#include "base/log.h"
#include "net/impl/connection.h"

#include <pthread.h>

namespace bursar::net::impl {

namespace {
constexpr base::Log kLog{"net"};
constexpr std::chrono::milliseconds kTick{250};
} // namespace

Loop::Loop()
    : m_work(boost::asio::make_work_guard(m_context)), m_timer(m_context), m_scratch(kScratchBytes),
      m_idPrefix(base::randomHex(8) + "-")
{
}

void Loop::start()
{
    tick();
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "net");
        run();
    });
}

void Loop::run()
{
    while (true) {
        try {
            m_context.run();
            return;
        } catch (const std::exception& error) {
            kLog.error("unexpected on the network thread: {}", error.what());
        }
    }
}

void Loop::stop()
{
    post([this] {
        while (!m_connections.empty())
            std::shared_ptr(m_connections.back())->abort();
        m_context.stop();
    });
    if (m_thread.joinable())
        m_thread.join();
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    // What was posted meanwhile must not stay: it may own this loop.
    m_timer.cancel();
    m_work.reset();
    m_context.restart();
    m_context.poll();
    while (!m_connections.empty())
        std::shared_ptr(m_connections.back())->abort();
    m_context.restart();
    m_context.poll();
}

void Loop::add(std::shared_ptr<Connection> connection)
{
    connection->m_index = m_connections.size();
    m_connections.push_back(std::move(connection));
    m_size = m_connections.size();
}

void Loop::remove(Connection& connection)
{
    const std::size_t index = connection.m_index;
    if (index + 1 != m_connections.size()) {
        m_connections[index] = std::move(m_connections.back());
        m_connections[index]->m_index = index;
    }
    m_connections.pop_back();
    m_size = m_connections.size();
}

void Loop::beginStop()
{
    for (std::size_t i = m_connections.size(); i-- > 0;)
        std::shared_ptr(m_connections[i])->beginStop();
}

std::string Loop::newRequestId()
{
    return m_idPrefix + std::to_string(++m_nextId);
}

void Loop::tick()
{
    m_timer.expires_after(kTick);
    m_timer.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        const auto now = Steady::now();
        for (std::size_t i = m_connections.size(); i-- > 0;) {
            if (m_connections[i]->isDue(now))
                std::shared_ptr(m_connections[i])->onDeadline(now);
        }
        tick();
    });
}

} // namespace bursar::net::impl
