// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"

#include <array>
#include <compare>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What everything on the EVM is made of. Byte strings are raw bytes in a std::string; hex appears only where a text
/// is read or written. Values; any thread.
namespace bursar::chain::evm {

using base::Amount;

/// Exactly N raw bytes.
template <std::size_t N> class FixedBytes {
public:
    static constexpr std::size_t kBytes = N;

    constexpr FixedBytes() = default;
    static std::optional<FixedBytes> fromBytes(std::string_view raw)
    {
        if (raw.size() != N)
            return std::nullopt;
        FixedBytes made;
        std::memcpy(made.m_bytes.data(), raw.data(), N);
        return made;
    }
    /// "0x" and 2N digits of either case: what a node answers. For what people type see parseAddress().
    static std::optional<FixedBytes> fromHex(std::string_view text);

    std::string_view bytes() const { return {m_bytes.data(), N}; }
    /// "0x" and lower-case digits.
    std::string hex() const;
    bool isZero() const { return *this == FixedBytes(); }

    bool operator==(const FixedBytes&) const = default;
    std::strong_ordering operator<=>(const FixedBytes& other) const { return bytes() <=> other.bytes(); }

private:
    std::array<char, N> m_bytes{};
};

using Address = FixedBytes<20>;
using Hash = FixedBytes<32>; // a hash, a topic, any bytes32

extern template class FixedBytes<20>;
extern template class FixedBytes<32>;

/// As people and other systems write it: mixed case must match EIP-55.
std::optional<Address> parseAddress(std::string_view text);
/// EIP-55, the form for people.
std::string checksummed(const Address& address);

Hash keccak(std::string_view bytes);

/// "0x" and two digits a byte.
std::string dataHex(std::string_view bytes);
/// Empty unless "0x" and an even number of digits.
std::optional<std::string> fromDataHex(std::string_view text);
/// "0x" and hex without leading zeros; zero is "0x0" (JSON-RPC's quantity).
std::string quantityHex(const Amount& number);
inline std::string quantityHex(std::uint64_t number) { return quantityHex(Amount(number)); }
/// Strict: no leading zeros, at most 256 bits.
std::optional<Amount> fromQuantityHex(std::string_view text);

/// A signed integer of 256 bits, as int256 and its smaller kin. Zero is never negative.
struct Signed {
    Amount magnitude;
    bool negative = false;

    static Signed of(std::int64_t value);
    /// "-5". Empty when malformed or outside -2^255 … 2^255-1.
    static std::optional<Signed> fromText(std::string_view text);
    std::string text() const;
    /// Two's complement, 32 bytes.
    std::string word() const;
    static std::optional<Signed> fromWord(std::string_view word);
    bool operator==(const Signed&) const = default;
};

/// Where a contract lands that `sender` creates with its transaction `nonce`.
Address createdAddress(const Address& sender, std::uint64_t nonce);
/// The same for CREATE2 (EIP-1014).
Address created2Address(const Address& factory, const Hash& salt, std::string_view initCode);

} // namespace bursar::chain::evm

template <std::size_t N> struct std::hash<bursar::chain::evm::FixedBytes<N>> {
    std::size_t operator()(const bursar::chain::evm::FixedBytes<N>& value) const noexcept
    {
        return std::hash<std::string_view>()(value.bytes());
    }
};
