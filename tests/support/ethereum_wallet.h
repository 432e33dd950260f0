// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::test {

/// A key pair that signs as a wallet does. The engine never signs with a caller's key, so this lives with the
/// tests.
class EthereumWallet {
public:
    /// One of a few fixed keys, or any other: `seed` is hashed into the private key.
    explicit EthereumWallet(std::string_view seed = "wallet");
    static EthereumWallet fromPrivateKey(std::string_view hex);

    const std::string& address() const { return m_address; } // lower case
    /// personal_sign over bytes: 0x and 130 hex digits, v 27 or 28.
    std::string sign(std::string_view message) const;
    /// personal_sign over the bytes that these hex digits stand for.
    std::string signHex(std::string_view hex) const;

private:
    struct Raw {};
    EthereumWallet(Raw, std::string privateKey);
    std::string m_privateKey;
    std::string m_address;
};

} // namespace bursar::test
