// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/reader.h"

#include "base/error.h"
#include "base/utf8.h"
#include "channels/database_engine.h"
#include "channels/escrow.h"
#include "channels/impl/engine_impl.h"
#include "channels/impl/events.h"

#include <fmt/format.h>

#include <charconv>

namespace bursar::channels {

namespace {
using contract::Channel;

constexpr int kPageRowsDefault = 50;
constexpr int kAdminRows = 100;
constexpr int kEventEntriesMax = 5'000; // of the journal that are looked through for the newest events

int limitOf(std::optional<int> limit)
{
    if (limit && (*limit < 1 || *limit > Reader::kPageRowsMax))
        throw base::invalidField("limit", "out_of_range", fmt::format("must be 1 to {}", Reader::kPageRowsMax));
    return limit.value_or(kPageRowsDefault);
}

struct Sort {
    std::string_view column; // of channels_channel
    bool ascending = false;
};

Sort sortOf(std::string word)
{
    Sort out;
    if (word.starts_with('-')) {
        out.ascending = true;
        word.erase(0, 1);
    }
    if (word == "newest")
        out.column = "created_at";
    else if (word == "deposited" || word == "transactions")
        out.column = word == "deposited" ? "deposited" : "transactions";
    else
        throw base::invalidField("sort", "not_allowed", "must be newest, deposited or transactions, with - in front for ascending");
    return out;
}

/// "<value of the sort column>|<id>" of the last row.
struct Cursor {
    std::string value, id;
};

std::string cursorText(const Sort& sort, const Channel& last)
{
    const std::string value = sort.column == "created_at" ? base::formatTime(last.created_at)
        : sort.column == "deposited"                      ? last.total_usdc_deposited_atomic.atomic()
                                                          : std::to_string(last.total_transactions);
    return value + "|" + last.channel_id;
}

Cursor cursorOf(const std::string& text, const Sort& sort)
{
    const std::size_t bar = text.find('|');
    if (bar == text.npos || bar == 0 || bar > 40 || text.size() > 120)
        throw base::invalidField("cursor", "malformed", "must be a cursor of this list");
    const std::string value = text.substr(0, bar);
    const bool isNumber = value.find_first_not_of("0123456789") == value.npos;
    if (sort.column == "created_at" ? !base::parseTime(value) : !isNumber)
        throw base::invalidField("cursor", "malformed", "must be a cursor of this list");
    return {value, text.substr(bar + 1)};
}

/// The beginning of an id or a participant as a pattern for LIKE.
std::string prefixPattern(const std::string& text)
{
    std::string out;
    for (const char c : base::utf8Prefix(text, 64)) {
        if (c == '%' || c == '_' || c == '\\')
            out += '\\';
        out += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    }
    return out + "%";
}
} // namespace

Reader::Reader(db::Pool& pool, ledger::Ledger& ledger, ledger::Reader& journal, DatabaseEngine& engine, Escrow* escrow,
               registry::Registry& registry, const base::Clock& clock)
    : m_pool(pool), m_ledger(ledger), m_journal(journal), m_engine(engine), m_escrow(escrow), m_registry(registry),
      m_clock(clock)
{
}

std::vector<Channel> Reader::channelsOf(db::Transaction& tx, const db::Result& rows)
{
    std::vector<ChannelRow> channels;
    std::vector<std::string> ids;
    for (const db::Row row : rows) {
        channels.push_back(channelOf(row));
        ids.push_back(channels.back().id);
    }
    auto participants = channels::participantsOf(tx, ids);
    tx.rollback(); // balances may have to be waited for: not with a connection in hand
    std::vector<ledger::AccountId> accounts;
    for (const auto& [id, list] : participants) {
        for (const ParticipantRow& row : list) {
            if (row.account)
                accounts.push_back(*row.account);
        }
    }
    const auto balances = m_ledger.balances(accounts);
    std::vector<Channel> out;
    for (const ChannelRow& row : channels)
        out.push_back(wireOf(row, participants[row.id], balances));
    return out;
}

std::vector<std::string> Reader::ownParticipants(const contract::Principal& principal)
{
    std::vector<std::string> out;
    if (!principal.agentId.empty())
        out.push_back(principal.agentId);
    if (!principal.wallet.empty()) {
        out.push_back(principal.wallet);
        for (const std::string& slug : m_registry.slugsOf(m_registry.agentKeysOfWallet(principal.wallet)))
            out.push_back(slug);
    }
    return out;
}

contract::ChannelPage Reader::list(const contract::Context& context, const contract::ListChannels::Input& input)
{
    const int limit = limitOf(input.limit);
    const Sort sort = sortOf(input.sort.value_or("newest"));
    std::vector<db::Param> params;
    std::string where = " WHERE true";
    const auto add = [&](std::string_view condition, db::Param value) {
        params.push_back(std::move(value));
        where += fmt::format(fmt::runtime(condition), fmt::arg("p", fmt::format("${}", params.size())));
    };
    if (input.status)
        add(" AND c.state = {p}", std::string_view(boost::describe::enum_to_string(*input.status, "")));
    if (input.participant)
        add(" AND c.id IN (SELECT channel_id FROM channels_participant WHERE participant = {p})", participantName(*input.participant));
    if (!context.principal.hasDesk(contract::Role::observer)) {
        const std::vector<std::string> own = ownParticipants(context.principal);
        add(" AND c.id IN (SELECT channel_id FROM channels_participant WHERE participant = ANY ({p}::text[]))",
            db::Param::array(own));
    }
    if (input.q && !input.q->empty())
        add(" AND (c.id LIKE {p} OR c.id IN (SELECT channel_id FROM channels_participant WHERE participant LIKE {p}))",
            prefixPattern(*input.q));
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    contract::ChannelPage page;
    page.total = tx.exec("SELECT count(*) FROM channels_channel c" + where, params)[0].integer(0);
    if (input.cursor) {
        const Cursor cursor = cursorOf(*input.cursor, sort);
        const char* type = sort.column == "created_at" ? "timestamptz" : "numeric";
        params.emplace_back(cursor.value);
        params.emplace_back(cursor.id);
        where += fmt::format(" AND (c.{}, c.id) {} (${}::{}, ${})", sort.column, sort.ascending ? ">" : "<", params.size() - 1,
                             type, params.size());
    }
    const std::string_view direction = sort.ascending ? "ASC" : "DESC";
    page.channels = channelsOf(tx, tx.exec(fmt::format("SELECT {} FROM channels_channel c{} ORDER BY c.{} {}, c.id {} LIMIT {}",
                                                       kChannelColumns, where, sort.column, direction, direction, limit + 1),
                                           params));
    if (page.channels.size() > std::size_t(limit)) {
        page.channels.pop_back();
        page.next = cursorText(sort, page.channels.back());
    }
    return page;
}

contract::ChannelTransactionPage Reader::transactions(const contract::ListChannelTransactions::Input& input)
{
    const int limit = limitOf(input.limit.value_or(kPageRowsMax));
    const auto participants = m_engine.participantsOf(input.id);
    contract::ChannelTransactionPage page;
    std::optional<std::string> cursor = input.cursor;
    // Entries that are no transactions are few: a channel's opening, its milestones, its end.
    for (;;) {
        const contract::LedgerEntryPage entries = m_journal.entries({causeOf(input.id), cursor, limit});
        for (const contract::LedgerEntry& entry : entries.entries) {
            if (!entry.key.starts_with(kTransactionKey))
                continue;
            if (page.transactions.size() == std::size_t(limit)) {
                page.next = std::to_string(page.transactions.back().entry_id);
                return page;
            }
            contract::ChannelTransaction one;
            one.id = std::to_string(entry.entry_id);
            one.channel_id = input.id;
            one.tx_id = entry.key;
            one.memo = entry.memo.value_or("");
            one.latency_ms = m_engine.latencyOf(entry.key);
            one.status = "confirmed";
            one.created_at = entry.at;
            one.entry_id = entry.entry_id;
            for (const contract::LedgerPosting& posting : entry.postings) {
                const auto found = participants.byAccount.find(ledger::AccountId(posting.account_id));
                const std::string who = found == participants.byAccount.end() ? posting.owner : found->second;
                const std::int64_t amount = std::stoll(posting.amount_atomic);
                (amount < 0 ? one.from_address : one.to_address) = who;
                one.amount = std::abs(amount);
            }
            page.transactions.push_back(std::move(one));
        }
        if (!entries.next)
            return page;
        cursor = entries.next;
    }
}

contract::EscrowComparison Reader::escrow(const std::string& id)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const auto snapshot = load(tx, id, Lock::No);
    if (!snapshot)
        throw channelNotFound(id);
    tx.rollback();
    if (!snapshot->channel.contract)
        return {};
    if (m_escrow)
        return m_escrow->compare(*snapshot);
    contract::EscrowComparison out;
    out.agreement = contract::EscrowAgreement::not_read;
    out.network = fmt::format("eip155:{}", snapshot->channel.chainId.value_or(0));
    out.contract = snapshot->channel.contract;
    out.fault = "this server is not connected to the channel's chain";
    return out;
}

// For desks of before. --------------------------------------------------------------------------------------------------------

contract::ChannelTotals Reader::totals()
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const db::Row row = tx.one("SELECT count(*) FILTER (WHERE state = 'active'), count(*), coalesce(sum(transactions), 0)::bigint, "
                               "coalesce(sum(deposited), 0), (SELECT count(DISTINCT participant) FROM channels_participant) "
                               "FROM channels_channel", {});
    contract::ChannelTotals out;
    out.active_channels = row.integer(0);
    out.total_channels = row.integer(1);
    out.total_transactions = row.integer(2);
    out.total_usdc_deposited_atomic = row.amount(3);
    out.total_usdc_deposited = out.total_usdc_deposited_atomic.approximate(6);
    out.total_credits_minted = std::int64_t(out.total_usdc_deposited_atomic.asUint64().value_or(0) / kUnitsPerCredit);
    out.total_agents = row.integer(4);
    return out;
}

contract::AdminChannels Reader::newest()
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    return {channelsOf(tx, tx.exec(fmt::format("SELECT {} FROM channels_channel c ORDER BY c.created_at DESC, c.id DESC LIMIT {}",
                                               kChannelColumns, kAdminRows)))};
}

Channel Reader::channel(const std::string& id)
{
    return m_engine.getChannel(id).channel;
}

contract::EscrowTotals Reader::escrowTotals()
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const db::Row row = tx.one("SELECT count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'settled'), "
                               "coalesce(sum(deposited) FILTER (WHERE state IN ('active', 'closing')), 0), "
                               "(SELECT coalesce(sum(p.credits), 0)::bigint FROM channels_payout p JOIN channels_channel c "
                               "ON c.id = p.channel_id WHERE c.state IN ('active', 'closing') AND p.state = 'done') "
                               "FROM channels_channel", {});
    contract::EscrowTotals out;
    out.active_channels = row.integer(0);
    out.settled_channels = row.integer(1);
    out.total_usdc_deposited_atomic = row.amount(2) - usdcOf(row.integer(3));
    out.total_usdc_deposited = out.total_usdc_deposited_atomic.approximate(6);
    out.total_credits_in_circulation = std::int64_t(out.total_usdc_deposited_atomic.asUint64().value_or(0) / kUnitsPerCredit);
    return out;
}

contract::ChannelEvents Reader::events()
{
    contract::ChannelEvents out;
    const ledger::JournalId last = m_ledger.progress().committed;
    const std::int64_t first = std::max<std::int64_t>(0, ledger::number(last) - kEventEntriesMax);
    const std::vector<ledger::JournalRow> rows = m_journal.tail(ledger::JournalId(first), kEventEntriesMax);
    for (auto row = rows.rbegin(); row != rows.rend() && out.events.size() < std::size_t(kAdminRows); ++row) {
        if (auto event = eventOf(*row, m_engine))
            out.events.push_back(std::move(*event));
    }
    return out;
}

} // namespace bursar::channels
