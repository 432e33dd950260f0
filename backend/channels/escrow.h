// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "chain/evm/log_scanner.h"
#include "contract/channels.h"
#include "crypto/private_key.h"
#include "transactions/sender.h"
#include "x402/facilitator.h"
#include "x402/payments.h"
#include "x402/verify.h"

#include <memory>

namespace bursar::channels {

struct DepositRow;
struct PayoutRow;
struct Snapshot;

struct EscrowOptions {
    std::uint64_t chainId = 0;
    chain::evm::Address contract;
    chain::evm::FinalityRule finality;
    std::optional<x402::FacilitatorOptions> facilitator; // none: our own transaction settles payments
    std::function<std::string()> url;                    // of this server, for the resource of a demand
};

/// The contract behind channels (resources/contracts/Escrow.sol): demands payments into it, follows deposits and payouts to
/// finality, and compares it with the ledger.
///
/// Money goes straight into the contract: a demand names it as payTo. Our own transaction settles the payment, or an external
/// facilitator does and we assign what arrived. Nothing is believed but final blocks.
/// Threading: any thread; most calls block on the chain's nodes.
class Escrow {
public:
    /// A verified payment, on its way into the rows.
    struct Verified {
        x402::Payment payment;
        x402::Requirement requirement;
        std::uint64_t searchFrom = 0;
    };

    /// `settler` signs settlements and exits; `sender` is the contract's owner. All but the key must outlive it.
    Escrow(db::Pool& pool, chain::evm::Rpc& rpc, transactions::Sender& sender, crypto::PrivateKey settler,
           net::HttpClient& http, const base::Clock& clock, EscrowOptions options);
    ~Escrow();

    /// Puts a planned channel on this chain. Throws InvalidInput "participant_has_no_address", "participant_not_payable".
    void bind(Snapshot& plan) const;
    /// Whether its money stands in this contract; another's is left alone.
    bool holds(const Snapshot& snapshot) const;
    /// What has to be paid, as x402 says it (version 2).
    boost::json::value demandJson(const base::Amount& amount, const std::string& path);
    /// Throws PaymentRequired, with the demand, without a payment and for one that does not hold, or holds for longer than
    /// others should have to wait for it; InvalidInput "payment_malformed"; Conflict "payment_already_used", "escrow_not_open".
    /// Notes payer and nonce in the deposit.
    std::shared_ptr<const Verified> verify(const Snapshot& snapshot, DepositRow& deposit,
                                           const std::optional<std::string>& xPayment,
                                           const std::optional<std::string>& paymentSignature, const std::string& path);
    /// In the transaction that inserts the deposit: takes the proof, and enqueues what settles it.
    void claim(db::Transaction& tx, const Snapshot& snapshot, const DepositRow& deposit, const Verified& verified);

    /// Looks where it stands and moves its row on; false while there is nothing new.
    bool follow(const Snapshot& snapshot, const DepositRow& deposit);
    bool follow(const Snapshot& snapshot, const PayoutRow& payout);
    /// Keeps channels from running into the contract's time of inactivity: enqueues what is due.
    void keepAlive();

    base::Error paymentFailed(const Verified& verified, const DepositRow& deposit) const;
    void receipts(const Verified& verified, const DepositRow& deposit, std::optional<std::string>& v1,
                  std::optional<std::string>& v2) const;

    contract::EscrowComparison compare(const Snapshot& snapshot);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::channels
