// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transactions/impl/store.h"

#include <functional>

namespace bursar::transactions {

struct Counters {
    Counters(base::Metrics& metrics, std::uint64_t chainId, const chain::evm::Address& sender);

    base::Metrics& metrics;
    const base::Labels labels;
    base::Gauge& queued;
    base::Gauge& inFlight;
    base::Histogram& minedSeconds;
    base::Histogram& finalSeconds;
    base::Counter& reorganised;
    base::Counter& fee;

    void ended(State outcome);
    void attempted(const char* kind); // first, raised, filler
};

/// What all of one step needs. Everything outlives it.
struct Desk {
    db::Pool& pool;
    chain::evm::Rpc& rpc;
    const base::Clock& clock;
    const Options& options;
    const Signer& signer;
    const Store& store;
    Counters& counters;

    base::Time nextLook() const { return clock.now() + options.lookEvery; }
    base::Time nextTry() const { return clock.now() + options.waitEvery; }
    /// Commits the slot as it is now, and what `also` writes with it. Throws Overtaken.
    void save(Slot& slot, const std::function<void(db::Transaction&)>& also = {}) const;
};

/// The chain as one step sees it: asked when first needed, then kept. Old answers only delay.
class ChainView {
public:
    explicit ChainView(const Desk& desk) : m_desk(desk) {}

    /// The highest final block; none while nothing is final.
    const std::optional<chain::evm::BlockRef>& final();
    /// Nonces below it are used for good. To be asked in need only: where finality is late, nodes may have
    /// forgotten the accounts of that block.
    std::uint64_t finalCount();
    /// The nonce that comes next on the chain.
    std::uint64_t nextNonce();
    /// At least twice the next base fee: never below it.
    const chain::evm::FeeCaps& suggestedCaps();

private:
    const Desk& m_desk;
    std::optional<std::optional<chain::evm::BlockRef>> m_final;
    std::optional<std::uint64_t> m_finalCount;
    std::optional<std::uint64_t> m_nextNonce;
    std::optional<chain::evm::FeeCaps> m_caps;
};

/// Signs and sends. Whatever it signs is committed before a node sees it.
/// Throws what Rpc, the database and Signer throw, and Overtaken.
class Submission {
public:
    /// Pending nonces of somebody else with our key that we queue up behind.
    static constexpr std::uint64_t kForeignPendingMax = 16;

    Submission(const Desk& desk, ChainView& view) : m_desk(desk), m_view(view) {}

    /// Gives a queued intent its nonce and sends it; or refuses it, or postpones it. Whether its state
    /// changed.
    bool start(const QueuedIntent& intent);
    /// Sends again what is not mined, with a higher fee or a filler in its place where that is due.
    void push(Slot& slot);
    /// Sends again exactly what was sent.
    void broadcast(Slot& slot, const std::optional<Why>& held = {});
    /// Takes a nonce below ours that nobody uses.
    void fillGap(std::uint64_t nonce);

private:
    bool refuse(const QueuedIntent& intent, const Why& why, std::string_view revertData);
    bool postpone(const QueuedIntent& intent, const Why& why);
    bool rejected(const QueuedIntent& intent, const chain::evm::Rejection& rejection);
    bool wantsHigherFee(Slot& slot);
    /// Why it cannot be.
    std::optional<Why> replace(Slot& slot, const Call& call, std::uint64_t gasLimit);

    const Desk& m_desk;
    ChainView& m_view;
};

} // namespace bursar::transactions
