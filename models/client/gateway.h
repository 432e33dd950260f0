// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"
#include "contract/identity.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <mutex>

namespace bursar::models {

/// The way from any thread to an object's thread that outlives the object: what is posted after it is gone is dropped.
class Mailbox {
public:
    explicit Mailbox(QObject* context) : m_context(context) {}
    void post(std::function<void()> job);
    /// Nothing posted before or after reaches the object.
    void close();

private:
    std::mutex m_mutex;
    QObject* m_context;
};

/// The typed way from the console to the engine, local or remote, and the only place where replies and events change
/// threads: every callback arrives on this object's (UI) thread, and never after its receiver is gone.
class Gateway : public QObject {
    Q_OBJECT

public:
    explicit Gateway(std::shared_ptr<contract::EngineClient> client, QObject* parent = nullptr);
    ~Gateway() override;

    template <class Op>
    void call(typename Op::Input input, QObject* receiver,
              std::function<void(contract::Outcome<typename Op::Output>)> onReply)
    {
        callWithKey<Op>(std::move(input), {}, receiver, std::move(onReply));
    }
    /// With an Idempotency-Key: for every call that must not happen twice.
    template <class Op>
    void callWithKey(typename Op::Input input, const std::string& idempotencyKey, QObject* receiver,
                     std::function<void(contract::Outcome<typename Op::Output>)> onReply)
    {
        // Decoded where the reply arrives, so that a long answer does not cost the UI thread its frame.
        send(Op::kName, contract::Codec<Op>::encodeInput(input), {idempotencyKey},
             [mailbox = m_mailbox, target = QPointer<QObject>(receiver),
              onReply = std::move(onReply)](contract::Outcome<contract::json::value> outcome) {
                 mailbox->post([target, onReply, decoded = decode<Op>(outcome)] {
                     if (target)
                         onReply(decoded);
                 });
             });
    }

    /// Events of a topic for as long as the receiver lives; resumes by itself after an outage. `resync` events mean:
    /// read everything again.
    void subscribe(const QString& topic, QObject* receiver, std::function<void(const contract::Event&)> onEvent);

    const contract::Link& link() const { return m_link; }
    bool isLive() const { return isLive(m_link.state); }
    /// Requests are answered: live, or nearly so.
    static bool isLive(contract::LinkState state);
    /// The signed-in principal; empty until the first answer.
    const std::optional<contract::Me>& me() const { return m_me; }
    /// The desk role of `me`; empty while unknown.
    std::optional<contract::Role> role() const;
    contract::EngineClient& client() { return *m_client; }

Q_SIGNALS:
    void linkChanged(const bursar::contract::Link& link);
    void meChanged();

private:
    template <class Op>
    static contract::Outcome<typename Op::Output> decode(const contract::Outcome<contract::json::value>& outcome)
    {
        if (!outcome)
            return outcome.error();
        try {
            return contract::Codec<Op>::decodeOutput(*outcome);
        } catch (const base::Error& error) {
            return base::Error(base::ErrorCode::Internal, "unreadable_answer", error.text(), error.fields());
        }
    }
    void send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
              contract::Reply<contract::json::value> reply);
    void setLink(const contract::Link& link);
    void readMe();

    std::shared_ptr<contract::EngineClient> m_client;
    std::shared_ptr<Mailbox> m_mailbox;
    std::map<QObject*, std::vector<std::unique_ptr<contract::Subscription>>> m_subscriptions;
    std::unique_ptr<contract::Subscription> m_watch;
    contract::Link m_link;
    std::optional<contract::Me> m_me;
};

} // namespace bursar::models
