// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"

#include <string>

/// Rows of a ledger for tests, numbered from 1; pages run from the newest down, as the engine's.
namespace bursar::test {

inline base::Time ledgerNow()
{
    return *base::parseTime("2026-11-20T14:30:07Z");
}

inline contract::LedgerEntry sampleEntry(std::int64_t id)
{
    contract::LedgerEntry entry;
    entry.entry_id = id;
    entry.at = ledgerNow() - std::chrono::minutes(10'000 - id);
    entry.type = "transfer";
    entry.key = "key-" + std::to_string(id);
    entry.cause = "channel:ch_1";
    entry.postings = {{1, "world", "CREDIT", "issued", std::to_string(-id)}, {2, "agent:a", "CREDIT", "balance", std::to_string(id)}};
    entry.text = R"({"id":)" + std::to_string(id) + "}";
    return entry;
}

inline contract::LedgerHold sampleHold(std::int64_t id, const std::string& state = "open")
{
    contract::LedgerHold hold;
    hold.hold_id = id;
    hold.from_account = 1;
    hold.from_owner = "agent:a";
    hold.to_account = 2;
    hold.to_owner = "agent:b";
    hold.asset = "USDC";
    hold.amount_atomic = "2500000";
    hold.state = state;
    hold.made_at = ledgerNow();
    return hold;
}

inline contract::LedgerEntryPage sampleEntries(const contract::ListLedgerEntries::Input& input, std::int64_t newest)
{
    contract::LedgerEntryPage page;
    std::int64_t id = input.cursor ? std::stoll(*input.cursor) - 1 : newest;
    for (; id > 0 && static_cast<int>(page.entries.size()) < input.limit.value_or(50); --id)
        page.entries.push_back(sampleEntry(id));
    if (id > 0)
        page.next = std::to_string(id + 1);
    return page;
}

} // namespace bursar::test
