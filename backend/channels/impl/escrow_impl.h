// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_pool.h"
#include "channels/escrow.h"
#include "channels/impl/escrow_contract.h"
#include "channels/impl/store.h"

#include <mutex>
#include <set>

namespace bursar::channels {

namespace evm = chain::evm;

inline constexpr std::chrono::seconds kLookEvery{5};

/// What the files of the escrow share.
struct Escrow::Impl {
    db::Pool& pool;
    evm::Rpc& rpc;
    transactions::Sender& sender;
    crypto::PrivateKey settler;
    const base::Clock& clock;
    EscrowOptions options;
    std::optional<x402::Facilitator> facilitator;

    std::mutex mutex;
    std::optional<x402::Token> known;
    std::set<std::string> settling; // payments that a facilitator is being asked about
    std::unique_ptr<base::WorkerPool> workers;

    const x402::Token& token();
    void requireSupport();
    x402::Requirement demand(const base::Amount& amount, const std::string& path);
    void requireOpen(const Snapshot& snapshot);
    base::Error required(const x402::Requirement& requirement, const std::string& text) const;
    std::optional<transactions::Status> statusOf(const std::string& call);
    void enqueue(db::Transaction& tx, const std::string& key, std::string_view channel, std::string data);

    bool followCall(const Snapshot& snapshot, const DepositRow& deposit);
    bool lookUp(const Snapshot& snapshot, const DepositRow& deposit, const std::string& why);
    bool assign(const Snapshot& snapshot, const DepositRow& deposit, const x402::PaymentRow& payment,
                const x402::Standing& standing);
    bool confirm(const DepositRow& deposit, DepositRow next);
    x402::PaymentRow paymentOf(const DepositRow& deposit);
    bool store(const DepositRow& before, const DepositRow& next);
    bool isDue(const std::optional<base::Time>& nextLook) const { return !nextLook || *nextLook <= clock.now(); }
    void askFacilitator(const DepositRow& deposit);
    void settleWith(const std::string& payment);

    bool sign(const Snapshot& snapshot, const PayoutRow& payout);
    bool sendAgain(const PayoutRow& payout, const std::string& why);
    escrow_contract::Statement statementFor(const Snapshot& snapshot, const PayoutRow& payout);
};

/// "deposit:<id>:3": the third try.
int tryOf(const std::optional<std::string>& call);
/// Longer with every try, up to an hour: it is never given up while somebody's money hangs on it.
std::chrono::seconds restAfter(int tries);
/// What the contract has to have paid out by the books.
base::Amount paidOut(const Snapshot& snapshot);

} // namespace bursar::channels
