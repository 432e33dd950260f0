// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/ledger/entry_record.h"
#include "ui/pages/common/evidence_view.h"
#include "ui/shell/page.h"

#include <QPointer>

class QPlainTextEdit;

namespace bursar::ui {

class DataTable;

/// One entry of the journal in the inspector: postings, the chain of evidence behind it, its receipt, its sealed text.
class EntryPane : public QObject {
    Q_OBJECT

public:
    explicit EntryPane(Shell& shell, QObject* parent = nullptr);

    /// Its tabs, into a pane without any; before the first `open`.
    void build();
    void open(std::int64_t entryId);
    void open(const contract::LedgerEntry& entry);
    void close() { m_record.close(); }
    void refresh() { m_record.refresh(); }
    models::EntryRecord& record() { return m_record; }

Q_SIGNALS:
    void failed(const bursar::base::Error& error);

private:
    void begin(std::int64_t entryId);
    QWidget* makeSummary();
    void onRecord();
    void fillHeader(const contract::LedgerEntry& entry);
    void fillFacts(const contract::LedgerEntry& entry);
    void fillPostings(const contract::LedgerEntry& entry);
    void fillActions(const contract::LedgerEntry& entry);
    void openLink(const QString& link);

    Shell& m_shell;
    models::EntryRecord m_record;
    models::CellTable m_postings;
    QPointer<FactList> m_facts;
    QPointer<DataTable> m_table;
    QPointer<EvidenceView> m_evidence;
    QPointer<QPlainTextEdit> m_raw;
    std::string m_said;             ///< what the facts were made from
    std::int64_t m_actionsOf = 0;
};

/// The chain behind an entry: entry, hold, cause, receipt. Links: `entry:12`, `cause:…`.
std::vector<EvidenceLink> evidenceOf(models::EntryRecord& record);

} // namespace bursar::ui
