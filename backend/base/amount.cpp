// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/amount.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace bursar::base {

namespace {
__extension__ using Wide = unsigned __int128;
constexpr unsigned kDecimalsMax = 77;
constexpr std::size_t kTextBytesMax = 128;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

[[noreturn]] void leftItsRange()
{
    throw Error(ErrorCode::Internal, "amount_overflow", "an amount left its range");
}
} // namespace

bool Amount::multiplyAdd(std::uint64_t factor, std::uint64_t addend)
{
    Wide carry = addend;
    for (std::uint64_t& word : m_words) {
        carry += Wide(word) * factor;
        word = std::uint64_t(carry);
        carry >>= 64;
    }
    return carry == 0;
}

std::uint32_t Amount::divide(std::uint32_t divisor)
{
    Wide remainder = 0;
    for (std::size_t i = m_words.size(); i-- > 0;) {
        const Wide value = (remainder << 64) | m_words[i];
        m_words[i] = std::uint64_t(value / divisor);
        remainder = value % divisor;
    }
    return std::uint32_t(remainder);
}

std::optional<Amount> Amount::fromAtomic(std::string_view digits)
{
    if (digits.empty() || digits.size() > kTextBytesMax)
        return std::nullopt;
    Amount amount;
    for (char c : digits) {
        if (!isDigit(c) || !amount.multiplyAdd(10, std::uint32_t(c - '0')))
            return std::nullopt;
    }
    return amount;
}

std::optional<Amount> Amount::fromDecimal(std::string_view text, unsigned decimals)
{
    if (text.empty() || text.size() > kTextBytesMax || decimals > kDecimalsMax)
        return std::nullopt;
    long exponent = 0;
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view tail = text.substr(e + 1);
        const bool negative = tail.starts_with('-');
        if (negative || tail.starts_with('+'))
            tail.remove_prefix(1);
        if (tail.empty() || tail.size() > 4 || !std::all_of(tail.begin(), tail.end(), isDigit))
            return std::nullopt;
        for (char c : tail)
            exponent = exponent * 10 + (c - '0');
        exponent = negative ? -exponent : exponent;
        text = text.substr(0, e);
    }
    const auto point = text.find('.');
    std::string digits(text.substr(0, point));
    if (digits.empty())
        return std::nullopt;
    std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (point != std::string_view::npos && fraction.empty())
        return std::nullopt;
    digits += fraction;
    long scale = long(decimals) + exponent - long(fraction.size());
    while (scale < 0 && digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++scale;
    }
    if (digits.find_first_not_of('0') == std::string::npos)
        return std::all_of(digits.begin(), digits.end(), isDigit) ? std::optional(Amount()) : std::nullopt;
    if (scale < 0 || scale > long(kTextBytesMax))
        return std::nullopt;
    digits.append(std::size_t(scale), '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return fromAtomic(digits);
}

std::optional<Amount> Amount::fromBigEndian(std::string_view bytes)
{
    Amount amount;
    if (bytes.size() > sizeof amount.m_words)
        return std::nullopt;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - 1 - i]);
        amount.m_words[i / 8] |= std::uint64_t(byte) << (i % 8 * 8);
    }
    return amount;
}

std::string Amount::bigEndian() const
{
    std::string bytes(sizeof m_words, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[bytes.size() - 1 - i] = static_cast<char>(m_words[i / 8] >> (i % 8 * 8));
    return bytes;
}

std::optional<std::uint64_t> Amount::asUint64() const
{
    if ((m_words[1] | m_words[2] | m_words[3]) != 0)
        return std::nullopt;
    return m_words[0];
}

std::string Amount::atomic() const
{
    Amount rest = *this;
    std::string digits;
    do {
        digits.push_back(char('0' + rest.divide(10)));
    } while (!rest.isZero());
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::string Amount::decimal(unsigned decimals) const
{
    std::string digits = atomic();
    if (decimals == 0)
        return digits;
    if (digits.size() <= decimals)
        digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, ".");
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.')
        digits.pop_back();
    return digits;
}

double Amount::approximate(unsigned decimals) const
{
    double value = 0;
    for (std::size_t i = m_words.size(); i-- > 0;)
        value = value * 18446744073709551616.0 + double(m_words[i]);
    return value / std::pow(10.0, double(decimals));
}

Amount& Amount::operator+=(const Amount& other)
{
    Wide carry = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        carry += Wide(m_words[i]) + other.m_words[i];
        m_words[i] = std::uint64_t(carry);
        carry >>= 64;
    }
    if (carry != 0)
        leftItsRange();
    return *this;
}

Amount& Amount::operator-=(const Amount& other)
{
    if (*this < other)
        leftItsRange();
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const Wide take = Wide(other.m_words[i]) + borrow;
        borrow = Wide(m_words[i]) < take ? 1 : 0;
        m_words[i] = std::uint64_t(Wide(m_words[i]) - take);
    }
    return *this;
}

Amount& Amount::operator*=(std::uint64_t factor)
{
    Amount product = *this;
    if (!product.multiplyAdd(factor, 0))
        leftItsRange();
    return *this = product;
}

Amount Amount::dividedUp(std::uint32_t divisor) const
{
    if (divisor == 0)
        leftItsRange();
    Amount quotient = *this;
    if (quotient.divide(divisor) != 0)
        quotient += Amount(1);
    return quotient;
}

std::strong_ordering Amount::operator<=>(const Amount& other) const
{
    for (std::size_t i = m_words.size(); i-- > 0;) {
        if (m_words[i] != other.m_words[i])
            return m_words[i] <=> other.m_words[i];
    }
    return std::strong_ordering::equal;
}

} // namespace bursar::base
