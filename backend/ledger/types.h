// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/signed_amount.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bursar::ledger {

/// A position in the journal, from 1, without gaps. Accounts and holds are named by the entry that made them.
enum class JournalId : std::int64_t {};
using AccountId = JournalId;
using HoldId = JournalId;
constexpr std::int64_t number(JournalId id) { return std::int64_t(id); }

inline constexpr std::size_t kPostingsMax = 64;
inline constexpr std::size_t kKeyBytesMax = 200;
inline constexpr std::size_t kNameBytesMax = 128; // owner, asset, kind, cause
inline constexpr std::size_t kMemoBytesMax = 1024;

/// Most that may leave an account. Holds count when they are made; what is voided is given back within the same day and
/// month (UTC). Counting starts when limits are set.
struct Limits {
    std::optional<base::SignedAmount> transaction, day, month;
    bool operator==(const Limits&) const = default;
    bool any() const { return transaction || day || month; }
};

struct Rules {
    bool mayBeNegative = false; // the outside world: mints, chains, fees
    bool frozen = false;        // nothing leaves and nothing arrives; what is held can still be released
    Limits limits;
    bool operator==(const Rules&) const = default;
};

/// Who owns what for which purpose: unique.
struct AccountName {
    std::string owner; // "channel:ch_…", "agent:search-bot", "world"
    std::string asset; // "USDC", "CREDIT"
    std::string kind;  // "balance", "deposit", "fees"
    auto operator<=>(const AccountName&) const = default;
};

struct Posting {
    AccountId account{};
    base::SignedAmount amount; // positive arrives, negative leaves; never zero
    bool operator==(const Posting&) const = default;
};

// What the ledger is asked to do. ---------------------------------------------------------------------------------------

/// The account of that name, opened with these rules unless it is there (its rules then stay).
struct OpenAccount {
    AccountName name;
    Rules rules;
    bool operator==(const OpenAccount&) const = default;
};
struct SetRules {
    AccountId account{};
    Rules rules;
    bool operator==(const SetRules&) const = default;
};
/// 2…64 postings, each account once, that sum to zero per asset.
struct Transfer {
    std::vector<Posting> postings;
    bool operator==(const Transfer&) const = default;
};
/// Reserves `amount` of `from` for `to`: it cannot be spent, and has not arrived.
struct Hold {
    AccountId from{}, to{};
    base::SignedAmount amount; // positive
    std::optional<base::Time> expiresAt;
    bool operator==(const Hold&) const = default;
};
/// Moves what was held, or a part of it; the rest is released.
struct PostHold {
    HoldId hold{};
    std::optional<base::SignedAmount> amount; // all when absent
    bool operator==(const PostHold&) const = default;
};
struct VoidHold {
    HoldId hold{};
    bool operator==(const VoidHold&) const = default;
};
using Action = std::variant<OpenAccount, SetRules, Transfer, Hold, PostHold, VoidHold>;

struct Balance {
    base::SignedAmount settled; // what was posted
    base::SignedAmount held;    // reserved of it; never negative
    base::SignedAmount available() const { return settled - held; }
    bool operator==(const Balance&) const = default;
};

/// What somebody saw before they decided.
struct Seen {
    AccountId account{};
    Balance balance;
    bool operator==(const Seen&) const = default;
};

/// An action with its idempotency key: accepted, the key stands for this action for ever; refused, nothing is kept.
struct Command {
    std::string key;   // 1…200 bytes
    std::string cause; // "channel:ch_…": what people find it by; at most 128 bytes, may be empty
    std::string memo;  // any text of at most 1 KiB
    Action action;
    /// Accepted only while these balances are as they were seen; at most 64. No part of the entry.
    std::vector<Seen> expected = {};
};

// What comes back. ------------------------------------------------------------------------------------------------------

struct Accepted {
    JournalId id{}; // of the entry, or of the first one with this key; of the account for OpenAccount
    base::Time at;
    bool repeated = false;
};

enum class RefusalCode {
    malformed,          // see text
    insufficient_funds,
    account_frozen,
    account_not_found,
    limit_exceeded,
    hold_not_found,
    hold_closed,        // posted, voided or expired before
    amount_exceeds_hold,
    key_reused,         // the key stands for another action
    balance_changed,    // not what the command expected
};

/// A value, not an exception: refusing is a part of the work.
struct Refusal {
    RefusalCode code = RefusalCode::malformed;
    std::string text; // a sentence for people
    std::optional<JournalId> subject; // the account or hold at fault; of key_reused the first entry
};

} // namespace bursar::ledger
