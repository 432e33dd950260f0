// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/remote_engine_client.h"

#include "models/client/impl/remote_session.h"

#include <QHostAddress>

namespace bursar::models {

bool isLoopback(const QUrl& url)
{
    const QString host = url.host();
    return host == QLatin1StringView("localhost") || QHostAddress(host).isLoopback();
}

RemoteEngineClient::RemoteEngineClient(RemoteOptions options) : m_shared(std::make_shared<RemoteShared>())
{
    m_session = new RemoteSession(std::move(options), m_shared);
    m_shared->session = m_session;
    m_session->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_session, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("remote"));
    m_thread.start();
    m_shared->post([](RemoteSession& session) { session.start(); });
}

RemoteEngineClient::~RemoteEngineClient()
{
    m_thread.quit(); // nothing on it blocks
    m_thread.wait();
    for (RemoteShared::Call& call : m_shared->calls)
        call.reply(base::Error(base::ErrorCode::Unavailable, "stopped", "The connection was closed."));
}

void RemoteEngineClient::send(contract::OperationId operation, contract::json::value input,
                              contract::SendOptions options, contract::Reply<contract::json::value> reply)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->calls.push_back({operation, std::move(input), std::move(options), std::move(reply)});
    }
    m_shared->post([](RemoteSession& session) { session.runCalls(); });
}

std::unique_ptr<contract::Subscription> RemoteEngineClient::subscribe(std::string topic, std::string token,
                                                                      std::function<void(const contract::Event&)> receive)
{
    std::unique_ptr<contract::Subscription> subscription;
    {
        const std::lock_guard lock(m_shared->mutex);
        std::shared_ptr<RemoteShared::Topic>& entry = m_shared->topics[topic];
        if (!entry)
            entry = std::make_shared<RemoteShared::Topic>();
        subscription = entry->listeners.add(std::move(receive), [shared = m_shared, topic] {
            shared->post([topic](RemoteSession& session) { session.dropTopicIfUnused(topic); });
        });
    }
    m_shared->post([topic, token](RemoteSession& session) { session.addTopic(topic, token); });
    return subscription;
}

std::unique_ptr<contract::Subscription> RemoteEngineClient::watchLink(std::function<void(const contract::Link&)> receive)
{
    contract::Link present;
    {
        const std::lock_guard lock(m_shared->mutex);
        present = m_shared->link;
    }
    auto subscription = m_shared->watchers.add(receive);
    receive(present);
    return subscription;
}

void RemoteEngineClient::retryNow()
{
    m_shared->post([](RemoteSession& session) { session.retryNow(); });
}

void RemoteEngineClient::trust(const QByteArray& pin)
{
    m_shared->post([pin](RemoteSession& session) { session.trust(pin); });
}

} // namespace bursar::models
