// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/response.h"

#include "base/error.h"
#include "base/log.h"
#include "base/time.h"
#include "net/impl/gzip.h"
#include "net/impl/text.h"

#include <boost/json.hpp>
#include <ctime>
#include <fmt/format.h>

namespace bursar::net::impl {

namespace {
constexpr base::Log kLog{"net"};
constexpr std::size_t kGzipBytesMin = 1024;
constexpr std::size_t kOneBufferBytesMax = 16 * 1024;
constexpr std::string_view kExposedHeaders =
    "X-Request-Id, Retry-After, X-Payment-Response, X-Next-Cursor, Link, X-RateLimit-Limit, X-RateLimit-Remaining";

/// The date changes once a second: it is formatted once a second and thread.
std::string_view httpDate()
{
    thread_local std::time_t second = 0;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t length = 0;
    const std::time_t now = std::time(nullptr);
    if (now != second) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        second = now;
    }
    return {text.data(), length};
}

bool isCompressible(std::string_view contentType)
{
    const std::string_view type = trimmed(contentType.substr(0, contentType.find(';')));
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml")
        || type == "application/json" || type == "application/x-ndjson" || type == "application/javascript"
        || type == "application/xml";
}

using Headers = std::vector<std::pair<std::string, std::string>>;

bool has(const Headers& headers, std::string_view name)
{
    for (const auto& header : headers) {
        if (equalsIgnoringCase(header.first, name))
            return true;
    }
    return false;
}

/// The server's own business, or a way to smuggle lines into the answer.
bool isUsable(const std::pair<std::string, std::string>& header)
{
    static constexpr std::array<std::string_view, 6> kReserved{"content-length", "transfer-encoding", "connection",
                                                               "date",           "content-type",      "x-request-id"};
    const auto& [name, value] = header;
    if (!isToken(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
        kLog.error("an answer's header was dropped: malformed");
        return false;
    }
    for (const std::string_view reserved : kReserved) {
        if (equalsIgnoringCase(name, reserved))
            return false;
    }
    return true;
}

void appendLine(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

bool hasNoBody(int status)
{
    return status == 204 || status == 304;
}

/// Compresses when that is allowed and pays; true when the body is gzip now.
bool compress(const ResponseMeta& meta, HttpResponse& response)
{
    if (!meta.acceptsGzip || meta.headOnly || response.body.size() <= kGzipBytesMin
        || !isCompressible(response.contentType) || has(response.headers, "content-encoding"))
        return false;
    std::string smaller = gzipped(response.body);
    if (smaller.empty())
        return false;
    response.body = std::move(smaller);
    return true;
}
} // namespace

std::string_view reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
    }
}

HttpResponse errorResponse(const ResponseMeta& meta, const Fault& fault)
{
    boost::json::object body;
    body["success"] = false;
    body["error"] = fault.text;
    body["code"] = fault.code;
    body["detail"] = fault.text;
    body["message"] = fault.text;
    body["status"] = fault.status;
    body["timestamp"] = base::formatTime(base::SystemClock().now());
    body["request_id"] = meta.requestId;
    body["fields"] = boost::json::array();
    HttpResponse response;
    response.status = fault.status;
    response.contentType = meta.problemJson ? "application/problem+json" : "application/json";
    response.body = boost::json::serialize(body);
    return response;
}

HttpResponse errorResponse(const ResponseMeta& meta, std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const base::Error& error) {
        HttpResponse response = errorResponse(meta, Fault{base::httpStatus(error.code()), error.reason(), error.text()});
        if (error.retryAfter)
            response.headers.emplace_back("Retry-After", std::to_string(error.retryAfter->count()));
        return response;
    } catch (const std::exception& error) {
        kLog.error("a handler threw: {}", error.what());
    } catch (...) {
        kLog.error("a handler threw something unknown");
    }
    return errorResponse(meta, Fault{500, "internal_error", "something went wrong on the server"});
}

void appendCommonHeaders(std::string& head, const ResponseMeta& meta, const Headers& own)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSecurity{{
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
    }};
    appendLine(head, "Date", httpDate());
    appendLine(head, "X-Request-Id", meta.requestId);
    for (const auto& [name, value] : kSecurity) {
        if (own.empty() || !has(own, name))
            appendLine(head, name, value);
    }
    if (meta.tls)
        appendLine(head, "Strict-Transport-Security", "max-age=31536000");
    if (!meta.allowOrigin.empty()) {
        appendLine(head, "Access-Control-Allow-Origin", meta.allowOrigin);
        appendLine(head, "Access-Control-Expose-Headers", kExposedHeaders);
        if (meta.allowOrigin != "*")
            appendLine(head, "Vary", "Origin");
    }
    for (const auto& header : own) {
        if (isUsable(header))
            appendLine(head, header.first, header.second);
    }
}

Outgoing serialise(const ResponseMeta& meta, HttpResponse response)
{
    if (response.status < 200 || response.status > 599) {
        kLog.error("a handler answered with status {}", response.status);
        response = errorResponse(meta, Fault{500, "internal_error", "something went wrong on the server"});
    }
    const bool gzip = compress(meta, response);
    Outgoing outgoing{.status = response.status, .keepAlive = meta.keepAlive};
    std::string& head = outgoing.head;
    head.reserve(512 + (response.body.size() <= kOneBufferBytesMax ? response.body.size() : 0));
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status, reasonPhrase(response.status));
    if (!hasNoBody(response.status)) {
        if (!response.contentType.empty()
            && response.contentType.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos)
            appendLine(head, "Content-Type", response.contentType);
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.body.size());
    }
    if (gzip)
        head.append("Content-Encoding: gzip\r\n");
    if (response.body.size() > kGzipBytesMin && isCompressible(response.contentType))
        head.append("Vary: Accept-Encoding\r\n");
    appendCommonHeaders(head, meta, response.headers);
    if ((response.status == 429 || response.status == 503) && !has(response.headers, "retry-after"))
        head.append("Retry-After: 1\r\n");
    if (!meta.keepAlive)
        head.append("Connection: close\r\n");
    else if (meta.http10)
        head.append("Connection: keep-alive\r\n");
    head.append("\r\n");
    if (meta.headOnly || hasNoBody(response.status))
        return outgoing;
    if (response.body.size() <= kOneBufferBytesMax)
        head.append(response.body);
    else
        outgoing.body = std::move(response.body);
    return outgoing;
}

} // namespace bursar::net::impl
