// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/transport.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace bursar::net::impl {

namespace {
IoResult fromSystem(ssize_t result, IoStatus wouldBlock)
{
    if (result > 0)
        return {IoStatus::Ok, std::size_t(result)};
    if (result < 0 && (errno == EAGAIN || errno == EINTR))
        return {wouldBlock};
    return {IoStatus::Closed};
}
} // namespace

bool Transport::startTls(ssl_ctx_st* context)
{
    m_tls = newTlsSession(context, m_socket);
    return m_tls != nullptr;
}

IoResult Transport::fromTls(int result)
{
    if (result > 0)
        return {IoStatus::Ok, std::size_t(result)};
    const int error = SSL_get_error(m_tls.get(), result);
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ)
        return {IoStatus::WantRead};
    if (error == SSL_ERROR_WANT_WRITE)
        return {IoStatus::WantWrite};
    return {IoStatus::Closed};
}

IoResult Transport::handshake()
{
    ERR_clear_error();
    return fromTls(SSL_do_handshake(m_tls.get()));
}

IoResult Transport::read(std::span<char> into)
{
    if (!m_tls)
        return fromSystem(recv(m_socket, into.data(), into.size(), 0), IoStatus::WantRead);
    ERR_clear_error();
    return fromTls(SSL_read(m_tls.get(), into.data(), int(std::min<std::size_t>(into.size(), INT_MAX))));
}

IoResult Transport::write(std::span<const std::string_view> pieces)
{
    if (m_tls) {
        ERR_clear_error();
        const std::string_view piece = pieces.front();
        return fromTls(SSL_write(m_tls.get(), piece.data(), int(std::min<std::size_t>(piece.size(), INT_MAX))));
    }
    std::array<iovec, 8> vectors{};
    const std::size_t count = std::min(vectors.size(), pieces.size());
    for (std::size_t i = 0; i < count; ++i)
        vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    return fromSystem(sendmsg(m_socket, &message, MSG_NOSIGNAL), IoStatus::WantWrite);
}

void Transport::shutdownSend()
{
    if (m_tls) {
        ERR_clear_error();
        SSL_shutdown(m_tls.get());
        ERR_clear_error();
    }
    ::shutdown(m_socket, SHUT_WR);
}

IoResult Transport::discard(std::span<char> scratch)
{
    return fromSystem(recv(m_socket, scratch.data(), scratch.size(), 0), IoStatus::WantRead);
}

} // namespace bursar::net::impl
