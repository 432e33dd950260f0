// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "models/pages/common/query.h"

#include <QWidget>

class QBoxLayout;

namespace bursar::ui {

class JournalCard;
class StatCard;
class StatRow;

/// What the ledger holds, a card an asset, and how far its journal is written and sealed.
class LedgerHeader : public QWidget {
    Q_OBJECT

public:
    LedgerHeader(models::Query<contract::GetLedgerSummary>& summary, models::Gateway& gateway, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The accounts behind a figure; empty: of all assets.
    void assetOpened(const QString& asset);
    void journalOpened();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void fill();
    StatCard* addCard(const QString& label);
    void makeCards(const std::vector<std::string>& assets);
    void showState();

    models::Query<contract::GetLedgerSummary>& m_summary;
    models::Gateway& m_gateway;
    QBoxLayout* m_parts;
    StatRow* m_cards;
    JournalCard* m_journal;
    std::vector<std::string> m_assets; ///< of the cards
    bool m_hasMore = false;            ///< the last card stands for further assets
};

} // namespace bursar::ui
