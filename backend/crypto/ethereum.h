// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Ethereum addresses and signed messages (EIP-55, EIP-191). An address is a text of 42 characters in lower
/// case everywhere inside; checksumAddress() makes the form that people compare.
namespace bursar::crypto {

inline constexpr std::size_t kAddressTextBytes = 42;

/// "0x" and 40 hex digits. One case throughout carries no checksum and is accepted; mixed case must match
/// EIP-55. The result is lower case; empty when malformed.
std::optional<std::string> parseAddress(std::string_view text);
/// EIP-55 form of a parsed address.
std::string checksumAddress(std::string_view lowerCase);

/// What a wallet signs with personal_sign (EIP-191, version 0x45): 32 bytes. `message` is raw bytes; a text
/// is its UTF-8 bytes, also when it looks like hex.
std::string personalSignDigest(std::string_view message);

/// The address whose key made this signature over a 32-byte digest. `signatureHex`: r ‖ s ‖ v, 65 bytes in
/// hex, 0x optional, v 0, 1, 27 or 28. Empty when malformed, out of range, or s is in the upper half of the
/// order (the second form of the same signature, EIP-2). A signature over something else recovers some other
/// address: always compare.
std::optional<std::string> recoverAddress(std::string_view digest, std::string_view signatureHex);

} // namespace bursar::crypto
