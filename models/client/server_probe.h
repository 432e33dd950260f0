// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

namespace bursar::models {

/// What a look at a server without any credential found.
struct ProbeResult {
    bool answers = false;
    QString problem;            ///< a sentence when it does not answer
    qint64 roundTripMicros = 0;
    QString version;
    bool isSimulated = false;
    QByteArray fingerprint;     ///< SHA-256 of the certificate; empty over plain HTTP
    QString certificateSubject;
    QString certificateIssuer;
    bool isTrustedBySystem = false; ///< an authority of this system vouches for it
};

/// Looks at a server before the API key goes there: does it answer, who is it, how far is it.
class ServerProbe : public QObject {
    Q_OBJECT

public:
    explicit ServerProbe(QObject* parent = nullptr);
    /// Ends a look under way; it reports nothing more.
    void look(const QUrl& base);
    void cancel();
    bool isLooking() const { return m_reply != nullptr; }

Q_SIGNALS:
    void found(const bursar::models::ProbeResult& result);

private:
    void finished();

    QNetworkAccessManager m_network;
    QNetworkReply* m_reply = nullptr;
    QElapsedTimer m_clock;
    ProbeResult m_result;
};

} // namespace bursar::models
