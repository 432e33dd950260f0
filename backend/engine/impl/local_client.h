// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/dispatcher.h"
#include "contract/client.h"
#include "events/events.h"

#include <list>
#include <shared_mutex>

namespace bursar::engine {

/// The engine client of the console in the same process: straight to the dispatcher, as the owner.
class LocalEngineClient final : public contract::EngineClient {
public:
    LocalEngineClient(api::Dispatcher& dispatcher, events::EventLog& events, contract::Principal owner);

    void send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
              contract::Reply<contract::json::value> reply) override;
    std::unique_ptr<contract::Subscription> subscribe(std::string topic, std::string token,
                                                      std::function<void(const contract::Event&)> receive) override;
    std::unique_ptr<contract::Subscription> watchLink(std::function<void(const contract::Link&)> receive) override;

    /// The engine says how it is: live, or offline with a reason while the database is down.
    void setLink(const contract::Link& link);
    /// From now on every call is refused: the engine is stopping.
    void close();

private:
    struct Watcher;
    class Watch;
    api::Dispatcher* m_dispatcher;
    events::EventLog& m_events;
    const contract::Principal m_owner;
    std::shared_mutex m_open; // held shared while a call is handed over, exclusively by close()
    std::mutex m_mutex;
    contract::Link m_link;
    std::list<std::shared_ptr<Watcher>> m_watchers;
};

} // namespace bursar::engine
