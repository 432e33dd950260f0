// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/server_list.h"

#include <algorithm>

namespace bursar::models {

namespace {
QString tipOf(const ServerList::Row& row)
{
    QStringList lines{row.profile.url.toString()};
    if (row.seen == ServerList::Seen::NoAnswer)
        lines.append(row.probe.problem);
    if (!row.profile.pin.isEmpty())
        lines.append(ServerList::tr("Certificate pinned: SHA-256 %1…").arg(QLatin1StringView(row.profile.pin.left(16))));
    return lines.join(u'\n');
}
} // namespace

ServerList::ServerList(ServerProfiles& profiles, QObject* parent) : QAbstractListModel(parent), m_profiles(profiles)
{
    connect(&profiles, &ServerProfiles::changed, this, &ServerList::reload);
    reload();
}

int ServerList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ServerList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.profile.name;
    case Qt::ToolTipRole: return tipOf(row);
    case IdRole: return row.profile.id;
    case UrlRole: return row.profile.url;
    default: return {};
    }
}

const ServerList::Row* ServerList::row(const QString& id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.profile.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

void ServerList::reload()
{
    beginResetModel();
    const std::vector<Row> before = std::exchange(m_rows, {});
    for (const ServerProfile& profile : m_profiles.all()) {
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Row& row) { return row.profile.id == profile.id; });
        Row row{profile, Seen::NotYet, {}};
        if (old != before.end() && old->profile.url == profile.url && old->profile.pin == profile.pin) {
            row.seen = old->seen;
            row.probe = old->probe;
        }
        m_rows.push_back(std::move(row));
    }
    std::erase_if(m_probes, [this](const auto& probe) { return !row(probe.first); });
    endResetModel();
}

void ServerList::look()
{
    for (const ServerProfile& profile : m_profiles.all())
        look(profile.id);
}

void ServerList::look(const QString& id)
{
    const Row* present = row(id);
    if (!present)
        return;
    std::unique_ptr<ServerProbe>& probe = m_probes[id];
    if (!probe) {
        probe = std::make_unique<ServerProbe>();
        connect(probe.get(), &ServerProbe::found, this,
                [this, id](const ProbeResult& result) { found(id, result); });
    }
    const QUrl url = present->profile.url;
    setSeen(id, Seen::Looking);
    probe->look(url);
}

void ServerList::found(const QString& id, const ProbeResult& result)
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.profile.id == id; });
    if (place == m_rows.end())
        return;
    place->probe = result;
    const bool isPinned = !place->profile.pin.isEmpty();
    if (isPinned && !result.fingerprint.isEmpty() && result.fingerprint != place->profile.pin)
        setSeen(id, Seen::CertificateChanged);
    else
        setSeen(id, result.answers ? Seen::Answers : Seen::NoAnswer);
}

void ServerList::setSeen(const QString& id, Seen seen)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].profile.id != id)
            continue;
        m_rows[i].seen = seen;
        const QModelIndex changed = index(int(i), 0);
        Q_EMIT dataChanged(changed, changed);
    }
}

} // namespace bursar::models
