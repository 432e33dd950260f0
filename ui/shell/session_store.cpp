// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session_store.h"

#include <QJsonDocument>
#include <QSettings>

namespace bursar::ui {

namespace {
QString workspaceKey(const QString& server)
{
    return QStringLiteral("session/") + server + QStringLiteral("/workspace");
}
constexpr QLatin1StringView kServer("session/last/server");
constexpr QLatin1StringView kServerName("session/last/server_name");
constexpr QLatin1StringView kPage("session/last/page");
constexpr QLatin1StringView kPageTitle("session/last/page_title");
constexpr QLatin1StringView kFilter("session/last/filter");
} // namespace

QJsonObject SessionStore::workspace(const QString& server) const
{
    return QJsonDocument::fromJson(m_settings.value(workspaceKey(server)).toByteArray()).object();
}

void SessionStore::save(const QString& server, const QJsonObject& workspace)
{
    m_settings.setValue(workspaceKey(server), QJsonDocument(workspace).toJson(QJsonDocument::Compact));
}

LastPlace SessionStore::last() const
{
    return {m_settings.value(kServer).toString(), m_settings.value(kServerName).toString(),
            m_settings.value(kPage).toString(), m_settings.value(kPageTitle).toString(),
            m_settings.value(kFilter).toString()};
}

void SessionStore::saveLast(const LastPlace& place)
{
    m_settings.setValue(kServer, place.server);
    m_settings.setValue(kServerName, place.serverName);
    m_settings.setValue(kPage, place.page);
    m_settings.setValue(kPageTitle, place.pageTitle);
    m_settings.setValue(kFilter, place.filter);
    m_settings.sync(); // a kill may follow at once
}

} // namespace bursar::ui
