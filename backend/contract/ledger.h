// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "contract/types.h"

/// The ledger as people read it. Amounts are signed decimal strings in the smallest unit of the asset. Moving value is the
/// business of channels, wallets and the like, each with operations of its own.
namespace bursar::contract {

struct LedgerAccount {
    std::int64_t account_id = 0;
    std::string owner;
    std::string asset;
    std::string kind;
    bool may_be_negative = false;
    bool frozen = false;
    std::optional<std::string> limit_transaction_atomic;
    std::optional<std::string> limit_day_atomic;
    std::optional<std::string> limit_month_atomic;
    std::string settled_atomic;
    std::string held_atomic;
    std::string available_atomic;
    base::Time opened_at;
};
BOOST_DESCRIBE_STRUCT(LedgerAccount, (),
                      (account_id, owner, asset, kind, may_be_negative, frozen, limit_transaction_atomic,
                       limit_day_atomic, limit_month_atomic, settled_atomic, held_atomic, available_atomic, opened_at))

struct LedgerAsset {
    std::string asset;
    std::int64_t accounts = 0;
    std::string circulating_atomic; // what accounts hold that may not be negative
    std::string held_atomic;
};
BOOST_DESCRIBE_STRUCT(LedgerAsset, (), (asset, accounts, circulating_atomic, held_atomic))

struct LedgerSummary {
    bool writes_here = false;        // this server writes the journal
    std::optional<std::string> writer;
    std::int64_t entries = 0;
    std::int64_t derived = 0;        // entries that the lists show
    std::int64_t sealed = 0;         // entries that have a receipt
    std::optional<base::Time> sealed_at;
    std::string public_key;          // Ed25519, hexadecimal: checks receipts
    std::int64_t open_holds = 0;
    std::vector<LedgerAsset> assets;
};
BOOST_DESCRIBE_STRUCT(LedgerSummary, (),
                      (writes_here, writer, entries, derived, sealed, sealed_at, public_key, open_holds, assets))

struct GetLedgerSummary {
    static constexpr OperationId kName = "GetLedgerSummary";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What the ledger holds, and how far it is written, shown and sealed.";
    using Input = Empty;
    using Output = LedgerSummary;
};

struct LedgerAccountPage {
    std::vector<LedgerAccount> accounts;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LedgerAccountPage, (), (accounts, next))

struct ListLedgerAccounts {
    static constexpr OperationId kName = "ListLedgerAccounts";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/accounts"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Accounts in the order in which they were opened, newest first.";
    struct Input {
        std::optional<std::string> owner;
        std::optional<std::string> asset;
        std::optional<std::string> kind;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = LedgerAccountPage;
};
BOOST_DESCRIBE_STRUCT(ListLedgerAccounts::Input, (), (owner, asset, kind, cursor, limit))

struct GetLedgerAccount {
    static constexpr OperationId kName = "GetLedgerAccount";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/accounts/{account_id}"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "An account and its balance, now or as it was at a time.";
    struct Input {
        std::int64_t account_id = 0;
        std::optional<base::Time> at;
    };
    using Output = LedgerAccount;
};
BOOST_DESCRIBE_STRUCT(GetLedgerAccount::Input, (), (account_id, at))

struct StatementRow {
    std::int64_t entry_id = 0;
    base::Time at;
    std::string amount_atomic; // of the settled balance; "0" when only the held part changed
    std::string settled_atomic;
    std::string held_atomic;
};
BOOST_DESCRIBE_STRUCT(StatementRow, (), (entry_id, at, amount_atomic, settled_atomic, held_atomic))

struct StatementPage {
    std::vector<StatementRow> rows;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(StatementPage, (), (rows, next))

struct ListStatement {
    static constexpr OperationId kName = "ListStatement";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/accounts/{account_id}/statement"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What changed an account, newest first, each with the balance after it.";
    struct Input {
        std::int64_t account_id = 0;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = StatementPage;
};
BOOST_DESCRIBE_STRUCT(ListStatement::Input, (), (account_id, cursor, limit))

struct LedgerPosting {
    std::int64_t account_id = 0;
    std::string owner;
    std::string asset;
    std::string kind;
    std::string amount_atomic;
};
BOOST_DESCRIBE_STRUCT(LedgerPosting, (), (account_id, owner, asset, kind, amount_atomic))

struct LedgerEntry {
    std::int64_t entry_id = 0;
    base::Time at;
    std::string type; // open, rules, transfer, hold, post, void, expire
    std::string key;
    std::optional<std::string> cause;
    std::optional<std::string> memo;
    std::optional<std::int64_t> hold_id;  // of hold, post, void, expire
    std::vector<LedgerPosting> postings;  // moved, or of a hold what it reserves
    std::string text;                     // as it is sealed
};
BOOST_DESCRIBE_STRUCT(LedgerEntry, (), (entry_id, at, type, key, cause, memo, hold_id, postings, text))

struct LedgerEntryPage {
    std::vector<LedgerEntry> entries;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LedgerEntryPage, (), (entries, next))

struct ListLedgerEntries {
    static constexpr OperationId kName = "ListLedgerEntries";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/entries"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "The journal, newest first; all of it, or what one thing caused.";
    struct Input {
        std::optional<std::string> cause;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = LedgerEntryPage;
};
BOOST_DESCRIBE_STRUCT(ListLedgerEntries::Input, (), (cause, cursor, limit))

struct LedgerEntryInput {
    std::int64_t entry_id = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerEntryInput, (), (entry_id))

struct GetLedgerEntry {
    static constexpr OperationId kName = "GetLedgerEntry";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/entries/{entry_id}"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "One entry of the journal.";
    using Input = LedgerEntryInput;
    using Output = LedgerEntry;
};

struct SealReceipt {
    std::string receipt; // JSON text: save it as it is, check it with `bursarctl verify-receipt`
};
BOOST_DESCRIBE_STRUCT(SealReceipt, (), (receipt))

struct GetLedgerReceipt {
    static constexpr OperationId kName = "GetLedgerReceipt";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/entries/{entry_id}/receipt"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "Proof that an entry stands in the sealed journal; 409 not_sealed_yet in its first second.";
    using Input = LedgerEntryInput;
    using Output = SealReceipt;
};

struct GetActivityReceipt {
    static constexpr OperationId kName = "GetActivityReceipt";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/activity/{id}/receipt"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "Proof that an audit entry stands in the sealed log; 409 not_sealed_yet in its first second.";
    struct Input {
        std::string id;
    };
    using Output = SealReceipt;
};
BOOST_DESCRIBE_STRUCT(GetActivityReceipt::Input, (), (id))

struct LedgerHold {
    std::int64_t hold_id = 0;
    std::int64_t from_account = 0;
    std::string from_owner;
    std::int64_t to_account = 0;
    std::string to_owner;
    std::string asset;
    std::string amount_atomic;
    std::optional<std::string> cause;
    std::string state; // open, posted, voided, expired
    std::optional<std::string> posted_atomic;
    base::Time made_at;
    std::optional<base::Time> expires_at;
    std::optional<base::Time> closed_at;
    std::optional<std::int64_t> closed_by; // entry
};
BOOST_DESCRIBE_STRUCT(LedgerHold, (),
                      (hold_id, from_account, from_owner, to_account, to_owner, asset, amount_atomic, cause, state,
                       posted_atomic, made_at, expires_at, closed_at, closed_by))

struct LedgerHoldPage {
    std::vector<LedgerHold> holds;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LedgerHoldPage, (), (holds, next))

struct ListHolds {
    static constexpr OperationId kName = "ListHolds";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/ledger/holds"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Holds, newest first; by state, or of one account.";
    struct Input {
        std::optional<std::string> state;
        std::optional<std::int64_t> account_id;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = LedgerHoldPage;
};
BOOST_DESCRIBE_STRUCT(ListHolds::Input, (), (state, account_id, cursor, limit))

struct LedgerCheck {
    std::int64_t entries = 0; // that were carried out again, from the first
    std::int64_t accounts = 0;
    std::int64_t holds = 0;   // open ones
    std::int64_t heads = 0;   // sealed heads that were checked
    std::vector<std::string> faults; // sentences; empty when everything adds up
    double seconds = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerCheck, (), (entries, accounts, holds, heads, faults, seconds))

struct CheckLedger {
    static constexpr OperationId kName = "CheckLedger";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/ledger/check"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "Carries the whole journal out again and compares: sums, balances, holds, seals.";
    using Input = Empty;
    using Output = LedgerCheck;
};

} // namespace bursar::contract
