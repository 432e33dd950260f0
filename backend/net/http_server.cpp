// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/http_server.h"

#include "base/error.h"
#include "base/log.h"
#include "net/impl/listener.h"

#include <algorithm>

namespace bursar::net {

namespace {
constexpr base::Log kLog{"net"};
}

std::string_view HttpRequest::header(std::string_view name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

struct HttpServer::Impl {
    std::shared_ptr<impl::Shared> shared;
    std::vector<std::shared_ptr<impl::Loop>> loops;
    std::unique_ptr<impl::Listener> listener;
    bool running = false;
};

HttpServer::HttpServer(HttpServerOptions options, RequestHandler& handler, base::Metrics& metrics)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->shared = std::make_shared<impl::Shared>(std::move(options), handler, metrics);
}

HttpServer::~HttpServer()
{
    stop(std::chrono::milliseconds(0));
}

void HttpServer::start()
{
    impl::Shared& shared = *m_impl->shared;
    const HttpServerOptions& options = shared.options;
    if (m_impl->running || shared.stopping)
        throw base::Error(base::ErrorCode::Internal, "server_started", "the server was started before");
    if (options.tlsCertificate.has_value() != options.tlsKey.has_value())
        throw base::Error(base::ErrorCode::InvalidInput, "tls_files", "TLS needs both a certificate and a key");
    if (options.tlsCertificate)
        shared.tls = impl::loadTls(*options.tlsCertificate, *options.tlsKey);
    m_impl->loops.clear();
    for (unsigned i = 0; i < std::max(1u, options.threads); ++i)
        m_impl->loops.push_back(std::make_shared<impl::Loop>());
    m_impl->listener = std::make_unique<impl::Listener>(m_impl->shared, m_impl->loops);
    m_impl->listener->start();
    for (const auto& loop : m_impl->loops)
        loop->start();
    m_impl->running = true;
    kLog.info("listening on {}", url());
}

void HttpServer::stop(std::chrono::milliseconds grace)
{
    if (!m_impl->running)
        return;
    m_impl->running = false;
    impl::Shared& shared = *m_impl->shared;
    shared.stopping = true;
    m_impl->loops.front()->post([listener = m_impl->listener.get()] { listener->stop(); });
    for (const auto& loop : m_impl->loops)
        loop->post([raw = loop.get()] { raw->beginStop(); });
    {
        std::unique_lock lock(shared.endMutex);
        shared.ended.wait_for(lock, grace, [&] { return shared.connections == 0; });
    }
    for (const auto& loop : m_impl->loops)
        loop->stop();
    m_impl->listener.reset();
}

unsigned short HttpServer::port() const
{
    return m_impl->listener ? m_impl->listener->port() : 0;
}

std::string HttpServer::url() const
{
    const HttpServerOptions& options = m_impl->shared->options;
    std::string host = options.host;
    if (host == "0.0.0.0")
        host = "127.0.0.1";
    else if (host == "::")
        host = "::1";
    if (host.find(':') != std::string::npos)
        host = "[" + host + "]";
    return (options.tlsCertificate ? "https://" : "http://") + host + ":" + std::to_string(port());
}

std::size_t HttpServer::connections() const
{
    return m_impl->shared->connections;
}

} // namespace bursar::net
