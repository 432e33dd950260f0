// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/tls.h"

#include <span>
#include <string_view>

namespace bursar::net::impl {

enum class IoStatus { Ok, WantRead, WantWrite, Closed };

struct IoResult {
    IoStatus status;
    std::size_t bytes = 0;
};

/// Bytes over a non-blocking socket, plain or TLS. Does not own the socket.
class Transport {
public:
    explicit Transport(int socket) : m_socket(socket) {}
    /// From here on TLS; handshake() comes first.
    bool startTls(ssl_ctx_st* context);
    bool isTls() const { return m_tls != nullptr; }

    IoResult handshake();
    IoResult read(std::span<char> into);
    /// Sends as much as is taken; several pieces in one call where that is possible.
    IoResult write(std::span<const std::string_view> pieces);
    /// Tells the peer that nothing more comes; reading goes on.
    void shutdownSend();
    /// Reads over what still arrives, below TLS.
    IoResult discard(std::span<char> scratch);
    /// Whether read() may have more although the last one was short.
    bool mayHaveMore() const { return m_tls != nullptr; }

private:
    IoResult fromTls(int result);

    int m_socket;
    TlsSession m_tls;
};

} // namespace bursar::net::impl
