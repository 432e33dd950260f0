// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace bursar::ui {

class Badge;
class TextLabel;

/// The ledger's figures beside the contract's, in USDC: whether they agree, what explains a difference, and of which block
/// the contract was read. Says plainly where no money stands behind the credits.
class EscrowPanel : public QWidget {
    Q_OBJECT

public:
    explicit EscrowPanel(QWidget* parent = nullptr);
    void setComparison(const contract::EscrowComparison& comparison);

private:
    void fillRows(const contract::EscrowComparison& comparison);
    void fillNotes(const contract::EscrowComparison& comparison);

    QGridLayout* m_grid;
    QVBoxLayout* m_notes;
};

/// `Base · block 21,940,112 · read 14:30:02`
QString escrowReading(const contract::EscrowComparison& comparison);

} // namespace bursar::ui
