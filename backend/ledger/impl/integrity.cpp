// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/integrity.h"

#include "base/error.h"
#include "ledger/impl/store.h"
#include "ledger/reader.h"

#include <fmt/format.h>

namespace bursar::ledger {

namespace {
constexpr std::size_t kHeadsMax = 1'000;
constexpr std::size_t kRowsMax = 20'000;

class Faults {
public:
    void add(std::string fault)
    {
        if (m_list.size() < kFaultsMax)
            m_list.push_back(std::move(fault));
    }
    std::vector<std::string> take() { return std::move(m_list); }

private:
    std::vector<std::string> m_list;
};

/// Everything up to the checkpoint, carried out from the first entry.
void fold(db::Transaction& tx, JournalId through, State& state, Faults& faults)
{
    try {
        std::size_t rows = kRowsMax;
        while (state.last() < through && rows == kRowsMax) {
            const auto left = std::size_t(number(through) - number(state.last()));
            rows = std::min(kRowsMax, left);
            if (readEntries(tx, state.last(), rows, [&](JournalId, std::string_view text) { state.apply(decode(text)); }) < rows)
                break;
        }
        if (state.last() != through)
            faults.add(fmt::format("The journal ends at entry {}; {} were taken into account.", number(state.last()), number(through)));
    } catch (const base::Error& error) {
        faults.add(fmt::format("After entry {}: {}", number(state.last()), error.what()));
    }
}

void compareAccounts(const State& folded, const State& stored, Faults& faults)
{
    for (const auto& [id, account] : folded.accounts()) {
        const AccountState* other = stored.account(AccountId(id));
        if (!other)
            faults.add(fmt::format("Account {} is missing from the checkpoint.", id));
        else if (other->balance != account.balance)
            faults.add(fmt::format("Account {} is kept as {} (held {}), the journal says {} (held {}).", id,
                                   other->balance.settled.atomic(), other->balance.held.atomic(),
                                   account.balance.settled.atomic(), account.balance.held.atomic()));
        else if (other->rules != account.rules || other->name != account.name)
            faults.add(fmt::format("The rules or the name of account {} are not those of the journal.", id));
    }
    if (stored.accounts().size() > folded.accounts().size())
        faults.add("The checkpoint has accounts that the journal never opened.");
}

void compareHolds(const State& folded, const State& stored, Faults& faults)
{
    for (const auto& [id, open] : folded.holds()) {
        const OpenHold* other = stored.hold(id);
        if (!other || !(other->hold == open.hold))
            faults.add(fmt::format("Hold {} is open by the journal and not by the checkpoint, or another one.", number(id)));
    }
    if (stored.holds().size() > folded.holds().size())
        faults.add("The checkpoint has open holds that the journal has closed.");
}

void checkSums(const State& state, Faults& faults)
{
    std::map<std::string, base::SignedAmount> sums;
    std::map<AccountId, base::SignedAmount> held;
    for (const auto& [id, open] : state.holds())
        held[open.hold.from] += open.hold.amount;
    for (const auto& [id, account] : state.accounts()) {
        sums[account.name.asset] += account.balance.settled;
        if (account.balance.held != held[AccountId(id)])
            faults.add(fmt::format("What is held of account {} is not what its open holds reserve.", id));
        if (!account.rules.mayBeNegative && account.balance.available().isNegative())
            faults.add(fmt::format("Account {} is overdrawn.", id));
    }
    for (const auto& [asset, sum] : sums) {
        if (!sum.isZero())
            faults.add(fmt::format("All balances of {} sum to {} instead of zero.", asset, sum.atomic()));
    }
}

} // namespace

std::vector<std::string> faultsOf(const State& state)
{
    Faults faults;
    checkSums(state, faults);
    return faults.take();
}

namespace {
/// The newest row of a statement is the balance.
void checkPostings(db::Transaction& tx, Faults& faults)
{
    for (const db::Row row : tx.exec(
             "SELECT a.id FROM ledger_account a LEFT JOIN LATERAL (SELECT settled, held FROM ledger_posting p WHERE "
             "p.account_id = a.id ORDER BY journal_id DESC LIMIT 1) l ON true WHERE coalesce(l.settled, 0) <> a.settled "
             "OR coalesce(l.held, 0) <> a.held ORDER BY a.id LIMIT $1", {kFaultsMax}))
        faults.add(fmt::format("The statement of account {} does not end with its balance.", row.integer(0)));
}
} // namespace

contract::LedgerCheck Reader::check()
{
    const auto start = std::chrono::steady_clock::now();
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    Faults faults;
    State stored, folded;
    loadCheckpoint(tx, stored);
    fold(tx, stored.last(), folded, faults);
    compareAccounts(folded, stored, faults);
    compareHolds(folded, stored, faults);
    checkSums(folded, faults);
    checkPostings(tx, faults);
    contract::LedgerCheck out;
    for (const std::string_view log : {kJournalLog, kAuditLog}) {
        if (const auto fault = audit::faultOfHeads(tx, log, kHeadsMax))
            faults.add(*fault);
        out.heads += tx.one("SELECT least(count(*), $2) FROM seal_head WHERE log = $1", {log, kHeadsMax}).integer(0);
    }
    out.entries = number(folded.last());
    out.accounts = std::int64_t(folded.accounts().size());
    out.holds = std::int64_t(folded.holds().size());
    out.faults = faults.take();
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
}

} // namespace bursar::ledger
