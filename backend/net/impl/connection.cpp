// SPDX-License-Identifier: GPL-3.0-or-later
// The input and output of a connection; what a request means is in connection_request.cpp.
#include "net/impl/connection.h"

#include "net/impl/incoming.h"

#include <netinet/in.h>

namespace bursar::net::impl {

namespace {
constexpr unsigned kTurnsMax = 32;                     // then other connections have their turn
constexpr std::size_t kHeadReadBytes = 16 * 1024;
constexpr std::size_t kBulkBytes = 16 * 1024;          // a read of this size suggests that more is there
constexpr std::size_t kDirectBytes = 256 * 1024;
constexpr std::size_t kOutBytesMax = 256 * 1024;       // answers waiting before pipelined requests wait too
constexpr std::size_t kSentPiecesMax = 64;
constexpr std::size_t kJoinBytesMax = 16 * 1024;
constexpr std::size_t kDrainBytesMax = 32 * 1024 * 1024; // a refused upload under way, which few clients stop
constexpr std::chrono::seconds kDrainTimeout{2};

boost::asio::ip::tcp protocolOf(int socket)
{
    sockaddr_storage local{};
    socklen_t size = sizeof local;
    getsockname(socket, reinterpret_cast<sockaddr*>(&local), &size);
    return local.ss_family == AF_INET6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4();
}
} // namespace

Connection::Connection(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, int socket, IpAddress peer,
                       Place place)
    : m_shared(std::move(shared)), m_loop(std::move(loop)), m_socket(m_loop->context()), m_transport(socket),
      m_peer(peer), m_place(place)
{
    m_socket.assign(protocolOf(socket), socket);
    m_deadline = Steady::now() + m_shared->options.headerTimeout;
    m_headTimed = true;
}

Connection::~Connection()
{
    if (m_place == Place::Counted)
        m_shared->leave(m_peer);
    m_shared->connectionEnded();
}

void Connection::start()
{
    m_shared->connectionsGauge.add(1);
    if (m_shared->tls) {
        m_state = State::Handshake;
        if (!m_transport.startTls(m_shared->tls.get()))
            return close();
    }
    pump();
}

void Connection::startRefusing(const Fault& fault)
{
    m_shared->connectionsGauge.add(1);
    m_shared->refused.add();
    if (m_shared->tls)
        return close(); // a handshake only to refuse would be dearer than the connection
    failAndClose(fault);
    pump();
}

void Connection::close()
{
    if (m_state == State::Closed)
        return;
    if (m_stream)
        m_shared->streamsGauge.add(-1);
    m_state = State::Closed;
    m_shared->connectionsGauge.add(-1);
    m_incoming.reset();
    boost::system::error_code ignored;
    m_socket.close(ignored);
    const auto self = shared_from_this();
    m_loop->remove(*this);
    m_stream.reset(); // tells its handler
}

void Connection::abort()
{
    close();
}

void Connection::beginStop()
{
    switch (m_state) {
    case State::Handshake: return close();
    case State::Head:
        if (m_out.empty())
            return close();
        m_closing = true;
        return;
    case State::Streaming: return m_stream->sink().close(1001, "the server is stopping");
    case State::Body:
    case State::Handling:
    case State::Draining:
    case State::Closed: return;
    }
}

void Connection::pump()
{
    const auto self = shared_from_this();
    for (unsigned turn = 0; turn < kTurnsMax; ++turn) {
        Go go = Go::Wait;
        switch (m_state) {
        case State::Handshake: go = handshake(); break;
        case State::Head:
        case State::Body:
        case State::Handling: go = pumpRequests(); break;
        case State::Streaming: go = pumpStream(); break;
        case State::Draining: go = drain(); break;
        case State::Closed: break;
        }
        if (go == Go::Wait)
            return;
    }
    m_loop->post([self] { self->pump(); });
}

void Connection::armRead()
{
    if (std::exchange(m_readArmed, true))
        return;
    m_socket.async_wait(boost::asio::socket_base::wait_read, [self = shared_from_this()](auto error) {
        self->m_readArmed = false;
        if (!error)
            self->pump();
    });
}

void Connection::armWrite()
{
    if (std::exchange(m_writeArmed, true))
        return;
    m_socket.async_wait(boost::asio::socket_base::wait_write, [self = shared_from_this()](auto error) {
        self->m_writeArmed = false;
        if (!error)
            self->pump();
    });
}

Connection::Go Connection::blocked(IoStatus status)
{
    if (status == IoStatus::WantRead)
        armRead();
    else if (status == IoStatus::WantWrite)
        armWrite();
    else
        close();
    return Go::Wait;
}

Connection::Go Connection::handshake()
{
    const IoResult result = m_transport.handshake();
    if (result.status != IoStatus::Ok)
        return blocked(result.status);
    m_state = State::Head; // the header's time goes on from the accept
    return Go::On;
}

Connection::Go Connection::pumpRequests()
{
    m_more = false;
    if (!m_in.empty())
        consumePending();
    if (m_state == State::Closed || flush() == Go::Wait)
        return Go::Wait;
    if (m_state == State::Handling)
        return Go::Wait;
    if (m_more || (m_state != State::Head && m_state != State::Body))
        return Go::On;
    return m_state == State::Body && m_bulk && m_in.empty() ? readDirect() : readSome();
}

Connection::Go Connection::readSome()
{
    if (std::exchange(m_socketDrained, false))
        return blocked(IoStatus::WantRead);
    const auto scratch = m_state == State::Head ? m_loop->scratch().first(kHeadReadBytes) : m_loop->scratch();
    const IoResult result = m_transport.read(scratch);
    if (result.status != IoStatus::Ok)
        return blocked(result.status);
    m_shared->receivedBytes.add(double(result.bytes));
    m_bulk = result.bytes >= kBulkBytes;
    m_socketDrained = result.bytes < scratch.size() && !m_transport.mayHaveMore();
    takeIn({scratch.data(), result.bytes});
    return Go::On;
}

/// A large body goes from the socket into its string, without a stop in the scratch buffer.
Connection::Go Connection::readDirect()
{
    if (std::exchange(m_socketDrained, false))
        return blocked(IoStatus::WantRead);
    const auto into = m_incoming->reader->direct(kDirectBytes);
    if (into.empty()) {
        m_bulk = false;
        return Go::On;
    }
    const IoResult result = m_transport.read(into);
    const auto step = m_incoming->reader->commitDirect(result.bytes);
    if (result.status != IoStatus::Ok)
        return blocked(result.status);
    m_shared->receivedBytes.add(double(result.bytes));
    m_socketDrained = result.bytes < into.size() && !m_transport.mayHaveMore();
    setBodyDeadline();
    if (step.done)
        dispatch();
    return Go::On;
}

void Connection::takeIn(std::string_view bytes)
{
    if (m_in.empty()) {
        const std::size_t used = consume(bytes);
        if (used < bytes.size() && m_state != State::Closed)
            m_in.assign(bytes.substr(used));
    } else {
        m_in.append(bytes);
        consumePending();
    }
    if (m_state == State::Head && !m_in.empty() && !std::exchange(m_headTimed, true))
        m_deadline = Steady::now() + m_shared->options.headerTimeout;
}

void Connection::consumePending()
{
    const std::size_t used = consume(m_in);
    if (used == m_in.size())
        m_in = {}; // and its memory
    else
        m_in.erase(0, used);
    if (m_state == State::Head && !m_in.empty() && !std::exchange(m_headTimed, true))
        m_deadline = Steady::now() + m_shared->options.headerTimeout;
}

std::size_t Connection::consume(std::string_view in)
{
    std::size_t used = 0;
    while (used < in.size() && !m_closing) {
        if (m_outBytes > kOutBytesMax) {
            m_more = true;
            break;
        }
        std::size_t step = 0;
        if (m_state == State::Head)
            step = consumeHead(in.substr(used));
        else if (m_state == State::Body)
            step = consumeBody(in.substr(used));
        if (step == 0)
            break;
        used += step;
    }
    return m_closing ? in.size() : used;
}

void Connection::queue(std::string bytes)
{
    if (bytes.empty())
        return;
    if (m_out.empty())
        extendWriteDeadline();
    m_outBytes += bytes.size();
    if (!m_out.empty() && m_out.back().size() + bytes.size() <= kJoinBytesMax)
        m_out.back().append(bytes);
    else
        m_out.push_back(std::move(bytes));
}

/// A client may be slow as long as it goes on. The system reports room only after a third of its buffer has been
/// taken, so a client that reads byte by byte does not count as going on.
void Connection::extendWriteDeadline()
{
    m_writeDeadline = Steady::now() + m_shared->options.writeTimeout;
}

Connection::Go Connection::flush()
{
    while (m_outIndex < m_out.size()) {
        std::array<std::string_view, 8> pieces;
        std::size_t count = 0;
        for (std::size_t i = m_outIndex; i < m_out.size() && count < pieces.size(); ++i)
            pieces[count++] = std::string_view(m_out[i]).substr(i == m_outIndex ? m_outOffset : 0);
        const IoResult result = m_transport.write(std::span(pieces).first(count));
        if (result.status != IoStatus::Ok)
            return blocked(result.status);
        sent(result.bytes);
    }
    if (!m_out.empty()) {
        m_out = {};
        m_outIndex = 0;
        m_writeDeadline = Steady::time_point::max();
    }
    return m_closing && m_state != State::Draining ? beginDrain() : Go::On;
}

void Connection::sent(std::size_t bytes)
{
    m_shared->sentBytes.add(double(bytes));
    m_outBytes -= bytes;
    extendWriteDeadline();
    while (bytes > 0) {
        const std::size_t left = m_out[m_outIndex].size() - m_outOffset;
        if (bytes < left) {
            m_outOffset += bytes;
            break;
        }
        bytes -= left;
        m_out[m_outIndex++] = {};
        m_outOffset = 0;
    }
    if (m_outIndex > kSentPiecesMax) {
        m_out.erase(m_out.begin(), m_out.begin() + std::ptrdiff_t(m_outIndex));
        m_outIndex = 0;
    }
}

/// Closing at once with bytes unread would reset the connection, and the client might never see the answer.
Connection::Go Connection::beginDrain()
{
    if (m_stream) {
        m_shared->streamsGauge.add(-1);
        m_stream.reset();
    }
    m_incoming.reset();
    m_in = {};
    m_transport.shutdownSend();
    m_state = State::Draining;
    m_deadline = Steady::now() + kDrainTimeout;
    return Go::On;
}

Connection::Go Connection::drain()
{
    const IoResult result = m_transport.discard(m_loop->scratch());
    if (result.status != IoStatus::Ok)
        return blocked(result.status);
    m_discarded += result.bytes;
    if (m_discarded <= kDrainBytesMax)
        return Go::On;
    close();
    return Go::Wait;
}

Connection::Go Connection::pumpStream()
{
    bool sendBlocked = false;
    while (!m_stream->finished() || !m_out.empty()) {
        if (flush() == Go::Wait) {
            sendBlocked = true;
            break;
        }
        std::string bytes = m_stream->takeOutput();
        if (bytes.empty())
            break;
        queue(std::move(bytes));
    }
    if (m_state != State::Streaming)
        return Go::Wait;
    m_deadline = m_stream->deadline();
    if (m_stream->finished())
        return sendBlocked ? Go::Wait : beginDrain();
    return readStream();
}

Connection::Go Connection::readStream()
{
    if (!m_in.empty()) {
        m_stream->onBytes(std::exchange(m_in, {}));
        return Go::On;
    }
    if (std::exchange(m_socketDrained, false))
        return blocked(IoStatus::WantRead);
    const auto scratch = m_loop->scratch();
    const IoResult result = m_transport.read(scratch);
    if (result.status != IoStatus::Ok)
        return blocked(result.status);
    m_shared->receivedBytes.add(double(result.bytes));
    m_socketDrained = result.bytes < scratch.size() && !m_transport.mayHaveMore();
    m_stream->onBytes({scratch.data(), result.bytes});
    return Go::On;
}

void Connection::onSinkReady()
{
    if (m_state != State::Streaming)
        return;
    m_stream->sink().acknowledge();
    if (m_stream->sink().closeRequest())
        m_stream->limitClosing(Steady::now());
    pump();
}

void Connection::onDeadline(Steady::time_point now)
{
    if (now >= m_writeDeadline)
        return close();
    switch (m_state) {
    case State::Handshake:
    case State::Draining: return close();
    case State::Head:
        if (m_in.empty())
            return close();
        failAndClose({408, "request_timeout", "the request's headers took too long"});
        break;
    case State::Body:
        if (m_incoming->discarding)
            return close();
        failAndClose({408, "request_timeout", "the request's body took too long"});
        break;
    case State::Handling:
        finishAnswer(serialise(m_incoming->meta, errorResponse(m_incoming->meta, Fault{504, "handler_timeout",
            "no answer in time; the request may still take effect"})));
        break;
    case State::Streaming:
        if (!m_stream->onDeadline(now))
            return close();
        break;
    case State::Closed: return;
    }
    pump();
}

} // namespace bursar::net::impl
