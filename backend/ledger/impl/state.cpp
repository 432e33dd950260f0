// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/state.h"

#include "base/error.h"
#include "ledger/impl/checks.h"

namespace bursar::ledger {

namespace {
using base::SignedAmount;

[[noreturn]] void broken(const std::string& what)
{
    throw base::Error(base::ErrorCode::Internal, "journal_broken", "The journal does not add up: " + what + ".");
}

void require(bool holds, const char* what)
{
    if (!holds)
        broken(what);
}

Refusal notFound(AccountId id)
{
    return {RefusalCode::account_not_found, "There is no such account.", id};
}

Refusal frozen(AccountId id)
{
    return {RefusalCode::account_frozen, "The account is frozen.", id};
}

Refusal malformed(std::string text)
{
    return {RefusalCode::malformed, std::move(text), {}};
}

/// Whether a sum stays in the range that can be kept.
bool fits(SignedAmount a, SignedAmount b)
{
    try {
        a += b;
        return true;
    } catch (const base::Error&) {
        return false;
    }
}

base::Day dayOf(base::Time at)
{
    return std::chrono::floor<std::chrono::days>(at);
}

base::Day monthOf(base::Time at)
{
    const std::chrono::year_month_day date(dayOf(at));
    return base::Day(date.year() / date.month() / 1);
}

/// What was spent, as it counts at `at`.
Spent spentAt(const std::optional<Spent>& stored, base::Time at)
{
    Spent spent = stored.value_or(Spent{});
    if (spent.day != dayOf(at))
        spent.onDay = {};
    if (spent.month != monthOf(at))
        spent.inMonth = {};
    spent.day = dayOf(at);
    spent.month = monthOf(at);
    return spent;
}

void countSpent(AccountState& account, SignedAmount amount, base::Time at)
{
    if (!account.rules.limits.any())
        return;
    Spent spent = spentAt(account.spent, at);
    spent.onDay += amount;
    spent.inMonth += amount;
    account.spent = spent;
}

/// What was held is not spent after all.
void giveBack(AccountState& account, SignedAmount amount, base::Time heldAt, base::Time at)
{
    if (!account.rules.limits.any() || !account.spent)
        return;
    Spent spent = spentAt(account.spent, at);
    // Limits may have been set after the hold was made: then it was not counted.
    if (dayOf(heldAt) == spent.day)
        spent.onDay = std::max(SignedAmount(), spent.onDay - amount);
    if (monthOf(heldAt) == spent.month)
        spent.inMonth = std::max(SignedAmount(), spent.inMonth - amount);
    account.spent = spent;
}
} // namespace

const AccountState* State::account(AccountId id) const
{
    const auto found = m_accounts.find(number(id));
    return found == m_accounts.end() ? nullptr : &found->second;
}

std::optional<AccountId> State::find(const AccountName& name) const
{
    const auto found = m_names.find(name);
    return found == m_names.end() ? std::nullopt : std::optional(found->second);
}

const OpenHold* State::hold(HoldId id) const
{
    const auto found = m_holds.find(id);
    return found == m_holds.end() ? nullptr : &found->second;
}

AccountState& State::mutableAccount(AccountId id)
{
    const auto found = m_accounts.find(number(id));
    if (found == m_accounts.end())
        broken("an account is missing");
    return found->second;
}

std::vector<HoldId> State::expired(base::Time now, std::size_t max) const
{
    std::vector<HoldId> out;
    for (auto it = m_expiries.begin(); it != m_expiries.end() && it->first <= now && out.size() < max; ++it)
        out.push_back(it->second);
    return out;
}

// Judging. --------------------------------------------------------------------------------------------------------------

State::Decision State::decide(const Command& command, const Digest& body, JournalId id, base::Time at) const
{
    if (const auto fault = faultOf(command))
        return malformed(*fault);
    std::optional<Refusal> refusal = judge(command.expected);
    if (refusal)
        return *refusal;
    if (const auto* open = std::get_if<OpenAccount>(&command.action)) {
        if (const auto found = find(open->name))
            return *found;
    } else if (const auto* set = std::get_if<SetRules>(&command.action)) {
        if (!account(set->account))
            refusal = notFound(set->account);
    } else if (const auto* transfer = std::get_if<Transfer>(&command.action)) {
        refusal = judge(*transfer, at);
    } else if (const auto* hold = std::get_if<Hold>(&command.action)) {
        refusal = judge(*hold, at);
    } else if (const auto* post = std::get_if<PostHold>(&command.action)) {
        refusal = judge(*post);
    } else if (const auto* given = std::get_if<VoidHold>(&command.action)) {
        refusal = judge(*given);
    }
    if (refusal)
        return *refusal;
    Entry entry{id, at, command.key, body, command.cause, command.memo, {}};
    std::visit([&entry](const auto& action) { entry.action = action; }, command.action);
    return entry;
}

std::optional<Refusal> State::judge(const std::vector<Seen>& expected) const
{
    for (const Seen& seen : expected) {
        const AccountState* found = account(seen.account);
        if (!found)
            return notFound(seen.account);
        if (found->balance != seen.balance)
            return Refusal{RefusalCode::balance_changed, "A balance is not what was expected any more.", seen.account};
    }
    return std::nullopt;
}

std::optional<Refusal> State::judgeLimits(AccountId id, const AccountState& account, SignedAmount leaves,
                                          base::Time at) const
{
    const Limits& limits = account.rules.limits;
    if (!limits.any())
        return std::nullopt;
    const auto exceeded = [id](const char* which) {
        return Refusal{RefusalCode::limit_exceeded, fmt::format("That is more than the account's limit for a {}.", which),
                       id};
    };
    const Spent spent = spentAt(account.spent, at);
    if (limits.transaction && leaves > *limits.transaction)
        return exceeded("transaction");
    if (limits.day && (!fits(spent.onDay, leaves) || spent.onDay + leaves > *limits.day))
        return exceeded("day");
    if (limits.month && (!fits(spent.inMonth, leaves) || spent.inMonth + leaves > *limits.month))
        return exceeded("month");
    return std::nullopt;
}

std::optional<Refusal> State::judge(const Transfer& transfer, base::Time at) const
{
    std::map<std::string_view, SignedAmount> sums;
    for (const Posting& posting : transfer.postings) {
        const AccountState* target = account(posting.account);
        if (!target)
            return notFound(posting.account);
        if (target->rules.frozen)
            return frozen(posting.account);
        SignedAmount& sum = sums[target->name.asset];
        if (!fits(sum, posting.amount) || !fits(target->balance.settled, posting.amount))
            return malformed("The amount is larger than can be kept.");
        sum += posting.amount;
        if (!posting.amount.isNegative())
            continue;
        if (!target->rules.mayBeNegative && target->balance.available() < -posting.amount)
            return Refusal{RefusalCode::insufficient_funds, "The account does not hold that much.", posting.account};
        if (auto refusal = judgeLimits(posting.account, *target, -posting.amount, at))
            return refusal;
    }
    for (const auto& [asset, sum] : sums) {
        if (!sum.isZero())
            return malformed(fmt::format("What leaves and what arrives of {} is not the same.", asset));
    }
    return std::nullopt;
}

std::optional<Refusal> State::judge(const Hold& hold, base::Time at) const
{
    const AccountState* from = account(hold.from);
    const AccountState* to = account(hold.to);
    if (!from || !to)
        return notFound(from ? hold.to : hold.from);
    if (from->rules.frozen || to->rules.frozen)
        return frozen(from->rules.frozen ? hold.from : hold.to);
    if (from->name.asset != to->name.asset)
        return malformed("The two accounts are of different assets.");
    if (!fits(from->balance.held, hold.amount) || !fits(to->balance.settled, hold.amount))
        return malformed("The amount is larger than can be kept.");
    if (hold.expiresAt && *hold.expiresAt <= at)
        return malformed("The hold would be over before it begins.");
    if (!from->rules.mayBeNegative && from->balance.available() < hold.amount)
        return Refusal{RefusalCode::insufficient_funds, "The account does not hold that much.", hold.from};
    return judgeLimits(hold.from, *from, hold.amount, at);
}

namespace {
/// An id of the past that names no open hold: it was closed, or never was one. The journal knows; the state does not.
Refusal noHold(HoldId id, JournalId last)
{
    if (id > JournalId{} && id <= last)
        return {RefusalCode::hold_closed, "That is not an open hold (any more).", id};
    return {RefusalCode::hold_not_found, "There is no such hold.", id};
}
} // namespace

std::optional<Refusal> State::judge(const PostHold& post) const
{
    const OpenHold* open = hold(post.hold);
    if (!open)
        return noHold(post.hold, m_last);
    if (post.amount && *post.amount > open->hold.amount)
        return Refusal{RefusalCode::amount_exceeds_hold, "That is more than is held.", post.hold};
    const AccountState* from = account(open->hold.from);
    const AccountState* to = account(open->hold.to);
    if (from->rules.frozen || to->rules.frozen)
        return frozen(from->rules.frozen ? open->hold.from : open->hold.to);
    const SignedAmount moved = post.amount.value_or(open->hold.amount);
    if (!fits(to->balance.settled, moved) || !fits(from->balance.settled, -moved))
        return malformed("The amount is larger than can be kept.");
    return std::nullopt;
}

std::optional<Refusal> State::judge(const VoidHold& given) const
{
    return hold(given.hold) ? std::nullopt : std::optional(noHold(given.hold, m_last));
}

// Carrying out. ---------------------------------------------------------------------------------------------------------

void State::apply(const Entry& entry)
{
    require(number(entry.id) == number(m_last) + 1, "an entry is missing");
    require(entry.at >= m_lastAt, "time ran backwards");
    std::visit([&](const auto& action) { carryOut(entry, action); }, entry.action);
    m_last = entry.id;
    m_lastAt = entry.at;
}

void State::carryOut(const Entry& entry, const OpenAccount& open)
{
    require(m_names.emplace(open.name, entry.id).second, "an account was opened twice");
    m_accounts.emplace(number(entry.id), AccountState{open.name, open.rules, {}, {}, entry.at});
}

void State::carryOut(const Entry& entry, const SetRules& set)
{
    AccountState& target = mutableAccount(set.account);
    target.rules = set.rules;
    if (set.rules.limits.any() && !target.spent)
        target.spent = spentAt(std::nullopt, entry.at);
}

void State::carryOut(const Entry& entry, const Transfer& transfer)
{
    std::map<std::string_view, SignedAmount> sums;
    for (const Posting& posting : transfer.postings) {
        AccountState& target = mutableAccount(posting.account);
        target.balance.settled += posting.amount;
        sums[target.name.asset] += posting.amount;
        if (posting.amount.isNegative()) {
            require(target.rules.mayBeNegative || !target.balance.available().isNegative(), "an account is overdrawn");
            countSpent(target, -posting.amount, entry.at);
        }
    }
    for (const auto& [asset, sum] : sums)
        require(sum.isZero(), "postings do not sum to zero");
}

void State::carryOut(const Entry& entry, const Hold& hold)
{
    AccountState& from = mutableAccount(hold.from);
    mutableAccount(hold.to);
    from.balance.held += hold.amount;
    require(from.rules.mayBeNegative || !from.balance.available().isNegative(), "more is held than there is");
    countSpent(from, hold.amount, entry.at);
    restore(entry.id, OpenHold{hold, entry.at, entry.cause});
}

void State::carryOut(const Entry& entry, const PostHold& post)
{
    const OpenHold* open = hold(post.hold);
    require(open, "a hold is missing");
    release(post.hold, post.amount.value_or(open->hold.amount), entry.at);
}

void State::carryOut(const Entry& entry, const VoidHold& given)
{
    release(given.hold, {}, entry.at);
}

void State::carryOut(const Entry& entry, const ExpireHold& expired)
{
    release(expired.hold, {}, entry.at);
}

void State::release(HoldId id, SignedAmount moved, base::Time at)
{
    const auto found = m_holds.find(id);
    require(found != m_holds.end(), "a hold is missing");
    const OpenHold open = found->second;
    require(moved <= open.hold.amount, "more was posted than was held");
    AccountState& from = mutableAccount(open.hold.from);
    from.balance.held -= open.hold.amount;
    require(!from.balance.held.isNegative(), "less is held than was reserved");
    from.balance.settled -= moved;
    mutableAccount(open.hold.to).balance.settled += moved;
    giveBack(from, open.hold.amount - moved, open.madeAt, at);
    m_holds.erase(found);
    if (open.hold.expiresAt)
        m_expiries.erase({*open.hold.expiresAt, id});
}

void State::restore(AccountId id, AccountState account)
{
    m_names.emplace(account.name, id);
    m_accounts.insert_or_assign(number(id), std::move(account));
}

void State::restore(HoldId id, OpenHold open)
{
    if (open.hold.expiresAt)
        m_expiries.emplace(*open.hold.expiresAt, id);
    m_holds.insert_or_assign(id, std::move(open));
}

void State::restore(JournalId last, base::Time at)
{
    m_last = last;
    m_lastAt = at;
}

} // namespace bursar::ledger
