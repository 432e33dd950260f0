// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/listener.h"

#include "base/error.h"
#include "base/log.h"
#include "net/impl/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bursar::net::impl {

using boost::asio::ip::tcp;

namespace {
constexpr base::Log kLog{"net"};
constexpr unsigned kAcceptsMax = 64; // in one turn
constexpr std::size_t kRefusingMax = 256; // connections beyond the limit that still hear why
constexpr std::chrono::milliseconds kPause{100};

tcp::endpoint resolve(boost::asio::io_context& context, const std::string& host, unsigned short port)
{
    boost::system::error_code error;
    if (const auto address = boost::asio::ip::make_address(host, error); !error)
        return {address, port};
    const auto found = tcp::resolver(context).resolve(host, std::to_string(port), error);
    if (error || found.empty())
        throw base::Error(base::ErrorCode::InvalidInput, "listen_failed", "the address to listen on is not known");
    return found.begin()->endpoint();
}
/// Empty when the server is stopping or the system is short of something; then nothing of it remains.
std::shared_ptr<Connection> takeOver(const std::shared_ptr<Shared>& shared, const std::shared_ptr<Loop>& loop, int socket,
                                     const IpAddress& peer, Place place)
{
    if (!shared->stopping) {
        try {
            return std::make_shared<Connection>(shared, loop, socket, peer, place);
        } catch (const std::exception& error) {
            kLog.error("a connection could not be taken over: {}", error.what());
        }
    }
    ::close(socket);
    if (place == Place::Counted)
        shared->leave(peer);
    shared->connectionEnded();
    return nullptr;
}
} // namespace

Listener::Listener(std::shared_ptr<Shared> shared, std::vector<std::shared_ptr<Loop>> loops)
    : m_shared(std::move(shared)), m_loops(std::move(loops)), m_acceptor(m_loops.front()->context()),
      m_pause(m_loops.front()->context())
{
    bind();
}

void Listener::bind()
{
    const HttpServerOptions& options = m_shared->options;
    tcp::endpoint endpoint = resolve(m_loops.front()->context(), options.host, options.port);
    if (options.portAttempts == 0)
        endpoint.port(0);
    for (unsigned attempt = 0;; ++attempt) {
        boost::system::error_code error;
        m_acceptor.open(endpoint.protocol());
        m_acceptor.set_option(tcp::acceptor::reuse_address(true));
        if (endpoint.protocol() == tcp::v6())
            m_acceptor.set_option(boost::asio::ip::v6_only(false), error);
        m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(4096, error);
        if (!error)
            break;
        m_acceptor.close();
        if (error != boost::asio::error::address_in_use)
            throw base::Error(base::ErrorCode::InvalidInput, "listen_failed", "cannot listen: " + error.message());
        if (attempt + 1 >= options.portAttempts || endpoint.port() == 65535)
            throw base::Error(base::ErrorCode::Conflict, "address_in_use", "the port is taken");
        endpoint.port(static_cast<unsigned short>(endpoint.port() + 1));
    }
    m_acceptor.non_blocking(true);
    m_port = m_acceptor.local_endpoint().port();
}

void Listener::start()
{
    wait();
}

void Listener::stop()
{
    boost::system::error_code ignored;
    m_acceptor.close(ignored);
    m_pause.cancel();
}

void Listener::wait()
{
    m_acceptor.async_wait(tcp::acceptor::wait_read, [this](boost::system::error_code error) {
        if (!error)
            acceptAll();
    });
}

void Listener::acceptAll()
{
    for (unsigned i = 0; i < kAcceptsMax; ++i) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        const int socket = accept4(m_acceptor.native_handle(), reinterpret_cast<sockaddr*>(&address), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            const auto peer = IpAddress::from(reinterpret_cast<sockaddr*>(&address));
            admit(socket, peer.value_or(IpAddress()));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED)
            continue;
        if (errno == EAGAIN)
            break;
        // Out of descriptors or memory: clients wait in the backlog until some connection ends.
        if (!std::exchange(m_starved, true))
            kLog.warning("cannot accept connections at the moment (error {})", errno);
        m_pause.expires_after(kPause);
        m_pause.async_wait([this](boost::system::error_code error) {
            if (!error)
                acceptAll();
        });
        return;
    }
    m_starved = false;
    wait();
}

void Listener::admit(int socket, const IpAddress& peer)
{
    const HttpServerOptions& options = m_shared->options;
    const std::size_t open = ++m_shared->connections;
    std::optional<Fault> refusal;
    Place place = Place::Uncounted;
    if (open > options.connectionsMax)
        refusal = Fault{503, "too_many_connections", "the server has too many connections"};
    else if (!m_shared->enter(peer))
        refusal = Fault{429, "too_many_connections", "this address has too many connections"};
    else
        place = Place::Counted;
    if (open > options.connectionsMax + kRefusingMax) {
        --m_shared->connections;
        m_shared->refused.add();
        ::close(socket);
        return;
    }
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto loop = *std::min_element(m_loops.begin(), m_loops.end(),
                                        [](const auto& a, const auto& b) { return a->size() < b->size(); });
    auto begin = [shared = m_shared, loop, socket, peer, place, refusal] {
        const auto connection = takeOver(shared, loop, socket, peer, place);
        if (!connection)
            return;
        loop->add(connection);
        if (refusal)
            connection->startRefusing(*refusal);
        else
            connection->start();
    };
    if (loop == m_loops.front())
        begin();
    else
        loop->post(std::move(begin));
}

} // namespace bursar::net::impl
