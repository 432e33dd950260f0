// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::base {

/// A change of a balance, or a balance that may be negative, in the smallest unit of its asset: an integer of magnitude
/// below 2^126 (8.5 × 10^37). Arithmetic is checked: what leaves that range throws Error{Internal}, it never wraps.
class SignedAmount {
public:
    constexpr SignedAmount() = default;
    constexpr explicit SignedAmount(std::int64_t value) : m_value(value) {}

    /// Empty when the amount is 2^126 or more.
    static std::optional<SignedAmount> fromAmount(const Amount& amount);
    /// Digits, with a minus in front when negative; no plus, no leading zeros, no "-0". Empty when malformed or too large.
    static std::optional<SignedAmount> fromAtomic(std::string_view text);

    std::string atomic() const;
    /// Without its sign.
    Amount magnitude() const;
    bool isNegative() const { return m_value < 0; }
    bool isPositive() const { return m_value > 0; }
    bool isZero() const { return m_value == 0; }

    SignedAmount& operator+=(SignedAmount other);
    SignedAmount& operator-=(SignedAmount other) { return *this += -other; }
    SignedAmount operator-() const;
    friend SignedAmount operator+(SignedAmount a, SignedAmount b) { return a += b; }
    friend SignedAmount operator-(SignedAmount a, SignedAmount b) { return a -= b; }

    bool operator==(const SignedAmount&) const = default;
    std::strong_ordering operator<=>(const SignedAmount& other) const
    {
        return m_value < other.m_value   ? std::strong_ordering::less
               : m_value > other.m_value ? std::strong_ordering::greater
                                         : std::strong_ordering::equal;
    }

private:
    __extension__ using Wide = __int128;
    Wide m_value = 0;
};

} // namespace bursar::base
