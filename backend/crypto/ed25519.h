// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

/// Ed25519 signatures (RFC 8032) by libsodium, whose verification is strict: it refuses keys of small order, which would
/// verify anything. Keys and signatures are raw bytes. Any thread.
namespace bursar::crypto {

inline constexpr std::size_t kEd25519KeyBytes = 32;
inline constexpr std::size_t kEd25519SignatureBytes = 64;

/// A secret key. Wiped from memory when destroyed; never printed.
class Ed25519Key {
public:
    static Ed25519Key generate();
    /// From the 32 bytes of seed(). Empty for any other length.
    static std::optional<Ed25519Key> fromSeed(std::string_view seed);
    ~Ed25519Key();
    Ed25519Key(Ed25519Key&& other) noexcept;
    Ed25519Key(const Ed25519Key&) = delete;
    Ed25519Key& operator=(const Ed25519Key&) = delete;

    std::string seed() const; // the secret: for its file alone
    std::string publicKey() const;
    std::string sign(std::string_view message) const;

private:
    Ed25519Key() = default;
    std::array<unsigned char, 64> m_secret{}; // seed ‖ public key, as libsodium has it
};

bool verifyEd25519(std::string_view publicKey, std::string_view message, std::string_view signature);

} // namespace bursar::crypto
