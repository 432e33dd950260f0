// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/inspector.h"

#include <QWidget>

#include <optional>

namespace bursar::ui {

class TextLabel;

/// One link of an evidence chain: request, payment, transfer, hold, channel, payout, message, chain transaction, receipt.
struct EvidenceLink {
    Glyph glyph = Glyph::Ring;
    Tone tone = Tone::Neutral;
    QString kind;                      ///< `Transfer`
    QString id;                        ///< `#1,284,391`
    QString note;                      ///< second line
    models::Cell amount = models::Absent{};
    std::optional<models::Instant> at;
    QString link;                      ///< handed out when it is opened; empty: leads nowhere
    bool isBroken = false;             ///< the chain breaks before this link
};

/// The chain behind an amount, top down, and in a sentence whether it holds or where it breaks (visual.md §9).
class EvidenceView : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceView(QWidget* parent = nullptr);
    void setLinks(const std::vector<EvidenceLink>& links);
    /// The sentence above the chain.
    QString verdict() const;
    const std::vector<TimelineStep>& steps() const { return m_chain->steps(); }

Q_SIGNALS:
    void linkActivated(const QString& link);

private:
    TextLabel* m_verdict;
    Timeline* m_chain;
};

} // namespace bursar::ui
