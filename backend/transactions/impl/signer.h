// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/transaction.h"
#include "transactions/sender.h"

#include <span>

namespace bursar::transactions {

/// What a transaction does, apart from what it pays for gas.
struct Call {
    std::optional<chain::evm::Address> to;
    Amount value;
    std::string data;
    bool operator==(const Call&) const = default;
};

/// The only place that signs. Any thread.
class Signer {
public:
    static constexpr std::uint64_t kFillerGas = 21'000; // a plain transfer

    Signer(std::uint64_t chainId, crypto::PrivateKey key);

    const chain::evm::Address& address() const { return m_address; }
    std::uint64_t chainId() const { return m_chainId; }
    /// Nothing, to ourselves: takes a nonce's place.
    Call filler() const { return {m_address, {}, {}}; }

    /// Throws Error{Internal, "nonce_reused"} unless `earlier`, all that was signed for this nonce, are the
    /// same call with the same gas limit on this chain with this nonce, or fillers; a filler may follow
    /// anything, nothing else may follow a filler. Throws Error{Internal, "fee_over_limit"} when it may cost
    /// more than `feeMax`.
    chain::evm::SignedTransaction sign(std::uint64_t nonce, const Call& call, std::uint64_t gasLimit,
                                       const chain::evm::FeeCaps& fees, const Amount& feeMax,
                                       std::span<const chain::evm::SignedTransaction> earlier) const;

private:
    const std::uint64_t m_chainId;
    const crypto::PrivateKey m_key;
    const chain::evm::Address m_address;
};

} // namespace bursar::transactions
