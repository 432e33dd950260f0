// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::crypto {

/// A secp256k1 private key that signs for an Ethereum account. Its bytes are wiped when it ends or is moved from, and
/// there is no way to read, copy or print them. Any thread.
class PrivateKey {
public:
    /// 32 bytes, from 1 to the group order less 1. Empty otherwise. The caller wipes its own copy.
    static std::optional<PrivateKey> fromBytes(std::string_view raw);
    /// The same as 64 hex digits, 0x optional.
    static std::optional<PrivateKey> fromHex(std::string_view hex);

    PrivateKey(PrivateKey&& other) noexcept;
    PrivateKey& operator=(PrivateKey&& other) noexcept;
    PrivateKey(const PrivateKey&) = delete;
    PrivateKey& operator=(const PrivateKey&) = delete;
    ~PrivateKey();

    /// Lower case; empty once moved from.
    const std::string& address() const { return m_address; }
    /// Signs a 32-byte digest: 65 raw bytes r ‖ s ‖ v, v 27 or 28. Deterministic (RFC 6979), s in the lower half of
    /// the order (EIP-2). The result has been checked against the address, so that a fault of the machine cannot give
    /// the key away. Throws Error{Internal, "crypto_failed"}, also for a digest of another length or a key moved from.
    std::string sign(std::string_view digest) const;

private:
    explicit PrivateKey(std::string_view raw);
    void wipe();

    std::array<unsigned char, 32> m_bytes{};
    std::string m_address;
};

} // namespace bursar::crypto
