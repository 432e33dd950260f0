// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "simulated_chain.h"
#include "support/fake_clock.h"
#include "support/test_database.h"
#include "transactions/sender.h"

#include <string>

namespace bursar::transactions::test {

inline constexpr const char* kKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

inline const crypto::PrivateKey& signingKey()
{
    static const crypto::PrivateKey key = *crypto::PrivateKey::fromHex(kKey);
    return key;
}
inline Address account()
{
    return *Address::fromHex(signingKey().address());
}
inline Address somebody()
{
    return *Address::fromHex("0x" + std::string(40, 'b'));
}

inline Options quick()
{
    return {.feeMax = Amount(SimulatedChain::kGwei) * 100'000'000, // 0.1 ether
            .finality = {.confirmations = 4},
            .raiseAfter = std::chrono::seconds(60),
            .lookEvery = std::chrono::seconds(2),
            .waitEvery = std::chrono::seconds(15)};
}

/// What is done to the chain of whoever holds the account's key besides us.
inline SignedTransaction fromOutside(std::uint64_t chainId, std::uint64_t nonce, FeeCaps fees)
{
    return SignedTransaction::sign({.chainId = chainId, .nonce = nonce, .fees = fees, .gasLimit = 21'000,
                                    .to = somebody(), .value = Amount(7), .data = "", .accessList = {}},
                                   signingKey());
}

/// A node's refusal.
inline SendOutcome saying(const char* text)
{
    return {SendOutcome::State::Rejected, Rejection{classifyRejection(text), text, {}}, false};
}

/// A sender on a simulated chain.
struct Bench {
    explicit Bench(Options given = quick()) : options(std::move(given)) { restart(); }

    bursar::test::TestDatabase database;
    db::Pool pool{database.options()};
    bursar::test::FakeClock clock;
    base::Metrics metrics;
    SimulatedChain chain{account()};
    Options options;
    std::unique_ptr<Sender> sender;

    std::unique_ptr<Sender> another()
    {
        return std::make_unique<Sender>(pool, chain, *crypto::PrivateKey::fromHex(kKey), metrics, clock, options);
    }
    void restart() { sender = another(); }

    static Intent intent(const std::string& key)
    {
        return {.key = key, .cause = "test", .to = somebody(), .value = Amount(5), .data = "call " + key};
    }
    void enqueue(const Intent& intent)
    {
        pool.transact([&](db::Transaction& tx) { sender->enqueue(tx, intent); });
    }
    void enqueue(const std::string& key) { enqueue(intent(key)); }
    Status status(const std::string& key)
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return sender->find(tx, key).value();
    }
    /// "sent", "queued insufficient_funds".
    std::string state(const std::string& key)
    {
        const Status found = status(key);
        return std::string(stateWord(found.state)) + (found.reason.empty() ? "" : " " + found.reason);
    }
    /// Steps, after time has passed.
    void step(base::Duration later = std::chrono::seconds(15))
    {
        clock.advance(later);
        sender->step();
    }
    void stepUntilFinal(const std::string& key)
    {
        for (int i = 0; i < 100 && !isFinal(status(key).state); ++i) {
            chain.mine();
            step();
        }
    }
    std::string value(const std::string& sql)
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return tx.one(sql, {}).string(0);
    }
    double outcomes(const std::string& outcome)
    {
        return metrics
            .counter("bursar_transactions_outcomes_total", "Intents that ended",
                     {{"chain", "80002"}, {"sender", account().hex()}, {"outcome", outcome}})
            .value();
    }
};

} // namespace bursar::transactions::test
