// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>

class QWidget;

namespace bursar::ui {

/// Gives a painted widget its role for screen readers.
void setAccessibleRole(QWidget* widget, QAccessible::Role role);
/// The value that a screen reader speaks; a change is announced at most every 5 s a widget.
void setAccessibleValue(QWidget* widget, const QString& value);
QString accessibleValue(const QWidget* widget);
/// Makes the roles known to Qt; called once by `initTheme`.
void installAccessibility();

} // namespace bursar::ui
