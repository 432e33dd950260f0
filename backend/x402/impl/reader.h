// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bursar::x402::impl {

/// Error{InvalidInput, "payment_malformed"} about one field.
[[noreturn]] void malformed(std::string path, std::string code, std::string detail);

/// Members of a JSON object of a stranger, read strictly. Whatever is missing or wrong throws malformed() with its
/// path. The object must outlive it.
class Reader {
public:
    explicit Reader(const boost::json::object& object, std::string path = {});

    std::string text(std::string_view key, std::size_t bytesMax) const;
    base::Amount amount(std::string_view key) const; // decimal digits in a string
    std::uint64_t count(std::string_view key) const; // a JSON integer
    chain::evm::Address address(std::string_view key) const;
    chain::evm::Hash hash(std::string_view key) const;
    std::string bytes(std::string_view key, std::size_t bytesMax) const; // 0x-hex
    Reader object(std::string_view key) const;
    bool has(std::string_view key) const; // and is not null
    const boost::json::object& json() const { return m_object; }
    [[noreturn]] void refuse(std::string_view key, std::string code, std::string detail) const;

private:
    const boost::json::value& at(std::string_view key) const;
    std::string_view string(std::string_view key) const;

    const boost::json::object& m_object;
    std::string m_path;
};

} // namespace bursar::x402::impl
