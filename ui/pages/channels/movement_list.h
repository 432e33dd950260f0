// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace bursar::ui {

/// Money on its way into a channel and out of it: what is not over yet first, then the newest. A line below says by which
/// chain transaction, what is in the way, and when the engine looks next.
class MovementList : public QWidget {
    Q_OBJECT

public:
    static constexpr int kShownMax = 12;

    explicit MovementList(QWidget* parent = nullptr);
    void setDetail(const contract::ChannelDetail& detail);
    bool isEmpty() const { return m_isEmpty; }

private:
    QVBoxLayout* m_rows;
    QStringList m_said; ///< what is shown: it is built anew only when it changes
    bool m_isEmpty = true;
};

} // namespace bursar::ui
