// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::net {

/// A request whose body has been read and, if it came gzipped, inflated. Header names are lower case; a header that
/// came several times is joined with ", ". Header values are bytes as sent: not always UTF-8. x-forwarded-… headers are
/// there only when a trusted proxy has set them.
struct HttpRequest {
    std::string method; // GET, POST …; a HEAD arrives as GET, and its answer's body is left out
    std::string target; // as sent: path and query
    std::string path;   // percent-decoded UTF-8; no empty, "." or ".." segment, no control character, no slash at the end
    std::vector<std::pair<std::string, std::string>> query; // decoded UTF-8, in order
    std::map<std::string, std::string, std::less<>> headers;
    std::string body;
    std::string remoteAddress; // the peer's, or the one a trusted proxy names; without port
    bool secure = false;       // TLS, here or at a trusted proxy
    std::string_view header(std::string_view name) const;
};

/// Malformed headers, and those that are the server's own (Content-Length, Connection, Date …), are dropped.
struct HttpResponse {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Server-Sent Events or WebSocket messages to one client. Any thread. send() never blocks: a client that has more
/// than `queuedBytesMax` waiting is disconnected (WebSocket 1013, SSE closed).
class EventSink {
public:
    virtual ~EventSink() = default;
    struct Message {
        std::string id;    // SSE id; WebSocket clients find it inside `data`
        std::string event; // SSE event name
        std::string data;  // one JSON text
    };
    virtual void send(const Message& message) = 0;
    virtual void close(int code, std::string_view reason) = 0;
    virtual bool open() const = 0;
    /// What was sent and is not on its way yet: whoever has a lot to send waits for it to shrink.
    virtual std::size_t waitingBytes() const = 0;
};

/// What an upgraded client needs: called on a network thread, must not block.
struct SocketHandlers {
    std::function<void(std::string_view text)> onText; // WebSocket only; at most messageBytesMax each
    std::function<void()> onClose;
};

/// Answers requests. handle() is called on a network thread and must not block; `respond` may be called from any
/// thread, once: more calls are ignored, and so are calls after the deadline or the end of the server. Dropping it
/// uncalled answers 500. What handle() throws becomes the answer. A body counts against bodiesInMemoryBytesMax until
/// the last copy of `respond` is gone.
class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    using Respond = std::function<void(HttpResponse)>;
    virtual void handle(HttpRequest request, Respond respond) = 0;

    /// Called before a body is read: how many (inflated) bytes this target takes. Larger bodies get 413.
    virtual std::size_t bodyBytesMax(std::string_view method, std::string_view path) const = 0;

    /// A GET that asks for text/event-stream, or a WebSocket upgrade. `accept` upgrades (call at most once, from any
    /// thread): its function gets the sink, on a network thread, and returns what hears the client; it is never called
    /// when the client has gone. `respond` refuses with a plain response.
    using Accept = std::function<void(std::function<SocketHandlers(std::shared_ptr<EventSink>)>)>;
    virtual void handleStream(HttpRequest request, Accept accept, Respond respond) = 0;
    /// Whether handleStream() rather than handle() gets this path.
    virtual bool isStream(std::string_view path) const = 0;
};

struct HttpServerOptions {
    std::string host = "127.0.0.1";
    unsigned short port = 8080;
    unsigned portAttempts = 1;       // tries port, port + 1, …; 0 takes any free port
    std::optional<std::string> tlsCertificate; // PEM file, with chain
    std::optional<std::string> tlsKey;         // PEM file
    unsigned threads = 2;
    std::size_t connectionsMax = 12'000;
    std::size_t connectionsPerAddressMax = 12'000;
    std::size_t headerBytesMax = 32 * 1024;
    std::size_t headersMax = 100;
    std::chrono::seconds headerTimeout{10};    // from the first byte, or the accept, to the end of the header
    std::chrono::seconds bodyTimeout{60};      // plus a second for every 64 KiB received
    std::chrono::seconds idleTimeout{75};      // between requests on one connection
    std::chrono::seconds writeTimeout{30};     // without the client taking anything
    std::chrono::seconds handlerTimeout{60};   // then 504
    std::size_t requestsPerConnectionMax = 1'000'000;
    std::size_t bodiesInMemoryBytesMax = 512 * 1024 * 1024; // over all connections; beyond: 503 with Retry-After
    std::size_t sinkQueuedBytesMax = 1024 * 1024;
    std::size_t messageBytesMax = 64 * 1024;
    std::chrono::seconds pingEvery{15};        // WebSocket ping, SSE ": ping"
    std::vector<std::string> corsOrigins;      // exact origins, or "*"; empty: no CORS headers
    std::vector<std::string> trustedProxies;   // addresses or CIDR whose X-Forwarded-For is believed
};

/// HTTP/1.1 server: keep-alive, pipelining in order, gzip both ways (responses over 1 KiB when accepted; a request
/// that inflates beyond its limit gets 413), TLS 1.2+, CORS preflight, HEAD, SSE, WebSocket (RFC 6455), limits and
/// timeouts on everything. X-Request-Id is taken from the caller when it is 1…128 of [A-Za-z0-9._-], else made; it is
/// put into the request's headers and the response. A WebSocket upgrade with an Origin that is neither the server's own nor
/// in corsOrigins is refused. Security headers on every answer. Errors that the server itself
/// finds (malformed, too large, timeout) have the JSON error body of the wire contract.
class HttpServer {
public:
    /// Throws Error{InvalidInput, "trusted_proxies"}. `handler` and `metrics` must outlive the server.
    HttpServer(HttpServerOptions options, RequestHandler& handler, base::Metrics& metrics);
    /// Binds and starts, once; throws Error{Conflict, "address_in_use"}, Error{InvalidInput, "listen_failed"} or
    /// Error{InvalidInput, "tls_files"}.
    void start();
    /// Stops accepting, lets running requests finish for at most `grace`, closes streams (1001), then everything.
    void stop(std::chrono::milliseconds grace);
    ~HttpServer();
    /// The port actually bound.
    unsigned short port() const;
    std::string url() const;
    std::size_t connections() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::net
