// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "db/impl/file_handle.h"
#include "db/impl/session.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>

namespace bursar::db {

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::chrono::milliseconds kBackOffMin{ 100 };
constexpr std::chrono::milliseconds kBackOffMax{ 5'000 };
} // namespace

struct Listener::Impl {
    std::string connection;
    std::string channel;
    std::function<void()> wake;
    FileHandle stop{ eventfd(0, EFD_CLOEXEC) };
    std::thread thread;

    void run();
    void listen(std::chrono::milliseconds& backOff);
    void callWake();
    /// True when asked to stop; `socket` may be -1.
    bool waitFor(int socket, std::chrono::milliseconds timeout);
};

bool Listener::Impl::waitFor(int socket, std::chrono::milliseconds timeout)
{
    std::array<pollfd, 2> watched{ pollfd{ stop.get(), POLLIN, 0 }, pollfd{ socket, POLLIN, 0 } };
    poll(watched.data(), watched.size(), int(timeout.count()));
    return watched[0].revents != 0;
}

void Listener::Impl::callWake()
{
    try {
        wake();
    } catch (const std::exception& error) {
        kLog.error("a listener of {} failed: {}", channel, error.what());
    }
}

void Listener::Impl::listen(std::chrono::milliseconds& backOff)
{
    constexpr std::chrono::milliseconds kForever{ -1 };
    Session session(connection, { .applicationName = "bursar-listen" });
    session.listen(channel, [this] { callWake(); });
    backOff = kBackOffMin;
    callWake();
    while (!waitFor(session.socket(), kForever))
        session.readNotifications();
}

void Listener::Impl::run()
{
    std::chrono::milliseconds backOff = kBackOffMin;
    do {
        try {
            listen(backOff);
        } catch (const std::exception& error) {
            kLog.debug("listening for {}: {}", channel, error.what());
        }
        backOff = std::min(backOff * 2, kBackOffMax);
    } while (!waitFor(-1, backOff));
}

Listener::Listener(std::string connection, std::string channel, std::function<void()> wake)
    : m_impl(std::make_unique<Impl>())
{
    if (!m_impl->stop)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    m_impl->connection = std::move(connection);
    m_impl->channel = std::move(channel);
    m_impl->wake = std::move(wake);
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->run(); });
}

Listener::~Listener()
{
    eventfd_write(m_impl->stop.get(), 1);
    m_impl->thread.join();
}

} // namespace bursar::db
