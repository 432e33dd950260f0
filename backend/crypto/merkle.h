// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Merkle trees over an append-only list, as in RFC 9162 section 2.1 (SHA-256). Hashes are 32 raw bytes.
namespace bursar::crypto::merkle {

inline constexpr std::size_t kHashBytes = 32;

std::string leafHash(std::string_view entry);                         // SHA-256(0x00 ‖ entry)
std::string nodeHash(std::string_view left, std::string_view right);  // SHA-256(0x01 ‖ left ‖ right)
std::string emptyRoot();                                              // SHA-256 of nothing

/// The same for many, into a place of kHashBytes.
void leafHashInto(std::string_view entry, char* out);
/// The root over hashes that stand side by side; their number is a power of two. What they stand in is used up.
std::string rootOfRow(std::string row);

/// Hashes of complete subtrees: at `level` k they cover 2^k leaves each. Only complete ones are asked for.
using Subtree = std::function<std::string(unsigned level, std::uint64_t index)>;

/// The root of the first `size` leaves.
std::string root(std::uint64_t size, const Subtree& subtree);
/// The inclusion path of leaf `index` in the tree of the first `size` leaves; index < size.
std::vector<std::string> path(std::uint64_t index, std::uint64_t size, const Subtree& subtree);
/// The proof that the tree of `size` leaves begins with that of `oldSize`; 0 < oldSize <= size.
std::vector<std::string> consistency(std::uint64_t oldSize, std::uint64_t size, const Subtree& subtree);

/// The root that a leaf with this path leads to. Empty when the path does not fit index and size.
std::optional<std::string> rootFrom(std::string_view leafHash, std::uint64_t index, std::uint64_t size,
                                    const std::vector<std::string>& path);
bool isConsistent(std::uint64_t oldSize, std::string_view oldRoot, std::uint64_t size, std::string_view root,
                  const std::vector<std::string>& proof);

} // namespace bursar::crypto::merkle
