// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/impl/event_socket.h"

#include "models/client/impl/certificate_gate.h"

#include <boost/json.hpp>

#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslSocket>

namespace bursar::models {

namespace json = contract::json;

namespace {
constexpr char kPath[] = "/v1/events/ws";
constexpr quint64 kMessageBytesMax = 1024 * 1024;

QUrl socketUrl(QUrl base)
{
    base.setScheme(base.scheme() == QLatin1StringView("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    QString path = base.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    base.setPath(path + QLatin1StringView(kPath));
    return base;
}

std::string textOf(const json::object& object, std::string_view name)
{
    const json::value* found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}
} // namespace

EventSocket::EventSocket(QUrl base, std::string apiKey, std::chrono::milliseconds pingEvery, CertificateGate& gate,
                         QObject* parent)
    : QObject(parent), m_base(std::move(base)), m_apiKey(std::move(apiKey)), m_gate(gate), m_pingTimer(this)
{
    m_pingTimer.setInterval(pingEvery);
    connect(&m_pingTimer, &QTimer::timeout, this, &EventSocket::ping);
}

EventSocket::~EventSocket()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void EventSocket::makeSocket()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->deleteLater();
    }
    m_socket = new QWebSocket(QStringLiteral("bursar"), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(kMessageBytesMax);
    m_socket->setMaxAllowedIncomingFrameSize(kMessageBytesMax);
    connect(m_socket, &QWebSocket::connected, this, &EventSocket::socketOpened);
    connect(m_socket, &QWebSocket::disconnected, this, &EventSocket::socketClosed);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &EventSocket::readMessage);
    connect(m_socket, &QWebSocket::pong, this, [this] {
        m_awaitsPong = false;
        Q_EMIT answered(m_sincePing.nsecsElapsed() / 1000);
    });
    // A refused connection or upgrade ends without `disconnected`.
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
        QMetaObject::invokeMethod(this, &EventSocket::socketClosed, Qt::QueuedConnection);
    });
}

void EventSocket::open()
{
    makeSocket();
    m_isOpen = false;
    QNetworkRequest request(socketUrl(m_base));
    request.setRawHeader("Authorization", QByteArray::fromStdString("Bearer " + m_apiKey));
    request.setRawHeader("User-Agent", "Bursar/" BURSAR_VERSION);
    m_socket->open(request);
    // QWebSocket tells of the certificate only after its request has left: ask the socket inside it.
    QSslSocket* inner = m_socket->findChild<QSslSocket*>();
    if (!inner || m_base.scheme() != QLatin1StringView("https"))
        return;
    connect(inner, &QSslSocket::encrypted, this, [this, inner] {
        if (m_gate.admit(inner->peerCertificate()))
            return;
        inner->abort();
        Q_EMIT certificateChanged();
    });
    connect(inner, qOverload<const QList<QSslError>&>(&QSslSocket::sslErrors), this, [this, inner] {
        if (m_gate.admit(inner->peerCertificate()))
            inner->ignoreSslErrors();
        else if (m_gate.hasChanged())
            Q_EMIT certificateChanged();
    });
}

void EventSocket::close()
{
    m_pingTimer.stop();
    m_isOpen = false;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
}

void EventSocket::addTopic(const std::string& topic, const std::string& token)
{
    const auto [place, isNew] = m_topics.try_emplace(topic, token);
    if (isNew && m_isOpen)
        sendSubscribe(topic, place->second);
}

void EventSocket::removeTopic(const std::string& topic)
{
    if (m_topics.erase(topic) == 0 || !m_isOpen)
        return;
    m_socket->sendTextMessage(
        QString::fromStdString(json::serialize(json::object{{"type", "unsubscribe"}, {"topic", topic}})));
}

bool EventSocket::resumes() const
{
    return std::any_of(m_topics.begin(), m_topics.end(), [](const auto& topic) { return !topic.second.empty(); });
}

void EventSocket::socketOpened()
{
    m_isOpen = true;
    m_awaitsPong = false;
    for (const auto& [topic, token] : m_topics)
        sendSubscribe(topic, token);
    Q_EMIT opened();
    ping();
    m_pingTimer.start();
}

void EventSocket::socketClosed()
{
    if (!m_socket)
        return;
    const QString reason = m_socket->closeReason().isEmpty() ? m_socket->errorString() : m_socket->closeReason();
    close();
    Q_EMIT closed(reason);
}

void EventSocket::ping()
{
    if (m_awaitsPong) { // a whole interval without an answer
        close();
        Q_EMIT closed(tr("The server no longer answers."));
        return;
    }
    m_awaitsPong = true;
    m_sincePing.start();
    m_socket->ping();
}

void EventSocket::sendSubscribe(const std::string& topic, const std::string& token)
{
    json::object message{{"type", "subscribe"}, {"topic", topic}};
    if (!token.empty())
        message["token"] = token;
    m_socket->sendTextMessage(QString::fromStdString(json::serialize(message)));
}

void EventSocket::readMessage(const QString& text)
{
    boost::system::error_code problem;
    const json::value parsed = json::parse(text.toStdString(), problem);
    if (problem || !parsed.is_object())
        return; // a newer server may say more than we know
    const json::object& message = parsed.get_object();
    const std::string type = textOf(message, "type");
    if (type == "ping")
        m_socket->sendTextMessage(QStringLiteral("{\"type\":\"pong\"}"));
    if (type != "event" && type != "resync")
        return;
    contract::Event event;
    event.topic = textOf(message, "topic");
    event.key = textOf(message, "key");
    event.token = textOf(message, "token");
    event.resync = type == "resync";
    if (const json::value* payload = message.if_contains("payload"))
        event.payload = *payload;
    const auto topic = m_topics.find(event.topic);
    if (topic == m_topics.end())
        return;
    if (!event.token.empty())
        topic->second = event.token;
    Q_EMIT received(event);
}

} // namespace bursar::models
