// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/row_store.h"

#include "base/ids.h"
#include "crypto/hash.h"
#include "ingest/impl/text.h"

#include <fmt/format.h>

namespace bursar::ingest {

namespace {
constexpr std::string_view kColumns =
    "ts, identity, agent_key, status, protocol, source, flags, response_us, request_size, response_size, "
    "payment_amount, key_id, request_id, method, path, tool, customer, error_type, payment_asset, payment_tx, "
    "payment_payer, ip, country, city, user_agent, referer, content_type, accept_language, agent_version, sdk_version, "
    "batch_id";
constexpr int kArrivalFlag = 1, kBodyFlag = 2, kRepairedFlag = 4, kKnownByShift = 3;
/// An arrival-time row is looked up on the days on which a repetition of it may have been stored.
constexpr int kLookBackDays = Partitions::kDaysBack;

using Key = std::pair<std::int64_t, std::string>; // agent, identity

std::string rawUuid(std::string_view text)
{
    std::string hex(text), raw;
    std::erase(hex, '-');
    base::fromHex(hex, raw);
    return raw;
}

void orNull(db::CopyWriter& copy, const std::string& text)
{
    text.empty() ? copy.null() : copy.text(text);
}

void writeRow(db::CopyWriter& copy, const Item& item)
{
    const Ingest::Row& row = *item.row;
    const int flags = (row.arrivalTime ? kArrivalFlag : 0) | (item.hasBody ? kBodyFlag : 0)
        | (row.repaired ? kRepairedFlag : 0) | (row.knownBy << kKnownByShift);
    copy.time(row.at).text(uuidText(row.identity)).integer(row.agentKey).integer(row.status);
    copy.integer(std::int64_t(row.protocol)).integer(std::int64_t(row.source)).integer(flags);
    copy.integer(row.response.count());
    row.requestSize ? copy.integer(*row.requestSize) : copy.null();
    row.responseSize ? copy.integer(*row.responseSize) : copy.null();
    row.payment ? copy.amount(row.payment->amount) : copy.null();
    orNull(copy, row.keyId);
    copy.text(row.requestId).text(row.method).text(row.path);
    orNull(copy, row.tool);
    orNull(copy, row.customer);
    orNull(copy, row.error);
    orNull(copy, row.payment ? (row.payment->token.empty() ? row.payment->asset : row.payment->token) : std::string());
    orNull(copy, row.payment ? row.payment->tx : std::string());
    for (const std::string* text : {&row.payer, &row.ip, &row.country, &row.city, &row.userAgent, &row.referer,
                                    &row.contentType, &row.acceptLanguage, &row.agentVersion, &row.sdkVersion,
                                    &row.batchId})
        orNull(copy, *text);
    copy.endRow();
}

void copyRows(db::Transaction& tx, std::string_view table, std::span<const Item> items)
{
    db::CopyWriter copy = tx.copy(table, kColumns);
    for (const Item& item : items) {
        if (!item.duplicate)
            writeRow(copy, item);
    }
    copy.finish();
}

/// Into a partition that holds some of them already; the others are new.
void insertCarefully(db::Transaction& tx, const std::string& table, std::span<Item> items)
{
    tx.exec("CREATE TEMP TABLE IF NOT EXISTS ingest_incoming (LIKE ingest_log) ON COMMIT DELETE ROWS");
    tx.exec("DELETE FROM ingest_incoming");
    copyRows(tx, "ingest_incoming", items);
    const db::Result rows = tx.exec(fmt::format(
        "INSERT INTO {0} ({1}) SELECT {1} FROM ingest_incoming ORDER BY identity, agent_key "
        "ON CONFLICT (identity, agent_key) DO NOTHING RETURNING agent_key, identity", table, kColumns));
    std::set<Key> stored;
    for (const db::Row row : rows)
        stored.emplace(row.integer(0), rawUuid(row.text(1)));
    for (Item& item : items)
        item.duplicate = item.duplicate || !stored.contains({item.row->agentKey, item.row->identity});
}

std::string_view paymentState(const Ingest::Row& row)
{
    return row.source == rollup::Source::simulator ? "simulated" : "unverified";
}
} // namespace

std::string identityOf(base::Time at, std::string_view requestId)
{
    std::string text = base::formatDay(std::chrono::floor<std::chrono::days>(at));
    text.push_back('\0');
    text += requestId;
    return crypto::sha256(text).substr(0, 16);
}

std::string uuidText(std::string_view raw16)
{
    std::string hex = base::toHex(raw16);
    for (const std::size_t at : {8, 13, 18, 23})
        hex.insert(at, "-");
    return hex;
}

void complete(Ingest::Row& row)
{
    row.requestId = cleanLine(row.requestId, kRequestIdBytesMax);
    row.method = cleanLine(row.method, kMethodBytesMax);
    row.path = cleanLine(row.path, kPathBytesMax);
    row.tool = cleanLine(row.tool, kToolBytesMax);
    row.customer = cleanLine(row.customer, kCustomerBytesMax);
    row.error = cleanLine(row.error, kErrorBytesMax);
    row.userAgent = cleanLine(row.userAgent, kUserAgentBytesMax);
    row.referer = cleanLine(row.referer, kRefererBytesMax);
    row.country = cleanLine(row.country, 2);
    row.city = cleanLine(row.city, kShortBytesMax);
    row.agentVersion = cleanLine(row.agentVersion, kVersionBytesMax);
    row.sdkVersion = cleanLine(row.sdkVersion, kVersionBytesMax);
    if (row.error.empty() && row.status >= 400 && row.status != 402)
        row.error = fmt::format("HTTP_{}", row.status);
    if (row.payment) {
        row.payment->token = cleanLine(row.payment->token, kShortBytesMax);
        row.payment->asset = cleanLine(row.payment->asset, kShortBytesMax);
        row.payment->tx = cleanLine(row.payment->tx, kShortBytesMax);
    }
    row.identity = identityOf(row.at, row.requestId);
}

void findArrivedBefore(db::Transaction& tx, std::span<Item> items)
{
    std::vector<Item*> arrived;
    for (Item& item : items) {
        if (item.row->arrivalTime && !item.duplicate)
            arrived.push_back(&item);
    }
    if (arrived.empty())
        return;
    const base::Day today = std::chrono::floor<std::chrono::days>(arrived.front()->row->at);
    for (int back = 1; back < kLookBackDays; ++back) {
        const base::Time day(today - std::chrono::days(back));
        std::map<Key, Item*> byKey;
        std::vector<std::string> identities;
        for (Item* item : arrived) {
            const std::string identity = identityOf(day, item->row->requestId);
            identities.push_back(uuidText(identity));
            byKey.emplace(Key{item->row->agentKey, identity}, item);
        }
        const db::Result rows = tx.exec("SELECT agent_key, identity FROM ingest_log WHERE ts >= $1 AND ts < $2 "
                                        "AND identity = ANY ($3::uuid[])",
                                        {day, day + std::chrono::days(1), db::Param::array(identities)});
        for (const db::Row row : rows) {
            if (const auto found = byKey.find({row.integer(0), rawUuid(row.text(1))}); found != byKey.end())
                found->second->duplicate = true;
        }
    }
}

void insertRows(db::Transaction& tx, std::span<Item> items, Path path)
{
    for (std::size_t first = 0; first < items.size();) {
        std::size_t last = first;
        bool any = false;
        for (; last < items.size() && items[last].partition == items[first].partition; ++last)
            any = any || !items[last].duplicate;
        const std::span<Item> some = items.subspan(first, last - first);
        if (any && path == Path::fast)
            copyRows(tx, some.front().partition->name, some);
        else if (any)
            insertCarefully(tx, some.front().partition->name, some);
        first = last;
    }
}

void insertPayments(db::Transaction& tx, std::span<Item> items)
{
    std::vector<Item*> claims;
    for (Item& item : items) {
        item.paid = false;
        if (item.row->payment && !item.duplicate)
            claims.push_back(&item);
    }
    if (claims.empty())
        return;
    // In one order on every server, so that two that store the same payments do not wait for each other.
    std::stable_sort(claims.begin(), claims.end(), [](const Item* a, const Item* b) {
        return std::tie(a->row->agentKey, a->row->payment->tx, a->row->at)
            < std::tie(b->row->agentKey, b->row->payment->tx, b->row->at);
    });
    std::vector<std::int64_t> agents, decimals;
    std::vector<std::string> times, identities, txs, assets, amounts, payers, customers, tools, states;
    std::map<Key, Item*> byKey;
    for (Item* item : claims) {
        const Ingest::Row& row = *item->row;
        agents.push_back(row.agentKey);
        times.push_back(base::formatTime(row.at));
        identities.push_back(uuidText(row.identity));
        txs.push_back(row.payment->tx);
        assets.push_back(row.payment->asset);
        decimals.push_back(row.payment->decimals);
        amounts.push_back(row.payment->amount.atomic());
        payers.push_back(row.payer);
        customers.push_back(row.customer);
        tools.push_back(row.tool);
        states.emplace_back(paymentState(row));
        byKey.emplace(Key{row.agentKey, row.identity}, item);
    }
    const auto array = [](const auto& values) { return db::Param::array(values); };
    const db::Result rows = tx.exec(
        "INSERT INTO ingest_payment (agent_key, ts, identity, tx, asset, decimals, amount, payer, customer, tool, state) "
        "SELECT a, t, i, nullif(x, ''), s, d, m, nullif(p, ''), nullif(c, ''), nullif(o, ''), e FROM "
        "unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::smallint[], $7::numeric[], "
        "$8::text[], $9::text[], $10::text[], $11::text[]) AS k(a, t, i, x, s, d, m, p, c, o, e) "
        "ON CONFLICT (agent_key, tx) WHERE tx IS NOT NULL DO NOTHING RETURNING agent_key, identity",
        {array(agents), array(times), array(identities), array(txs), array(assets), array(decimals), array(amounts),
         array(payers), array(customers), array(tools), array(states)});
    for (const db::Row row : rows) {
        if (const auto found = byKey.find({row.integer(0), rawUuid(row.text(1))}); found != byKey.end())
            found->second->paid = true;
    }
}

void insertBodies(db::Transaction& tx, std::span<Item> items, const std::map<base::Time, Partition>& days)
{
    for (const auto& [day, partition] : days) {
        const auto belongs = [&partition = partition](const Item& item) {
            return item.hasBody && !item.duplicate && item.row->at >= partition.from && item.row->at < partition.to;
        };
        if (std::none_of(items.begin(), items.end(), belongs))
            continue;
        db::CopyWriter copy = tx.copy(partition.name, "ts, identity, agent_key, headers, request_body, response_body");
        for (const Item& item : items) {
            if (!belongs(item))
                continue;
            copy.time(item.row->at).text(uuidText(item.row->identity)).integer(item.row->agentKey);
            orNull(copy, item.row->headers);
            orNull(copy, item.row->requestBody);
            orNull(copy, item.row->responseBody);
            copy.endRow();
        }
        copy.finish();
    }
}

rollup::Entry entryOf(const Item& item)
{
    const Ingest::Row& row = *item.row;
    rollup::Entry entry{.agentKey = row.agentKey, .at = row.at, .status = row.status, .response = row.response,
                        .protocol = row.protocol, .source = row.source, .method = row.method, .path = row.path,
                        .tool = row.tool, .customer = row.customer, .country = row.country, .city = row.city,
                        .version = row.agentVersion, .error = row.error, .keyId = row.keyId, .knownBy = row.knownBy};
    if (item.paid) {
        entry.paid = true;
        entry.paymentState = paymentState(row);
        entry.paymentAsset = row.payment->asset;
        entry.paymentAmount = row.payment->amount;
    }
    return entry;
}

void insertDeployMarkers(db::Transaction& tx, const Versions& versions)
{
    for (const auto& [key, at] : versions) {
        tx.exec("INSERT INTO insight_marker (id, kind, title, agent_key, at, created_by) "
                "SELECT $1::uuid, 'deploy', $2, agent_key, $4::timestamptz, 'ingest' FROM registry_agent "
                "WHERE agent_key = $3 ON CONFLICT (agent_key, title) WHERE kind = 'deploy' DO NOTHING",
                {base::uuid7(at), key.second, key.first, at});
    }
}

void noteConnected(db::Transaction& tx, const std::set<std::int64_t>& agents, base::Time now)
{
    for (const std::int64_t agent : agents)
        tx.exec("UPDATE registry_agent SET sdk_connected_at = $2 WHERE agent_key = $1", {agent, now});
}

std::size_t countStored(db::Transaction& tx, std::span<const Item> items)
{
    std::map<std::string, std::pair<std::vector<std::int64_t>, std::vector<std::string>>> byTable;
    for (const Item& item : items) {
        auto& [agents, identities] = byTable[item.partition->name];
        agents.push_back(item.row->agentKey);
        identities.push_back(uuidText(item.row->identity));
    }
    std::size_t stored = 0;
    for (const auto& [table, keys] : byTable) {
        stored += std::size_t(tx.exec("SELECT count(*) FROM unnest($1::bigint[], $2::uuid[]) AS k(agent_key, identity) "
                                      "JOIN " + table + " l USING (agent_key, identity)",
                                      {db::Param::array(keys.first), db::Param::array(keys.second)})[0].integer(0));
    }
    return stored;
}

} // namespace bursar::ingest
