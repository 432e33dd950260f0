// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/gateway.h"

#include <algorithm>

namespace bursar::models {

using contract::LinkState;

void Mailbox::post(std::function<void()> job)
{
    const std::lock_guard lock(m_mutex);
    if (m_context)
        QMetaObject::invokeMethod(m_context, std::move(job), Qt::QueuedConnection);
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_context = nullptr;
}

Gateway::Gateway(std::shared_ptr<contract::EngineClient> client, QObject* parent)
    : QObject(parent), m_client(std::move(client)), m_mailbox(std::make_shared<Mailbox>(this))
{
    m_watch = m_client->watchLink([this, mailbox = m_mailbox](const contract::Link& link) {
        mailbox->post([this, link] { setLink(link); });
    });
}

Gateway::~Gateway()
{
    // First no more callbacks, then the client: its last owner may be this object.
    m_mailbox->close();
    m_watch.reset();
    m_subscriptions.clear();
}

bool Gateway::isLive(LinkState state)
{
    return state == LinkState::live || state == LinkState::slow || state == LinkState::catching_up
        || state == LinkState::older_server;
}

std::optional<contract::Role> Gateway::role() const
{
    return m_me && m_me->role ? contract::roleFromWord(*m_me->role) : std::nullopt;
}

void Gateway::subscribe(const QString& topic, QObject* receiver, std::function<void(const contract::Event&)> onEvent)
{
    const bool isNew = m_subscriptions.find(receiver) == m_subscriptions.end();
    auto subscription = m_client->subscribe(
        topic.toStdString(), {},
        [mailbox = m_mailbox, target = QPointer<QObject>(receiver),
         onEvent = std::move(onEvent)](const contract::Event& event) {
            mailbox->post([target, onEvent, event] {
                if (target)
                    onEvent(event);
            });
        });
    m_subscriptions[receiver].push_back(std::move(subscription));
    if (isNew)
        connect(receiver, &QObject::destroyed, this, [this](QObject* gone) { m_subscriptions.erase(gone); });
}

void Gateway::send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
                   contract::Reply<contract::json::value> reply)
{
    m_client->send(operation, std::move(input), std::move(options), std::move(reply));
}

void Gateway::setLink(const contract::Link& link)
{
    const bool wasLive = isLive();
    m_link = link;
    Q_EMIT linkChanged(m_link);
    if (isLive() && (!wasLive || !m_me))
        readMe();
}

void Gateway::readMe()
{
    call<contract::WhoAmI>({}, this, [this](const contract::Outcome<contract::Me>& outcome) {
        if (!outcome)
            return; // asked again when the link comes back
        m_me = *outcome;
        Q_EMIT meChanged();
    });
}

} // namespace bursar::models
