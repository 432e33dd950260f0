// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/evidence_view.h"

#include "models/common/format.h"
#include "ui/widgets/text_label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace bursar::ui {

EvidenceView::EvidenceView(QWidget* parent)
    : QWidget(parent), m_verdict(new TextLabel({}, TextRole::Label, Ink::Muted)), m_chain(new Timeline)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    m_verdict->setWordWrap(true);
    column->addWidget(m_verdict);
    column->addWidget(m_chain);
    column->addStretch();
    connect(m_chain, &Timeline::linkActivated, this, &EvidenceView::linkActivated);
}

void EvidenceView::setLinks(const std::vector<EvidenceLink>& links)
{
    std::vector<TimelineStep> steps;
    for (const EvidenceLink& link : links) {
        const bool hasAmount = !std::holds_alternative<models::Absent>(link.amount);
        QStringList title{link.kind, link.id};
        title.removeAll(QString());
        steps.push_back({.glyph = link.glyph, .tone = link.tone, .title = title.join(QLatin1Char(' ')),
                         .note = link.note, .time = link.at ? models::formatTime(*link.at) : QString(),
                         .amount = hasAmount ? models::shown(link.amount) : QString(), .link = link.link,
                         .isBroken = link.isBroken});
    }
    m_chain->setSteps(std::move(steps));
    const auto broken = std::ranges::find_if(links, &EvidenceLink::isBroken);
    m_verdict->setInk(broken == links.end() ? Ink::Muted : Ink::Negative);
    m_verdict->setText(broken == links.end() ? tr("Every link was found.") : tr("The chain breaks at: %1").arg(broken->kind));
    updateGeometry();
}

QString EvidenceView::verdict() const
{
    return m_verdict->fullText();
}

} // namespace bursar::ui
