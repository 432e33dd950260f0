// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/impl/certificate_gate.h"
#include "models/client/impl/event_socket.h"
#include "models/client/impl/http_lane.h"
#include "models/client/impl/listeners.h"
#include "models/client/remote_engine_client.h"

#include <QTimer>

#include <deque>
#include <map>

namespace bursar::models {

/// What the callers' threads and the session's thread share.
struct RemoteShared {
    struct Call {
        contract::OperationId operation;
        contract::json::value input;
        contract::SendOptions options;
        contract::Reply<contract::json::value> reply;
    };
    struct Topic {
        Listeners<contract::Event> listeners;
    };

    std::mutex mutex;
    RemoteSession* session = nullptr; // null: the thread has ended
    std::deque<Call> calls;
    std::map<std::string, std::shared_ptr<Topic>> topics;
    contract::Link link;
    Listeners<contract::Link> watchers;

    /// Runs on the session's thread, or not at all.
    void post(std::function<void(RemoteSession&)> job);
};

/// The connection as a state machine, on the client's thread:
/// readiness → key → event stream → live, and back-off when one of them fails.
class RemoteSession : public QObject {
    Q_OBJECT

public:
    RemoteSession(RemoteOptions options, std::shared_ptr<RemoteShared> shared);
    ~RemoteSession() override;

    void start();
    void runCalls();
    void addTopic(const std::string& topic, const std::string& token);
    void dropTopicIfUnused(const std::string& topic);
    void retryNow();
    void trust(const QByteArray& pin);

private:
    void attempt();
    void checkReadiness();
    void checkKey();
    void openEvents();
    void eventsAnswered(qint64 micros);
    void eventsClosed(const QString& reason);
    void failed(const QString& reason);
    void refused(contract::LinkState state, const QString& reason);
    void publish(contract::LinkState state, const QString& reason = {});
    void probe(std::string_view operation, std::function<void(contract::Outcome<contract::json::value>)> reply);
    void run(RemoteShared::Call call);
    bool isHalted() const;

    RemoteOptions m_options;
    std::shared_ptr<RemoteShared> m_shared;
    CertificateGate m_gate;
    HttpLane m_lane;
    EventSocket m_events;
    QTimer m_retry;
    contract::Link m_link;
    QString m_olderReason;
    bool m_isOlder = false;
    bool m_isAttempting = false;
    int m_failures = 0;
};

} // namespace bursar::models
