// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/query.h"
#include "models/pages/ledger/ledger_lists.h"

namespace bursar::models {

/// One account of the ledger: as it is, as it was at a time, and what changed it.
class AccountRecord : public QObject {
    Q_OBJECT

public:
    explicit AccountRecord(Gateway& gateway, QObject* parent = nullptr);

    void open(std::int64_t accountId);
    void close();
    /// Live: unannounced.
    void refresh();
    /// Reads the balance as it was then; the answer of an earlier time no longer counts.
    void lookAt(Instant at);

    std::int64_t id() const { return m_id; }
    Query<contract::GetLedgerAccount>& account() { return m_account; }
    Query<contract::GetLedgerAccount>& then() { return m_then; }
    StatementModel& statement() { return m_statement; }

private:
    void readStatement();

    Query<contract::GetLedgerAccount> m_account;
    Query<contract::GetLedgerAccount> m_then;
    StatementModel m_statement;
    std::int64_t m_id = 0; ///< 0: none
};

} // namespace bursar::models
