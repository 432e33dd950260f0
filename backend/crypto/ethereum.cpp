// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/ethereum.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"

#include <algorithm>
#include <memory>
#include <secp256k1.h>
#include <secp256k1_recovery.h>

namespace bursar::crypto {

namespace {
constexpr std::size_t kSignatureBytes = 65;
constexpr std::size_t kPublicKeyBytes = 65;

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

struct FreeContext {
    void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
};

const secp256k1_context* context()
{
    // Recovery only reads it, so all threads share one.
    static const std::unique_ptr<secp256k1_context, FreeContext> made(
        secp256k1_context_create(SECP256K1_CONTEXT_NONE));
    if (!made)
        throw base::Error(base::ErrorCode::Internal, "crypto_failed", "libsecp256k1 gives no context");
    return made.get();
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'F';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'f';
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        if (isUpper(c))
            c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::optional<std::string> signatureBytes(std::string_view hex)
{
    if (hex.starts_with("0x") || hex.starts_with("0X"))
        hex.remove_prefix(2);
    std::string raw;
    if (hex.size() != 2 * kSignatureBytes || !base::fromHex(hex, raw))
        return std::nullopt;
    return raw;
}

std::optional<int> recoveryId(char v)
{
    switch (static_cast<unsigned char>(v)) {
    case 0:
    case 27: return 0;
    case 1:
    case 28: return 1;
    default: return std::nullopt;
    }
}

bool hasLowS(std::string_view compact)
{
    secp256k1_ecdsa_signature signature;
    if (secp256k1_ecdsa_signature_parse_compact(context(), &signature, bytesOf(compact)) != 1)
        return false;
    return secp256k1_ecdsa_signature_normalize(context(), nullptr, &signature) == 0;
}
} // namespace

std::optional<std::string> parseAddress(std::string_view text)
{
    std::string raw;
    if (text.size() != kAddressTextBytes || !text.starts_with("0x") || !base::fromHex(text.substr(2), raw))
        return std::nullopt;
    const std::string_view digits = text.substr(2);
    std::string address = lower(text);
    const bool mixed = std::any_of(digits.begin(), digits.end(), isUpper)
        && std::any_of(digits.begin(), digits.end(), isLower);
    if (mixed && checksumAddress(address) != text)
        return std::nullopt;
    return address;
}

std::string checksumAddress(std::string_view lowerCase)
{
    const std::string hash = base::toHex(keccak256(lowerCase.substr(2)));
    std::string text(lowerCase);
    for (std::size_t i = 2; i < text.size(); ++i) {
        const bool raised = hash[i - 2] >= '8'; // letters sort above digits
        if (raised && isLower(text[i]))
            text[i] = static_cast<char>(text[i] - 'a' + 'A');
    }
    return text;
}

std::string personalSignDigest(std::string_view message)
{
    std::string prefixed = "\x19" "Ethereum Signed Message:\n" + std::to_string(message.size());
    prefixed.append(message);
    return keccak256(prefixed);
}

std::optional<std::string> recoverAddress(std::string_view digest, std::string_view signatureHex)
{
    const auto raw = signatureBytes(signatureHex);
    if (digest.size() != kDigestBytes || !raw)
        return std::nullopt;
    const auto id = recoveryId(raw->back());
    // secp256k1_ecdsa_recover accepts the upper half of s: checked here.
    if (!id || !hasLowS(std::string_view(*raw).substr(0, 64)))
        return std::nullopt;
    secp256k1_ecdsa_recoverable_signature signature;
    secp256k1_pubkey key;
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(context(), &signature, bytesOf(*raw), *id) != 1
        || secp256k1_ecdsa_recover(context(), &key, &signature, bytesOf(digest)) != 1)
        return std::nullopt;
    std::string point(kPublicKeyBytes, '\0');
    std::size_t size = point.size();
    secp256k1_ec_pubkey_serialize(context(), reinterpret_cast<unsigned char*>(point.data()), &size, &key,
                                  SECP256K1_EC_UNCOMPRESSED);
    return "0x" + base::toHex(keccak256(std::string_view(point).substr(1))).substr(24);
}

} // namespace bursar::crypto
