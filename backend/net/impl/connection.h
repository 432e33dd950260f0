// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/exchange.h"
#include "net/impl/stream.h"
#include "net/impl/transport.h"

#include <boost/asio/ip/tcp.hpp>

namespace bursar::net::impl {

/// Whether a connection takes a place in the limit of its address; one that is being refused does not.
enum class Place { Counted, Uncounted };

/// One client. Lives on one Loop and is touched only there. Requests are answered one after the other, in order; while
/// a handler has one, nothing more is read, so a client cannot pile up work.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, int socket, IpAddress peer, Place place);
    ~Connection();

    void start();
    /// Answers with this and closes, without reading a request.
    void startRefusing(const Fault& fault);
    void beginStop();
    void abort();

    bool isDue(Steady::time_point now) const { return now >= std::min(m_deadline, m_writeDeadline); }
    void onDeadline(Steady::time_point now);

    void onAnswer(std::uint64_t serial, Outgoing answer);
    void onAccepted(std::uint64_t serial, const ResponseMeta& meta, const StreamFactory& factory);
    void onSinkReady();

    /// `connection`, when its handler is running on this very thread with the request of this serial.
    static Connection* dispatchingHere(const std::weak_ptr<Connection>& connection, std::uint64_t serial);
    void setAnswer(Outgoing answer) { m_answer = std::move(answer); }

    std::size_t m_index = 0; // in the Loop's list

private:
    enum class State { Handshake, Head, Body, Handling, Streaming, Draining, Closed };
    struct Incoming;
    enum class Go { On, Wait };

    void pump();
    Go handshake();
    Go pumpRequests();
    Go pumpStream();
    Go readSome();
    Go readDirect();
    Go readStream();
    Go drain();
    Go flush();
    void sent(std::size_t bytes);
    Go beginDrain();
    void takeIn(std::string_view bytes);
    void consumePending();
    std::size_t consume(std::string_view in);
    std::size_t consumeHead(std::string_view in);
    std::size_t consumeBody(std::string_view in);
    void armRead();
    void armWrite();
    Go blocked(IoStatus status);

    void beginRequest(std::string_view head);
    std::optional<Fault> inspect(Incoming& incoming, RequestHead& head);
    std::optional<Fault> inspectBody(Incoming& incoming, RequestHead& head);
    std::optional<Fault> inspectStream(Incoming& incoming);
    bool answerOptions(Incoming& incoming);
    void applyProxy(HttpRequest& request);
    void refuse(const Fault& fault, std::optional<std::uint64_t> unread);
    void dispatch();
    void callHandler(Incoming& incoming, const std::shared_ptr<Exchange>& exchange);
    void enterHead();
    void setBodyDeadline();
    ResponseMeta anonymousMeta();
    ResponseMeta metaFor(const RequestHead& head);

    void queue(std::string bytes);
    void queueAnswer(Outgoing answer);
    void finishAnswer(Outgoing answer);
    void failAndClose(const Fault& fault);
    void extendWriteDeadline();
    void close();

    const std::shared_ptr<Shared> m_shared;
    const std::shared_ptr<Loop> m_loop;
    boost::asio::ip::tcp::socket m_socket;
    Transport m_transport;
    const IpAddress m_peer;
    const Place m_place;

    State m_state = State::Head;
    bool m_readArmed = false;
    bool m_writeArmed = false;
    bool m_closing = false;    // after what is queued
    bool m_headTimed = false;  // the header's time is running
    bool m_bulk = false;       // the last read filled its buffer
    bool m_more = false;       // unread requests wait in m_in behind answers that are not sent yet
    bool m_socketDrained = false; // the last read was short: wait before the next
    Steady::time_point m_deadline;
    Steady::time_point m_writeDeadline = Steady::time_point::max();
    std::uint64_t m_serial = 0;
    std::size_t m_answered = 0;

    std::string m_in; // received, not yet consumed; empty while idle
    HeadScanner m_scanner;
    std::unique_ptr<Incoming> m_incoming;
    std::optional<Outgoing> m_answer; // given while dispatching
    std::vector<std::string> m_out;
    std::size_t m_outIndex = 0;
    std::size_t m_outOffset = 0;
    std::size_t m_outBytes = 0; // not yet sent
    std::size_t m_discarded = 0;
    std::unique_ptr<Stream> m_stream;
};

} // namespace bursar::net::impl
