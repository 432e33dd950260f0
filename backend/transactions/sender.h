// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "base/time.h"
#include "chain/evm/log_scanner.h"
#include "chain/evm/rpc.h"
#include "crypto/private_key.h"
#include "db/db.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bursar::transactions {

using base::Amount;

/// What is to happen on the chain, once.
struct Intent {
    static constexpr std::size_t kKeyBytesMax = 200;
    static constexpr std::size_t kCauseBytesMax = 200;
    static constexpr std::size_t kDataBytesMax = 96 * 1024; // nodes take transactions of 128 KiB
    static constexpr std::uint64_t kGasLimitMax = 16'000'000; // below what EIP-7825 allows a transaction

    std::string key;   // the caller's idempotency key, for ever, over all senders
    std::string cause; // for people: "channel:ch_…"
    std::optional<chain::evm::Address> to; // none: creates a contract from `data`
    Amount value;      // wei
    std::string data;  // raw
    std::uint64_t gasLimitMax = kGasLimitMax; // refused beyond
};

enum class State {
    Queued,    // has no nonce yet; `reason` says what it waits for
    Signed,    // has a nonce and signed bytes; no node has taken them yet
    Sent,      // a node said that it is in its pool
    Unknown,   // nobody said; it is looked for, and the same bytes are sent again
    Mined,     // in a block that may still be reorganised away
    Succeeded, // final
    Reverted,  // final: mined, paid its gas, did nothing else
    Refused,   // final: its estimate failed, so nothing was sent (or under a lost nonce only)
    Failed,    // final: given up; nothing of it was or can be mined
};
std::string_view stateWord(State state); // "queued" …
bool isFinal(State state);

/// The transaction that was mined.
struct MinedFacts {
    chain::evm::BlockRef block;
    std::uint64_t gasUsed = 0;
    Amount effectiveGasPrice; // wei
    bool succeeded = false;
};

/// Where an intent stands. `reason` is a stable word, `detail` a line for people, with what a node said:
/// - queued: "" (its turn comes), insufficient_funds, chain_unavailable, chain_rpc_error, fee_over_limit,
///   nonce_far_ahead, nonce_taken (somebody else with our key used its nonce; it gets another), internal;
/// - refused: estimate_reverted (`revertData` holds what the contract said), gas_over_limit, rejected;
/// - on its way: "", unknown, insufficient_funds, underpriced, fee_over_limit, attempts_exhausted,
///   nonce_conflict, nonce_taken, rejected (a filler takes its place), chain_unavailable, chain_rpc_error,
///   internal;
/// - failed: rejected, nonce_taken.
struct Status {
    State state = State::Queued;
    std::string reason;
    std::string detail;
    std::string revertData; // at most kRevertBytesMax: for abi::Function::decode()
    std::optional<std::uint64_t> nonce; // the newest
    std::optional<chain::evm::Hash> hash; // of the mined attempt, else of the newest
    std::optional<MinedFacts> mined;      // of Mined, Succeeded, Reverted
    unsigned attempts = 0;                // signed for this nonce, fillers included
    std::optional<base::Time> nextLook;   // none when final

    static constexpr std::size_t kRevertBytesMax = 4096;
};

struct Options {
    /// The most that one intent may pay for gas, in wei, whatever has to be replaced. Not zero.
    Amount feeMax;
    Amount tipFloor; // wei for a unit of gas; Amoy: 30 gwei
    chain::evm::FinalityRule finality;
    std::chrono::seconds raiseAfter{60};        // unmined for so long though it is next: its fee is raised
    std::chrono::milliseconds lookEvery{2'000}; // at what is on its way
    std::chrono::seconds waitEvery{15};         // between attempts at what waits for money, fees or nodes
    unsigned inFlightMax = 16;                  // nodes keep no more of one account for sure
};

/// Sends transactions of one account to one chain: an intent gets one nonce, and any number of signed
/// attempts at it, until the outcome is final. Everything is in the database; a Sender keeps nothing between
/// steps, so a crash at any moment, and two servers that step at the same time, are the same to it as no
/// event at all.
///
/// Bounds: kQueuedMax intents wait, kLooksPerStep are looked at and kSignedPerStep are signed in a step; a
/// nonce gets kAttemptsMax attempts, an intent kNoncesMax nonces (a second only after somebody else's
/// transaction finally took the first).
/// Threading: step() by one thread at a time; the rest by any.
/// Metrics, with {chain, sender}: bursar_transactions_queued, …_in_flight, …_outcomes_total{outcome},
/// …_attempts_total{kind}, …_reorganised_total, …_mined_seconds, …_final_seconds, …_fee_total (native
/// units, whole).
class Sender {
public:
    static constexpr std::int64_t kQueuedMax = 5'000;
    static constexpr std::size_t kLooksPerStep = 64;
    static constexpr std::size_t kSignedPerStep = 16;
    static constexpr unsigned kAttemptsMax = 32;
    static constexpr unsigned kNoncesMax = 8;

    /// All but the key must outlive it. Throws Error{InvalidInput, "invalid_sender"}: a limit or time is zero.
    Sender(db::Pool& pool, chain::evm::Rpc& rpc, crypto::PrivateKey key, base::Metrics& metrics,
           const base::Clock& clock, Options options);
    ~Sender();

    const chain::evm::Address& address() const;

    /// Commits with the caller's own rows. Again with the same call it does nothing. Throws Error: Conflict
    /// "key_reused" (the key stands for another call, chain or sender), InvalidInput "invalid_intent",
    /// Unavailable "transactions_queue_full".
    /// The gas is estimated when its turn comes, on the state of that moment: what builds on another intent
    /// is enqueued once that one is final.
    void enqueue(db::Transaction& tx, const Intent& intent);

    /// Empty when nothing was ever enqueued under this key for this account.
    std::optional<Status> find(db::Transaction& tx, const std::string& key) const;

    /// One pass: looks at what is on its way, sends again, raises fees, finishes; then signs and sends what
    /// waits. About every 500 ms, on one server; two at a time do no harm. Returns the keys of intents whose
    /// state it changed: a hint that a crash can swallow, find() is the truth. Throws what the database
    /// throws; what nodes do wrong is written to the intents that wait for it.
    std::vector<std::string> step();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::transactions
