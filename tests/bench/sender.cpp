// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sender.h"

#include "bench/report.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <charconv>
#include <deque>
#include <stdexcept>

namespace bursar::bench {

using steady = std::chrono::steady_clock;

namespace {
constexpr std::chrono::milliseconds kPause{20}; // after 429

class Connection {
public:
    explicit Connection(unsigned port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("cannot connect to the server");
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~Connection() { ::close(m_socket); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int socket() const { return m_socket; }
    bool idle() const { return !m_request; }
    bool writing() const { return m_request && m_written < m_request->size(); }
    const std::string* request() const { return m_request; }
    double millis() const { return secondsSince(m_start) * 1000; }

    void begin(const std::string& request)
    {
        m_request = &request;
        m_written = 0;
        m_answer.clear();
        m_start = steady::now();
        write();
    }
    void write()
    {
        while (writing()) {
            const ssize_t sent = ::send(m_socket, m_request->data() + m_written, m_request->size() - m_written,
                                        MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent <= 0) {
                if (errno == EAGAIN || errno == EINTR)
                    return;
                throw std::runtime_error("the server closed a connection");
            }
            m_written += std::size_t(sent);
        }
    }
    /// True when the answer is complete; it is then in status() and body().
    bool read()
    {
        char buffer[16384];
        const ssize_t got = ::recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            throw std::runtime_error("the server closed a connection");
        if (got > 0)
            m_answer.append(buffer, std::size_t(got));
        const std::size_t end = m_answer.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        m_body = end + 4;
        return m_answer.size() >= m_body + contentLength(end);
    }
    int status() const { return std::atoi(m_answer.c_str() + 9); }
    std::string body() const { return m_answer.substr(m_body); }
    void end() { m_request = nullptr; }

private:
    std::size_t contentLength(std::size_t end) const
    {
        static constexpr std::string_view kName = "\r\ncontent-length:";
        const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
        const auto headEnd = m_answer.begin() + std::ptrdiff_t(end);
        const auto at = std::search(m_answer.begin(), headEnd, kName.begin(), kName.end(), same);
        return at == headEnd ? 0 : std::strtoull(&*at + kName.size(), nullptr, 10);
    }

    int m_socket;
    const std::string* m_request = nullptr;
    std::size_t m_written = 0;
    std::string m_answer;
    std::size_t m_body = 0;
    steady::time_point m_start;
};

void takeAnswer(Connection& connection, Sent& sent, std::deque<const std::string*>& again)
{
    if (connection.status() == 429) {
        ++sent.postponed;
        again.push_back(connection.request());
    } else if (connection.status() == 202) {
        sent.accepted += std::size_t(boost::json::parse(connection.body()).at("accepted").as_int64());
        sent.millis.push_back(connection.millis());
    } else if (sent.problem.empty()) {
        sent.problem = fmt::format("status {}: {}", connection.status(), connection.body());
    }
    connection.end();
}
} // namespace

Sent sendAll(unsigned port, const std::vector<std::string>& requests, std::size_t connections)
{
    std::deque<Connection> pool;
    for (std::size_t i = 0; i < connections; ++i)
        pool.emplace_back(port);
    std::vector<pollfd> watched(connections);
    std::deque<const std::string*> again;
    std::size_t next = 0, postponed = 0;
    Sent sent;
    const auto start = steady::now();
    for (;;) {
        std::size_t busy = 0;
        for (std::size_t i = 0; i < connections; ++i) {
            Connection& connection = pool[i];
            if (connection.idle() && next < requests.size()) {
                connection.begin(requests[next++]);
            } else if (connection.idle() && !again.empty()) {
                connection.begin(*again.front());
                again.pop_front();
            }
            busy += connection.idle() ? 0 : 1;
            watched[i] = {connection.idle() ? -1 : connection.socket(),
                          short(connection.writing() ? POLLIN | POLLOUT : POLLIN), 0};
        }
        if (busy == 0)
            break;
        ::poll(watched.data(), watched.size(), 1000);
        for (std::size_t i = 0; i < connections; ++i) {
            if (watched[i].revents & POLLOUT)
                pool[i].write();
            if ((watched[i].revents & (POLLIN | POLLHUP | POLLERR)) && pool[i].read())
                takeAnswer(pool[i], sent, again);
        }
        if (std::exchange(postponed, sent.postponed) != sent.postponed)
            ::usleep(unsigned(std::chrono::microseconds(kPause).count()));
    }
    sent.seconds = secondsSince(start);
    return sent;
}

std::string httpPost(const std::string& path, const std::string& headers, const std::string& body)
{
    return fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{}"
                       "Content-Length: {}\r\n\r\n{}", path, headers, body.size(), body);
}

std::string gzip(const std::string& text)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib");
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace bursar::bench
