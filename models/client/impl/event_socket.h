// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <map>
#include <optional>

namespace bursar::models {

class CertificateGate;

/// The event stream: one WebSocket, resumed by the last token of each topic. Lives on the client's thread; whoever
/// owns it decides when to open it again.
class EventSocket : public QObject {
    Q_OBJECT

public:
    EventSocket(QUrl base, std::string apiKey, std::chrono::milliseconds pingEvery, CertificateGate& gate,
                QObject* parent);
    ~EventSocket() override;

    void open();
    void close();
    bool isOpen() const { return m_isOpen; }
    void addTopic(const std::string& topic, const std::string& token);
    void removeTopic(const std::string& topic);
    /// Some topic has been heard before, so there may be something to catch up on.
    bool resumes() const;

Q_SIGNALS:
    void opened();
    /// The server has answered what was sent at opening; again at each later ping.
    void answered(qint64 micros);
    void closed(const QString& reason);
    void certificateChanged();
    void received(const bursar::contract::Event& event);

private:
    void makeSocket();
    void socketOpened();
    void socketClosed();
    void ping();
    void readMessage(const QString& text);
    void sendSubscribe(const std::string& topic, const std::string& token);

    QUrl m_base;
    std::string m_apiKey;
    CertificateGate& m_gate;
    QWebSocket* m_socket = nullptr;
    QTimer m_pingTimer;
    QElapsedTimer m_sincePing;
    std::map<std::string, std::string> m_topics; // topic → last token
    bool m_isOpen = false;
    bool m_awaitsPong = false;
};

} // namespace bursar::models
