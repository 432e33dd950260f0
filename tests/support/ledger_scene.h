// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"
#include "contract/ledger.h"

#include <map>
#include <optional>
#include <vector>

namespace bursar::test {

/// A ledger for tests of pages: agents and their customers with
/// channels in CREDIT, deposits in USDC, transactions, and milestones as holds. It is kept by double entry: what it
/// answers adds up. Immutable once made; any thread may ask.
class LedgerScene {
public:
    /// Its last entry stands shortly before that time.
    explicit LedgerScene(base::Time now);

    /// The answer of an operation of the ledger; empty for every other operation.
    std::optional<contract::Outcome<contract::json::value>> answer(contract::OperationId operation,
                                                                   const contract::json::value& input) const;

    contract::LedgerSummary summary() const;
    contract::LedgerAccountPage accounts(const contract::ListLedgerAccounts::Input& input) const;
    contract::LedgerAccount account(const contract::GetLedgerAccount::Input& input) const;
    contract::StatementPage statement(const contract::ListStatement::Input& input) const;
    contract::LedgerEntryPage entries(const contract::ListLedgerEntries::Input& input) const;
    contract::LedgerEntry entry(std::int64_t id) const;
    contract::LedgerHoldPage holds(const contract::ListHolds::Input& input) const;

private:
    struct Move {
        std::int64_t account = 0;
        std::int64_t amount = 0;
    };
    /// The account of that name, opened unless it is there.
    std::int64_t open(const std::string& owner, const std::string& asset, const std::string& kind);
    std::int64_t post(const std::vector<Move>& moves, const std::string& cause, const std::string& memo);
    std::int64_t hold(std::int64_t from, std::int64_t to, std::int64_t amount, const std::string& cause,
                      const std::string& memo, std::optional<std::chrono::minutes> expiresIn);
    /// Posts an amount, or releases all.
    void close(std::int64_t hold, std::optional<std::int64_t> amount);
    void playChannel(int number, const std::string& provider, const std::string& client, std::int64_t usdc);
    contract::LedgerEntry& add(const std::string& type, const std::string& cause, const std::string& memo);
    void move(std::int64_t account, std::int64_t settled, std::int64_t held);
    contract::LedgerPosting posting(const Move& move) const;
    void seal(contract::LedgerEntry& entry, const std::string& body);

    base::Time m_now;
    base::Time m_at;
    std::vector<contract::LedgerEntry> m_entries; ///< oldest first, numbered from 1
    std::map<std::int64_t, contract::LedgerAccount> m_accounts;
    std::map<std::int64_t, std::vector<contract::StatementRow>> m_statements;
    std::map<std::int64_t, contract::LedgerHold> m_holds;
    std::int64_t m_world = 0;
    std::int64_t m_issued = 0;
    std::int64_t m_fees = 0;
};

} // namespace bursar::test
