// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/impl/signer.h"

#include "base/error.h"

namespace bursar::transactions {

using base::Error;
using base::ErrorCode;
using chain::evm::SignedTransaction;
using chain::evm::Transaction;

namespace {
Call callOf(const Transaction& transaction)
{
    return {transaction.to, transaction.value, transaction.data};
}
} // namespace

Signer::Signer(std::uint64_t chainId, crypto::PrivateKey key)
    : m_chainId(chainId), m_key(std::move(key)), m_address(*chain::evm::Address::fromHex(m_key.address()))
{
}

SignedTransaction Signer::sign(std::uint64_t nonce, const Call& call, std::uint64_t gasLimit,
                               const chain::evm::FeeCaps& fees, const Amount& feeMax,
                               std::span<const SignedTransaction> earlier) const
{
    const bool isFiller = call == filler();
    for (const SignedTransaction& other : earlier) {
        const Transaction& signedBefore = other.transaction;
        const Call before = callOf(signedBefore);
        const bool samePlace = other.sender == m_address && signedBefore.chainId == m_chainId
            && signedBefore.nonce == nonce;
        const bool sameCall = before == call && signedBefore.gasLimit == gasLimit;
        if (!samePlace || (!isFiller && !sameCall))
            throw Error(ErrorCode::Internal, "nonce_reused",
                        "something else was signed for this nonce before");
    }
    if (fees.maxFeePerGas * gasLimit > feeMax)
        throw Error(ErrorCode::Internal, "fee_over_limit", "it may cost more than a transaction may cost");
    return SignedTransaction::sign({.chainId = m_chainId, .nonce = nonce, .fees = fees, .gasLimit = gasLimit,
                                    .to = call.to, .value = call.value, .data = call.data, .accessList = {}},
                                   m_key);
}

} // namespace bursar::transactions
