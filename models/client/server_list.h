// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/server_probe.h"
#include "models/client/server_profiles.h"

#include <QAbstractListModel>

#include <map>
#include <memory>

namespace bursar::models {

/// The saved servers with what a look at each of them found. Looks only when asked, without any credential.
class ServerList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, UrlRole };
    enum class Seen { NotYet, Looking, Answers, NoAnswer, CertificateChanged };
    struct Row {
        ServerProfile profile;
        Seen seen = Seen::NotYet;
        ProbeResult probe;
    };

    explicit ServerList(ServerProfiles& profiles, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    const Row* row(const QString& id) const;
    const Row& at(int row) const { return m_rows[std::size_t(row)]; }

    /// Looks at all of them, each once.
    void look();
    void look(const QString& id);

private:
    void reload();
    void found(const QString& id, const ProbeResult& result);
    void setSeen(const QString& id, Seen seen);

    ServerProfiles& m_profiles;
    std::vector<Row> m_rows;
    std::map<QString, std::unique_ptr<ServerProbe>> m_probes;
};

} // namespace bursar::models
