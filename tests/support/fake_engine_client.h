// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace bursar::test {

/// An engine that works as told: operations answer from a function, or wait until the test answers them. Any thread.
class FakeEngineClient final : public contract::EngineClient {
public:
    struct Call {
        std::string operation;
        contract::json::value input;
        std::string idempotencyKey;
        contract::Reply<contract::json::value> reply;
    };

    /// Live from the start unless told otherwise.
    FakeEngineClient() { m_link.state = contract::LinkState::live; }

    /// Answers every call of `Op` from now on.
    template <class Op>
    void on(std::function<contract::Outcome<typename Op::Output>(const typename Op::Input&)> handle)
    {
        const std::lock_guard lock(m_mutex);
        m_handlers[std::string(Op::kName)] = [handle](const contract::json::value& input) {
            const auto outcome = handle(contract::Codec<Op>::decodeInput(input));
            return outcome ? contract::Outcome<contract::json::value>(contract::Codec<Op>::encodeOutput(*outcome))
                           : contract::Outcome<contract::json::value>(outcome.error());
        };
    }
    template <class Op>
    void answer(const typename Op::Output& output)
    {
        on<Op>([output](const typename Op::Input&) { return output; });
    }
    template <class Op>
    void refuse(const base::Error& error)
    {
        on<Op>([error](const typename Op::Input&) { return error; });
    }

    /// How often an operation was called, answered or not.
    template <class Op>
    int calls() const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_counts.find(std::string(Op::kName));
        return found == m_counts.end() ? 0 : found->second;
    }
    /// The input of the last call of `Op`.
    template <class Op>
    typename Op::Input lastInput() const
    {
        const std::lock_guard lock(m_mutex);
        return contract::Codec<Op>::decodeInput(m_lastInputs.at(std::string(Op::kName)));
    }
    template <class Op>
    std::string lastKey() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lastKeys.at(std::string(Op::kName));
    }
    /// Takes the oldest call of `Op` that waits for an answer; one without an operation when there is none.
    template <class Op>
    Call take()
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [](const Call& call) { return call.operation == Op::kName; });
        if (found == m_waiting.end())
            return {};
        Call call = std::move(*found);
        m_waiting.erase(found);
        return call;
    }
    template <class Op>
    bool replyTo(const contract::Outcome<typename Op::Output>& outcome)
    {
        const Call call = take<Op>();
        if (!call.reply)
            return false;
        if (outcome)
            call.reply(contract::Codec<Op>::encodeOutput(*outcome));
        else
            call.reply(outcome.error());
        return true;
    }

    void publish(const contract::Event& event)
    {
        for (const auto& entry : entries(m_topics))
            if (entry->topic == event.topic)
                entry->call([&] { entry->receive(event); });
    }
    void setLink(const contract::Link& link)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_link = link;
        }
        for (const auto& entry : entries(m_watchers))
            entry->call([&] { entry->watch(link); });
    }
    void setLinkState(contract::LinkState state, const std::string& reason = {})
    {
        contract::Link link;
        link.state = state;
        link.reason = reason;
        setLink(link);
    }
    int subscriptions(const std::string& topic)
    {
        const auto all = entries(m_topics);
        return int(std::count_if(all.begin(), all.end(), [&](const auto& entry) { return entry->topic == topic; }));
    }

    void send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
              contract::Reply<contract::json::value> reply) override
    {
        std::function<contract::Outcome<contract::json::value>(const contract::json::value&)> handler;
        {
            const std::lock_guard lock(m_mutex);
            const std::string name(operation);
            ++m_counts[name];
            m_lastInputs[name] = input;
            m_lastKeys[name] = options.idempotencyKey;
            const auto found = m_handlers.find(name);
            if (found == m_handlers.end()) {
                m_waiting.push_back({name, std::move(input), options.idempotencyKey, std::move(reply)});
                return;
            }
            handler = found->second;
        }
        reply(handler(input));
    }
    std::unique_ptr<contract::Subscription> subscribe(std::string topic, std::string,
                                                      std::function<void(const contract::Event&)> receive) override
    {
        auto entry = std::make_shared<Entry>();
        entry->topic = std::move(topic);
        entry->receive = std::move(receive);
        return keep(m_topics, std::move(entry));
    }
    std::unique_ptr<contract::Subscription> watchLink(std::function<void(const contract::Link&)> receive) override
    {
        receive(m_link);
        auto entry = std::make_shared<Entry>();
        entry->watch = std::move(receive);
        return keep(m_watchers, std::move(entry));
    }

private:
    struct Entry {
        std::recursive_mutex mutex;
        std::string topic;
        std::function<void(const contract::Event&)> receive;
        std::function<void(const contract::Link&)> watch;
        bool isDropped = false;

        void call(const std::function<void()>& job)
        {
            const std::lock_guard lock(mutex);
            if (!isDropped)
                job();
        }
    };
    struct Handle final : contract::Subscription {
        std::shared_ptr<Entry> entry;
        ~Handle() override
        {
            const std::lock_guard lock(entry->mutex);
            entry->isDropped = true;
        }
    };
    using Entries = std::vector<std::shared_ptr<Entry>>;

    std::unique_ptr<contract::Subscription> keep(Entries& list, std::shared_ptr<Entry> entry)
    {
        auto handle = std::make_unique<Handle>();
        handle->entry = entry;
        const std::lock_guard lock(m_mutex);
        list.push_back(std::move(entry));
        return handle;
    }
    Entries entries(Entries& list)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(list, [](const std::shared_ptr<Entry>& entry) { return entry->isDropped; });
        return list;
    }

    mutable std::mutex m_mutex;
    std::map<std::string, std::function<contract::Outcome<contract::json::value>(const contract::json::value&)>>
        m_handlers;
    std::map<std::string, int> m_counts;
    std::map<std::string, contract::json::value> m_lastInputs;
    std::map<std::string, std::string> m_lastKeys;
    std::deque<Call> m_waiting;
    Entries m_topics;
    Entries m_watchers;
    contract::Link m_link;
};

} // namespace bursar::test
