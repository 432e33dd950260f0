// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that sees Beast: its parser has met more hostile input than one of ours would.
#include "net/impl/request_head.h"

#include "net/impl/text.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>

namespace bursar::net::impl {

namespace beast = boost::beast;
namespace http = boost::beast::http;

HeadScanner::Found HeadScanner::scan(std::string_view bytes)
{
    if (bytes.empty())
        return Found::No;
    if (m_scanned == 0 && !isToken(bytes.substr(0, 1)))
        return Found::Garbage;
    while (m_scanned < bytes.size()) {
        const auto* newline = static_cast<const char*>(
            std::memchr(bytes.data() + m_scanned, '\n', bytes.size() - m_scanned));
        if (newline == nullptr) {
            m_scanned = bytes.size();
            return Found::No;
        }
        const auto at = std::size_t(newline - bytes.data());
        m_scanned = at + 1;
        if (at == m_lineStart || bytes[at - 1] != '\r')
            return Found::Garbage;
        if (at == m_lineStart + 1)
            return Found::Yes;
        m_lineStart = at + 1;
    }
    return Found::No;
}

namespace {
constexpr std::size_t kLastChunkBytes = std::string_view("0\r\n\r\n").size(); // every chunked body ends with as many

class Parser final : public http::basic_parser<true>, public ChunkedReader {
public:
    Parser(RequestHead& head, const HttpServerOptions& options) : m_head(&head), m_headersMax(options.headersMax)
    {
        header_limit(std::uint32_t(options.headerBytesMax));
        body_limit(boost::none);
    }

    std::optional<Fault> parse(std::string_view bytes)
    {
        beast::error_code error;
        put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
        if (m_fault)
            return m_fault;
        if (error == http::error::bad_version)
            return Fault{505, "http_version", "this server speaks HTTP/1.0 and HTTP/1.1"};
        if (error == http::error::header_limit)
            return Fault{431, "headers_too_large", "the request's headers are too large"};
        if (error || !is_header_done())
            return malformed("the request is not well-formed HTTP");
        return finish();
    }

    Result feed(std::string_view in, std::size_t& consumed, ByteSink& sink) override
    {
        consumed = 0;
        if (in.size() < kLastChunkBytes)
            return Result::NeedMore; // Beast 1.81 asserts when it sees a part of the last chunk twice
        m_sink = &sink;
        eager(true);
        beast::error_code error;
        consumed = put(boost::asio::const_buffer(in.data(), in.size()), error);
        m_sink = nullptr;
        if (m_stopped)
            return Result::Stopped;
        if (error && error != http::error::need_more)
            return Result::Malformed;
        return is_done() ? Result::Done : Result::NeedMore;
    }

    bool chunkedBody() const { return chunked(); }

private:
    static Fault malformed(std::string text) { return {400, "malformed_request", std::move(text)}; }

    std::optional<Fault> finish()
    {
        RequestHead& head = *m_head;
        m_head = nullptr; // trailers are read and dropped
        head.http10 = version() < 11;
        head.keepAlive = keep_alive();
        if (!chunked()) {
            if (const auto length = content_length())
                head.contentLength = *length;
        }
        if (m_transferEncodings > 0 && (!m_onlyChunked || m_transferEncodings > 1 || head.http10))
            return malformed("this Transfer-Encoding is not supported");
        if (m_hosts > 1 || (m_hosts == 0 && !head.http10))
            return malformed("a request needs exactly one Host header");
        if (const std::string_view expect = head.request.header("expect"); !expect.empty()) {
            if (!equalsIgnoringCase(expect, "100-continue"))
                return Fault{417, "expectation_failed", "only Expect: 100-continue is understood"};
            head.expectsContinue = !head.http10 && head.hasBody();
        }
        return std::nullopt;
    }

    void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int version,
                         beast::error_code&) override
    {
        m_version = version;
        m_head->request.method.assign(method.data(), method.size());
        m_head->request.target.assign(target.data(), target.size());
    }
    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}

    void on_field_impl(http::field field, beast::string_view name, beast::string_view value,
                       beast::error_code& error) override
    {
        if (m_head == nullptr)
            return;
        if (++m_headers > m_headersMax) {
            m_fault = Fault{431, "too_many_headers", "the request has too many headers"};
            error = http::error::header_limit;
            return;
        }
        const std::string_view text(value.data(), value.size());
        if (field == http::field::transfer_encoding) {
            ++m_transferEncodings;
            m_onlyChunked = equalsIgnoringCase(text, "chunked");
        } else if (field == http::field::host) {
            ++m_hosts;
        }
        auto [slot, isNew] = m_head->request.headers.try_emplace(lowerCase({name.data(), name.size()}), text);
        if (!isNew)
            slot->second.append(", ").append(text);
    }
    void on_header_impl(beast::error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
    std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code& error) override
    {
        if (!m_sink->take({body.data(), body.size()})) {
            m_stopped = true;
            error = http::error::body_limit;
        }
        return body.size();
    }
    void on_finish_impl(beast::error_code&) override {}

    int version() const { return m_version; }

    RequestHead* m_head;
    ByteSink* m_sink = nullptr;
    std::size_t m_headersMax;
    std::size_t m_headers = 0;
    unsigned m_hosts = 0;
    unsigned m_transferEncodings = 0;
    int m_version = 11;
    bool m_onlyChunked = false;
    bool m_stopped = false;
    std::optional<Fault> m_fault;
};
} // namespace

std::optional<Fault> parseHead(std::string_view bytes, const HttpServerOptions& options, RequestHead& head)
{
    auto parser = std::make_unique<Parser>(head, options);
    if (auto fault = parser->parse(bytes))
        return fault;
    if (parser->chunkedBody())
        head.chunked = std::move(parser);
    return std::nullopt;
}

} // namespace bursar::net::impl
