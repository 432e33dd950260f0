// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <optional>
#include <vector>

class QSettings;

namespace bursar::models {

/// What a server is for; stands on the frame and in every money dialog.
enum class Environment { Production, Staging, Local, Demo };
QString environmentWord(Environment environment); ///< translated
QString environmentKey(Environment environment);  ///< as stored
Environment environmentFromKey(const QString& key);

/// A server that the operator has saved. The key is not here: see KeyStore.
struct ServerProfile {
    QString id;
    QString name;
    QUrl url;
    Environment environment = Environment::Production;
    QDateTime lastUsed;
    QByteArray pin; ///< SHA-256 of the certificate's DER in hex; empty: none yet
    QString role;   ///< desk role at the last sign-in
    friend bool operator==(const ServerProfile&, const ServerProfile&) = default;
};

/// The saved servers, last used first, in the settings under `servers/`. Written at each change.
class ServerProfiles : public QObject {
    Q_OBJECT

public:
    explicit ServerProfiles(QSettings& settings, QObject* parent = nullptr);

    const std::vector<ServerProfile>& all() const { return m_profiles; }
    std::optional<ServerProfile> find(const QString& id) const;
    std::optional<ServerProfile> findByUrl(const QUrl& url) const;
    /// Adds it (with a new id when it has none) or replaces the one with its id.
    ServerProfile save(ServerProfile profile);
    void remove(const QString& id);

Q_SIGNALS:
    void changed();

private:
    void load();
    void sort();

    QSettings& m_settings;
    std::vector<ServerProfile> m_profiles;
};

/// `bursar.acme.kr` becomes `https://bursar.acme.kr`; a host of this machine without a scheme takes http. Empty when
/// it is no address of a server.
QUrl serverUrlFromText(const QString& text);

} // namespace bursar::models
