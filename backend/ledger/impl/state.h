// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/entry.h"

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace bursar::ledger {

/// What has left an account of late; kept only where limits are set.
struct Spent {
    base::Day day{};
    base::SignedAmount onDay;
    base::Day month{}; // its first day
    base::SignedAmount inMonth;
    bool operator==(const Spent&) const = default;
};

struct AccountState {
    AccountName name;
    Rules rules;
    Balance balance;
    std::optional<Spent> spent;
    base::Time openedAt;
};

struct OpenHold {
    Hold hold;
    base::Time madeAt;
    std::string cause;
};

/// All balances and open holds after some entry of the journal: a deterministic state machine without clock, disk or
/// threads. decide() judges a command, apply() carries an entry out; recovery applies the same entries again and arrives
/// at the same state.
class State {
public:
    /// The entry that would carry the command out, or why not. OpenAccount of an account that is there gives its id.
    /// Idempotency keys are the caller's.
    using Decision = std::variant<Entry, JournalId, Refusal>;
    Decision decide(const Command& command, const Digest& body, JournalId id, base::Time at) const;
    /// An entry that nothing stands against. Throws Error{Internal, "journal_broken"} when it does not fit: an entry out of
    /// order, an unknown account, a sum that is not zero. The state is then unusable.
    void apply(const Entry& entry);

    JournalId last() const { return m_last; }
    base::Time lastAt() const { return m_lastAt; }
    const AccountState* account(AccountId id) const;
    std::optional<AccountId> find(const AccountName& name) const;
    const OpenHold* hold(HoldId id) const;
    const std::unordered_map<std::int64_t, AccountState>& accounts() const { return m_accounts; }
    const std::map<HoldId, OpenHold>& holds() const { return m_holds; }
    /// Open holds whose time is over, oldest first.
    std::vector<HoldId> expired(base::Time now, std::size_t max) const;

    /// For a checkpoint: puts back what was stored as of entry `last`.
    void restore(AccountId id, AccountState account);
    void restore(HoldId id, OpenHold hold);
    void restore(JournalId last, base::Time at);

private:
    AccountState& mutableAccount(AccountId id);
    std::optional<Refusal> judge(const std::vector<Seen>& expected) const;
    std::optional<Refusal> judge(const Transfer& transfer, base::Time at) const;
    std::optional<Refusal> judge(const Hold& hold, base::Time at) const;
    std::optional<Refusal> judge(const PostHold& post) const;
    std::optional<Refusal> judge(const VoidHold& given) const;
    std::optional<Refusal> judgeLimits(AccountId id, const AccountState& account, base::SignedAmount leaves,
                                       base::Time at) const;
    void carryOut(const Entry& entry, const OpenAccount& open);
    void carryOut(const Entry& entry, const SetRules& set);
    void carryOut(const Entry& entry, const Transfer& transfer);
    void carryOut(const Entry& entry, const Hold& hold);
    void carryOut(const Entry& entry, const PostHold& post);
    void carryOut(const Entry& entry, const VoidHold& given);
    void carryOut(const Entry& entry, const ExpireHold& expired);
    /// Closes a hold, moving `moved` of it.
    void release(HoldId id, base::SignedAmount moved, base::Time at);

    JournalId m_last{};
    base::Time m_lastAt;
    std::unordered_map<std::int64_t, AccountState> m_accounts;
    std::map<AccountName, AccountId> m_names;
    std::map<HoldId, OpenHold> m_holds;
    std::set<std::pair<base::Time, HoldId>> m_expiries;
};

} // namespace bursar::ledger
