// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

class QSettings;

namespace bursar::ui {

/// Where the operator was last: the start screen leads back there.
struct LastPlace {
    QString server; ///< key of the server
    QString serverName;
    QString page;
    QString pageTitle;
    QString filter;
};

/// What survives a kill, in the settings: per server the workspace, and the last place of all.
class SessionStore {
public:
    explicit SessionStore(QSettings& settings) : m_settings(settings) {}

    QJsonObject workspace(const QString& server) const;
    void save(const QString& server, const QJsonObject& workspace);
    LastPlace last() const;
    void saveLast(const LastPlace& place);

private:
    QSettings& m_settings;
};

} // namespace bursar::ui
