// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/private_key.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "crypto/impl/secp256k1_context.h"

#include <openssl/crypto.h>
#include <secp256k1_recovery.h>

#include <algorithm>

namespace bursar::crypto {

using impl::bytesOf;
using impl::secp256k1;

namespace {
constexpr std::size_t kPrivateKeyBytes = 32;
constexpr std::size_t kCompactBytes = 64;

[[noreturn]] void failed(const char* what)
{
    throw base::Error(base::ErrorCode::Internal, "crypto_failed", what);
}
} // namespace

std::optional<PrivateKey> PrivateKey::fromBytes(std::string_view raw)
{
    if (raw.size() != kPrivateKeyBytes || secp256k1_ec_seckey_verify(secp256k1(), bytesOf(raw)) != 1)
        return std::nullopt;
    return PrivateKey(raw);
}

std::optional<PrivateKey> PrivateKey::fromHex(std::string_view hex)
{
    if (hex.starts_with("0x"))
        hex.remove_prefix(2);
    std::string raw;
    if (hex.size() != 2 * kPrivateKeyBytes || !base::fromHex(hex, raw))
        return std::nullopt;
    auto key = fromBytes(raw);
    OPENSSL_cleanse(raw.data(), raw.size());
    return key;
}

PrivateKey::PrivateKey(std::string_view raw)
{
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_create(secp256k1(), &point, bytesOf(raw)) != 1)
        failed("a public key could not be computed");
    m_address = impl::addressOf(point);
    std::copy_n(bytesOf(raw), kPrivateKeyBytes, m_bytes.begin());
}

PrivateKey::PrivateKey(PrivateKey&& other) noexcept
    : m_bytes(other.m_bytes), m_address(std::move(other.m_address))
{
    other.wipe();
}

PrivateKey& PrivateKey::operator=(PrivateKey&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
        m_address = std::move(other.m_address);
        other.wipe();
    }
    return *this;
}

PrivateKey::~PrivateKey()
{
    wipe();
}

void PrivateKey::wipe()
{
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
    m_address.clear();
}

std::string PrivateKey::sign(std::string_view digest) const
{
    if (digest.size() != kDigestBytes)
        failed("only a digest of 32 bytes is signed");
    secp256k1_ecdsa_recoverable_signature signature;
    // No nonce function: the library's own is RFC 6979, and its s is always the lower one.
    if (m_address.empty()
        || secp256k1_ecdsa_sign_recoverable(secp256k1(), &signature, bytesOf(digest), m_bytes.data(), nullptr, nullptr)
            != 1)
        failed("signing failed");
    secp256k1_pubkey signer;
    if (secp256k1_ecdsa_recover(secp256k1(), &signer, &signature, bytesOf(digest)) != 1
        || impl::addressOf(signer) != m_address)
        failed("a fresh signature does not verify");
    std::string raw(kCompactBytes, '\0');
    int parity = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(secp256k1(), bytesOf(raw), &parity, &signature);
    raw.push_back(static_cast<char>(27 + parity));
    return raw;
}

} // namespace bursar::crypto
