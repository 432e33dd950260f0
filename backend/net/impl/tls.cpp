// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/tls.h"

#include "base/error.h"

#include <array>
#include <cerrno>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace bursar::net::impl {

void TlsContextFree::operator()(ssl_ctx_st* context) const
{
    SSL_CTX_free(context);
}

void TlsSessionFree::operator()(ssl_st* session) const
{
    SSL_free(session);
}

namespace {
int selectProtocol(SSL*, const unsigned char** out, unsigned char* outBytes, const unsigned char* in, unsigned inBytes,
                   void*)
{
    static constexpr std::array<unsigned char, 9> kHttp11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* selected = nullptr;
    if (SSL_select_next_proto(&selected, outBytes, kHttp11.data(), unsigned(kHttp11.size()), in, inBytes)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = selected;
    return SSL_TLSEXT_ERR_OK;
}

int socketOf(BIO* bio)
{
    return int(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL: a vanished client would end the process.
int bioWrite(BIO* bio, const char* data, int size)
{
    BIO_clear_retry_flags(bio);
    const ssize_t sent = send(socketOf(bio), data, std::size_t(size), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_retry_write(bio);
    return int(sent);
}

int bioRead(BIO* bio, char* data, int size)
{
    BIO_clear_retry_flags(bio);
    const ssize_t got = recv(socketOf(bio), data, std::size_t(size), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_retry_read(bio);
    return int(got);
}

long bioControl(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int bioCreate(BIO* bio)
{
    BIO_set_init(bio, 1);
    return 1;
}

BIO_METHOD* bioMethod()
{
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "bursar socket");
        BIO_meth_set_write(made, bioWrite);
        BIO_meth_set_read(made, bioRead);
        BIO_meth_set_ctrl(made, bioControl);
        BIO_meth_set_create(made, bioCreate);
        return made;
    }();
    return method;
}
} // namespace

TlsContext loadTls(const std::string& certificateFile, const std::string& keyFile)
{
    const auto refuse = [](std::string text) {
        ERR_clear_error();
        return base::Error(base::ErrorCode::InvalidInput, "tls_files", std::move(text));
    };
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    if (!context)
        throw base::Error(base::ErrorCode::Internal, "tls_context", "TLS could not be set up");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                           | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                        | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context.get(), selectProtocol, nullptr);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF); // tickets resume without memory here
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificateFile.c_str()) != 1)
        throw refuse("the TLS certificate cannot be read");
    if (SSL_CTX_use_PrivateKey_file(context.get(), keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
        throw refuse("the TLS key cannot be read or does not belong to the certificate");
    if (SSL_CTX_check_private_key(context.get()) != 1)
        throw refuse("the TLS key does not belong to the certificate");
    return context;
}

TlsSession newTlsSession(ssl_ctx_st* context, int socket)
{
    TlsSession session(SSL_new(context));
    BIO* bio = session ? BIO_new(bioMethod()) : nullptr;
    if (bio == nullptr)
        return nullptr;
    BIO_set_data(bio, reinterpret_cast<void*>(std::intptr_t(socket)));
    SSL_set_bio(session.get(), bio, bio);
    SSL_set_accept_state(session.get());
    return session;
}

} // namespace bursar::net::impl
