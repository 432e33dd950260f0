// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/impl/reader.h"

#include "base/error.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::x402::impl {

namespace json = boost::json;

void malformed(std::string path, std::string code, std::string detail)
{
    std::string sentence = fmt::format("the payment is malformed: {} {}", path, detail);
    throw base::Error(base::ErrorCode::InvalidInput, "payment_malformed", std::move(sentence),
                      {{std::move(path), std::move(code), std::move(detail)}});
}

Reader::Reader(const json::object& object, std::string path) : m_object(object), m_path(std::move(path)) {}

void Reader::refuse(std::string_view key, std::string code, std::string detail) const
{
    malformed(m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key), std::move(code),
              std::move(detail));
}

bool Reader::has(std::string_view key) const
{
    const json::value* value = m_object.if_contains(key);
    return value && !value->is_null();
}

const json::value& Reader::at(std::string_view key) const
{
    if (!has(key))
        refuse(key, "required", "is required");
    return m_object.at(key);
}

std::string_view Reader::string(std::string_view key) const
{
    const json::string* text = at(key).if_string();
    if (!text)
        refuse(key, "malformed", "must be a string");
    return *text;
}

std::string Reader::text(std::string_view key, std::size_t bytesMax) const
{
    const std::string_view found = string(key);
    if (found.empty() || found.size() > bytesMax)
        refuse(key, "out_of_range", fmt::format("must have 1 to {} bytes", bytesMax));
    return std::string(found);
}

base::Amount Reader::amount(std::string_view key) const
{
    const std::string_view digits = string(key);
    const auto amount = base::Amount::fromAtomic(digits);
    if (!amount || (digits.size() > 1 && digits.front() == '0'))
        refuse(key, "malformed", "must be a whole number of at most 256 bits, in decimal digits");
    return *amount;
}

std::uint64_t Reader::count(std::string_view key) const
{
    const json::value& value = at(key);
    if (!value.is_int64() || value.get_int64() < 0)
        refuse(key, "malformed", "must be a whole number");
    return std::uint64_t(value.get_int64());
}

chain::evm::Address Reader::address(std::string_view key) const
{
    const auto address = chain::evm::parseAddress(string(key));
    if (!address)
        refuse(key, "malformed", "must be an address: 0x and 40 hex digits, in mixed case with a right checksum");
    return *address;
}

chain::evm::Hash Reader::hash(std::string_view key) const
{
    const auto hash = chain::evm::Hash::fromHex(string(key));
    if (!hash)
        refuse(key, "malformed", "must be 0x and 64 hex digits");
    return *hash;
}

std::string Reader::bytes(std::string_view key, std::size_t bytesMax) const
{
    const std::string_view hex = string(key);
    if (hex.size() > 2 + 2 * bytesMax)
        refuse(key, "out_of_range", fmt::format("must have at most {} bytes", bytesMax));
    auto raw = chain::evm::fromDataHex(hex);
    if (!raw)
        refuse(key, "malformed", "must be 0x and two hex digits a byte");
    return std::move(*raw);
}

Reader Reader::object(std::string_view key) const
{
    const json::object* object = at(key).if_object();
    if (!object)
        refuse(key, "malformed", "must be an object");
    return Reader(*object, m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key));
}

} // namespace bursar::x402::impl
