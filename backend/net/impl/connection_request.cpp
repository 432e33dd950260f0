// SPDX-License-Identifier: GPL-3.0-or-later
// From a complete header to an answer: what a request means to the server. Bytes move in connection.cpp.
#include "net/impl/incoming.h"
#include "net/impl/target.h"

namespace bursar::net::impl {

namespace {
constexpr std::uint64_t kDiscardBytesMax = 64 * 1024; // an unwanted body that is read over to keep the connection
constexpr std::uint64_t kGzipOverheadMax = 1024;
constexpr std::size_t kBodyBytesPerSecondMin = 64 * 1024;
constexpr int kStreamSendBuffer = 128 * 1024; // a slow reader shows itself soon
constexpr std::string_view kPreflightMaxAge = "600";

thread_local Connection* s_dispatching = nullptr;

bool isRequestId(std::string_view text)
{
    return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
            || c == '-';
    });
}

bool isAllowedOrigin(std::string_view origin, const std::vector<std::string>& allowed)
{
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](const std::string& entry) { return entry == "*" || entry == origin; });
}

/// Browsers send Origin with a WebSocket upgrade but do not ask first: what CORS would refuse is refused here.
bool mayOpenSocket(const HttpRequest& request, const std::vector<std::string>& allowed)
{
    const std::string_view origin = request.header("origin");
    if (origin.empty() || isAllowedOrigin(origin, allowed))
        return true;
    const auto scheme = origin.find("://");
    return scheme != std::string_view::npos
        && equalsIgnoringCase(origin.substr(scheme + 3), request.header("host"));
}
} // namespace

Connection* Connection::dispatchingHere(const std::weak_ptr<Connection>& connection, std::uint64_t serial)
{
    if (s_dispatching == nullptr || s_dispatching->m_serial != serial)
        return nullptr;
    const std::weak_ptr<Connection> current = s_dispatching->weak_from_this();
    const bool same = !current.owner_before(connection) && !connection.owner_before(current);
    return same ? s_dispatching : nullptr;
}

ResponseMeta Connection::anonymousMeta()
{
    return {.requestId = m_loop->newRequestId(), .tls = m_transport.isTls()};
}

ResponseMeta Connection::metaFor(const RequestHead& head)
{
    const HttpServerOptions& options = m_shared->options;
    const HttpRequest& request = head.request;
    const std::string_view id = request.header("x-request-id");
    const std::string_view origin = request.header("origin");
    ResponseMeta meta{
        .requestId = isRequestId(id) ? std::string(id) : m_loop->newRequestId(),
        .keepAlive = head.keepAlive && m_answered + 1 < options.requestsPerConnectionMax && !m_shared->stopping,
        .http10 = head.http10,
        .headOnly = request.method == "HEAD",
        .acceptsGzip = listHas(request.header("accept-encoding"), "gzip"),
        .problemJson = listHas(request.header("accept"), "application/problem+json"),
        .tls = m_transport.isTls(),
    };
    if (!origin.empty() && isAllowedOrigin(origin, options.corsOrigins))
        meta.allowOrigin = std::find(options.corsOrigins.begin(), options.corsOrigins.end(), "*")
                != options.corsOrigins.end() ? "*" : std::string(origin);
    return meta;
}

std::size_t Connection::consumeHead(std::string_view in)
{
    std::size_t skipped = 0;
    if (m_scanner.headBytes() == 0) {
        while (skipped < in.size() && (in[skipped] == '\r' || in[skipped] == '\n'))
            ++skipped; // RFC 9112, 2.2: empty lines before a request are ignored
        in.remove_prefix(skipped);
        if (in.empty())
            return skipped;
    }
    const auto found = m_scanner.scan(in);
    if (found == HeadScanner::Found::Garbage) {
        failAndClose({400, "malformed_request", "the request is not well-formed HTTP"});
    } else if (m_scanner.headBytes() > m_shared->options.headerBytesMax) {
        failAndClose({431, "headers_too_large", "the request's headers are too large"});
    } else if (found == HeadScanner::Found::Yes) {
        const std::size_t size = m_scanner.headBytes();
        beginRequest(in.substr(0, size));
        return skipped + size;
    }
    return skipped;
}

std::size_t Connection::consumeBody(std::string_view in)
{
    const auto step = m_incoming->reader->feed(in);
    if (step.fault)
        refuse(*step.fault, m_incoming->reader->remaining());
    else if (!step.done)
        setBodyDeadline();
    else if (m_incoming->discarding)
        enterHead();
    else
        dispatch();
    return step.consumed;
}

void Connection::beginRequest(std::string_view bytes)
{
    m_incoming = std::make_unique<Incoming>();
    Incoming& incoming = *m_incoming;
    RequestHead head;
    if (const auto fault = parseHead(bytes, m_shared->options, head))
        return failAndClose(*fault);
    incoming.meta = metaFor(head);
    incoming.request = std::move(head.request);
    if (incoming.request.method == "HEAD")
        incoming.request.method = "GET"; // answered alike, the body is left out
    incoming.request.headers["x-request-id"] = incoming.meta.requestId;
    const auto fault = inspect(incoming, head);
    const bool readable = !head.chunked && head.contentLength.value_or(0) <= kDiscardBytesMax && !head.expectsContinue;
    if (fault)
        return refuse(*fault, readable ? std::optional(head.contentLength.value_or(0)) : std::nullopt);
    if (!incoming.reader)
        return answerOptions(incoming) ? void() : dispatch();
    m_state = State::Body;
    m_bulk = false;
    incoming.bodySince = Steady::now();
    setBodyDeadline();
    if (head.expectsContinue)
        queue("HTTP/1.1 100 Continue\r\n\r\n");
}

std::optional<Fault> Connection::inspect(Incoming& incoming, RequestHead& head)
{
    HttpRequest& request = incoming.request;
    applyProxy(request);
    if (request.method == "OPTIONS" && request.target == "*")
        request.path = "*";
    else if (auto fault = parseTarget(std::string(request.target), request))
        return fault;
    if (auto fault = inspectStream(incoming))
        return fault;
    return head.hasBody() ? inspectBody(incoming, head) : std::nullopt;
}

std::optional<Fault> Connection::inspectBody(Incoming& incoming, RequestHead& head)
{
    const HttpRequest& request = incoming.request;
    const std::string_view encoding = request.header("content-encoding");
    const bool gzip = equalsIgnoringCase(encoding, "gzip") || equalsIgnoringCase(encoding, "x-gzip");
    if (!gzip && !encoding.empty() && !equalsIgnoringCase(encoding, "identity"))
        return Fault{415, "unsupported_encoding", "a body may be plain or gzip"};
    const std::size_t bytesMax = m_shared->handler.bodyBytesMax(request.method, request.path);
    if (head.contentLength && *head.contentLength > bytesMax + (gzip ? kGzipOverheadMax : 0))
        return Fault{413, "body_too_large", "the request's body is too large"};
    incoming.reader.emplace(head,
                            BodyReader::Options{.bytesMax = bytesMax,
                                                .headerBytesMax = m_shared->options.headerBytesMax,
                                                .gzip = gzip},
                            BodyLease(m_shared->bodyBytes, m_shared->options.bodiesInMemoryBytesMax));
    return std::nullopt;
}

std::optional<Fault> Connection::inspectStream(Incoming& incoming)
{
    const HttpRequest& request = incoming.request;
    if (request.method != "GET" || incoming.meta.headOnly || !m_shared->handler.isStream(request.path))
        return std::nullopt;
    if (!listHas(request.header("upgrade"), "websocket") || !listHas(request.header("connection"), "upgrade")) {
        if (listHas(request.header("accept"), "text/event-stream"))
            incoming.stream = StreamKind::EventStream;
        return std::nullopt;
    }
    if (request.header("sec-websocket-version") != "13")
        return Fault{426, "websocket_version", "only WebSocket version 13 is spoken here"};
    if (incoming.meta.http10 || !isWebSocketKey(request.header("sec-websocket-key")))
        return Fault{400, "malformed_request", "the WebSocket handshake is malformed"};
    if (!mayOpenSocket(request, m_shared->options.corsOrigins))
        return Fault{403, "origin_refused", "pages of this origin may not open a WebSocket here"};
    incoming.stream = StreamKind::WebSocket;
    incoming.webSocketKey = request.header("sec-websocket-key");
    return std::nullopt;
}

/// What a proxy says about the client counts only when the proxy is trusted; from anyone else it is removed.
void Connection::applyProxy(HttpRequest& request)
{
    request.secure = m_transport.isTls();
    const bool trusted = std::any_of(m_shared->trusted.begin(), m_shared->trusted.end(),
                                     [&](const Network& network) { return network.contains(m_peer); });
    if (trusted) {
        request.remoteAddress = clientBehindProxies(m_peer, request.header("x-forwarded-for"), m_shared->trusted).text();
        request.secure = request.secure || equalsIgnoringCase(request.header("x-forwarded-proto"), "https");
        return;
    }
    request.remoteAddress = m_peer.text();
    auto& headers = request.headers;
    for (auto header = headers.lower_bound("x-forwarded-");
         header != headers.end() && header->first.starts_with("x-forwarded-");)
        header = headers.erase(header);
}

/// OPTIONS of a browser that asks before a call from another origin, and OPTIONS * of monitors.
bool Connection::answerOptions(Incoming& incoming)
{
    const HttpRequest& request = incoming.request;
    if (request.method != "OPTIONS")
        return false;
    const std::string_view origin = request.header("origin");
    const bool preflight = !origin.empty() && !request.header("access-control-request-method").empty()
        && !m_shared->options.corsOrigins.empty();
    if (!preflight && request.path != "*")
        return false;
    HttpResponse response{.status = 204};
    if (!incoming.meta.allowOrigin.empty()) {
        response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
        if (const std::string_view asked = request.header("access-control-request-headers"); !asked.empty())
            response.headers.emplace_back("Access-Control-Allow-Headers", asked);
        response.headers.emplace_back("Access-Control-Max-Age", kPreflightMaxAge);
    }
    finishAnswer(serialise(incoming.meta, std::move(response)));
    return true;
}

void Connection::dispatch()
{
    static std::atomic<std::uint64_t> serials{0};
    Incoming& incoming = *m_incoming;
    m_state = State::Handling;
    m_deadline = Steady::now() + m_shared->options.handlerTimeout;
    m_serial = ++serials;
    BodyLease lease;
    if (incoming.reader) {
        incoming.request.body = incoming.reader->takeBody();
        lease = incoming.reader->takeLease();
        incoming.reader.reset();
    }
    auto exchange = std::make_shared<Exchange>(m_shared, m_loop, weak_from_this(), m_serial, incoming.meta,
                                               std::move(lease));
    s_dispatching = this;
    callHandler(incoming, exchange);
    exchange.reset(); // unless the handler has kept it, this answers
    s_dispatching = nullptr;
    if (m_answer)
        finishAnswer(*std::exchange(m_answer, std::nullopt));
}

void Connection::callHandler(Incoming& incoming, const std::shared_ptr<Exchange>& exchange)
{
    auto respond = [exchange](HttpResponse response) { exchange->respond(std::move(response)); };
    try {
        if (incoming.stream)
            m_shared->handler.handleStream(
                std::move(incoming.request),
                [exchange](StreamFactory factory) { exchange->accept(std::move(factory)); }, std::move(respond));
        else
            m_shared->handler.handle(std::move(incoming.request), std::move(respond));
    } catch (...) {
        exchange->fail(std::current_exception());
    }
}

void Connection::onAnswer(std::uint64_t serial, Outgoing answer)
{
    if (m_state != State::Handling || serial != m_serial)
        return; // the deadline was faster
    finishAnswer(std::move(answer));
    pump();
}

void Connection::onAccepted(std::uint64_t serial, const ResponseMeta& meta, const StreamFactory& factory)
{
    if (m_state != State::Handling || serial != m_serial || !m_incoming->stream)
        return;
    const StreamKind kind = *m_incoming->stream;
    std::string head = kind == StreamKind::WebSocket
        ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + webSocketAccept(m_incoming->webSocketKey) + "\r\n"
        : "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
          "X-Accel-Buffering: no\r\nConnection: close\r\n";
    appendCommonHeaders(head, meta, {});
    queue(head + "\r\n");
    m_shared->requests[kind == StreamKind::WebSocket ? 1 : 2]->add();
    m_shared->streamsGauge.add(1);
    boost::system::error_code ignored;
    m_socket.set_option(boost::asio::socket_base::send_buffer_size(kStreamSendBuffer), ignored);
    const auto sink = std::make_shared<StreamSink>(kind, m_shared->options.sinkQueuedBytesMax, m_loop, weak_from_this());
    m_stream = std::make_unique<Stream>(kind, sink, m_shared->options);
    m_state = State::Streaming;
    m_incoming.reset();
    try {
        m_stream->setHandlers(factory(sink));
    } catch (...) {
        sink->close(1011, "internal error");
    }
    if (m_shared->stopping)
        sink->close(1001, "the server is stopping");
    pump();
}

void Connection::refuse(const Fault& fault, std::optional<std::uint64_t> unread)
{
    Incoming& incoming = *m_incoming;
    const bool keep = unread && *unread <= kDiscardBytesMax;
    incoming.meta.keepAlive = incoming.meta.keepAlive && keep;
    HttpResponse response = errorResponse(incoming.meta, fault);
    if (fault.status == 426)
        response.headers.emplace_back("Sec-WebSocket-Version", "13");
    Outgoing answer = serialise(incoming.meta, std::move(response));
    if (!answer.keepAlive || *unread == 0)
        return finishAnswer(std::move(answer));
    queueAnswer(std::move(answer));
    RequestHead rest;
    rest.contentLength = *unread;
    incoming.reader.emplace(rest, BodyReader::Options{.bytesMax = 0, .headerBytesMax = 0, .discard = true}, BodyLease());
    incoming.discarding = true;
    incoming.bodySince = Steady::now();
    m_state = State::Body;
    m_bulk = false;
    setBodyDeadline();
}

void Connection::failAndClose(const Fault& fault)
{
    ResponseMeta meta = m_incoming && !m_incoming->meta.requestId.empty() ? m_incoming->meta : anonymousMeta();
    meta.keepAlive = false;
    finishAnswer(serialise(meta, errorResponse(meta, fault)));
}

void Connection::queueAnswer(Outgoing answer)
{
    ++m_answered;
    m_shared->requests[std::size_t(answer.status / 100)]->add();
    queue(std::move(answer.head));
    queue(std::move(answer.body));
}

void Connection::finishAnswer(Outgoing answer)
{
    const bool keep = answer.keepAlive && !m_shared->stopping;
    queueAnswer(std::move(answer));
    enterHead();
    if (!keep) {
        m_closing = true;
        m_deadline = Steady::time_point::max();
    }
}

void Connection::enterHead()
{
    m_incoming.reset();
    m_scanner.reset();
    m_state = State::Head;
    m_headTimed = false;
    m_deadline = Steady::now() + m_shared->options.idleTimeout;
}

/// A slow upload is welcome as long as it goes on: every 64 KiB buy a second.
void Connection::setBodyDeadline()
{
    m_deadline = m_incoming->bodySince + m_shared->options.bodyTimeout
        + std::chrono::seconds(m_incoming->reader->received() / kBodyBytesPerSecondMin);
}

} // namespace bursar::net::impl
