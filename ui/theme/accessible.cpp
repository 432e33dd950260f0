// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/accessible.h"

#include <QAccessibleWidget>
#include <QDateTime>
#include <QWidget>

namespace bursar::ui {
namespace {

constexpr char kRoleProperty[] = "bursarAccessibleRole";
constexpr char kValueProperty[] = "bursarAccessibleValue";
constexpr char kSpokenProperty[] = "bursarAccessibleSpoken";
constexpr qint64 kSpeakEveryMs = 5000;

/// A painted widget with the role and value that it declared.
class PaintedAccessible : public QAccessibleWidget {
public:
    explicit PaintedAccessible(QWidget* widget)
        : QAccessibleWidget(widget, static_cast<QAccessible::Role>(widget->property(kRoleProperty).toInt()))
    {
    }

    QString text(QAccessible::Text which) const override
    {
        if (which == QAccessible::Value)
            return accessibleValue(widget());
        return QAccessibleWidget::text(which);
    }
};

QAccessibleInterface* makePainted(const QString& className, QObject* object)
{
    Q_UNUSED(className);
    auto* widget = qobject_cast<QWidget*>(object);
    const bool isPainted = widget != nullptr && widget->property(kRoleProperty).isValid();
    return isPainted ? new PaintedAccessible(widget) : nullptr;
}

} // namespace

void setAccessibleRole(QWidget* widget, QAccessible::Role role)
{
    widget->setProperty(kRoleProperty, static_cast<int>(role));
}

void setAccessibleValue(QWidget* widget, const QString& value)
{
    if (accessibleValue(widget) == value)
        return;
    widget->setProperty(kValueProperty, value);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!QAccessible::isActive() || now - widget->property(kSpokenProperty).toLongLong() < kSpeakEveryMs)
        return;
    widget->setProperty(kSpokenProperty, now);
    QAccessibleValueChangeEvent event(widget, value);
    QAccessible::updateAccessibility(&event);
}

QString accessibleValue(const QWidget* widget)
{
    return widget->property(kValueProperty).toString();
}

void installAccessibility()
{
    QAccessible::installFactory(makePainted);
}

} // namespace bursar::ui
