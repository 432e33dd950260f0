// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/ethereum.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "crypto/impl/secp256k1_context.h"

#include <algorithm>
#include <secp256k1_recovery.h>

namespace bursar::crypto {

using impl::bytesOf;
using impl::secp256k1;

namespace {
constexpr std::size_t kSignatureBytes = 65;
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
    if (secp256k1_ecdsa_signature_parse_compact(secp256k1(), &signature, bytesOf(compact)) != 1)
        return false;
    return secp256k1_ecdsa_signature_normalize(secp256k1(), nullptr, &signature) == 0;
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
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1(), &signature, bytesOf(*raw), *id) != 1
        || secp256k1_ecdsa_recover(secp256k1(), &key, &signature, bytesOf(digest)) != 1)
        return std::nullopt;
    return impl::addressOf(key);
}

} // namespace bursar::crypto
