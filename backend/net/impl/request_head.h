// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_server.h"
#include "net/impl/fault.h"

#include <cstdint>

namespace bursar::net::impl {

/// Looks for the end of a request's header as bytes arrive.
class HeadScanner {
public:
    enum class Found { No, Yes, Garbage };
    /// `bytes` is all that has arrived since the header began. Garbage: a line that does not end in CRLF, or a first
    /// byte that no method has.
    Found scan(std::string_view bytes);
    /// After Yes: how many bytes the header has, with its empty line.
    std::size_t headBytes() const { return m_scanned; }
    void reset() { *this = {}; }

private:
    std::size_t m_scanned = 0;
    std::size_t m_lineStart = 0;
};

/// Receives what is inside a chunked body.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    /// False: stop.
    virtual bool take(std::string_view bytes) = 0;
};

/// The rest of a request whose body is chunked.
class ChunkedReader {
public:
    virtual ~ChunkedReader() = default;
    enum class Result { NeedMore, Done, Malformed, Stopped };
    /// Consumes what it can; what remains must be presented again with more.
    virtual Result feed(std::string_view in, std::size_t& consumed, ByteSink& sink) = 0;
};

struct RequestHead {
    HttpRequest request; // method, target as on the wire, headers
    bool http10 = false;
    bool keepAlive = false;
    bool expectsContinue = false;
    std::optional<std::uint64_t> contentLength;
    std::unique_ptr<ChunkedReader> chunked; // set: the body is chunked
    bool hasBody() const { return chunked || contentLength.value_or(0) > 0; }
};

/// Parses a complete header. A fault here means that the framing is not known: answer and close.
std::optional<Fault> parseHead(std::string_view bytes, const HttpServerOptions& options, RequestHead& head);

} // namespace bursar::net::impl
