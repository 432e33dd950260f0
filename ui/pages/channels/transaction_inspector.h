// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels_desk.h"
#include "contract/ledger.h"
#include "models/pages/common/query.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class Button;
class EvidenceView;
class FactList;

/// One transaction of a channel beside the list: what it says, and the chain that stands behind it.
class TransactionInspector : public QObject {
    Q_OBJECT

public:
    explicit TransactionInspector(Shell& shell, QObject* parent = nullptr);

    void open(const contract::ChannelTransaction& transaction);
    void close();
    /// The transaction that is shown; 0: none.
    std::int64_t entry() const { return m_entry; }

private:
    void build();
    void fillFacts(const contract::ChannelTransaction& transaction);
    void showEvidence();
    void openLink(const QString& link);
    void saveEvidence();

    Shell& m_shell;
    models::Query<contract::GetEvidence> m_evidence;
    FactList* m_facts = nullptr;
    EvidenceView* m_chain = nullptr;
    Button* m_save = nullptr;
    std::int64_t m_entry = 0;
};

} // namespace bursar::ui
