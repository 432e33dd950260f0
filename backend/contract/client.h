// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

#include <memory>

namespace bursar::contract {

/// One message of a topic. Topics: "stats" (counts per agent), "log" (new requests), "task", "system", "resync".
struct Event {
    std::string topic;
    std::string key;   // agent id for stats and log, task id for task
    std::string token; // resume from here: pass it to subscribe()
    json::value payload;
    bool resync = false; // the token was too old: read everything again
};

/// Ends when destroyed; afterwards the callback is not called again.
class Subscription {
public:
    virtual ~Subscription() = default;
};

enum class LinkState { connecting, live, catching_up, slow, offline, refused, certificate_changed, older_server };
BOOST_DESCRIBE_ENUM(LinkState, connecting, live, catching_up, slow, offline, refused, certificate_changed,
                    older_server)

struct Link {
    LinkState state = LinkState::connecting;
    std::string reason;                    // plain sentence when not live
    std::optional<base::Time> retryAt;     // offline: when the next attempt is made
    std::optional<std::int64_t> roundTripMicros;
};

struct SendOptions {
    std::string idempotencyKey;
};

/// The engine as the console sees it, in the same process or over the network. Any thread may call; callbacks come on
/// any thread, exactly once per send().
class EngineClient {
public:
    virtual ~EngineClient() = default;
    virtual void send(OperationId operation, json::value input, SendOptions options,
                      Reply<json::value> reply) = 0;
    /// From `token` on (a token of an earlier Event), or from now when empty.
    virtual std::unique_ptr<Subscription> subscribe(std::string topic, std::string token,
                                                    std::function<void(const Event&)> receive) = 0;
    /// Called with the current state at once, then at each change.
    virtual std::unique_ptr<Subscription> watchLink(std::function<void(const Link&)> receive) = 0;
};

} // namespace bursar::contract
