// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/exchange.h"

#include "base/log.h"
#include "net/impl/connection.h"

namespace bursar::net::impl {

namespace {
constexpr base::Log kLog{"net"};
}

Exchange::Exchange(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, std::weak_ptr<Connection> connection,
                   std::uint64_t serial, ResponseMeta meta, BodyLease lease)
    : m_shared(std::move(shared)), m_loop(std::move(loop)), m_connection(std::move(connection)), m_serial(serial),
      m_meta(std::move(meta)), m_lease(std::move(lease))
{
}

Exchange::~Exchange()
{
    if (!claim())
        return;
    try {
        deliver(errorResponse(m_meta, Fault{500, "no_answer", "the request was not answered"}));
    } catch (const std::exception& error) {
        kLog.error("an unanswered request could not be refused: {}", error.what());
    }
}

void Exchange::respond(HttpResponse response)
{
    if (claim())
        deliver(std::move(response));
    else
        kLog.warning("a request was answered twice");
}

void Exchange::fail(std::exception_ptr thrown)
{
    if (claim())
        deliver(errorResponse(m_meta, std::move(thrown)));
}

void Exchange::deliver(HttpResponse response)
{
    if (m_connection.expired())
        return;
    if (m_shared->stopping)
        m_meta.keepAlive = false;
    Outgoing outgoing = serialise(m_meta, std::move(response));
    if (Connection* dispatching = Connection::dispatchingHere(m_connection, m_serial)) {
        dispatching->setAnswer(std::move(outgoing));
        return;
    }
    m_loop->post([weak = m_connection, serial = m_serial, answer = std::move(outgoing)]() mutable {
        if (const auto connection = weak.lock())
            connection->onAnswer(serial, std::move(answer));
    });
}

void Exchange::accept(StreamFactory factory)
{
    if (!claim())
        return;
    m_loop->post([weak = m_connection, serial = m_serial, meta = m_meta, make = std::move(factory)]() mutable {
        if (const auto connection = weak.lock())
            connection->onAccepted(serial, meta, make);
    });
}

} // namespace bursar::net::impl
