// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hash.h"

#include "base/error.h"

#include <botan/keccak.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

namespace bursar::crypto {

namespace {
[[noreturn]] void failed(const char* what)
{
    throw base::Error(base::ErrorCode::Internal, "crypto_failed", what);
}

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytesOf(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const EVP_MD* sha256Method()
{
    // Fetched once: OpenSSL 3 otherwise searches its providers at every digest.
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method ? method : (failed("SHA-256 is not available"), nullptr);
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
} // namespace

void sha256Into(std::string_view first, std::string_view second, char* out)
{
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    unsigned size = 0;
    if (!context || EVP_DigestInit_ex(context.get(), sha256Method(), nullptr) != 1
        || EVP_DigestUpdate(context.get(), first.data(), first.size()) != 1
        || EVP_DigestUpdate(context.get(), second.data(), second.size()) != 1
        || EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(out), &size) != 1 || size != kDigestBytes)
        failed("SHA-256 failed");
}

std::string sha256(std::string_view data)
{
    std::string digest(kDigestBytes, '\0');
    sha256Into(data, {}, digest.data());
    return digest;
}

std::string hmacSha256(std::string_view key, std::string_view data)
{
    std::string digest(kDigestBytes, '\0');
    unsigned size = 0;
    // A null key means "the key of before" to OpenSSL; an empty one must not.
    const char* keyBytes = key.empty() ? "" : key.data();
    if (!HMAC(sha256Method(), keyBytes, int(key.size()), bytesOf(data), data.size(), bytesOf(digest), &size)
        || size != kDigestBytes)
        failed("HMAC-SHA-256 failed");
    return digest;
}

std::string keccak256(std::string_view data)
{
    thread_local Botan::Keccak_1600 hash(kDigestBytes * 8);
    std::string digest(kDigestBytes, '\0');
    hash.update(bytesOf(data), data.size());
    hash.final(bytesOf(digest));
    return digest;
}

bool equalConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace bursar::crypto
