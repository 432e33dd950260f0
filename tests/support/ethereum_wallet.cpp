// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ethereum_wallet.h"

#include "base/ids.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <stdexcept>

namespace bursar::test {

namespace {
secp256k1_context* context()
{
    static secp256k1_context* const made = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    return made;
}

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string addressOf(const std::string& privateKey)
{
    secp256k1_pubkey key;
    if (secp256k1_ec_pubkey_create(context(), &key, bytesOf(privateKey)) != 1)
        throw std::runtime_error("not a private key");
    unsigned char point[65];
    std::size_t size = sizeof point;
    secp256k1_ec_pubkey_serialize(context(), point, &size, &key, SECP256K1_EC_UNCOMPRESSED);
    const std::string_view xy(reinterpret_cast<const char*>(point) + 1, 64);
    return "0x" + base::toHex(crypto::keccak256(xy)).substr(24);
}

std::string unhex(std::string_view hex)
{
    if (hex.starts_with("0x"))
        hex.remove_prefix(2);
    std::string raw;
    if (!base::fromHex(hex, raw))
        throw std::runtime_error("not hex");
    return raw;
}
} // namespace

EthereumWallet::EthereumWallet(std::string_view seed) : EthereumWallet(Raw(), crypto::sha256(seed)) {}

EthereumWallet::EthereumWallet(Raw, std::string privateKey)
    : m_privateKey(std::move(privateKey)), m_address(addressOf(m_privateKey))
{
}

EthereumWallet EthereumWallet::fromPrivateKey(std::string_view hex)
{
    return EthereumWallet(Raw(), unhex(hex));
}

std::string EthereumWallet::sign(std::string_view message) const
{
    const std::string digest = crypto::personalSignDigest(message);
    secp256k1_ecdsa_recoverable_signature signature;
    if (secp256k1_ecdsa_sign_recoverable(context(), &signature, bytesOf(digest), bytesOf(m_privateKey),
                                         nullptr, nullptr)
        != 1)
        throw std::runtime_error("signing failed");
    std::string raw(64, '\0');
    int parity = 0;
    secp256k1_ecdsa_recoverable_signature_serialize_compact(
        context(), reinterpret_cast<unsigned char*>(raw.data()), &parity, &signature);
    raw.push_back(static_cast<char>(27 + parity));
    return "0x" + base::toHex(raw);
}

std::string EthereumWallet::signHex(std::string_view hex) const
{
    return sign(unhex(hex));
}

} // namespace bursar::test
