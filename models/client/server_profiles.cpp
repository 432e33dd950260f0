// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/server_profiles.h"

#include "models/client/remote_engine_client.h"

#include <QSettings>
#include <QUuid>

#include <algorithm>
#include <array>

namespace bursar::models {

namespace {
const QString kGroup = QStringLiteral("servers");
constexpr std::array<QLatin1StringView, 4> kEnvironmentKeys{
    QLatin1StringView("production"), QLatin1StringView("staging"), QLatin1StringView("local"),
    QLatin1StringView("demo")};

/// One spelling of an address: without query, fragment and the slash at its end.
QUrl bare(QUrl url)
{
    url = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (url.path() == QLatin1StringView("/"))
        url.setPath({});
    return url;
}
} // namespace

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Production: return ServerProfiles::tr("Production");
    case Environment::Staging: return ServerProfiles::tr("Staging");
    case Environment::Local: return ServerProfiles::tr("Local");
    case Environment::Demo: return ServerProfiles::tr("Demo");
    }
    return {};
}

QString environmentKey(Environment environment)
{
    return kEnvironmentKeys[std::size_t(environment)];
}

Environment environmentFromKey(const QString& key)
{
    const auto found = std::find(kEnvironmentKeys.begin(), kEnvironmentKeys.end(), key);
    // A word that nobody knows is treated with the greatest care.
    return found == kEnvironmentKeys.end() ? Environment::Production
                                           : Environment(found - kEnvironmentKeys.begin());
}

ServerProfiles::ServerProfiles(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings)
{
    load();
}

void ServerProfiles::load()
{
    m_settings.beginGroup(kGroup);
    for (const QString& id : m_settings.childGroups()) {
        m_settings.beginGroup(id);
        ServerProfile profile;
        profile.id = id;
        profile.name = m_settings.value(QStringLiteral("name")).toString();
        profile.url = QUrl(m_settings.value(QStringLiteral("url")).toString());
        profile.environment = environmentFromKey(m_settings.value(QStringLiteral("environment")).toString());
        profile.lastUsed = QDateTime::fromString(m_settings.value(QStringLiteral("last_used")).toString(), Qt::ISODate);
        profile.pin = m_settings.value(QStringLiteral("pin")).toString().toLatin1();
        profile.role = m_settings.value(QStringLiteral("role")).toString();
        m_settings.endGroup();
        if (profile.url.isValid())
            m_profiles.push_back(profile);
    }
    m_settings.endGroup();
    sort();
}

void ServerProfiles::sort()
{
    std::stable_sort(m_profiles.begin(), m_profiles.end(), [](const ServerProfile& a, const ServerProfile& b) {
        return a.lastUsed == b.lastUsed ? a.name.localeAwareCompare(b.name) < 0 : a.lastUsed > b.lastUsed;
    });
}

std::optional<ServerProfile> ServerProfiles::find(const QString& id) const
{
    const auto found =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const ServerProfile& row) { return row.id == id; });
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

std::optional<ServerProfile> ServerProfiles::findByUrl(const QUrl& url) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&](const ServerProfile& row) { return bare(row.url) == bare(url); });
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

ServerProfile ServerProfiles::save(ServerProfile profile)
{
    if (profile.id.isEmpty())
        profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::erase_if(m_profiles, [&](const ServerProfile& row) { return row.id == profile.id; });
    m_profiles.push_back(profile);
    sort();
    m_settings.beginGroup(kGroup + u'/' + profile.id);
    m_settings.setValue(QStringLiteral("name"), profile.name);
    m_settings.setValue(QStringLiteral("url"), profile.url.toString());
    m_settings.setValue(QStringLiteral("environment"), environmentKey(profile.environment));
    m_settings.setValue(QStringLiteral("last_used"), profile.lastUsed.toUTC().toString(Qt::ISODate));
    m_settings.setValue(QStringLiteral("pin"), QString::fromLatin1(profile.pin));
    m_settings.setValue(QStringLiteral("role"), profile.role);
    m_settings.endGroup();
    m_settings.sync();
    Q_EMIT changed();
    return profile;
}

void ServerProfiles::remove(const QString& id)
{
    std::erase_if(m_profiles, [&](const ServerProfile& row) { return row.id == id; });
    m_settings.remove(kGroup + u'/' + id);
    m_settings.sync();
    Q_EMIT changed();
}

QUrl serverUrlFromText(const QString& text)
{
    QString typed = text.trimmed();
    if (typed.isEmpty() || typed.contains(u' '))
        return {};
    if (!typed.contains(QLatin1StringView("://"))) {
        const QUrl guess(QLatin1StringView("http://") + typed, QUrl::StrictMode);
        typed.prepend(isLoopback(guess) ? QLatin1StringView("http://") : QLatin1StringView("https://"));
    }
    const QUrl url(typed, QUrl::StrictMode);
    const bool known = url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http");
    if (!url.isValid() || url.host().isEmpty() || !known || !url.userInfo().isEmpty())
        return {};
    return bare(url);
}

} // namespace bursar::models
