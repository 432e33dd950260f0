// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/signed_amount.h"

#include "base/error.h"

namespace bursar::base {

namespace {
__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;
constexpr Wide kLimit = Wide(1) << 126; // the first magnitude that is refused

[[noreturn]] void overflow()
{
    throw Error(ErrorCode::Internal, "amount_overflow", "A sum of amounts left the range that can be kept.");
}
} // namespace

std::optional<SignedAmount> SignedAmount::fromAmount(const Amount& amount)
{
    const auto& words = amount.words();
    if (words[2] != 0 || words[3] != 0 || words[1] >= (std::uint64_t(1) << 62))
        return std::nullopt;
    SignedAmount out;
    out.m_value = Wide((UnsignedWide(words[1]) << 64) | words[0]);
    return out;
}

std::optional<SignedAmount> SignedAmount::fromAtomic(std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    const std::string_view digits = text.substr(isNegative ? 1 : 0);
    if (digits.empty() || digits.size() > 38 || (digits.front() == '0' && (digits.size() > 1 || isNegative)))
        return std::nullopt;
    UnsignedWide value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + UnsignedWide(c - '0');
        if (value >= UnsignedWide(kLimit))
            return std::nullopt;
    }
    SignedAmount out;
    out.m_value = isNegative ? -Wide(value) : Wide(value);
    return out;
}

std::string SignedAmount::atomic() const
{
    if (m_value == 0)
        return "0";
    char buffer[41];
    char* at = buffer + sizeof buffer;
    for (UnsignedWide rest = UnsignedWide(m_value < 0 ? -m_value : m_value); rest != 0; rest /= 10)
        *--at = char('0' + int(rest % 10));
    if (m_value < 0)
        *--at = '-';
    return std::string(at, buffer + sizeof buffer);
}

Amount SignedAmount::magnitude() const
{
    const auto value = UnsignedWide(m_value < 0 ? -m_value : m_value);
    return Amount::fromWords({std::uint64_t(value), std::uint64_t(value >> 64), 0, 0});
}

SignedAmount& SignedAmount::operator+=(SignedAmount other)
{
    m_value += other.m_value; // both below 2^126: cannot wrap
    if (m_value >= kLimit || m_value <= -kLimit)
        overflow();
    return *this;
}

SignedAmount SignedAmount::operator-() const
{
    SignedAmount out;
    out.m_value = -m_value;
    return out;
}

} // namespace bursar::base
