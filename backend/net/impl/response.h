// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/http_server.h"
#include "net/impl/fault.h"

#include <exception>

namespace bursar::net::impl {

/// What an answer needs to know of its request.
struct ResponseMeta {
    std::string requestId;
    std::string allowOrigin; // CORS: the value to allow; empty: none
    bool keepAlive = false;
    bool http10 = false;
    bool headOnly = false;
    bool acceptsGzip = false;
    bool problemJson = false; // errors as application/problem+json
    bool tls = false;
};

/// An answer in the form it is sent.
struct Outgoing {
    int status = 0;
    bool keepAlive = false;
    std::string head; // with the body when that is small
    std::string body;
};

/// The error body of the wire contract.
HttpResponse errorResponse(const ResponseMeta& meta, const Fault& fault);
/// A base::Error keeps its code and text; of anything else the caller learns only that it happened.
HttpResponse errorResponse(const ResponseMeta& meta, std::exception_ptr thrown);

/// Any thread; compresses here, so that pool threads do that work for their answers.
Outgoing serialise(const ResponseMeta& meta, HttpResponse response);
std::string_view reasonPhrase(int status);
/// The header lines that every answer has, an upgrade too: date, request id, security, CORS.
void appendCommonHeaders(std::string& head, const ResponseMeta& meta,
                         const std::vector<std::pair<std::string, std::string>>& own);

} // namespace bursar::net::impl
