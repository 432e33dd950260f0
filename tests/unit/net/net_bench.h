// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_server.h"

#include <QTest>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

struct ssl_ctx_st;
struct ssl_st;

namespace QTest {
template <> inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace bursar::net::test {

using namespace std::chrono_literals;

/// How long a test waits for something that must happen.
inline constexpr std::chrono::milliseconds kPatience{20'000};

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers; // lower-case names
    std::string body;
    const std::string& header(const std::string& name) { return headers[name]; }
};

enum class Security { Plain, Tls };

/// A client that sends exactly the bytes it is told to. Everything waits for at most kPatience, then throws.
class RawClient {
public:
    explicit RawClient(unsigned short port, Security security = Security::Plain);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);
    /// False when the peer has closed.
    bool trySend(std::string_view bytes);
    Answer readAnswer(bool headOnly = false);
    Answer ask(std::string_view bytes)
    {
        send(bytes);
        return readAnswer();
    }
    std::string readUntil(std::string_view end);
    std::string readBytes(std::size_t count);
    /// Everything up to the end of the connection.
    std::string readAll();
    /// Whether the peer closes, orderly or not, without sending anything more.
    bool closes();
    void shutdownSend();
    /// Closes with a reset.
    void reset();
    int socket() const { return m_socket; }

private:
    bool fill();
    int m_socket = -1;
    std::string m_buffer;
    ssl_ctx_st* m_context = nullptr;
    ssl_st* m_tls = nullptr;
};

std::string get(std::string_view target, std::string_view extraHeaders = {});
std::string post(std::string_view target, std::string_view body, std::string_view extraHeaders = {});
std::string gzip(std::string_view text);
std::string gunzip(std::string_view bytes);

/// A value that another thread sets and the test waits for.
template <class T> class Eventually {
public:
    void set(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_value = std::move(value);
        m_wake.notify_all();
    }
    T wait()
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, kPatience, [&] { return m_value.has_value(); }))
            throw std::runtime_error("it did not happen");
        T value = std::move(*m_value);
        m_value.reset();
        return value;
    }
    bool isSet()
    {
        const std::lock_guard lock(m_mutex);
        return m_value.has_value();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<T> m_value;
};

/// Answers as the test says; without instructions, with what it was asked.
class FakeHandler : public RequestHandler {
public:
    std::function<void(HttpRequest, Respond)> onRequest;
    std::function<void(HttpRequest, Accept, Respond)> onStream;
    std::size_t bodyLimit = 1024 * 1024;

    void handle(HttpRequest request, Respond respond) override;
    std::size_t bodyBytesMax(std::string_view, std::string_view) const override { return bodyLimit; }
    void handleStream(HttpRequest request, Accept accept, Respond respond) override;
    bool isStream(std::string_view path) const override { return path == "/stream"; }
};

/// A server on a free port with a handler of its own. `handler` and `options` are set before start().
class Bench {
public:
    Bench();
    ~Bench();
    void start();
    unsigned short port() const { return server->port(); }

    base::Metrics metrics;
    FakeHandler handler;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
};

/// Waits until `condition` holds, looking again after every event of the server that it depends on.
bool eventually(const std::function<bool()>& condition);

} // namespace bursar::net::test
