// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"
#include "support/vectors.h"

#include <QtTest>

namespace QTest {
template <> inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace bursar::chain::evm::test {

namespace json = boost::json;
using bursar::test::text;

/// The bytes of a vector's hex; 0x optional.
inline std::string unhex(std::string_view hex)
{
    const auto raw = fromDataHex(hex.starts_with("0x") ? std::string(hex) : "0x" + std::string(hex));
    if (!raw)
        throw std::runtime_error("not hex: " + std::string(hex));
    return *raw;
}

inline Address address(std::string_view hex)
{
    return parseAddress(hex).value();
}

inline Hash hash(std::string_view hex)
{
    return Hash::fromHex(hex).value();
}

inline Amount amount(std::string_view digits)
{
    return Amount::fromAtomic(digits).value();
}

} // namespace bursar::chain::evm::test
