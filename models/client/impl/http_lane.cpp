// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/impl/http_lane.h"

#include "models/client/impl/certificate_gate.h"

#include <QNetworkReply>
#include <QSslConfiguration>

namespace bursar::models {

using base::Error;
using base::ErrorCode;

namespace {
constexpr qint64 kAnswerBytesMax = 64 * 1024 * 1024;

QNetworkRequest networkRequest(const HttpLane::Options& options, const HttpLane::Job& job)
{
    QNetworkRequest request(job.request.url);
    request.setRawHeader("Authorization", QByteArray::fromStdString("Bearer " + options.apiKey));
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("User-Agent", "Bursar/" BURSAR_VERSION);
    if (!job.request.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromLatin1(job.request.contentType));
    if (!job.idempotencyKey.empty())
        request.setRawHeader("Idempotency-Key", QByteArray::fromStdString(job.idempotencyKey));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setDecompressedSafetyCheckThreshold(kAnswerBytesMax);
    request.setTransferTimeout(int(options.timeout.count()));
    return request;
}

Error stopped()
{
    return Error(ErrorCode::Unavailable, "stopped", "The connection was closed.");
}

bool wasNeverSent(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError
        || error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::UnknownNetworkError
        || error == QNetworkReply::ProtocolUnknownError;
}
} // namespace

HttpLane::HttpLane(Options options, CertificateGate& gate, QObject* parent)
    : QObject(parent), m_options(std::move(options)), m_gate(gate), m_network(this)
{
    m_network.setAutoDeleteReplies(false);
    connect(&m_network, &QNetworkAccessManager::encrypted, this, [this](QNetworkReply* reply) {
        if (m_gate.admit(reply->sslConfiguration().peerCertificate()))
            return;
        reply->abort(); // nothing has been written yet
        Q_EMIT certificateChanged();
    });
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, [this](QNetworkReply* reply) {
        // The pin decides, not the authorities: the same certificate as before is the same server.
        if (m_gate.admit(reply->sslConfiguration().peerCertificate()))
            reply->ignoreSslErrors();
        else if (m_gate.hasChanged())
            Q_EMIT certificateChanged();
    });
}

HttpLane::~HttpLane()
{
    m_stopping = true;
    const std::set<QNetworkReply*> running = m_running;
    for (QNetworkReply* reply : running)
        reply->abort(); // finished() answers
    for (Job& job : m_waiting)
        job.reply(stopped());
}

void HttpLane::submit(Job job)
{
    if (int(m_waiting.size()) >= m_options.waitingMax) {
        job.reply(Error(ErrorCode::Unavailable, "too_many_requests_waiting", "Too many requests wait for the server."));
        return;
    }
    m_waiting.push_back(std::move(job));
    startNext();
}

void HttpLane::startNext()
{
    while (!m_stopping && !m_waiting.empty() && int(m_running.size()) < m_options.inFlightMax) {
        Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        start(std::move(job));
    }
}

void HttpLane::start(Job job)
{
    if (m_gate.hasChanged()) {
        job.reply(Error(ErrorCode::Unavailable, "certificate_changed", "The server shows another certificate."));
        return;
    }
    const QNetworkRequest request = networkRequest(m_options, job);
    QNetworkReply* reply = m_network.sendCustomRequest(request, job.request.verb, job.request.body);
    m_running.insert(reply);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
        if (received > kAnswerBytesMax)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, job = std::move(job)] { finished(reply, job); });
}

void HttpLane::finished(QNetworkReply* reply, const Job& job)
{
    m_running.erase(reply);
    reply->deleteLater();
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool cutShort = reply->error() == QNetworkReply::OperationCanceledError
        || reply->error() == QNetworkReply::RemoteHostClosedError || reply->error() == QNetworkReply::TimeoutError;
    if (m_stopping) {
        job.reply(job.isRead ? stopped() : networkError(reply, job));
    } else if (status.isValid() && !cutShort) {
        job.reply(wire::outcomeOf(status.toInt(), reply->readAll(), reply->rawHeader("Retry-After")));
    } else {
        job.reply(networkError(reply, job));
        Q_EMIT unreachable();
    }
    startNext();
}

Error HttpLane::networkError(QNetworkReply* reply, const Job& job) const
{
    if (m_gate.hasChanged())
        return Error(ErrorCode::Unavailable, "certificate_changed", "The server shows another certificate.");
    if (!job.isRead && !wasNeverSent(reply->error()))
        return Error(ErrorCode::OutcomeUnknown, "outcome_unknown",
                     "The answer did not arrive: it may or may not have happened.");
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return Error(ErrorCode::Timeout, "timeout", "The server did not answer in time.");
    return Error(ErrorCode::Unavailable, "unreachable", reply->errorString().toStdString());
}

} // namespace bursar::models
