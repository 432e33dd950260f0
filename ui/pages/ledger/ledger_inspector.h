// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ledger/account_pane.h"
#include "ui/pages/ledger/entry_pane.h"

namespace bursar::ui {

/// The record beside the ledger's lists: an account or an entry of the journal. A hold is shown as the entry that made it.
class LedgerInspector : public QObject {
    Q_OBJECT

public:
    explicit LedgerInspector(Shell& shell, QObject* parent = nullptr);

    /// `account:12`, `entry:123`; anything else is not opened.
    void open(const QString& key);
    /// Rows of the lists: shown before the engine is asked.
    void open(const contract::LedgerAccount& account);
    void open(const contract::LedgerEntry& entry);
    void close();
    void refresh();
    /// Key of the record; empty: none.
    const QString& current() const { return m_current; }
    AccountPane& account() { return m_account; }
    EntryPane& entry() { return m_entry; }

Q_SIGNALS:
    void closed();
    void failed(const bursar::base::Error& error);

private:
    enum class Kind { None, Account, Entry };
    void begin(Kind kind, const QString& key);
    void watchPane();

    Shell& m_shell;
    AccountPane m_account;
    EntryPane m_entry;
    QString m_current;
    Kind m_kind = Kind::None; ///< whose tabs the pane has
    bool m_isWatching = false;
};

} // namespace bursar::ui
