// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

#include <QWidget>

namespace bursar::ui {

class Badge;
class Button;
class IconButton;
class TextLabel;

/// `‹ Channels   ch_1a2b3c4d-5e6  Copy   ● Active`: stands in the page's header while a channel is shown.
class ChannelHeadline : public QWidget {
    Q_OBJECT

public:
    explicit ChannelHeadline(QWidget* parent = nullptr);
    void setId(const QString& id);
    /// Null while it is not known.
    void setChannel(const contract::Channel* channel);

Q_SIGNALS:
    void backRequested();

private:
    Button* m_back;
    TextLabel* m_id;
    IconButton* m_copy;
    Badge* m_state;
    Badge* m_paused;
};

} // namespace bursar::ui
