// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/local_client.h"

#include "base/error.h"
#include "base/ids.h"

namespace bursar::engine {

struct LocalEngineClient::Watcher {
    std::recursive_mutex mutex;
    bool alive = true;
    std::function<void(const contract::Link&)> receive;

    void deliver(const contract::Link& link)
    {
        const std::lock_guard lock(mutex);
        if (alive)
            receive(link);
    }
};

class LocalEngineClient::Watch final : public contract::Subscription {
public:
    explicit Watch(std::shared_ptr<Watcher> watcher) : m_watcher(std::move(watcher)) {}
    ~Watch() override
    {
        const std::lock_guard lock(m_watcher->mutex);
        m_watcher->alive = false;
    }

private:
    std::shared_ptr<Watcher> m_watcher;
};

LocalEngineClient::LocalEngineClient(api::Dispatcher& dispatcher, events::EventLog& events, contract::Principal owner)
    : m_dispatcher(&dispatcher), m_events(events), m_owner(std::move(owner))
{
    m_link.state = contract::LinkState::live;
}

void LocalEngineClient::send(contract::OperationId name, contract::json::value input, contract::SendOptions options,
                             contract::Reply<contract::json::value> reply)
{
    const contract::OperationInfo* operation = contract::findOperation(name);
    if (!operation)
        return reply(base::Error(base::ErrorCode::NotFound, "unknown_operation", "there is no such operation"));
    const std::shared_lock open(m_open);
    if (!m_dispatcher)
        return reply(base::Error(base::ErrorCode::Unavailable, "engine_stopped", "the engine has stopped"));
    contract::Context context;
    context.principal = m_owner;
    context.requestId = base::randomHex(8);
    m_dispatcher->run(
        [dispatcher = m_dispatcher, operation, input = std::move(input), context, key = options.idempotencyKey,
         reply]() mutable { dispatcher->dispatch(*operation, std::move(input), context, key, reply); },
        [&reply](const base::Error& error) { reply(error); });
}

std::unique_ptr<contract::Subscription> LocalEngineClient::subscribe(
    std::string topic, std::string token, std::function<void(const contract::Event&)> receive)
{
    return m_events.subscribe(std::move(topic), std::move(token), std::move(receive));
}

std::unique_ptr<contract::Subscription> LocalEngineClient::watchLink(
    std::function<void(const contract::Link&)> receive)
{
    auto watcher = std::make_shared<Watcher>();
    watcher->receive = std::move(receive);
    contract::Link link;
    {
        const std::lock_guard lock(m_mutex);
        m_watchers.remove_if([](const auto& other) { return !other->alive; });
        m_watchers.push_back(watcher);
        link = m_link;
    }
    watcher->deliver(link);
    return std::make_unique<Watch>(std::move(watcher));
}

void LocalEngineClient::setLink(const contract::Link& link)
{
    std::list<std::shared_ptr<Watcher>> watchers;
    {
        const std::lock_guard lock(m_mutex);
        if (m_link.state == link.state && m_link.reason == link.reason)
            return;
        m_link = link;
        watchers = m_watchers;
    }
    for (const auto& watcher : watchers)
        watcher->deliver(link);
}

void LocalEngineClient::close()
{
    const std::unique_lock open(m_open);
    m_dispatcher = nullptr;
}

} // namespace bursar::engine
