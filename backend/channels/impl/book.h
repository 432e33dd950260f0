// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/impl/store.h"
#include "ledger/ledger.h"
#include "ledger/reader.h"

#include <map>

namespace bursar::channels {

/// 1 CREDIT in atomic units of USDC.
inline constexpr std::uint64_t kUnitsPerCredit = 1'000;
/// Postings of a deposit: USDC out of the world and in, credits issued, and one for each participant.
inline constexpr std::size_t kParticipantsMax = ledger::kPostingsMax - 3;

/// Keys of channel transactions begin so; nobody else's do.
inline constexpr std::string_view kTransactionKey = "tx_";
inline constexpr std::string_view kCause = "channel:";

inline std::string causeOf(std::string_view channel) { return std::string(kCause) + std::string(channel); }
base::Amount usdcOf(std::int64_t credits);

/// What channels write into the ledger, each with a key of its own, so that doing it again changes nothing. Credits belong
/// to their participants (kind: the channel); the channel itself owns the USDC that came in and the credits that are on their
/// way out. The other side of both is the world.
class Book {
public:
    Book(ledger::Ledger& ledger, ledger::Reader& reader) : m_ledger(ledger), m_reader(reader) {}

    struct Accounts {
        ledger::AccountId deposit{}, closing{};
        std::map<std::string, ledger::AccountId> participants;
    };
    Accounts open(const Snapshot& snapshot);

    /// Credits for a final deposit. `shares`: who gets how many; their sum is the deposit.
    ledger::JournalId credit(const Snapshot& snapshot, const DepositRow& deposit,
                             const std::map<std::string, std::int64_t>& shares);

    ledger::HoldId hold(const Snapshot& snapshot, const MilestoneRow& milestone);
    void pay(const Snapshot& snapshot, const MilestoneRow& milestone);
    void release(const Snapshot& snapshot, const MilestoneRow& milestone);

    using Balances = std::map<std::string, ledger::Balance>; // by participant
    Balances balances(const Snapshot& snapshot);

    /// Takes in what these participants hold, if it is still exactly that. Empty when a balance has changed; 0 when there is
    /// nothing to take in.
    std::optional<ledger::JournalId> takeIn(const Snapshot& snapshot, const PayoutRow& payout, const Balances& balances);
    /// Makes sure that takeIn() of this payout never happens, or gives the entry of the one that did.
    std::optional<ledger::JournalId> abandon(const Snapshot& snapshot, const PayoutRow& payout);
    /// The money has left: burns the credits that were taken in and books the USDC out.
    void payOut(const Snapshot& snapshot, const PayoutRow& payout);

    /// What an entry took from each participant, in credits.
    std::map<std::string, std::int64_t> takenIn(const Snapshot& snapshot, ledger::JournalId entry);

    ledger::Ledger& ledger() { return m_ledger; }

private:
    std::optional<ledger::JournalId> unlessAbandoned(ledger::JournalId entry);
    ledger::AccountId worldCredits();
    ledger::AccountId worldUsdc(const Snapshot& snapshot);
    ledger::AccountId openOne(const std::string& key, const std::string& cause, ledger::AccountName name, bool mayBeNegative);

    ledger::Ledger& m_ledger;
    ledger::Reader& m_reader;
};

/// Of what was posted because nothing stands against it. Throws Error{Internal, "ledger_refused"} with the ledger's words.
ledger::Accepted accepted(ledger::Answer answer);

} // namespace bursar::channels
