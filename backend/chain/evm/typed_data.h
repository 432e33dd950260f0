// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"

#include <boost/json/object.hpp>

#include <map>
#include <span>
#include <vector>

/// Structured data that wallets sign (EIP-712). Known types are put together from words; anything else comes as the
/// JSON that wallets exchange (eth_signTypedData_v4).
namespace bursar::chain::evm {

/// Whom a signature is for. Only the fields that are set are part of the domain's type.
struct Domain {
    std::optional<std::string> name;
    std::optional<std::string> version;
    std::optional<Amount> chainId;
    std::optional<Address> verifyingContract;
    std::optional<Hash> salt;

    Hash separator() const;
};

/// `typeHash`: keccak() of the type as EIP-712 writes it, "Person(string name,address wallet)". `members`: one word
/// each, in order; a string or bytes is keccak() of it, other values abi::word().
Hash structHash(const Hash& typeHash, std::span<const Hash> members);
/// What is signed.
Hash typedDataDigest(const Hash& domainSeparator, const Hash& structHash);

/// EIP-3009: a token payment that anyone may submit. Times are Unix seconds; the contract wants
/// validAfter < now < validBefore.
struct TransferWithAuthorization {
    Address from;
    Address to;
    Amount value;
    Amount validAfter;
    Amount validBefore;
    Hash nonce; // random, used once

    Hash structHash() const;
    Hash digest(const Domain& token) const { return typedDataDigest(token.separator(), structHash()); }
};

/// Any typed data, from JSON with `types`, `primaryType`, `domain`, `message`. Integers are numbers, decimal texts or
/// 0x-hex; bytes are 0x-hex. When `types` has no EIP712Domain it follows from the fields of `domain`.
/// Throws Error{InvalidInput, "invalid_typed_data"}: a missing, superfluous or ill-typed member, an unknown type, more
/// than kNestingMax levels or kValuesMax values.
class TypedData {
public:
    static constexpr unsigned kNestingMax = 16;
    static constexpr std::size_t kValuesMax = 20'000;
    static constexpr std::size_t kTypesMax = 64;

    explicit TypedData(const boost::json::object& json);

    const std::string& primaryType() const { return m_primaryType; }
    /// Of the primary type, with the types that it refers to in alphabetical order.
    const std::string& encodedType() const { return m_encodedType; }
    const Hash& domainSeparator() const { return m_domainSeparator; }
    const Hash& structHash() const { return m_structHash; }
    Hash digest() const { return typedDataDigest(m_domainSeparator, m_structHash); }

private:
    std::string m_primaryType;
    std::string m_encodedType;
    Hash m_domainSeparator;
    Hash m_structHash;
};

} // namespace bursar::chain::evm
