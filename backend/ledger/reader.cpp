// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/reader.h"

#include "base/error.h"
#include "base/ids.h"
#include "ledger/impl/store.h"

#include <fmt/format.h>

#include <charconv>

namespace bursar::ledger {

namespace {
constexpr int kPageRowsDefault = 50;
constexpr std::chrono::seconds kKeyWait{15};

/// Cursors are ids: lists run from newest to oldest.
std::int64_t before(const std::optional<std::string>& cursor)
{
    std::int64_t id = std::numeric_limits<std::int64_t>::max();
    if (!cursor)
        return id;
    const auto [end, error] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), id);
    if (error != std::errc() || end != cursor->data() + cursor->size() || id <= 0)
        throw base::invalidField("cursor", "malformed", "must be a cursor of this list");
    return id;
}

int limitOf(const std::optional<int>& limit)
{
    const int rows = limit.value_or(kPageRowsDefault);
    if (rows < 1 || rows > Reader::kPageRowsMax)
        throw base::invalidField("limit", "out_of_range", fmt::format("must be 1 to {}", Reader::kPageRowsMax));
    return rows;
}

/// Cuts the row that was read to see whether there are more, and says where the next page begins.
template <class T>
std::optional<std::string> nextOf(std::vector<T>& rows, int limit, std::int64_t T::*id)
{
    if (rows.size() <= std::size_t(limit))
        return std::nullopt;
    rows.pop_back();
    return std::to_string(rows.back().*id);
}

constexpr std::string_view kAccountColumns =
    "id, owner, asset, kind, may_be_negative, frozen, limit_transaction, limit_day, limit_month, settled, held, "
    "settled - held, opened_at";

contract::LedgerAccount accountOf(const db::Row& row)
{
    return {row.integer(0), row.string(1), row.string(2), row.string(3), row.boolean(4), row.boolean(5),
            row.optString(6), row.optString(7), row.optString(8), row.string(9), row.string(10),
            row.string(11), row.time(12)};
}

std::string_view typeOf(const EntryAction& action)
{
    constexpr std::array kTypes{"open", "rules", "transfer", "hold", "post", "void", "expire"};
    return kTypes[action.index()];
}

std::optional<std::string> optText(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// Entries for people, with the accounts that they name.
class EntryTexts {
public:
    explicit EntryTexts(db::Transaction& tx) : m_tx(tx) {}

    void add(std::string_view text)
    {
        m_entries.push_back(decode(text));
        m_texts.emplace_back(text);
    }
    std::vector<contract::LedgerEntry> take()
    {
        readHolds();
        std::vector<contract::LedgerEntry> out;
        std::set<AccountId> named;
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const Entry& entry = m_entries[i];
            contract::LedgerEntry wire{number(entry.id), entry.at, std::string(typeOf(entry.action)), entry.key,
                                       optText(entry.cause), optText(entry.memo), {}, {}, m_texts[i]};
            addPostings(entry, wire);
            for (const contract::LedgerPosting& posting : wire.postings)
                named.insert(AccountId(posting.account_id));
            out.push_back(std::move(wire));
        }
        nameAccounts(named, out);
        return out;
    }

private:
    struct StoredHold {
        std::int64_t from = 0, to = 0;
        base::SignedAmount amount;
    };

    static std::optional<HoldId> closes(const EntryAction& action)
    {
        if (const auto* post = std::get_if<PostHold>(&action))
            return post->hold;
        if (const auto* given = std::get_if<VoidHold>(&action))
            return given->hold;
        if (const auto* expired = std::get_if<ExpireHold>(&action))
            return expired->hold;
        return std::nullopt;
    }
    void readHolds()
    {
        std::vector<std::int64_t> ids;
        for (const Entry& entry : m_entries) {
            if (const auto hold = closes(entry.action))
                ids.push_back(number(*hold));
        }
        if (ids.empty())
            return;
        for (const db::Row row : m_tx.exec("SELECT id, from_id, to_id, amount FROM ledger_hold WHERE id = ANY ($1::bigint[])",
                                           {db::Param::array(ids)}))
            m_holds[row.integer(0)] = {row.integer(1), row.integer(2), *base::SignedAmount::fromAtomic(row.text(3))};
    }
    void addPostings(const Entry& entry, contract::LedgerEntry& wire) const
    {
        const auto add = [&wire](std::int64_t account, base::SignedAmount amount) {
            wire.postings.push_back({account, {}, {}, {}, amount.atomic()});
        };
        if (const auto* transfer = std::get_if<Transfer>(&entry.action)) {
            for (const Posting& posting : transfer->postings)
                add(number(posting.account), posting.amount);
        } else if (const auto* hold = std::get_if<Hold>(&entry.action)) {
            wire.hold_id = number(entry.id);
            add(number(hold->from), -hold->amount);
            add(number(hold->to), hold->amount);
        } else if (const auto id = closes(entry.action)) {
            wire.hold_id = number(*id);
            const auto found = m_holds.find(number(*id));
            const auto* post = std::get_if<PostHold>(&entry.action);
            if (!post || found == m_holds.end())
                return;
            const base::SignedAmount moved = post->amount.value_or(found->second.amount);
            add(found->second.from, -moved);
            add(found->second.to, moved);
        }
    }
    void nameAccounts(const std::set<AccountId>& named, std::vector<contract::LedgerEntry>& entries)
    {
        std::vector<std::int64_t> ids;
        for (const AccountId id : named)
            ids.push_back(number(id));
        std::map<std::int64_t, AccountName> names;
        for (const db::Row row : m_tx.exec("SELECT id, owner, asset, kind FROM ledger_account WHERE id = ANY ($1::bigint[])",
                                           {db::Param::array(ids)}))
            names[row.integer(0)] = {row.string(1), row.string(2), row.string(3)};
        for (contract::LedgerEntry& entry : entries) {
            for (contract::LedgerPosting& posting : entry.postings) {
                const AccountName& name = names[posting.account_id];
                posting.owner = name.owner;
                posting.asset = name.asset;
                posting.kind = name.kind;
            }
        }
    }

    db::Transaction& m_tx;
    std::vector<Entry> m_entries;
    std::vector<std::string> m_texts;
    std::map<std::int64_t, StoredHold> m_holds;
};
} // namespace

Reader::Reader(db::Pool& pool, Ledger& ledger, std::string publicKey)
    : m_pool(pool), m_ledger(ledger), m_publicKey(std::move(publicKey))
{
}

contract::LedgerSummary Reader::summary()
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    contract::LedgerSummary out;
    out.writes_here = m_ledger.isWriter();
    for (const db::Row row : tx.exec("SELECT server FROM ledger_writer"))
        out.writer = row.string(0);
    out.entries = tx.one("SELECT coalesce(max(id), 0) FROM ledger_journal", {}).integer(0);
    out.derived = number(derivedThrough(tx));
    if (const auto head = audit::latestHead(tx, kJournalLog)) {
        out.sealed = std::int64_t(head->size);
        out.sealed_at = head->at;
    }
    out.public_key = base::toHex(m_publicKey);
    out.open_holds = tx.one("SELECT count(*) FROM ledger_hold WHERE state = 'open'", {}).integer(0);
    for (const db::Row row : tx.exec("SELECT asset, count(*), coalesce(sum(settled) FILTER (WHERE NOT may_be_negative), 0), "
                                     "sum(held) FROM ledger_account GROUP BY asset ORDER BY asset"))
        out.assets.push_back({row.string(0), row.integer(1), row.string(2), row.string(3)});
    return out;
}

contract::LedgerAccountPage Reader::accounts(const contract::ListLedgerAccounts::Input& input)
{
    const int limit = limitOf(input.limit);
    std::vector<db::Param> params{before(input.cursor), limit + 1};
    std::string sql = fmt::format("SELECT {} FROM ledger_account WHERE id < $1", kAccountColumns);
    const auto where = [&](const char* column, const std::optional<std::string>& value) {
        if (!value)
            return;
        params.emplace_back(*value);
        sql += fmt::format(" AND {} = ${}", column, params.size());
    };
    where("owner", input.owner);
    where("asset", input.asset);
    where("kind", input.kind);
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::LedgerAccountPage page;
    for (const db::Row row : tx.exec(sql + " ORDER BY id DESC LIMIT $2", params))
        page.accounts.push_back(accountOf(row));
    page.next = nextOf(page.accounts, limit, &contract::LedgerAccount::account_id);
    return page;
}

contract::LedgerAccount Reader::account(const contract::GetLedgerAccount::Input& input)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const db::Result rows = tx.exec(fmt::format("SELECT {} FROM ledger_account WHERE id = $1", kAccountColumns), {input.account_id});
    if (rows.empty())
        throw base::notFound("account");
    contract::LedgerAccount account = accountOf(rows[0]);
    if (!input.at)
        return account;
    // Entries of one microsecond are told apart by their numbers.
    const db::Result then = tx.exec("SELECT settled, held, settled - held FROM ledger_posting WHERE account_id = $1 AND at <= $2 "
                                    "ORDER BY journal_id DESC LIMIT 1", {input.account_id, *input.at});
    account.settled_atomic = then.empty() ? "0" : then[0].string(0);
    account.held_atomic = then.empty() ? "0" : then[0].string(1);
    account.available_atomic = then.empty() ? "0" : then[0].string(2);
    return account;
}

std::map<AccountId, base::SignedAmount> Reader::settledAt(std::span<const AccountId> accounts, base::Time at)
{
    std::vector<std::int64_t> ids;
    for (const AccountId id : accounts)
        ids.push_back(number(id));
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    std::map<AccountId, base::SignedAmount> out;
    for (const db::Row row : tx.exec("SELECT a.id, p.settled FROM unnest($1::bigint[]) a (id), LATERAL (SELECT settled FROM "
                                     "ledger_posting WHERE account_id = a.id AND at <= $2 ORDER BY journal_id DESC LIMIT 1) p",
                                     {db::Param::array(ids), at}))
        out.emplace(AccountId(row.integer(0)), *base::SignedAmount::fromAtomic(row.text(1)));
    return out;
}

contract::StatementPage Reader::statement(const contract::ListStatement::Input& input)
{
    const int limit = limitOf(input.limit);
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::StatementPage page;
    for (const db::Row row : tx.exec("SELECT journal_id, at, amount, settled, held FROM ledger_posting WHERE account_id = $1 "
                                     "AND journal_id < $2 ORDER BY journal_id DESC LIMIT $3",
                                     {input.account_id, before(input.cursor), limit + 1}))
        page.rows.push_back({row.integer(0), row.time(1), row.string(2), row.string(3), row.string(4)});
    if (page.rows.empty() && tx.exec("SELECT 1 FROM ledger_account WHERE id = $1", {input.account_id}).empty())
        throw base::notFound("account");
    page.next = nextOf(page.rows, limit, &contract::StatementRow::entry_id);
    return page;
}

contract::LedgerEntryPage Reader::entries(const contract::ListLedgerEntries::Input& input)
{
    const int limit = limitOf(input.limit);
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const db::Result rows =
        input.cause && !input.cause->empty()
            ? tx.exec("SELECT j.entry FROM ledger_key k JOIN ledger_journal j ON j.id = k.journal_id WHERE k.cause = $1 AND "
                      "k.cause <> '' AND k.journal_id < $2 ORDER BY k.journal_id DESC LIMIT $3",
                      {*input.cause, before(input.cursor), limit + 1})
            : tx.exec("SELECT entry FROM ledger_journal WHERE id < $1 ORDER BY id DESC LIMIT $2", {before(input.cursor), limit + 1});
    EntryTexts texts(tx);
    for (const db::Row row : rows)
        texts.add(row.text(0));
    contract::LedgerEntryPage page{texts.take(), {}};
    page.next = nextOf(page.entries, limit, &contract::LedgerEntry::entry_id);
    return page;
}

contract::LedgerEntry Reader::entry(std::int64_t id)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const auto text = readEntry(tx, JournalId(id));
    if (!text)
        throw base::notFound("entry");
    EntryTexts texts(tx);
    texts.add(*text);
    return texts.take().front();
}

std::optional<JournalId> Reader::entryOfKey(std::string_view key)
{
    if (!m_ledger.waitUntilDerived(kKeyWait))
        throw base::Error(base::ErrorCode::Unavailable, "ledger_busy", "The ledger is behind; try again.");
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const Digest digest = digestOf(key);
    const auto found = findKeys(tx, std::span(&digest, 1));
    return found.empty() ? std::nullopt : std::optional(found.begin()->second.entry);
}

std::vector<JournalRow> Reader::tail(JournalId after, int limit)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    std::vector<JournalRow> out;
    for (const db::Row row : tx.exec("SELECT entry FROM ledger_journal WHERE id > $1 ORDER BY id LIMIT $2",
                                     {number(after), limit})) {
        Entry entry = decode(row.text(0));
        JournalRow& made = out.emplace_back();
        made.id = entry.id;
        made.at = entry.at;
        made.key = std::move(entry.key);
        made.cause = std::move(entry.cause);
        made.memo = std::move(entry.memo);
        made.type = typeOf(entry.action);
        if (auto* transfer = std::get_if<Transfer>(&entry.action))
            made.postings = std::move(transfer->postings);
    }
    return out;
}

std::map<std::string, std::int64_t> Reader::transfersByCause(db::Transaction& tx, std::string_view keyPrefix, JournalId after,
                                                             JournalId until)
{
    // Quotes inside a JSON text are escaped, so these patterns match members and never what somebody wrote into a memo.
    std::map<std::string, std::int64_t> out;
    for (const db::Row row : tx.exec("SELECT substring(entry from '\"cause\":\"([^\"\\\\]*)\"'), count(*) FROM ledger_journal "
                                     "WHERE id > $1 AND id <= $2 AND strpos(entry, '\"key\":\"' || $3) > 0 "
                                     "AND strpos(entry, '\"type\":\"transfer\"') > 0 GROUP BY 1",
                                     {number(after), number(until), keyPrefix})) {
        if (!row.isNull(0))
            out.emplace(row.string(0), row.integer(1));
    }
    return out;
}

contract::LedgerHoldPage Reader::holds(const contract::ListHolds::Input& input)
{
    const int limit = limitOf(input.limit);
    std::vector<db::Param> params{before(input.cursor), limit + 1};
    std::string where;
    if (input.state) {
        if (!std::set<std::string>{"open", "posted", "voided", "expired"}.contains(*input.state))
            throw base::invalidField("state", "not_allowed", "must be open, posted, voided or expired");
        // The word itself, so that the index of open holds serves.
        where += fmt::format(" AND h.state = '{}'", *input.state);
    }
    if (input.account_id) {
        params.emplace_back(*input.account_id);
        where += fmt::format(" AND (h.from_id = ${0} OR h.to_id = ${0})", params.size());
    }
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::LedgerHoldPage page;
    for (const db::Row row : tx.exec(
             "SELECT h.id, h.from_id, f.owner, h.to_id, t.owner, f.asset, h.amount, h.cause, h.state, h.posted, h.made_at, "
             "h.expires_at, h.closed_at, h.closed_by FROM ledger_hold h JOIN ledger_account f ON f.id = h.from_id "
             "JOIN ledger_account t ON t.id = h.to_id WHERE h.id < $1" + where + " ORDER BY h.id DESC LIMIT $2", params)) {
        page.holds.push_back({row.integer(0), row.integer(1), row.string(2), row.integer(3), row.string(4), row.string(5),
                              row.string(6), optText(row.string(7)), row.string(8), row.optString(9), row.time(10),
                              row.optTime(11), row.optTime(12), row.optInteger(13)});
    }
    page.next = nextOf(page.holds, limit, &contract::LedgerHold::hold_id);
    return page;
}

contract::SealReceipt Reader::receipt(std::int64_t entry)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    auto text = readEntry(tx, JournalId(entry));
    if (!text)
        throw base::notFound("entry");
    return {audit::toText(audit::receiptOf(tx, kJournalLog, std::uint64_t(entry - 1), std::move(*text)))};
}

contract::SealReceipt Reader::activityReceipt(const std::string& id)
{
    if (!base::isUuid(id))
        throw base::invalidField("id", "malformed", "must be the id of an audit entry");
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const db::Result rows = tx.exec("SELECT s.index, s.entry FROM audit_entry a LEFT JOIN audit_sealed s ON s.id = a.id "
                                    "WHERE a.id = $1", {id});
    if (rows.empty())
        throw base::notFound("audit entry");
    const auto index = rows[0].isNull(0) ? std::uint64_t(-1) : std::uint64_t(rows[0].integer(0));
    return {audit::toText(audit::receiptOf(tx, kAuditLog, index, rows[0].optString(1).value_or("")))};
}

audit::ReadEntries journalEntries()
{
    return [](db::Transaction& tx, std::uint64_t index, std::size_t max) {
        std::vector<std::string> entries;
        readEntries(tx, JournalId(std::int64_t(index)), max, [&](JournalId, std::string_view text) { entries.emplace_back(text); });
        return entries;
    };
}

} // namespace bursar::ledger
