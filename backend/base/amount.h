// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::base {

/// An amount of money in the smallest unit of its asset (USDC: 0.000001): an unsigned 256-bit integer, as on the EVM
/// and in SQL's numeric(78,0). Arithmetic is checked: an overflow throws Error{Internal}, it never wraps.
class Amount {
public:
    constexpr Amount() = default;
    constexpr explicit Amount(std::uint64_t value) : m_words{value, 0, 0, 0} {}

    /// Digits only ("2500000"). Empty when malformed or above 2^256 - 1.
    static std::optional<Amount> fromAtomic(std::string_view digits);
    /// A decimal in whole units ("2.5") of an asset with that many decimals. Empty when malformed, negative, too large,
    /// or with more fraction digits than the asset has. An exponent ("1e-2") is accepted, as JSON numbers have it.
    static std::optional<Amount> fromDecimal(std::string_view text, unsigned decimals);
    /// The most significant byte first, at most 32 bytes; none is zero.
    static std::optional<Amount> fromBigEndian(std::string_view bytes);

    std::string atomic() const;
    /// Exact, without separators and trailing zeros: "2.5"
    std::string decimal(unsigned decimals) const;
    /// For JSON fields that older clients read as numbers. Rounded: never compute with it.
    double approximate(unsigned decimals) const;
    /// 32 bytes, the most significant first.
    std::string bigEndian() const;
    /// Empty when it is larger than 64 bits.
    std::optional<std::uint64_t> asUint64() const;

    /// Least significant first.
    static constexpr Amount fromWords(const std::array<std::uint64_t, 4>& words)
    {
        Amount amount;
        amount.m_words = words;
        return amount;
    }
    constexpr const std::array<std::uint64_t, 4>& words() const { return m_words; }

    bool isZero() const { return *this == Amount(); }
    Amount& operator+=(const Amount& other);
    Amount& operator-=(const Amount& other);
    Amount& operator*=(std::uint64_t factor);
    /// The quotient, rounded up. `divisor` is not zero.
    Amount dividedUp(std::uint32_t divisor) const;
    friend Amount operator+(Amount a, const Amount& b) { return a += b; }
    friend Amount operator-(Amount a, const Amount& b) { return a -= b; }
    friend Amount operator*(Amount a, std::uint64_t factor) { return a *= factor; }

    bool operator==(const Amount&) const = default;
    std::strong_ordering operator<=>(const Amount& other) const;

private:
    /// value = value * factor + addend; false on overflow.
    bool multiplyAdd(std::uint64_t factor, std::uint64_t addend);
    /// Divides by a small number and returns the remainder.
    std::uint32_t divide(std::uint32_t divisor);

    std::array<std::uint64_t, 4> m_words{}; // least significant first
};

} // namespace bursar::base
