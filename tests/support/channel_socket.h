// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json.hpp>

#include <QTest>
#include <QWebSocket>

#include <memory>
#include <string>
#include <vector>

namespace bursar::test {

/// A client of a server's WebSockets that keeps all it hears. Needs an event loop (QTRY_…).
class ChannelSocket {
public:
    /// Opens `path` of a server ("http://…"); the key goes into the header.
    ChannelSocket(const std::string& server, const std::string& path, const std::string& key = {})
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString& text) {
            messages.push_back(boost::json::parse(text.toStdString()).as_object());
            if (onMessage)
                onMessage(messages.back());
        });
        QObject::connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &m_socket, [this] { m_failed = true; });
        QNetworkRequest request(QUrl(QString::fromStdString("ws" + server.substr(4) + path)));
        if (!key.empty())
            request.setRawHeader("Authorization", QByteArray::fromStdString("Bearer " + key));
        m_socket.open(request);
    }

    std::vector<boost::json::object> messages;
    std::function<void(const boost::json::object&)> onMessage;

    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    bool hasFailed() const { return m_failed; }
    /// Why it did not open: holds the status.
    std::string problem() const { return m_socket.errorString().toStdString(); }
    bool waitOpen() { return QTest::qWaitFor([this] { return isOpen(); }, 10'000); }
    void send(const boost::json::object& frame) { sendText(boost::json::serialize(frame)); }
    void sendText(const std::string& text) { m_socket.sendTextMessage(QString::fromStdString(text)); }
    void close() { m_socket.close(); }

    std::vector<boost::json::object> ofType(std::string_view type) const
    {
        std::vector<boost::json::object> out;
        for (const auto& message : messages) {
            if (message.at("type").as_string() == type)
                out.push_back(message);
        }
        return out;
    }
    /// The numbers of the events, as they came.
    std::vector<std::int64_t> sequence() const
    {
        std::vector<std::int64_t> out;
        for (const auto& message : messages) {
            if (message.contains("seq"))
                out.push_back(message.at("seq").as_int64());
        }
        return out;
    }

private:
    bool m_failed = false;
    QWebSocket m_socket;
};

} // namespace bursar::test
