// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/loop.h"
#include "net/impl/websocket.h"

namespace bursar::net::impl {

enum class StreamKind { WebSocket, EventStream };

/// The sending side of a stream, shared by the handler (any thread) and the connection (its network thread).
class StreamSink final : public EventSink {
public:
    StreamSink(StreamKind kind, std::size_t queuedBytesMax, std::shared_ptr<Loop> loop,
               std::weak_ptr<Connection> connection);

    void send(const Message& message) override;
    void close(int code, std::string_view reason) override;
    bool open() const override { return m_open; }
    std::size_t waitingBytes() const override;

    // Network thread only.
    struct Close {
        int code;
        std::string reason;
    };
    /// Pings and pongs: they go with the rest, and count with it.
    void sendRaw(std::string_view bytes);
    /// What waits, all of it; what was taken before counts as sent from here on.
    std::string take();
    /// The wake-up has been seen: the next send() gives another one.
    void acknowledge();
    /// Set once somebody has asked to close, or the queue overflowed.
    std::optional<Close> closeRequest() const;
    void end();

private:
    void enqueue(std::string_view bytes);
    void wake();

    const StreamKind m_kind;
    const std::size_t m_queuedBytesMax;
    const std::shared_ptr<Loop> m_loop;
    const std::weak_ptr<Connection> m_connection;
    std::atomic<bool> m_open{true};
    mutable std::mutex m_mutex;
    std::string m_queue;
    std::size_t m_takenBytes = 0;
    bool m_woken = false;
    std::optional<Close> m_close;
};

/// The text of one server-sent event (WHATWG HTML, 9.2.6). What the format cannot carry is left out.
std::string formatEvent(const EventSink::Message& message);

/// A connection that has become a WebSocket or an event stream. Network thread only.
class Stream {
public:
    Stream(StreamKind kind, std::shared_ptr<StreamSink> sink, const HttpServerOptions& options);
    ~Stream();

    void setHandlers(SocketHandlers handlers) { m_handlers = std::move(handlers); }
    void onBytes(std::string_view bytes);
    /// What to send next, when all before has been sent.
    std::string takeOutput();
    /// Everything has been handed out: the connection closes when it is sent.
    bool finished() const { return m_finished; }
    /// The client may still send something: closing waits for it a little.
    bool failed() const { return m_failed; }
    /// Pings, and looks for a dead client. False: give the connection up.
    bool onDeadline(Steady::time_point now);
    Steady::time_point deadline() const { return std::min(m_pingAt, m_closeBy); }
    /// Somebody wants to close: whatever the client does, it is over soon.
    void limitClosing(Steady::time_point now);
    StreamSink& sink() { return *m_sink; }

private:
    void onClientClose(int code);
    void onText(std::string_view text);

    const StreamKind m_kind;
    const std::shared_ptr<StreamSink> m_sink;
    const std::chrono::seconds m_pingEvery;
    SocketHandlers m_handlers;
    FrameReader m_reader;
    FrameReader::Events m_events;
    Steady::time_point m_pingAt;
    Steady::time_point m_closeBy = Steady::time_point::max();
    unsigned m_silentPings = 0;
    std::size_t m_ignoredBytes = 0;
    std::optional<int> m_closeNow; // our close frame's code, before all that waits
    bool m_closeSent = false;
    bool m_clientClosed = false;
    bool m_finished = false;
    bool m_failed = false;
};

} // namespace bursar::net::impl
