// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/ledger/account_record.h"

#include <utility>

namespace bursar::models {

AccountRecord::AccountRecord(Gateway& gateway, QObject* parent)
    : QObject(parent), m_account(gateway), m_then(gateway), m_statement(gateway)
{
    connect(&m_account, &QueryBase::updated, this, &AccountRecord::readStatement);
}

void AccountRecord::open(std::int64_t accountId)
{
    if (std::exchange(m_id, accountId) == accountId)
        return refresh();
    m_account.clear();
    m_then.clear();
    m_account.read({accountId, std::nullopt});
}

void AccountRecord::close()
{
    m_id = 0;
    m_account.clear();
    m_then.clear();
}

void AccountRecord::refresh()
{
    if (m_id != 0)
        m_account.refresh({m_id, std::nullopt});
}

void AccountRecord::lookAt(Instant at)
{
    if (m_id != 0)
        m_then.read({m_id, at});
}

/// After the account: its asset says how the amounts are written.
void AccountRecord::readStatement()
{
    const contract::LedgerAccount& account = *m_account.data();
    if (m_statement.question().account_id == account.account_id && m_statement.hasAnswer())
        return m_statement.refresh();
    m_statement.list().asset = account.asset;
    m_statement.ask({.account_id = account.account_id});
}

} // namespace bursar::models
