// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/dispatcher.h"
#include "api/router.h"
#include "events/events.h"
#include "net/http_server.h"
#include "net/rate_limit.h"

#include <memory>

namespace bursar::api {

/// A WebSocket that a module serves, at a path with one parameter ("/v1/channels/{id}/ws") or none.
struct SocketRoute {
    std::string path;
    using Open = std::function<net::SocketHandlers(std::shared_ptr<net::EventSink>)>;
    /// On the pool: what it throws refuses the upgrade; what it returns is called once the socket is open. `parameter` is
    /// empty when the path has none.
    std::function<Open(const contract::Context& context, const std::string& parameter, const net::HttpRequest& request)> prepare;
};

/// HTTP in front of the dispatcher: routes, credentials, rate limits, /metrics, and events over SSE
/// (/v1/events?topic=…) and WebSocket (/v1/events/ws).
class HttpApi final : public net::RequestHandler {
public:
    struct Options {
        double ratePerSecond = 100;
        double rateBurst = 500;
        double authPerMinute = 20; // calls of /v1/auth/* by one address
    };
    /// Turns a request's credentials into a principal, or throws Unauthenticated. May block on the database.
    using Authenticate = std::function<contract::Principal(const net::HttpRequest&)>;

    HttpApi(Dispatcher& dispatcher, events::EventLog& events, base::Metrics& metrics, const base::Clock& clock,
            Authenticate authenticate, Options options);
    ~HttpApi() override;

    /// Before the first request.
    void addSocket(SocketRoute route);

    void handle(net::HttpRequest request, Respond respond) override;
    std::size_t bodyBytesMax(std::string_view method, std::string_view path) const override;
    void handleStream(net::HttpRequest request, Accept accept, Respond respond) override;
    bool isStream(std::string_view path) const override;

private:
    using Shared = std::shared_ptr<const net::HttpRequest>;
    void answer(const Shared& request, const Respond& respond);
    void call(const Shared& request, const Router::Match& match, const Respond& respond);
    /// The socket at this path, and its parameter.
    const SocketRoute* socketAt(std::string_view path, std::string* parameter) const;
    SocketRoute::Open prepareEvents(const contract::Principal& principal, const net::HttpRequest& request);
    void checkRate(const net::HttpRequest& request, const contract::Principal& principal);
    net::HttpResponse metricsPage(const net::HttpRequest& request);
    contract::Principal principalOf(const net::HttpRequest& request, bool credentialOptional);

    Dispatcher& m_dispatcher;
    events::EventLog& m_events;
    base::Metrics& m_metrics;
    const base::Clock& m_clock;
    Authenticate m_authenticate;
    std::vector<SocketRoute> m_sockets;
    Router m_router;
    net::RateLimiter m_calls;
    net::RateLimiter m_logins;
};

/// Whether an address is this machine's own.
bool isLoopback(std::string_view address);

/// Whether a program on this machine calls, and not a web page through its browser: the peer is loopback, Host names
/// this machine (else a name was bound to 127.0.0.1 by somebody else, or a proxy forwards), and Origin, if any, too.
bool isLocalCall(const net::HttpRequest& request);

/// The ?ticket= of a WebSocket upgrade; empty without one, and for every other request.
std::string_view ticketOf(const net::HttpRequest& request);

/// Who asks, as handlers see it.
contract::Context contextOf(const net::HttpRequest& request, contract::Principal principal);

/// The OpenAPI 3.1 document of all operations.
contract::json::value openApi(std::string_view serverUrl);

} // namespace bursar::api
