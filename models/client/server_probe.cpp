// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/server_probe.h"

#include "models/client/impl/certificate_gate.h"
#include "models/client/remote_engine_client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace bursar::models {

namespace {
constexpr int kTimeoutMs = 8'000;
}

ServerProbe::ServerProbe(QObject* parent) : QObject(parent)
{
    const auto note = [this](QNetworkReply* reply) {
        const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
        m_result.fingerprint = CertificateGate::fingerprint(certificate);
        m_result.certificateSubject = certificate.subjectDisplayName();
        m_result.certificateIssuer = certificate.issuerDisplayName();
    };
    connect(&m_network, &QNetworkAccessManager::encrypted, this, note);
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, [this, note](QNetworkReply* reply) {
        note(reply);
        m_result.isTrustedBySystem = false;
        reply->ignoreSslErrors(); // no credential travels; whether to trust it is asked afterwards
    });
}

void ServerProbe::cancel()
{
    if (!m_reply)
        return;
    QNetworkReply* reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void ServerProbe::look(const QUrl& base)
{
    cancel();
    m_result = {};
    m_result.isTrustedBySystem = base.scheme() == QLatin1StringView("https");
    QUrl url = base;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + QLatin1StringView("/readyz"));
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(kTimeoutMs);
    m_network.clearConnectionCache(); // so that the certificate is shown again
    m_clock.start();
    m_reply = m_network.get(request);
    connect(m_reply, &QNetworkReply::finished, this, &ServerProbe::finished);
}

void ServerProbe::finished()
{
    QNetworkReply* reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    m_result.roundTripMicros = m_clock.nsecsElapsed() / 1000;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QJsonObject body = QJsonDocument::fromJson(reply->readAll()).object();
    m_result.answers = status == 200 && body.contains(QLatin1StringView("status"));
    m_result.version = body.value(QLatin1StringView("version")).toString();
    m_result.isSimulated = body.value(QLatin1StringView("simulated")).toBool();
    if (!m_result.answers) {
        if (status == 503)
            m_result.problem = tr("The server is not ready yet.");
        else if (status != 0)
            m_result.problem = tr("Something answers there, but it is not Bursar.");
        else if (reply->error() == QNetworkReply::OperationCanceledError)
            m_result.problem = tr("No answer within 8 seconds.");
        else
            m_result.problem = reply->errorString();
    }
    Q_EMIT found(m_result);
}

} // namespace bursar::models
