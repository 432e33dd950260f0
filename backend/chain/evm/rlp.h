// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"

#include <initializer_list>
#include <span>
#include <vector>

/// Recursive length prefix (Ethereum yellow paper, appendix B): the encoding of transactions. Raw bytes in and out.
namespace bursar::chain::evm::rlp {

inline constexpr std::size_t kInputBytesMax = 1024 * 1024;
inline constexpr unsigned kDepthMax = 16;
inline constexpr std::size_t kItemsMax = 32 * 1024;

std::string bytes(std::string_view raw);
/// Big-endian without leading zeros; zero is the empty string.
std::string integer(const Amount& number);
inline std::string integer(std::uint64_t number) { return integer(Amount(number)); }
/// Of items that are encoded already.
std::string list(std::initializer_list<std::string_view> encodedItems);
std::string list(std::span<const std::string> encodedItems);

/// A decoded item. `bytes` looks into what was decoded, which must live as long.
struct Item {
    bool isList = false;
    std::string_view bytes;  // of a string
    std::vector<Item> items; // of a list

    /// Empty for a list, for leading zeros and above 256 bits.
    std::optional<Amount> integer() const;
    std::optional<std::uint64_t> uint64() const;
};

/// Exactly one item. Empty for anything that is not the one canonical encoding, for bytes after it, and beyond the
/// limits above.
std::optional<Item> decode(std::string_view encoded);

} // namespace bursar::chain::evm::rlp
