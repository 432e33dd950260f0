// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/system_preferences.h"

#include "ui/theme/theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace bursar::ui {
namespace {

QString service()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}

QString interfaceName()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}

const QString kAppearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString kInterfaceGroup = QStringLiteral("org.gnome.desktop.interface");

/// Portals wrap the value once or twice, depending on their version.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>() && value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemPreferences::SystemPreferences(QObject* parent) : QObject(parent) {}

void SystemPreferences::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), path(), interfaceName(), QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString,QString,QDBusVariant)));
    read(kAppearanceGroup, QStringLiteral("color-scheme"));
    read(kAppearanceGroup, QStringLiteral("contrast"));
    read(kInterfaceGroup, QStringLiteral("enable-animations"));
}

void SystemPreferences::read(const QString& group, const QString& key)
{
    QDBusMessage call
        = QDBusMessage::createMethodCall(service(), path(), interfaceName(), QStringLiteral("Read"));
    call << group << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [group, key](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<QDBusVariant> reply = *finished;
                if (!reply.isError())
                    applySetting(group, key, reply.value().variant());
            });
}

void SystemPreferences::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    applySetting(group, key, value.variant());
}

void SystemPreferences::applySetting(const QString& group, const QString& key, QVariant value)
{
    value = unwrapped(std::move(value));
    if (group == kAppearanceGroup && key == QLatin1String("color-scheme"))
        theme().setSystemAppearance(value.toUInt() == 1 ? Appearance::Dark : Appearance::Light);
    else if (group == kAppearanceGroup && key == QLatin1String("contrast"))
        theme().setSystemContrast(value.toUInt() == 1 ? Contrast::High : Contrast::Normal);
    else if (group == kInterfaceGroup && key == QLatin1String("enable-animations"))
        theme().setSystemMotion(value.toBool());
}

} // namespace bursar::ui
