// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/types.h"

#include "base/error.h"
#include "base/ids.h"
#include "chain/evm/rlp.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"

#include <algorithm>

namespace bursar::chain::evm {

namespace {
/// 2^255: the first magnitude that only a negative number has.
const Amount& signBit()
{
    static const Amount bit = *Amount::fromBigEndian("\x80" + std::string(31, '\0'));
    return bit;
}

std::string complemented(std::string word)
{
    int carry = 1;
    for (std::size_t i = word.size(); i-- > 0;) {
        const int sum = (static_cast<unsigned char>(word[i]) ^ 0xff) + carry;
        word[i] = static_cast<char>(sum);
        carry = sum >> 8;
    }
    return word;
}

Address lastTwenty(const Hash& hash)
{
    return *Address::fromBytes(hash.bytes().substr(12));
}
} // namespace

template <std::size_t N> std::optional<FixedBytes<N>> FixedBytes<N>::fromHex(std::string_view text)
{
    std::string raw;
    if (text.size() != 2 + 2 * N || !text.starts_with("0x") || !base::fromHex(text.substr(2), raw))
        return std::nullopt;
    return fromBytes(raw);
}

template <std::size_t N> std::string FixedBytes<N>::hex() const
{
    return "0x" + base::toHex(bytes());
}

template class FixedBytes<20>;
template class FixedBytes<32>;

std::optional<Address> parseAddress(std::string_view text)
{
    const auto lower = crypto::parseAddress(text);
    return lower ? Address::fromHex(*lower) : std::nullopt;
}

std::string checksummed(const Address& address)
{
    return crypto::checksumAddress(address.hex());
}

Hash keccak(std::string_view bytes)
{
    return *Hash::fromBytes(crypto::keccak256(bytes));
}

std::string dataHex(std::string_view bytes)
{
    return "0x" + base::toHex(bytes);
}

std::optional<std::string> fromDataHex(std::string_view text)
{
    std::string raw;
    if (!text.starts_with("0x") || !base::fromHex(text.substr(2), raw))
        return std::nullopt;
    return raw;
}

std::string quantityHex(const Amount& number)
{
    std::string digits = base::toHex(number.bigEndian());
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return "0x" + digits;
}

std::optional<Amount> fromQuantityHex(std::string_view text)
{
    if (text.size() < 3 || text.size() > 2 + 64 || !text.starts_with("0x") || (text[2] == '0' && text.size() > 3))
        return std::nullopt;
    std::string digits(text.substr(2));
    if (digits.size() % 2 != 0)
        digits.insert(0, "0");
    std::string raw;
    if (!base::fromHex(digits, raw))
        return std::nullopt;
    return Amount::fromBigEndian(raw);
}

Signed Signed::of(std::int64_t value)
{
    return value < 0 ? Signed{Amount(~std::uint64_t(value) + 1), true} : Signed{Amount(std::uint64_t(value)), false};
}

std::optional<Signed> Signed::fromText(std::string_view text)
{
    const bool negative = text.starts_with('-');
    const auto magnitude = Amount::fromAtomic(text.substr(negative ? 1 : 0));
    if (!magnitude || (negative ? *magnitude > signBit() : *magnitude >= signBit()))
        return std::nullopt;
    return Signed{*magnitude, negative && !magnitude->isZero()};
}

std::string Signed::text() const
{
    return (negative ? "-" : "") + magnitude.atomic();
}

std::string Signed::word() const
{
    return negative ? complemented(magnitude.bigEndian()) : magnitude.bigEndian();
}

std::optional<Signed> Signed::fromWord(std::string_view word)
{
    if (word.size() != 32)
        return std::nullopt;
    const bool negative = (static_cast<unsigned char>(word[0]) & 0x80) != 0;
    return Signed{*Amount::fromBigEndian(negative ? complemented(std::string(word)) : std::string(word)), negative};
}

Address createdAddress(const Address& sender, std::uint64_t nonce)
{
    return lastTwenty(keccak(rlp::list({rlp::bytes(sender.bytes()), rlp::integer(nonce)})));
}

Address created2Address(const Address& factory, const Hash& salt, std::string_view initCode)
{
    std::string preimage = "\xff";
    preimage.append(factory.bytes()).append(salt.bytes()).append(keccak(initCode).bytes());
    return lastTwenty(keccak(preimage));
}

} // namespace bursar::chain::evm
