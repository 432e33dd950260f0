// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QDBusVariant>
#include <QVariant>

namespace bursar::ui {

/// Follows the desktop's colour scheme, contrast and animations through the settings portal on the session
/// bus. Asynchronous: without a bus or a portal nothing happens and nothing waits.
class SystemPreferences : public QObject {
    Q_OBJECT

public:
    explicit SystemPreferences(QObject* parent = nullptr);
    /// Asks for the present values and follows changes.
    void start();

    /// One setting of the portal, applied to `theme()`. Public for tests.
    static void applySetting(const QString& group, const QString& key, QVariant value);

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void read(const QString& group, const QString& key);
};

} // namespace bursar::ui
