// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/merkle.h"

#include "crypto/hash.h"

#include <bit>

namespace bursar::crypto::merkle {

namespace {
/// The greatest power of two below `size`; size > 1.
std::uint64_t splitOf(std::uint64_t size)
{
    return std::bit_floor(size - 1);
}

/// MTH of leaves [from, from + size); `from` is a multiple of the next power of two.
std::string hashOf(std::uint64_t from, std::uint64_t size, const Subtree& subtree)
{
    if (std::has_single_bit(size))
        return subtree(unsigned(std::countr_zero(size)), from / size);
    const std::uint64_t left = splitOf(size);
    return nodeHash(hashOf(from, left, subtree), hashOf(from + left, size - left, subtree));
}

void addPath(std::uint64_t index, std::uint64_t from, std::uint64_t size, const Subtree& subtree,
             std::vector<std::string>& out)
{
    if (size == 1)
        return;
    const std::uint64_t left = splitOf(size);
    if (index < left) {
        addPath(index, from, left, subtree, out);
        out.push_back(hashOf(from + left, size - left, subtree));
    } else {
        addPath(index - left, from + left, size - left, subtree, out);
        out.push_back(hashOf(from, left, subtree));
    }
}

/// SUBPROOF of RFC 9162 2.1.4.1; `known` while the old tree is a subtree whose hash the verifier has.
void addProof(std::uint64_t oldSize, std::uint64_t from, std::uint64_t size, bool known, const Subtree& subtree,
              std::vector<std::string>& out)
{
    if (oldSize == size) {
        if (!known)
            out.push_back(hashOf(from, size, subtree));
        return;
    }
    const std::uint64_t left = splitOf(size);
    if (oldSize <= left) {
        addProof(oldSize, from, left, known, subtree, out);
        out.push_back(hashOf(from + left, size - left, subtree));
    } else {
        addProof(oldSize - left, from + left, size - left, false, subtree, out);
        out.push_back(hashOf(from, left, subtree));
    }
}
} // namespace

void leafHashInto(std::string_view entry, char* out)
{
    sha256Into({"\x00", 1}, entry, out);
}

std::string leafHash(std::string_view entry)
{
    std::string out(kHashBytes, '\0');
    leafHashInto(entry, out.data());
    return out;
}

std::string nodeHash(std::string_view left, std::string_view right)
{
    return rootOfRow(std::string(left) += right);
}

std::string rootOfRow(std::string row)
{
    for (std::size_t count = row.size() / kHashBytes; count > 1; count /= 2) {
        for (std::size_t i = 0; i < count / 2; ++i)
            sha256Into({"\x01", 1}, std::string_view(row).substr(2 * i * kHashBytes, 2 * kHashBytes), row.data() + i * kHashBytes);
    }
    row.resize(kHashBytes);
    return row;
}

std::string emptyRoot()
{
    return sha256({});
}

std::string root(std::uint64_t size, const Subtree& subtree)
{
    return size == 0 ? emptyRoot() : hashOf(0, size, subtree);
}

std::vector<std::string> path(std::uint64_t index, std::uint64_t size, const Subtree& subtree)
{
    std::vector<std::string> out;
    addPath(index, 0, size, subtree, out);
    return out;
}

std::vector<std::string> consistency(std::uint64_t oldSize, std::uint64_t size, const Subtree& subtree)
{
    std::vector<std::string> out;
    addProof(oldSize, 0, size, true, subtree, out);
    return out;
}

std::optional<std::string> rootFrom(std::string_view leaf, std::uint64_t index, std::uint64_t size,
                                    const std::vector<std::string>& path)
{
    if (index >= size)
        return std::nullopt;
    std::uint64_t node = index, last = size - 1;
    std::string hash(leaf);
    for (const std::string& sibling : path) {
        if (last == 0)
            return std::nullopt;
        if ((node & 1) != 0 || node == last) {
            hash = nodeHash(sibling, hash);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = nodeHash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 ? std::optional(hash) : std::nullopt;
}

bool isConsistent(std::uint64_t oldSize, std::string_view oldRoot, std::uint64_t size, std::string_view newRoot,
                  const std::vector<std::string>& proof)
{
    if (oldSize == 0 || oldSize > size)
        return false;
    if (oldSize == size)
        return proof.empty() && oldRoot == newRoot;
    auto next = proof.begin();
    std::string before, after;
    if (std::has_single_bit(oldSize)) {
        before = after = std::string(oldRoot);
    } else {
        if (proof.empty())
            return false;
        before = after = *next++;
    }
    std::uint64_t node = oldSize - 1, last = size - 1;
    while ((node & 1) != 0) {
        node >>= 1;
        last >>= 1;
    }
    for (; next != proof.end(); ++next) {
        if (last == 0)
            return false;
        if ((node & 1) != 0 || node == last) {
            before = nodeHash(*next, before);
            after = nodeHash(*next, after);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            after = nodeHash(after, *next);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && before == oldRoot && after == newRoot;
}

} // namespace bursar::crypto::merkle
