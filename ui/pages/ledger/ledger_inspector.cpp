// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/ledger_inspector.h"

#include "ui/widgets/inspector.h"

#include <QTimer>

#include <utility>

namespace bursar::ui {

LedgerInspector::LedgerInspector(Shell& shell, QObject* parent)
    : QObject(parent), m_shell(shell), m_account(shell), m_entry(shell)
{
    connect(&m_account, &AccountPane::failed, this, &LedgerInspector::failed);
    connect(&m_entry, &EntryPane::failed, this, &LedgerInspector::failed);
}

void LedgerInspector::watchPane()
{
    if (std::exchange(m_isWatching, true))
        return;
    // The dock closes and opens again when it moves the pane over the page or beside it.
    connect(&m_shell.inspector(), &Inspector::closed, this, [this] {
        QTimer::singleShot(0, this, [this] {
            if (m_shell.inspector().isOpen() || m_current.isEmpty())
                return;
            m_current.clear();
            m_account.close();
            m_entry.close();
            Q_EMIT closed();
        });
    });
}

void LedgerInspector::begin(Kind kind, const QString& key)
{
    m_current = key;
    watchPane();
    if (std::exchange(m_kind, kind) == kind)
        return;
    m_shell.inspector().clearTabs();
    kind == Kind::Account ? m_entry.close() : m_account.close();
    kind == Kind::Account ? m_account.build() : m_entry.build();
}

void LedgerInspector::open(const QString& key)
{
    bool isNumber = false;
    const qint64 id = key.section(QLatin1Char(':'), 1).toLongLong(&isNumber);
    const bool isAccount = key.startsWith(QLatin1String("account:"));
    if (!isNumber || id <= 0 || (!isAccount && !key.startsWith(QLatin1String("entry:"))))
        return;
    begin(isAccount ? Kind::Account : Kind::Entry, key);
    isAccount ? m_account.open(id) : m_entry.open(id);
}

void LedgerInspector::open(const contract::LedgerAccount& account)
{
    begin(Kind::Account, models::AccountList::key(account));
    m_account.open(account);
}

void LedgerInspector::open(const contract::LedgerEntry& entry)
{
    begin(Kind::Entry, models::EntryList::key(entry));
    m_entry.open(entry);
}

void LedgerInspector::close()
{
    m_current.clear();
    m_account.close();
    m_entry.close();
    m_shell.hideInspector();
}

void LedgerInspector::refresh()
{
    if (!m_current.isEmpty())
        m_kind == Kind::Account ? m_account.refresh() : m_entry.refresh();
}

} // namespace bursar::ui
