// SPDX-License-Identifier: GPL-3.0-or-later
#include "net_bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <zlib.h>

namespace bursar::net::test {

namespace {
[[noreturn]] void fail(const std::string& what)
{
    throw std::runtime_error(what);
}

std::string lower(std::string text)
{
    for (char& c : text)
        c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}
} // namespace

RawClient::RawClient(unsigned short port, Security security) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail("cannot connect");
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval patience{std::chrono::duration_cast<std::chrono::seconds>(kPatience).count(), 0};
    setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (security == Security::Plain)
        return;
    m_context = SSL_CTX_new(TLS_client_method());
    m_tls = SSL_new(m_context);
    SSL_set_fd(m_tls, m_socket);
    if (SSL_connect(m_tls) != 1)
        fail("the TLS handshake failed");
}

RawClient::~RawClient()
{
    SSL_free(m_tls);
    SSL_CTX_free(m_context);
    if (m_socket >= 0)
        close(m_socket);
}

bool RawClient::trySend(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = m_tls ? SSL_write(m_tls, bytes.data(), int(bytes.size()))
                                : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(std::size_t(sent));
    }
    return true;
}

void RawClient::send(std::string_view bytes)
{
    if (!trySend(bytes))
        fail("the connection does not take what is sent");
}

bool RawClient::fill()
{
    char chunk[16 * 1024];
    errno = 0;
    const auto got = m_tls ? SSL_read(m_tls, chunk, sizeof chunk) : recv(m_socket, chunk, sizeof chunk, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        fail("nothing more arrived, after: " + m_buffer.substr(0, 2000));
    if (got <= 0)
        return false;
    m_buffer.append(chunk, std::size_t(got));
    return true;
}

std::string RawClient::readUntil(std::string_view end)
{
    std::size_t at = 0;
    while ((at = m_buffer.find(end)) == std::string::npos) {
        if (!fill())
            fail("the connection ended, after: " + m_buffer.substr(0, 2000));
    }
    std::string text = m_buffer.substr(0, at + end.size());
    m_buffer.erase(0, text.size());
    return text;
}

std::string RawClient::readBytes(std::size_t count)
{
    while (m_buffer.size() < count) {
        if (!fill())
            fail("the connection ended early");
    }
    std::string text = m_buffer.substr(0, count);
    m_buffer.erase(0, count);
    return text;
}

std::string RawClient::readAll()
{
    while (fill()) { }
    return std::exchange(m_buffer, {});
}

bool RawClient::closes()
{
    return !fill() && m_buffer.empty();
}

void RawClient::shutdownSend()
{
    ::shutdown(m_socket, SHUT_WR);
}

void RawClient::reset()
{
    const linger now{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(m_socket);
    m_socket = -1;
}

Answer RawClient::readAnswer(bool headOnly)
{
    Answer answer;
    std::string head = readUntil("\r\n\r\n");
    if (!head.starts_with("HTTP/1.1 "))
        fail("not an answer: " + head);
    answer.status = std::stoi(head.substr(9, 3));
    std::size_t begin = head.find("\r\n") + 2;
    while (begin + 2 < head.size()) {
        const std::size_t end = head.find("\r\n", begin);
        const std::size_t colon = head.find(": ", begin);
        answer.headers[lower(head.substr(begin, colon - begin))] = head.substr(colon + 2, end - colon - 2);
        begin = end + 2;
    }
    if (!headOnly && answer.headers.contains("content-length"))
        answer.body = readBytes(std::stoul(answer.headers["content-length"]));
    return answer;
}

std::string get(std::string_view target, std::string_view extraHeaders)
{
    return std::string("GET ").append(target).append(" HTTP/1.1\r\nHost: test\r\n").append(extraHeaders).append("\r\n");
}

std::string post(std::string_view target, std::string_view body, std::string_view extraHeaders)
{
    return std::string("POST ").append(target).append(" HTTP/1.1\r\nHost: test\r\nContent-Length: ")
        .append(std::to_string(body.size())).append("\r\n").append(extraHeaders).append("\r\n").append(body);
}

std::string gzip(std::string_view text)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
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

std::string gunzip(std::string_view bytes)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(64 * 1024 * 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    const int result = inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    if (result != Z_STREAM_END)
        fail("not gzip");
    return out;
}

void FakeHandler::handle(HttpRequest request, Respond respond)
{
    if (onRequest)
        return onRequest(std::move(request), std::move(respond));
    HttpResponse response;
    response.contentType = "text/plain";
    response.body = request.method + " " + request.path + " " + request.body;
    respond(std::move(response));
}

void FakeHandler::handleStream(HttpRequest request, Accept accept, Respond respond)
{
    onStream(std::move(request), std::move(accept), std::move(respond));
}

Bench::Bench()
{
    options.portAttempts = 0;
    options.threads = 1;
}

Bench::~Bench()
{
    server.reset(); // before the handler it calls
}

void Bench::start()
{
    server = std::make_unique<HttpServer>(options, handler, metrics);
    server->start();
}

bool eventually(const std::function<bool()>& condition)
{
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::yield();
    }
    return true;
}

} // namespace bursar::net::test
