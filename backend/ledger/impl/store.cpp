// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/store.h"

#include "base/error.h"
#include "base/ids.h"

#include <cstring>

namespace bursar::ledger {

namespace {
using base::SignedAmount;

constexpr std::size_t kReadRowsMax = 20'000;

SignedAmount signedOf(const db::Row& row, int column)
{
    const auto amount = SignedAmount::fromAtomic(row.text(column));
    if (!amount)
        throw base::Error(base::ErrorCode::Internal, "ledger_unreadable", "The ledger holds an amount that cannot be read.");
    return *amount;
}

std::optional<SignedAmount> optSigned(const db::Row& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(signedOf(row, column));
}

/// A digest in the form of a UUID, which PostgreSQL keeps in 16 bytes.
std::string uuidText(const Digest& digest)
{
    const std::string hex = base::toHex({digest.data(), digest.size()});
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-'
        + hex.substr(20);
}

Digest digestFrom(std::string_view uuid)
{
    std::string hex(uuid), raw;
    std::erase(hex, '-');
    Digest digest{};
    if (!base::fromHex(hex, raw) || raw.size() != digest.size())
        throw base::Error(base::ErrorCode::Internal, "ledger_unreadable", "The ledger holds a key that cannot be read.");
    std::memcpy(digest.data(), raw.data(), raw.size());
    return digest;
}

std::vector<std::string> uuidTexts(std::span<const Digest> digests)
{
    std::vector<std::string> texts;
    for (const Digest& digest : digests)
        texts.push_back(uuidText(digest));
    return texts;
}

AccountState accountFrom(const db::Row& row, int column)
{
    AccountState account;
    account.name = {row.string(column), row.string(column + 1), row.string(column + 2)};
    account.rules = {row.boolean(column + 3), row.boolean(column + 4),
                     {optSigned(row, column + 5), optSigned(row, column + 6), optSigned(row, column + 7)}};
    account.balance = {signedOf(row, column + 8), signedOf(row, column + 9)};
    if (!row.isNull(column + 10))
        account.spent = Spent{row.day(column + 10), signedOf(row, column + 11), row.day(column + 12), signedOf(row, column + 13)};
    account.openedAt = row.time(column + 14);
    return account;
}
} // namespace

// The journal. ----------------------------------------------------------------------------------------------------------

void appendEntries(db::Transaction& tx, JournalId first, std::span<const std::string> entries)
{
    constexpr std::size_t kCopyFrom = 32; // below, one statement is quicker than the two round trips of COPY
    if (entries.size() == 1) {
        tx.exec("INSERT INTO ledger_journal (id, entry) VALUES ($1, $2)", {number(first), entries.front()});
        return;
    }
    if (entries.size() < kCopyFrom) {
        tx.exec("INSERT INTO ledger_journal (id, entry) SELECT $1::bigint + n - 1, entry "
                "FROM unnest($2::text[]) WITH ORDINALITY AS new (entry, n)",
                {number(first), db::Param::array(entries)});
        return;
    }
    db::CopyWriter copy = tx.copy("ledger_journal", "id, entry");
    std::int64_t id = number(first);
    for (const std::string& entry : entries) {
        copy.integer(id++).text(entry);
        copy.endRow();
    }
    copy.finish();
}

std::size_t readEntries(db::Transaction& tx, JournalId after, std::size_t rowsMax,
                        const std::function<void(JournalId, std::string_view)>& each)
{
    const db::Result rows = tx.exec("SELECT id, entry FROM ledger_journal WHERE id > $1 ORDER BY id LIMIT $2",
                                    {number(after), rowsMax});
    for (const db::Row row : rows)
        each(JournalId(row.integer(0)), row.text(1));
    return rows.size();
}

std::optional<std::string> readEntry(db::Transaction& tx, JournalId id)
{
    const db::Result rows = tx.exec("SELECT entry FROM ledger_journal WHERE id = $1", {number(id)});
    return rows.empty() ? std::nullopt : std::optional(rows[0].string(0));
}

// The checkpoint. -------------------------------------------------------------------------------------------------------

JournalId derivedThrough(db::Transaction& tx)
{
    return JournalId(tx.one("SELECT journal_id FROM ledger_progress", {}).integer(0));
}

void loadCheckpoint(db::Transaction& tx, State& state)
{
    const db::Row progress = tx.one("SELECT journal_id, at FROM ledger_progress", {});
    state.restore(JournalId(progress.integer(0)), progress.time(1));
    std::int64_t after = 0;
    for (;;) {
        const db::Result rows = tx.exec(
            "SELECT id, owner, asset, kind, may_be_negative, frozen, limit_transaction, limit_day, limit_month, settled, "
            "held, spent_day, spent_on_day, spent_month, spent_in_month, opened_at FROM ledger_account "
            "WHERE id > $1 ORDER BY id LIMIT $2",
            {after, kReadRowsMax});
        for (const db::Row row : rows) {
            after = row.integer(0);
            state.restore(AccountId(after), accountFrom(row, 1));
        }
        if (rows.size() < kReadRowsMax)
            break;
    }
    for (const db::Row row : tx.exec("SELECT id, from_id, to_id, amount, expires_at, made_at, cause FROM ledger_hold "
                                     "WHERE state = 'open' ORDER BY id")) {
        state.restore(HoldId(row.integer(0)),
                      OpenHold{{AccountId(row.integer(1)), AccountId(row.integer(2)), signedOf(row, 3), row.optTime(4)},
                               row.time(5), row.string(6)});
    }
}

void replayTail(db::Transaction& tx, State& state, const std::function<void(const Entry&)>& tail)
{
    while (readEntries(tx, state.last(), kReadRowsMax, [&](JournalId, std::string_view text) {
               const Entry entry = decode(text);
               state.apply(entry);
               tail(entry);
           }) == kReadRowsMax) {
    }
}

void derive(State& state, const Entry& entry, Derived& out)
{
    std::vector<std::pair<AccountId, SignedAmount>> changed;
    const auto close = [&](HoldId id, std::string_view word, std::optional<SignedAmount> posted) {
        const OpenHold* open = state.hold(id);
        if (!open)
            return; // apply() says what is wrong
        const SignedAmount moved = posted.value_or(open->hold.amount);
        changed.emplace_back(open->hold.from, -moved);
        if (!moved.isZero())
            changed.emplace_back(open->hold.to, moved);
        out.closed.push_back({id, word, moved, entry.id, entry.at});
    };
    if (const auto* transfer = std::get_if<Transfer>(&entry.action)) {
        for (const Posting& posting : transfer->postings)
            changed.emplace_back(posting.account, posting.amount);
    } else if (const auto* hold = std::get_if<Hold>(&entry.action)) {
        changed.emplace_back(hold->from, SignedAmount());
        out.made.emplace(entry.id, OpenHold{*hold, entry.at, entry.cause});
    } else if (const auto* post = std::get_if<PostHold>(&entry.action)) {
        close(post->hold, "posted", post->amount);
    } else if (const auto* given = std::get_if<VoidHold>(&entry.action)) {
        close(given->hold, "voided", SignedAmount());
    } else if (const auto* expired = std::get_if<ExpireHold>(&entry.action)) {
        close(expired->hold, "expired", SignedAmount());
    } else if (const auto* set = std::get_if<SetRules>(&entry.action)) {
        out.touched.insert(set->account);
    } else {
        out.touched.insert(entry.id);
    }
    state.apply(entry);
    for (const auto& [account, amount] : changed) {
        out.touched.insert(account);
        out.postings.push_back({account, entry.id, entry.at, amount, state.account(account)->balance});
    }
    out.keys.push_back({digestOf(entry.key), entry.body, entry.id, entry.cause});
}

namespace {
void writePostings(db::Transaction& tx, const Derived& derived)
{
    std::vector<const Derived::Row*> rows;
    for (const Derived::Row& row : derived.postings)
        rows.push_back(&row);
    // In the order of the index: neighbours share its pages.
    std::sort(rows.begin(), rows.end(), [](const Derived::Row* a, const Derived::Row* b) {
        return std::pair(a->account, a->entry) < std::pair(b->account, b->entry);
    });
    db::CopyWriter copy = tx.copy("ledger_posting", "account_id, journal_id, at, amount, settled, held");
    for (const Derived::Row* row : rows) {
        copy.integer(number(row->account)).integer(number(row->entry)).time(row->at);
        copy.text(row->amount.atomic()).text(row->after.settled.atomic()).text(row->after.held.atomic());
        copy.endRow();
    }
    copy.finish();
}

void writeKeys(db::Transaction& tx, const Derived& derived)
{
    std::vector<const Derived::Key*> keys;
    for (const Derived::Key& key : derived.keys)
        keys.push_back(&key);
    std::sort(keys.begin(), keys.end(), [](const Derived::Key* a, const Derived::Key* b) {
        return std::memcmp(a->key.data(), b->key.data(), a->key.size()) < 0;
    });
    db::CopyWriter copy = tx.copy("ledger_key", "key, body, journal_id, cause");
    for (const Derived::Key* key : keys) {
        copy.text(uuidText(key->key)).text(uuidText(key->body)).integer(number(key->entry)).text(key->cause);
        copy.endRow();
    }
    copy.finish();
}

void writeAccounts(db::Transaction& tx, const State& state, const Derived& derived)
{
    if (derived.touched.empty())
        return;
    tx.exec("CREATE TEMPORARY TABLE IF NOT EXISTS ledger_touched (LIKE ledger_account) ON COMMIT DELETE ROWS");
    db::CopyWriter copy = tx.copy("ledger_touched",
                                  "id, owner, asset, kind, may_be_negative, frozen, limit_transaction, limit_day, "
                                  "limit_month, settled, held, spent_day, spent_on_day, spent_month, spent_in_month, "
                                  "opened_at");
    const auto amount = [&copy](const std::optional<SignedAmount>& value) {
        value ? copy.text(value->atomic()) : copy.null();
    };
    for (const AccountId id : derived.touched) {
        const AccountState& account = *state.account(id);
        copy.integer(number(id)).text(account.name.owner).text(account.name.asset).text(account.name.kind);
        copy.boolean(account.rules.mayBeNegative).boolean(account.rules.frozen);
        amount(account.rules.limits.transaction);
        amount(account.rules.limits.day);
        amount(account.rules.limits.month);
        copy.text(account.balance.settled.atomic()).text(account.balance.held.atomic());
        if (account.spent) {
            copy.text(base::formatDay(account.spent->day)).text(account.spent->onDay.atomic());
            copy.text(base::formatDay(account.spent->month)).text(account.spent->inMonth.atomic());
        } else {
            copy.null().null().null().null();
        }
        copy.time(account.openedAt);
        copy.endRow();
    }
    copy.finish();
    tx.exec("INSERT INTO ledger_account AS a SELECT * FROM ledger_touched ON CONFLICT (id) DO UPDATE SET "
            "frozen = excluded.frozen, may_be_negative = excluded.may_be_negative, "
            "limit_transaction = excluded.limit_transaction, limit_day = excluded.limit_day, "
            "limit_month = excluded.limit_month, settled = excluded.settled, held = excluded.held, "
            "spent_day = excluded.spent_day, spent_on_day = excluded.spent_on_day, spent_month = excluded.spent_month, "
            "spent_in_month = excluded.spent_in_month");
}

void writeHolds(db::Transaction& tx, const Derived& derived)
{
    if (!derived.made.empty()) {
        db::CopyWriter copy = tx.copy("ledger_hold", "id, from_id, to_id, amount, cause, made_at, expires_at, state");
        for (const auto& [id, open] : derived.made) {
            copy.integer(number(id)).integer(number(open.hold.from)).integer(number(open.hold.to));
            copy.text(open.hold.amount.atomic()).text(open.cause).time(open.madeAt);
            open.hold.expiresAt ? copy.time(*open.hold.expiresAt) : copy.null();
            copy.text("open");
            copy.endRow();
        }
        copy.finish();
    }
    if (derived.closed.empty())
        return;
    std::vector<std::int64_t> ids, closers;
    std::vector<std::string> states, amounts, times;
    for (const Derived::ClosedHold& hold : derived.closed) {
        ids.push_back(number(hold.id));
        closers.push_back(number(hold.by));
        states.emplace_back(hold.state);
        amounts.push_back(hold.posted.atomic());
        times.push_back(base::formatTime(hold.at));
    }
    tx.exec("UPDATE ledger_hold h SET state = c.state, posted = c.posted, closed_by = c.closer, closed_at = c.at "
            "FROM unnest($1::bigint[], $2::text[], $3::numeric[], $4::bigint[], $5::timestamptz[]) "
            "AS c (id, state, posted, closer, at) WHERE h.id = c.id",
            {db::Param::array(ids), db::Param::array(states), db::Param::array(amounts), db::Param::array(closers),
             db::Param::array(times)});
}
} // namespace

void writeDerived(db::Transaction& tx, const State& state, const Derived& derived, JournalId from)
{
    const db::Result moved = tx.exec("UPDATE ledger_progress SET journal_id = $1, at = $2 WHERE journal_id = $3",
                                     {number(state.last()), state.lastAt(), number(from)});
    if (moved.affected() != 1) {
        throw base::Error(base::ErrorCode::Conflict, "ledger_derived_elsewhere",
                          "Another server derives the ledger's tables now.");
    }
    writePostings(tx, derived);
    writeKeys(tx, derived);
    writeAccounts(tx, state, derived);
    writeHolds(tx, derived);
}

std::map<AccountId, Balance> storedBalances(db::Transaction& tx, std::span<const AccountId> accounts)
{
    std::vector<std::int64_t> ids;
    for (const AccountId id : accounts)
        ids.push_back(number(id));
    std::map<AccountId, Balance> balances;
    for (const db::Row row : tx.exec("SELECT id, settled, held FROM ledger_account WHERE id = ANY ($1::bigint[])",
                                     {db::Param::array(ids)}))
        balances.emplace(AccountId(row.integer(0)), Balance{signedOf(row, 1), signedOf(row, 2)});
    return balances;
}

std::optional<AccountId> storedAccount(db::Transaction& tx, const AccountName& name)
{
    const db::Result rows = tx.exec("SELECT id FROM ledger_account WHERE owner = $1 AND asset = $2 AND kind = $3",
                                    {name.owner, name.asset, name.kind});
    return rows.empty() ? std::nullopt : std::optional(AccountId(rows[0].integer(0)));
}

// Keys. -----------------------------------------------------------------------------------------------------------------

std::unordered_map<Digest, KnownKey, DigestHash> findKeys(db::Transaction& tx, std::span<const Digest> keys)
{
    std::unordered_map<Digest, KnownKey, DigestHash> found;
    if (keys.empty())
        return found;
    for (const db::Row row : tx.exec("SELECT key, body, journal_id FROM ledger_key WHERE key = ANY ($1::uuid[])",
                                     {db::Param::array(uuidTexts(keys))}))
        found.emplace(digestFrom(row.text(0)), KnownKey{JournalId(row.integer(2)), digestFrom(row.text(1))});
    return found;
}

void readKeys(db::Transaction& tx, const std::function<void(const Digest&)>& each)
{
    std::string after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
        const db::Result rows =
            tx.exec("SELECT key FROM ledger_key WHERE key > $1 ORDER BY key LIMIT $2", {after, kReadRowsMax});
        for (const db::Row row : rows) {
            after = row.string(0);
            each(digestFrom(row.text(0)));
        }
        if (rows.size() < kReadRowsMax)
            break;
    }
}

// Other servers. --------------------------------------------------------------------------------------------------------

void sendToInbox(db::Transaction& tx, std::span<const InboxRow> rows)
{
    for (const InboxRow& row : rows)
        tx.exec("INSERT INTO ledger_inbox (id, command) VALUES ($1, $2) ON CONFLICT DO NOTHING", {row.id, row.command});
    tx.exec("NOTIFY ledger_inbox");
}

std::vector<InboxRow> readInbox(db::Transaction& tx, std::size_t rowsMax)
{
    std::vector<InboxRow> rows;
    for (const db::Row row : tx.exec("SELECT id, command FROM ledger_inbox ORDER BY id LIMIT $1", {rowsMax}))
        rows.push_back({row.string(0), row.string(1)});
    return rows;
}

void answerInbox(db::Transaction& tx, std::span<const InboxRow> outcomes, base::Time now)
{
    std::vector<std::string> ids;
    for (const InboxRow& outcome : outcomes) {
        ids.push_back(outcome.id);
        tx.exec("INSERT INTO ledger_outcome (id, outcome, at) VALUES ($1, $2, $3)", {outcome.id, outcome.command, now});
    }
    tx.exec("DELETE FROM ledger_inbox WHERE id = ANY ($1::uuid[])", {db::Param::array(ids)});
}

std::vector<InboxRow> takeOutcomes(db::Transaction& tx, std::span<const std::string> ids)
{
    std::vector<InboxRow> rows;
    for (const db::Row row : tx.exec("DELETE FROM ledger_outcome WHERE id = ANY ($1::uuid[]) RETURNING id, outcome",
                                     {db::Param::array(ids)}))
        rows.push_back({row.string(0), row.string(1)});
    return rows;
}

void dropOldOutcomes(db::Transaction& tx, base::Time before)
{
    tx.exec("DELETE FROM ledger_outcome WHERE at < $1", {before});
}

void heartbeat(db::Transaction& tx, const std::string& server)
{
    tx.exec("SET LOCAL synchronous_commit = off"); // only whoever is alive cares
    tx.exec("INSERT INTO ledger_writer (server, heartbeat_at) VALUES ($1, now()) ON CONFLICT (one) DO UPDATE SET "
            "server = excluded.server, heartbeat_at = excluded.heartbeat_at",
            {server});
}

bool endSilentWriter(db::Transaction& tx, std::chrono::seconds silence)
{
    // A lock's 64 bits stand in pg_locks as two halves.
    return !tx.exec("SELECT pg_terminate_backend(l.pid) FROM pg_locks l, ledger_writer w "
                    "WHERE w.heartbeat_at < now() - make_interval(secs => $1) AND l.locktype = 'advisory' AND l.granted "
                    "AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = $2 "
                    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                    {silence.count(), kWriterLock})
                .empty();
}

} // namespace bursar::ledger
