// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Digests and encodings. Any thread; raw bytes in, raw bytes out (base::toHex for hexadecimal).
namespace bursar::crypto {

inline constexpr std::size_t kDigestBytes = 32;
/// Most bytes that a base64 text may decode to when the caller names no limit.
inline constexpr std::size_t kBase64BytesMax = 1024 * 1024;

std::string sha256(std::string_view data);                                // FIPS 180-4, 32 bytes
/// The same of two texts, one behind the other, without putting them together; `out` has room for 32 bytes and may be a
/// part of what is hashed.
void sha256Into(std::string_view first, std::string_view second, char* out);
std::string hmacSha256(std::string_view key, std::string_view data);      // RFC 2104, 32 bytes
std::string keccak256(std::string_view data); // Ethereum's, not NIST SHA3-256; 32 bytes
/// Takes as long for any two texts of the same length. Different lengths return at once.
bool equalConstantTime(std::string_view a, std::string_view b);

/// RFC 4648: base64 with padding, base64url without.
std::string toBase64(std::string_view raw);
std::string toBase64Url(std::string_view raw);
/// Strict: the exact alphabet, canonical padding (base64url takes none), no spaces, no stray bits in the last
/// symbol. Empty when malformed or longer than `bytesMax` decoded.
std::optional<std::string> fromBase64(std::string_view text, std::size_t bytesMax = kBase64BytesMax);
std::optional<std::string> fromBase64Url(std::string_view text, std::size_t bytesMax = kBase64BytesMax);

} // namespace bursar::crypto
