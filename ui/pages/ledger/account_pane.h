// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/ledger/account_record.h"
#include "ui/shell/page.h"

#include <QPointer>

class QLineEdit;
class QPlainTextEdit;

namespace bursar::ui {

class Button;
class DataTable;
class FactList;
class TextLabel;

/// One account in the inspector: balance now and at a time, rules, statement.
class AccountPane : public QObject {
    Q_OBJECT

public:
    explicit AccountPane(Shell& shell, QObject* parent = nullptr);

    /// Its tabs, into a pane without any; before the first `open`.
    void build();
    void open(std::int64_t accountId);
    /// At once what a list knows, the rest as it arrives.
    void open(const contract::LedgerAccount& account);
    void close() { m_record.close(); }
    void refresh() { m_record.refresh(); }
    models::AccountRecord& record() { return m_record; }

Q_SIGNALS:
    void failed(const bursar::base::Error& error);

private:
    QWidget* makeSummary();
    QWidget* makeStatement();
    void onAccount();
    void fill(const contract::LedgerAccount& account);
    void fillFacts(const contract::LedgerAccount& account);
    void fillActions(const contract::LedgerAccount& account);
    void askThen();
    void showThen();
    void showStatement();

    Shell& m_shell;
    models::AccountRecord m_record;
    QPointer<FactList> m_facts;
    QPointer<QLineEdit> m_at;
    QPointer<TextLabel> m_problem;
    QPointer<FactList> m_then;
    QPointer<DataTable> m_statement;
    QPointer<QPlainTextEdit> m_raw;
    std::string m_said; ///< what the facts were made from
};

} // namespace bursar::ui
