// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace bursar::net::impl {

struct TlsContextFree {
    void operator()(ssl_ctx_st* context) const;
};
struct TlsSessionFree {
    void operator()(ssl_st* session) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextFree>;
using TlsSession = std::unique_ptr<ssl_st, TlsSessionFree>;

/// TLS 1.2 and later, no renegotiation, no compression, ALPN http/1.1. Throws Error{InvalidInput, "tls_files"}.
TlsContext loadTls(const std::string& certificateFile, const std::string& keyFile);

/// The server's side of a session over a non-blocking socket. Empty when memory is short.
TlsSession newTlsSession(ssl_ctx_st* context, int socket);

} // namespace bursar::net::impl
