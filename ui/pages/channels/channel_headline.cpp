// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_headline.h"

#include "models/pages/channels/channel_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>

namespace bursar::ui {

ChannelHeadline::ChannelHeadline(QWidget* parent)
    : QWidget(parent), m_back(new Button(QString(QChar(0x2039)) + QLatin1Char(' ') + tr("Channels"), ButtonKind::Text)),
      m_id(new TextLabel({}, TextRole::Title)), m_copy(new IconButton(Icon::Copy, tr("Copy the channel's id"))),
      m_state(new Badge), m_paused(new Badge({Glyph::Pause, Tone::Warning, tr("Paused")}))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme().px(8));
    m_back->setObjectName(QStringLiteral("backToChannels"));
    m_back->setToolTip(tr("All channels (Alt+Left)"));
    m_id->setElided(Qt::ElideMiddle);
    row->addWidget(m_back);
    row->addWidget(m_id);
    row->addWidget(m_copy);
    row->addSpacing(theme().px(4));
    row->addWidget(m_state);
    row->addWidget(m_paused);
    row->addStretch(1);
    m_state->setObjectName(QStringLiteral("channelState"));
    connect(m_back, &QPushButton::clicked, this, &ChannelHeadline::backRequested);
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_id->fullText()); });
    setChannel(nullptr);
}

void ChannelHeadline::setId(const QString& id)
{
    m_id->setText(id);
}

void ChannelHeadline::setChannel(const contract::Channel* channel)
{
    m_state->setVisible(channel != nullptr);
    m_paused->setVisible(channel && channel->paused);
    if (!channel)
        return;
    m_state->setState(models::channelState(*channel));
    m_state->setToolTip(channel->reason ? QString::fromStdString(*channel->reason) : QString());
}

} // namespace bursar::ui
