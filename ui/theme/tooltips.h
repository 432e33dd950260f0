// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace bursar::ui {

/// Breaks plain tooltips into lines of at most 320 px, which Qt does only for rich text.
class TooltipWrapper : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace bursar::ui
