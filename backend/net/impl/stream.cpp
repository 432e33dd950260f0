// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/stream.h"

#include "base/log.h"
#include "net/impl/connection.h"

namespace bursar::net::impl {

namespace {
constexpr base::Log kLog{"net"};
constexpr std::chrono::seconds kCloseTimeout{5};
constexpr unsigned kSilentPingsMax = 2;
constexpr std::size_t kIgnoredBytesMax = 64 * 1024;
constexpr int kNoCode = 1005;
} // namespace

std::string formatEvent(const EventSink::Message& message)
{
    constexpr std::string_view lineBreaks("\r\n\0", 3);
    std::string text;
    text.reserve(message.data.size() + message.id.size() + message.event.size() + 32);
    if (!message.id.empty() && message.id.find_first_of(lineBreaks) == std::string::npos)
        text.append("id: ").append(message.id).append("\n");
    if (!message.event.empty() && message.event.find_first_of(lineBreaks) == std::string::npos)
        text.append("event: ").append(message.event).append("\n");
    std::string_view rest = message.data;
    while (true) {
        const auto end = rest.find_first_of("\r\n");
        text.append("data: ").append(rest.substr(0, end)).append("\n");
        if (end == std::string_view::npos)
            break;
        const bool pair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
        rest.remove_prefix(end + (pair ? 2 : 1));
    }
    return text.append("\n");
}

StreamSink::StreamSink(StreamKind kind, std::size_t queuedBytesMax, std::shared_ptr<Loop> loop,
                       std::weak_ptr<Connection> connection)
    : m_kind(kind), m_queuedBytesMax(queuedBytesMax), m_loop(std::move(loop)), m_connection(std::move(connection))
{
}

std::size_t StreamSink::waitingBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size() + m_takenBytes;
}

void StreamSink::send(const Message& message)
{
    if (!m_open)
        return;
    std::string bytes;
    if (m_kind == StreamKind::WebSocket)
        appendFrame(bytes, Opcode::Text, message.data);
    else
        bytes = formatEvent(message);
    enqueue(bytes);
    wake();
}

void StreamSink::enqueue(std::string_view bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_close)
        return;
    if (m_queue.size() + m_takenBytes + bytes.size() <= m_queuedBytesMax) {
        m_queue.append(bytes);
        return;
    }
    m_open = false;
    m_queue = {};
    m_close = Close{1013, "reads too slowly"};
}

void StreamSink::close(int code, std::string_view reason)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_close)
            return;
        m_open = false;
        m_close = Close{code, std::string(reason)};
    }
    wake();
}

void StreamSink::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_woken, true))
            return;
    }
    m_loop->post([weak = m_connection] {
        if (const auto connection = weak.lock())
            connection->onSinkReady();
    });
}

void StreamSink::sendRaw(std::string_view bytes)
{
    enqueue(bytes);
}

std::string StreamSink::take()
{
    const std::lock_guard lock(m_mutex);
    m_takenBytes = m_queue.size();
    return std::exchange(m_queue, {});
}

void StreamSink::acknowledge()
{
    const std::lock_guard lock(m_mutex);
    m_woken = false;
}

std::optional<StreamSink::Close> StreamSink::closeRequest() const
{
    const std::lock_guard lock(m_mutex);
    return m_close;
}

void StreamSink::end()
{
    const std::lock_guard lock(m_mutex);
    m_open = false;
    m_queue = {};
    if (!m_close)
        m_close = Close{1006, {}};
}

Stream::Stream(StreamKind kind, std::shared_ptr<StreamSink> sink, const HttpServerOptions& options)
    : m_kind(kind), m_sink(std::move(sink)), m_pingEvery(options.pingEvery), m_reader(options.messageBytesMax),
      m_pingAt(Steady::now() + options.pingEvery)
{
    m_events.text = [this](std::string_view text) { onText(text); };
    m_events.ping = [this](std::string_view payload) {
        std::string pong;
        appendFrame(pong, Opcode::Pong, payload);
        m_sink->sendRaw(pong);
    };
    m_events.pong = [] {};
    m_events.close = [this](int code) { onClientClose(code); };
    if (kind == StreamKind::EventStream)
        m_sink->sendRaw("retry: 3000\n\n");
}

Stream::~Stream()
{
    m_sink->end();
    const SocketHandlers handlers = std::exchange(m_handlers, {});
    if (!handlers.onClose)
        return;
    try {
        handlers.onClose();
    } catch (const std::exception& error) {
        kLog.error("a stream's close handler threw: {}", error.what());
    }
}

void Stream::onText(std::string_view text)
{
    if (!m_handlers.onText || m_closeNow)
        return;
    try {
        m_handlers.onText(text);
    } catch (const std::exception& error) {
        kLog.error("a stream's message handler threw: {}", error.what());
        m_sink->close(1011, "internal error");
    }
}

void Stream::onClientClose(int code)
{
    m_clientClosed = true;
    if (!m_closeSent)
        m_closeNow = code == kNoCode ? 1000 : code;
}

void Stream::onBytes(std::string_view bytes)
{
    m_silentPings = 0;
    if (m_kind == StreamKind::EventStream || m_closeNow) {
        m_ignoredBytes += bytes.size();
        if (m_ignoredBytes > kIgnoredBytesMax)
            m_finished = true;
        return;
    }
    if (const auto code = m_reader.feed(bytes, m_events)) {
        m_closeNow = *code;
        m_failed = true;
    }
    if (m_clientClosed && m_closeSent)
        m_finished = true;
}

std::string Stream::takeOutput()
{
    if (m_finished || m_closeSent)
        return {};
    std::string out = m_closeNow ? std::string() : m_sink->take();
    const auto request = m_sink->closeRequest();
    if (!m_closeNow && !request)
        return out;
    m_closeSent = true;
    // A client that has said goodbye, or broken the protocol, is not waited for.
    m_finished = m_kind == StreamKind::EventStream || m_closeNow.has_value();
    if (m_kind == StreamKind::WebSocket)
        appendCloseFrame(out, m_closeNow ? *m_closeNow : request->code, m_closeNow ? std::string() : request->reason);
    limitClosing(Steady::now());
    m_sink->close(1000, {});
    return out;
}

void Stream::limitClosing(Steady::time_point now)
{
    if (m_closeBy == Steady::time_point::max())
        m_closeBy = now + kCloseTimeout;
}

bool Stream::onDeadline(Steady::time_point now)
{
    if (now >= m_closeBy)
        return false;
    if (now < m_pingAt)
        return true;
    m_pingAt = now + m_pingEvery;
    if (m_kind == StreamKind::EventStream) {
        m_sink->sendRaw(": ping\n\n");
        return true;
    }
    if (++m_silentPings > kSilentPingsMax)
        return false;
    std::string ping;
    appendFrame(ping, Opcode::Ping, {});
    m_sink->sendRaw(ping);
    return true;
}

} // namespace bursar::net::impl
