// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/types.h"
#include "crypto/private_key.h"

#include <vector>

namespace bursar::chain::evm {

struct AccessListEntry {
    Address address;
    std::vector<Hash> storageKeys;
    bool operator==(const AccessListEntry&) const = default;
};

/// What a transaction may pay for a unit of gas, in wei.
struct FeeCaps {
    Amount maxPriorityFeePerGas; // the tip
    Amount maxFeePerGas;         // base fee and tip together
    bool operator==(const FeeCaps&) const = default;
};

/// The least caps that replace a transaction of the same nonce everywhere: both raised by 12.5 %, rounded up (nodes
/// ask for 10 %).
FeeCaps replacementCaps(const FeeCaps& caps);

/// An EIP-1559 transaction (type 2); the only kind that is sent.
struct Transaction {
    std::uint64_t chainId = 0;
    std::uint64_t nonce = 0;
    FeeCaps fees;
    std::uint64_t gasLimit = 0;
    std::optional<Address> to; // none: creates a contract from `data`
    Amount value;              // wei
    std::string data;
    std::vector<AccessListEntry> accessList;

    /// 0x02 and the payload without signature.
    std::string unsignedBytes() const;
    Hash signingHash() const { return keccak(unsignedBytes()); }
    /// The most that it can cost its sender: gasLimit · maxFeePerGas + value, in wei.
    Amount costMax() const { return fees.maxFeePerGas * gasLimit + value; }
    bool operator==(const Transaction&) const = default;
};

/// A transaction with its signature: what is stored before it is sent, and sent again unchanged.
struct SignedTransaction {
    Transaction transaction;
    Address sender;
    std::string raw; // for eth_sendRawTransaction
    Hash hash;

    /// Deterministic: the same transaction and key give the same bytes.
    static SignedTransaction sign(Transaction transaction, const crypto::PrivateKey& key);
    /// Empty when malformed, of another type, or the signature recovers nobody or has the upper s. Changed bytes may
    /// still recover somebody else: compare `sender`.
    static std::optional<SignedTransaction> decode(std::string_view raw);
};

} // namespace bursar::chain::evm
