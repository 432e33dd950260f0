// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/ed25519.h"

#include "base/error.h"

#include <sodium.h>

#include <cstring>

namespace bursar::crypto {

namespace {
const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

void requireLibrary()
{
    static const int started = sodium_init(); // safe to repeat, slow the first time
    if (started < 0)
        throw base::Error(base::ErrorCode::Internal, "crypto_failed", "The cryptographic library does not start.");
}
} // namespace

Ed25519Key Ed25519Key::generate()
{
    requireLibrary();
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> publicPart{};
    Ed25519Key key;
    crypto_sign_keypair(publicPart.data(), key.m_secret.data());
    return key;
}

std::optional<Ed25519Key> Ed25519Key::fromSeed(std::string_view seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return std::nullopt;
    requireLibrary();
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> publicPart{};
    Ed25519Key key;
    crypto_sign_seed_keypair(publicPart.data(), key.m_secret.data(), bytesOf(seed));
    return key;
}

Ed25519Key::~Ed25519Key()
{
    sodium_memzero(m_secret.data(), m_secret.size());
}

Ed25519Key::Ed25519Key(Ed25519Key&& other) noexcept : m_secret(other.m_secret)
{
    sodium_memzero(other.m_secret.data(), other.m_secret.size());
}

std::string Ed25519Key::seed() const
{
    return {reinterpret_cast<const char*>(m_secret.data()), crypto_sign_SEEDBYTES};
}

std::string Ed25519Key::publicKey() const
{
    return {reinterpret_cast<const char*>(m_secret.data()) + crypto_sign_SEEDBYTES, crypto_sign_PUBLICKEYBYTES};
}

std::string Ed25519Key::sign(std::string_view message) const
{
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytesOf(message), message.size(),
                         m_secret.data());
    return signature;
}

bool verifyEd25519(std::string_view publicKey, std::string_view message, std::string_view signature)
{
    if (publicKey.size() != kEd25519KeyBytes || signature.size() != kEd25519SignatureBytes)
        return false;
    requireLibrary();
    return crypto_sign_verify_detached(bytesOf(signature), bytesOf(message), message.size(), bytesOf(publicKey)) == 0;
}

} // namespace bursar::crypto
