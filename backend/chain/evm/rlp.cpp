// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/rlp.h"

#include <algorithm>
#include <utility>

namespace bursar::chain::evm::rlp {

namespace {
constexpr unsigned kShortMax = 55; // longer ones have a length of a length

std::string_view withoutLeadingZeros(std::string_view bigEndian)
{
    return bigEndian.substr(std::min(bigEndian.find_first_not_of('\0'), bigEndian.size()));
}

std::string header(std::size_t size, unsigned base)
{
    if (size <= kShortMax)
        return std::string(1, static_cast<char>(base + size));
    const std::string wide = Amount(size).bigEndian();
    const std::string_view length = withoutLeadingZeros(wide);
    return std::string(1, static_cast<char>(base + kShortMax + length.size())).append(length);
}

class Reader {
public:
    explicit Reader(std::string_view rest) : m_rest(rest) {}
    bool atEnd() const { return m_rest.empty(); }

    bool read(Item& item, unsigned depth)
    {
        if (m_rest.empty() || depth > kDepthMax || ++m_items > kItemsMax)
            return false;
        const auto first = static_cast<unsigned char>(m_rest[0]);
        if (first < 0x80) {
            item.bytes = take(1);
            return true;
        }
        item.isList = first >= 0xc0;
        m_rest.remove_prefix(1);
        const auto size = length(first - (item.isList ? 0xc0u : 0x80u));
        if (!size || *size > m_rest.size())
            return false;
        const std::string_view body = take(*size);
        if (item.isList)
            return readList(body, item, depth);
        item.bytes = body;
        return body.size() != 1 || static_cast<unsigned char>(body[0]) >= 0x80;
    }

private:
    std::string_view take(std::size_t count)
    {
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(taken.size());
        return taken;
    }

    std::optional<std::size_t> length(unsigned code)
    {
        if (code <= kShortMax)
            return code;
        const std::string_view digits = take(code - kShortMax);
        const auto size = Amount::fromBigEndian(digits)->asUint64();
        if (digits.size() != code - kShortMax || digits[0] == '\0' || !size || *size <= kShortMax)
            return std::nullopt;
        return std::size_t(*size);
    }

    bool readList(std::string_view body, Item& item, unsigned depth)
    {
        const std::string_view after = std::exchange(m_rest, body);
        while (!m_rest.empty()) {
            if (!read(item.items.emplace_back(), depth + 1))
                return false;
        }
        m_rest = after;
        return true;
    }

    std::string_view m_rest;
    std::size_t m_items = 0;
};
} // namespace

std::string bytes(std::string_view raw)
{
    if (raw.size() == 1 && static_cast<unsigned char>(raw[0]) < 0x80)
        return std::string(raw);
    return header(raw.size(), 0x80).append(raw);
}

std::string integer(const Amount& number)
{
    return bytes(withoutLeadingZeros(number.bigEndian()));
}

std::string list(std::initializer_list<std::string_view> encodedItems)
{
    std::string body;
    for (const std::string_view item : encodedItems)
        body.append(item);
    return header(body.size(), 0xc0).append(body);
}

std::string list(std::span<const std::string> encodedItems)
{
    std::string body;
    for (const std::string& item : encodedItems)
        body.append(item);
    return header(body.size(), 0xc0).append(body);
}

std::optional<Amount> Item::integer() const
{
    if (isList || bytes.starts_with('\0'))
        return std::nullopt;
    return Amount::fromBigEndian(bytes);
}

std::optional<std::uint64_t> Item::uint64() const
{
    const auto number = integer();
    return number ? number->asUint64() : std::nullopt;
}

std::optional<Item> decode(std::string_view encoded)
{
    Item item;
    Reader reader(encoded);
    if (encoded.size() > kInputBytesMax || !reader.read(item, 0) || !reader.atEnd())
        return std::nullopt;
    return item;
}

} // namespace bursar::chain::evm::rlp
