// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ledger_scene.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <limits>

namespace bursar::test {

using namespace std::chrono_literals;
namespace json = contract::json;

namespace {
constexpr std::int64_t kCredit = 1'000; // a USDC, in CREDIT
constexpr std::int64_t kUsdc = 1'000'000;
constexpr int kTransactions = 14; // of each channel

std::int64_t before(const std::optional<std::string>& cursor)
{
    return cursor ? std::stoll(*cursor) : std::numeric_limits<std::int64_t>::max();
}

void change(std::string& atomic, std::int64_t by)
{
    atomic = std::to_string(std::stoll(atomic) + by);
}

/// The newest rows below a cursor that match.
template <class Row, class Rows, class Matches>
std::optional<std::string> page(const Rows& rows, const std::optional<std::string>& cursor, std::optional<int> limit,
                                std::int64_t Row::*id, const Matches& matches, std::vector<Row>& out)
{
    for (auto it = rows.rbegin(); it != rows.rend(); ++it) {
        if ((*it).*id >= before(cursor) || !matches(*it))
            continue;
        if (static_cast<int>(out.size()) == limit.value_or(50))
            return std::to_string(out.back().*id);
        out.push_back(*it);
    }
    return std::nullopt;
}

template <class Row>
std::vector<Row> valuesOf(const std::map<std::int64_t, Row>& map)
{
    std::vector<Row> rows;
    for (const auto& [id, row] : map)
        rows.push_back(row);
    return rows;
}

template <class Op, class Handle>
contract::Outcome<json::value> run(const json::value& input, const Handle& handle)
{
    try {
        return contract::Codec<Op>::encodeOutput(handle(contract::Codec<Op>::decodeInput(input)));
    } catch (const base::Error& error) {
        return error;
    }
}
} // namespace

LedgerScene::LedgerScene(base::Time now) : m_now(now), m_at(now - 10h)
{
    m_world = open("world", "USDC", "deposit");
    m_issued = open("world", "CREDIT", "issued");
    m_fees = open("desk", "USDC", "fees");
    m_accounts.at(m_world).may_be_negative = m_accounts.at(m_issued).may_be_negative = true;
    playChannel(1, "agent:meerkat-19", "0x12ab33fe5c0177d2a90b6e11f4c8d3a709c19f31", 1250);
    playChannel(2, "agent:search-bot", "0x9f21c004b7d1e88a3c52f06e41a9d7bb77ab0e13", 400);
    playChannel(3, "agent:translate-pro", "0x742d35Cc6634C0532925a3b844Bc9e757f4FAEd1", 96);
    playChannel(4, "agent:meerkat-19", "acme-research", 2500);
    const auto named = [this](const std::string& owner) -> contract::LedgerAccount& {
        return std::ranges::find_if(m_accounts, [&](const auto& each) { return each.second.owner == owner; })->second;
    };
    named("acme-research").limit_day_atomic = "250000";
    named("0x742d35Cc6634C0532925a3b844Bc9e757f4FAEd1").frozen = true;
}

contract::LedgerEntry& LedgerScene::add(const std::string& type, const std::string& cause, const std::string& memo)
{
    const auto id = static_cast<std::int64_t>(m_entries.size()) + 1;
    m_at = std::min(m_at + 5min + 17s * (id % 11), m_now - 1s * std::max<std::int64_t>(1, 40 - id / 4));
    contract::LedgerEntry& entry = m_entries.emplace_back();
    entry.entry_id = id;
    entry.at = m_at;
    entry.type = type;
    entry.key = type + "-" + std::to_string(7'001 + 37 * id);
    if (!cause.empty())
        entry.cause = cause;
    if (!memo.empty())
        entry.memo = memo;
    return entry;
}

void LedgerScene::seal(contract::LedgerEntry& entry, const std::string& body)
{
    entry.text = R"({"id":)" + std::to_string(entry.entry_id) + R"(,"at":")" + base::formatTime(entry.at) + R"(","key":")"
        + entry.key + (entry.cause ? R"(","cause":")" + *entry.cause : std::string())
        + (entry.memo ? R"(","memo":")" + *entry.memo : std::string()) + R"(","type":")" + entry.type + "\"" + body + "}";
}

std::int64_t LedgerScene::open(const std::string& owner, const std::string& asset, const std::string& kind)
{
    for (const auto& [id, known] : m_accounts) {
        if (known.owner == owner && known.asset == asset && known.kind == kind)
            return id;
    }
    contract::LedgerEntry& entry = add("open", {}, {});
    contract::LedgerAccount& account = m_accounts[entry.entry_id];
    account.account_id = entry.entry_id;
    account.owner = owner;
    account.asset = asset;
    account.kind = kind;
    account.settled_atomic = account.held_atomic = account.available_atomic = "0";
    account.opened_at = entry.at;
    seal(entry, R"(,"owner":")" + owner + R"(","asset":")" + asset + R"(","kind":")" + kind + "\"");
    return entry.entry_id;
}

void LedgerScene::move(std::int64_t account, std::int64_t settled, std::int64_t held)
{
    contract::LedgerAccount& row = m_accounts.at(account);
    change(row.settled_atomic, settled);
    change(row.held_atomic, held);
    change(row.available_atomic, settled - held);
    const contract::LedgerEntry& entry = m_entries.back();
    m_statements[account].push_back(
        {entry.entry_id, entry.at, std::to_string(settled), row.settled_atomic, row.held_atomic});
}

contract::LedgerPosting LedgerScene::posting(const Move& move) const
{
    const contract::LedgerAccount& account = m_accounts.at(move.account);
    return {move.account, account.owner, account.asset, account.kind, std::to_string(move.amount)};
}

std::int64_t LedgerScene::post(const std::vector<Move>& moves, const std::string& cause, const std::string& memo)
{
    contract::LedgerEntry& entry = add("transfer", cause, memo);
    std::string body;
    for (const Move& each : moves) {
        entry.postings.push_back(posting(each));
        move(each.account, each.amount, 0);
        body += (body.empty() ? "[" : ",[") + std::to_string(each.account) + ",\"" + std::to_string(each.amount) + "\"]";
    }
    seal(entry, ",\"postings\":[" + body + "]");
    return entry.entry_id;
}

std::int64_t LedgerScene::hold(std::int64_t from, std::int64_t to, std::int64_t amount, const std::string& cause,
                               const std::string& memo, std::optional<std::chrono::minutes> expiresIn)
{
    contract::LedgerEntry& entry = add("hold", cause, memo);
    entry.hold_id = entry.entry_id;
    entry.postings = {posting({from, -amount}), posting({to, amount})};
    move(from, 0, amount);
    contract::LedgerHold& made = m_holds[entry.entry_id];
    made = {entry.entry_id, from, m_accounts.at(from).owner, to, m_accounts.at(to).owner, m_accounts.at(from).asset,
            std::to_string(amount), entry.cause, "open", {}, entry.at, {}, {}, {}};
    if (expiresIn)
        made.expires_at = m_now + *expiresIn;
    seal(entry, ",\"from\":" + std::to_string(from) + ",\"to\":" + std::to_string(to) + ",\"amount\":\""
                    + std::to_string(amount) + "\"");
    return entry.entry_id;
}

void LedgerScene::close(std::int64_t id, std::optional<std::int64_t> amount)
{
    contract::LedgerHold& hold = m_holds.at(id);
    contract::LedgerEntry& entry = add(amount ? "post" : "void", hold.cause.value_or(""), {});
    entry.hold_id = id;
    const std::int64_t held = std::stoll(hold.amount_atomic);
    if (amount)
        entry.postings = {posting({hold.from_account, -*amount}), posting({hold.to_account, *amount})};
    move(hold.from_account, -amount.value_or(0), -held);
    if (amount)
        move(hold.to_account, *amount, 0);
    hold.state = amount ? "posted" : "voided";
    if (amount)
        hold.posted_atomic = std::to_string(*amount);
    hold.closed_at = entry.at;
    hold.closed_by = entry.entry_id;
    seal(entry, ",\"hold\":" + std::to_string(id) + (amount ? ",\"amount\":\"" + std::to_string(*amount) + "\"" : ""));
}

/// A client deposits, is credited, pays for calls, and two milestones are held, one of them still.
void LedgerScene::playChannel(int number, const std::string& provider, const std::string& client, std::int64_t usdc)
{
    const std::string channel = "ch_1a2b3c4" + std::to_string(number) + "-5e" + std::to_string(number * 7 % 10);
    const std::string cause = "channel:" + channel;
    const std::int64_t deposit = open(cause, "USDC", "deposit");
    const std::int64_t buyer = open(client, "CREDIT", "balance");
    const std::int64_t seller = open(provider, "CREDIT", "balance");
    post({{m_world, -usdc * kUsdc}, {deposit, usdc * kUsdc}}, cause, "deposit, final");
    post({{m_issued, -usdc * kCredit}, {buyer, usdc * kCredit}}, cause, "credited for the deposit");
    const std::int64_t draft = hold(buyer, seller, usdc * 40, cause, "milestone: draft", std::nullopt);
    for (int i = 0; i < kTransactions; ++i)
        post({{buyer, -20 - (i * 13 + number) % 90}, {seller, 20 + (i * 13 + number) % 90}}, cause,
             "search q-" + std::to_string(8'812 + i * number));
    if (number == 3)
        close(draft, std::nullopt);
    else
        close(draft, usdc * 40);
    hold(buyer, seller, usdc * 25, cause, "milestone: dataset", number == 2 ? std::nullopt : std::optional(22h + 40min));
    post({{deposit, -usdc * 2'500 - 37 * number}, {m_fees, usdc * 2'500 + 37 * number}}, cause, "fee of the desk");
}

contract::LedgerSummary LedgerScene::summary() const
{
    contract::LedgerSummary out;
    out.writes_here = true;
    out.writer = "bursar-1";
    out.entries = out.derived = out.sealed = static_cast<std::int64_t>(m_entries.size());
    out.sealed_at = m_now - 1s;
    out.public_key = "9d75d1f8c04a2e6b3b1f0a7c55e2d9486f31aa07cc84b19e20d36f7b58e4c21a";
    std::map<std::string, contract::LedgerAsset> assets;
    for (const auto& [id, account] : m_accounts) {
        contract::LedgerAsset& asset = assets.try_emplace(account.asset, account.asset, 0, "0", "0").first->second;
        ++asset.accounts;
        if (!account.may_be_negative)
            change(asset.circulating_atomic, std::stoll(account.settled_atomic));
        change(asset.held_atomic, std::stoll(account.held_atomic));
    }
    for (const auto& [name, asset] : assets)
        out.assets.push_back(asset);
    for (const auto& [id, hold] : m_holds)
        out.open_holds += hold.state == "open" ? 1 : 0;
    return out;
}

contract::LedgerAccountPage LedgerScene::accounts(const contract::ListLedgerAccounts::Input& input) const
{
    contract::LedgerAccountPage out;
    out.next = page(valuesOf(m_accounts), input.cursor, input.limit, &contract::LedgerAccount::account_id,
                    [&](const contract::LedgerAccount& row) {
                        return (!input.owner || row.owner == *input.owner) && (!input.asset || row.asset == *input.asset)
                            && (!input.kind || row.kind == *input.kind);
                    },
                    out.accounts);
    return out;
}

contract::LedgerAccount LedgerScene::account(const contract::GetLedgerAccount::Input& input) const
{
    const auto found = m_accounts.find(input.account_id);
    if (found == m_accounts.end())
        throw base::Error(base::ErrorCode::NotFound, "not_found", "There is no such account.");
    contract::LedgerAccount account = found->second;
    if (!input.at)
        return account;
    account.settled_atomic = account.held_atomic = "0";
    for (const contract::StatementRow& row : statement({.account_id = input.account_id, .limit = 1'000}).rows) {
        if (row.at > *input.at)
            continue;
        account.settled_atomic = row.settled_atomic;
        account.held_atomic = row.held_atomic;
        break;
    }
    account.available_atomic = std::to_string(std::stoll(account.settled_atomic) - std::stoll(account.held_atomic));
    return account;
}

contract::StatementPage LedgerScene::statement(const contract::ListStatement::Input& input) const
{
    contract::StatementPage out;
    const auto found = m_statements.find(input.account_id);
    if (found != m_statements.end())
        out.next = page(found->second, input.cursor, input.limit, &contract::StatementRow::entry_id,
                        [](const auto&) { return true; }, out.rows);
    return out;
}

contract::LedgerEntryPage LedgerScene::entries(const contract::ListLedgerEntries::Input& input) const
{
    contract::LedgerEntryPage out;
    out.next = page(m_entries, input.cursor, input.limit, &contract::LedgerEntry::entry_id,
                    [&](const contract::LedgerEntry& row) { return !input.cause || row.cause == input.cause; }, out.entries);
    return out;
}

contract::LedgerEntry LedgerScene::entry(std::int64_t id) const
{
    if (id < 1 || id > static_cast<std::int64_t>(m_entries.size()))
        throw base::Error(base::ErrorCode::NotFound, "not_found", "There is no such entry.");
    return m_entries[static_cast<std::size_t>(id - 1)];
}

contract::LedgerHoldPage LedgerScene::holds(const contract::ListHolds::Input& input) const
{
    contract::LedgerHoldPage out;
    out.next = page(valuesOf(m_holds), input.cursor, input.limit, &contract::LedgerHold::hold_id,
                    [&](const contract::LedgerHold& row) {
                        const bool isOf = !input.account_id || row.from_account == *input.account_id
                            || row.to_account == *input.account_id;
                        return isOf && (!input.state || row.state == *input.state);
                    },
                    out.holds);
    return out;
}

std::optional<contract::Outcome<json::value>> LedgerScene::answer(contract::OperationId operation,
                                                                  const json::value& input) const
{
    using namespace contract;
    if (operation == GetLedgerSummary::kName)
        return run<GetLedgerSummary>(input, [this](const auto&) { return summary(); });
    if (operation == ListLedgerAccounts::kName)
        return run<ListLedgerAccounts>(input, [this](const auto& asked) { return accounts(asked); });
    if (operation == GetLedgerAccount::kName)
        return run<GetLedgerAccount>(input, [this](const auto& asked) { return account(asked); });
    if (operation == ListStatement::kName)
        return run<ListStatement>(input, [this](const auto& asked) { return statement(asked); });
    if (operation == ListLedgerEntries::kName)
        return run<ListLedgerEntries>(input, [this](const auto& asked) { return entries(asked); });
    if (operation == GetLedgerEntry::kName)
        return run<GetLedgerEntry>(input, [this](const auto& asked) { return entry(asked.entry_id); });
    if (operation == ListHolds::kName)
        return run<ListHolds>(input, [this](const auto& asked) { return holds(asked); });
    return std::nullopt;
}

} // namespace bursar::test
