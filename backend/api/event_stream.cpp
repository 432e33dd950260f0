// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_api.h"

#include "api/wire.h"
#include "base/error.h"
#include "base/log.h"

#include <boost/json.hpp>

namespace bursar::api {

namespace {
namespace json = boost::json;
using base::ErrorCode;
constexpr base::Log kLog{"api"};
constexpr std::size_t kTopicsMax = 16;
constexpr std::array<std::string_view, 5> kTopics{"stats", "log", "task", "system", "channel"};

/// One connected reader: its topics and what it may see.
class Stream : public std::enable_shared_from_this<Stream> {
public:
    Stream(events::EventLog& events, std::shared_ptr<net::EventSink> sink, contract::Principal principal)
        : m_events(events), m_sink(std::move(sink)), m_principal(std::move(principal))
    {
    }

    void subscribe(const std::string& topic, const std::string& token)
    {
        if (std::find(kTopics.begin(), kTopics.end(), topic) == kTopics.end())
            return complain("unknown_topic", topic);
        const std::lock_guard lock(m_mutex);
        if (m_subscriptions.size() >= kTopicsMax && !m_subscriptions.contains(topic))
            return complain("too_many_topics", topic);
        m_subscriptions[topic].reset(); // the old one ends before the new one begins
        m_subscriptions[topic] = m_events.subscribe(
            topic, token, [weak = weak_from_this()](const contract::Event& event) {
                if (const auto self = weak.lock())
                    self->deliver(event);
            });
    }

    void unsubscribe(const std::string& topic)
    {
        const std::lock_guard lock(m_mutex);
        m_subscriptions.erase(topic);
    }

    void end()
    {
        std::map<std::string, std::unique_ptr<contract::Subscription>> ended;
        const std::lock_guard lock(m_mutex);
        ended.swap(m_subscriptions);
    }

    void receive(std::string_view text)
    {
        boost::system::error_code error;
        const json::value message = json::parse(text, error);
        if (error || !message.is_object())
            return complain("invalid_json", "");
        const json::object& fields = message.get_object();
        const std::string type = word(fields, "type");
        if (type == "subscribe")
            subscribe(word(fields, "topic"), word(fields, "token"));
        else if (type == "unsubscribe")
            unsubscribe(word(fields, "topic"));
        else if (type != "pong")
            complain("unknown_type", type);
    }

private:
    static std::string word(const json::object& fields, std::string_view name)
    {
        const json::value* value = fields.if_contains(name);
        return value && value->is_string() && value->get_string().size() <= 200 ? std::string(value->get_string())
                                                                               : std::string();
    }

    void complain(std::string_view code, std::string_view what)
    {
        m_sink->send({"", "error", json::serialize(json::object{{"type", "error"}, {"code", code}, {"detail", what}})});
    }

    void deliver(const contract::Event& event)
    {
        if (event.resync) {
            json::object message{{"type", "resync"}, {"topic", event.topic}, {"token", event.token}};
            return m_sink->send({event.token, "resync", json::serialize(message)});
        }
        if (!m_principal.hasDesk(contract::Role::observer) && event.key != m_principal.agentId)
            return;
        json::object message{{"type", "event"}, {"topic", event.topic}, {"key", event.key},
                             {"token", event.token}, {"payload", event.payload}};
        m_sink->send({event.token, event.topic, json::serialize(message)});
    }

    events::EventLog& m_events;
    std::shared_ptr<net::EventSink> m_sink;
    contract::Principal m_principal;
    std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<contract::Subscription>> m_subscriptions;
};

void requireReader(const contract::Principal& principal)
{
    const bool reader = principal.hasDesk(contract::Role::observer)
                        || principal.kind == contract::PrincipalKind::agent;
    if (!reader || !principal.hasScope(contract::Scope::read))
        throw base::Error(ErrorCode::Forbidden, "role_missing", "needs a desk role or an agent's key that may read");
}

/// Topics of ?topic=a&topic=b or ?topics=a,b.
std::vector<std::string> topicsOf(const net::HttpRequest& request)
{
    std::vector<std::string> topics;
    for (const auto& [name, value] : request.query) {
        if (name != "topic" && name != "topics")
            continue;
        std::size_t begin = 0;
        while (begin <= value.size() && topics.size() <= kTopicsMax) {
            const std::size_t end = std::min(value.find(',', begin), value.size());
            topics.push_back(value.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    for (const std::string& topic : topics) {
        if (std::find(kTopics.begin(), kTopics.end(), topic) == kTopics.end())
            throw base::invalidField("topic", "not_allowed", "must be one of stats, log, task, system, channel");
    }
    if (topics.empty() || topics.size() > kTopicsMax)
        throw base::invalidField("topic", "missing", "name one to five topics");
    return topics;
}
} // namespace

SocketRoute::Open HttpApi::prepareEvents(const contract::Principal& principal, const net::HttpRequest& request)
{
    requireReader(principal);
    const std::vector<std::string> topics = request.path == "/v1/events" ? topicsOf(request) : std::vector<std::string>();
    const std::string token(request.header("last-event-id"));
    return [this, principal, topics, token](std::shared_ptr<net::EventSink> sink) {
        auto stream = std::make_shared<Stream>(m_events, std::move(sink), principal);
        for (const std::string& topic : topics)
            stream->subscribe(topic, token);
        net::SocketHandlers handlers;
        handlers.onText = [stream](std::string_view text) {
            try {
                stream->receive(text);
            } catch (const std::exception& error) {
                kLog.warning("event stream: {}", error.what());
            }
        };
        handlers.onClose = [stream] { stream->end(); };
        return handlers;
    };
}

void HttpApi::handleStream(net::HttpRequest request, Accept accept, Respond respond)
{
    const auto shared = std::make_shared<const net::HttpRequest>(std::move(request));
    auto open = [this, shared, accept, respond] {
        try {
            const contract::Principal principal = principalOf(*shared, false);
            checkRate(*shared, principal);
            std::string parameter;
            if (const SocketRoute* route = socketAt(shared->path, &parameter)) {
                contract::Context context = contextOf(*shared, principal);
                context.now = m_clock.now();
                accept(route->prepare(context, parameter, *shared));
            } else {
                accept(prepareEvents(principal, *shared));
            }
        } catch (const std::exception& error) {
            respond(errorResponse(toError(error, shared->header("x-request-id")), *shared, m_clock.now()));
        }
    };
    m_dispatcher.run(std::move(open), [this, &shared, &respond](const base::Error& error) {
        respond(errorResponse(error, *shared, m_clock.now()));
    });
}

} // namespace bursar::api
