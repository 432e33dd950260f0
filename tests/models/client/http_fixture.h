// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace bursar::test {

struct HttpRequest {
    QByteArray verb;
    QByteArray target;
    std::map<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

struct HttpAnswer {
    int status = 200;
    QByteArray body = "{}";
    QList<QPair<QByteArray, QByteArray>> headers;
    enum class Manner { Answer, NeverAnswer, HangUp } manner = Manner::Answer;
};

/// A certificate with its key, made afresh.
struct Certificate {
    QSslCertificate certificate;
    QSslKey key;

    static Certificate make()
    {
        const QTemporaryDir folder;
        const QString keyFile = folder.filePath(QStringLiteral("key.pem"));
        const QString file = folder.filePath(QStringLiteral("certificate.pem"));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                       QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                       QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QStringLiteral("/CN=localhost"), QStringLiteral("-keyout"), keyFile, QStringLiteral("-out"),
                       file});
        openssl.waitForFinished();
        QFile keyData(keyFile);
        QFile certificateData(file);
        if (!keyData.open(QIODevice::ReadOnly) || !certificateData.open(QIODevice::ReadOnly))
            qFatal("openssl is needed to make certificates");
        return {QSslCertificate(&certificateData, QSsl::Pem),
                QSslKey(&keyData, QSsl::Ec, QSsl::Pem, QSsl::PrivateKey)};
    }
    QByteArray fingerprint() const { return certificate.digest(QCryptographicHash::Sha256).toHex(); }
};

/// A small HTTP server with an event stream, for one client. Answers come from a table or from a function.
class HttpFixture : public QObject {
public:
    explicit HttpFixture(const Certificate* certificate = nullptr)
        : m_isEncrypted(certificate != nullptr),
          m_webSockets(QStringLiteral("fixture"), QWebSocketServer::NonSecureMode)
    {
        if (certificate)
            setCertificate(*certificate);
        connect(&m_plain, &QTcpServer::newConnection, this, [this] { take(m_plain); });
        connect(&m_encrypted, &QSslServer::pendingConnectionAvailable, this, [this] { take(m_encrypted); });
        connect(&m_encrypted, &QSslServer::startedEncryptionHandshake, this, [this] { ++handshakes; });
        connect(&m_webSockets, &QWebSocketServer::newConnection, this, &HttpFixture::takeWebSocket);
        answers["/readyz"] = {200, R"({"status":"ready","database":true,"simulated":false,"version":"99.0.0"})", {}};
        answers["/v1/me"] = {200, R"({"kind":"user","id":"u1","name":"Jung Kim","role":"admin","scopes":["read"]})", {}};
        listen();
    }

    void setCertificate(const Certificate& certificate)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(certificate.certificate);
        configuration.setPrivateKey(certificate.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_encrypted.setSslConfiguration(configuration);
    }

    QUrl url() const
    {
        QUrl url;
        url.setScheme(m_isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
        url.setHost(QStringLiteral("localhost"));
        url.setPort(m_port);
        return url;
    }

    /// Takes connections again on the same port.
    void listen()
    {
        QTcpServer& server = m_isEncrypted ? static_cast<QTcpServer&>(m_encrypted) : m_plain;
        if (!server.listen(QHostAddress::LocalHost, m_port))
            qFatal("cannot listen");
        m_port = server.serverPort();
    }
    /// As a server that went away: refuses and cuts.
    void vanish()
    {
        m_plain.close();
        m_encrypted.close();
        for (const QPointer<QTcpSocket>& socket : m_sockets) {
            if (socket)
                socket->abort();
        }
        for (const QPointer<QWebSocket>& socket : webSockets) {
            if (socket)
                socket->abort();
        }
        webSockets.clear();
    }

    void sendEvent(const QJsonObject& event)
    {
        for (const QPointer<QWebSocket>& socket : webSockets) {
            if (socket)
                socket->sendTextMessage(QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact)));
        }
    }
    int countOf(const QByteArray& target) const
    {
        return int(std::count_if(requests.begin(), requests.end(),
                                 [&](const HttpRequest& request) { return request.target == target; }));
    }
    const HttpRequest* lastOf(const QByteArray& target) const
    {
        for (auto it = requests.rbegin(); it != requests.rend(); ++it) {
            if (it->target == target)
                return &*it;
        }
        return nullptr;
    }

    std::map<QByteArray, HttpAnswer> answers; // by target
    std::function<HttpAnswer(const HttpRequest&)> answer;
    std::vector<HttpRequest> requests;
    std::vector<QJsonObject> messages; // from the client's event stream
    std::vector<QPointer<QWebSocket>> webSockets;
    QByteArray upgradeAuthorization;
    bool refusesWebSockets = false;
    int handshakes = 0;
    int open = 0; // requests that wait for their answer
    int openMost = 0;

private:
    void take(QTcpServer& server)
    {
        while (QTcpSocket* socket = server.nextPendingConnection()) {
            m_sockets.emplace_back(socket);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            if (socket->bytesAvailable() > 0)
                read(socket);
        }
    }

    void read(QTcpSocket* socket)
    {
        while (socket->isOpen()) {
            const QByteArray seen = socket->peek(socket->bytesAvailable());
            const qsizetype end = seen.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            HttpRequest request = parse(seen.left(end));
            const qsizetype length = request.headers["content-length"].toLongLong();
            if (request.headers["upgrade"].toLower() == "websocket" && !refusesWebSockets) {
                upgradeAuthorization = request.headers["authorization"];
                disconnect(socket, nullptr, this, nullptr);
                disconnect(socket, &QTcpSocket::disconnected, socket, nullptr);
                m_webSockets.handleConnection(socket);
                return;
            }
            if (seen.size() < end + 4 + length)
                return;
            socket->read(end + 4);
            request.body = socket->read(length);
            requests.push_back(request);
            respond(socket, request);
        }
    }

    static HttpRequest parse(const QByteArray& head)
    {
        HttpRequest request;
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.front().trimmed().split(' ');
        request.verb = first.value(0);
        request.target = first.value(1);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines[i].indexOf(':');
            request.headers[lines[i].left(colon).trimmed().toLower()] = lines[i].mid(colon + 1).trimmed();
        }
        return request;
    }

    void respond(QTcpSocket* socket, const HttpRequest& request)
    {
        HttpAnswer out;
        const QByteArray path = request.target.left(request.target.indexOf('?') < 0 ? request.target.size()
                                                                                   : request.target.indexOf('?'));
        if (answers.contains(request.target))
            out = answers[request.target];
        else if (answers.contains(path))
            out = answers[path];
        else if (answer)
            out = answer(request);
        else
            out = {404, R"({"error":"no such path","code":"unknown_path"})", {}};
        openMost = std::max(openMost, ++open);
        if (out.manner == HttpAnswer::Manner::HangUp)
            return socket->abort();
        if (out.manner == HttpAnswer::Manner::NeverAnswer)
            return;
        QByteArray head = "HTTP/1.1 " + QByteArray::number(out.status) + " X\r\nContent-Type: application/json\r\n";
        for (const auto& [name, value] : out.headers)
            head += name + ": " + value + "\r\n";
        head += "Content-Length: " + QByteArray::number(out.body.size()) + "\r\n\r\n";
        socket->write(head + out.body);
        --open;
    }

    void takeWebSocket()
    {
        while (QWebSocket* socket = m_webSockets.nextPendingConnection()) {
            webSockets.emplace_back(socket);
            connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
                messages.push_back(QJsonDocument::fromJson(text.toUtf8()).object());
            });
            connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    bool m_isEncrypted;
    quint16 m_port = 0;
    QTcpServer m_plain;
    QSslServer m_encrypted;
    QWebSocketServer m_webSockets;
    std::vector<QPointer<QTcpSocket>> m_sockets;
};

} // namespace bursar::test
