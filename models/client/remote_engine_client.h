// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <QByteArray>
#include <QThread>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace bursar::models {

class RemoteSession;
struct RemoteShared;

/// Where a server is and how it is talked to.
struct RemoteOptions {
    QUrl base;
    std::string apiKey;
    /// SHA-256 of the certificate's DER, lower-case hex; empty: the first certificate is taken and reported.
    QByteArray pin;
    /// Called once with the certificate taken on first use, on the client's thread.
    std::function<void(const QByteArray& pin)> onPinned;
    std::chrono::milliseconds timeout{30'000}; ///< without any byte from the server
    std::chrono::milliseconds retryMin{500};
    std::chrono::milliseconds retryMax{30'000};
    std::chrono::milliseconds pingEvery{10'000};
    int inFlightMax = 6;
    int waitingMax = 256;
};

/// A server reached over HTTPS and a WebSocket, on a thread of its own. Plain HTTP only to loopback; redirects are
/// not followed, so that the key reaches no other host. A certificate other than the pinned one ends the link before
/// a byte of a request is sent.
///
/// A call that was sent but not answered is `OutcomeUnknown` unless it only reads.
class RemoteEngineClient final : public contract::EngineClient {
public:
    explicit RemoteEngineClient(RemoteOptions options);
    /// Answers what is under way with `stopped` and ends the thread.
    ~RemoteEngineClient() override;

    void send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
              contract::Reply<contract::json::value> reply) override;
    std::unique_ptr<contract::Subscription> subscribe(std::string topic, std::string token,
                                                      std::function<void(const contract::Event&)> receive) override;
    std::unique_ptr<contract::Subscription> watchLink(std::function<void(const contract::Link&)> receive) override;

    /// Tries again at once, also after `refused`.
    void retryNow();
    /// Takes another certificate and tries again.
    void trust(const QByteArray& pin);

private:
    std::shared_ptr<RemoteShared> m_shared;
    QThread m_thread;
    RemoteSession* m_session; // lives on m_thread
};

/// A host of this machine by name or address.
bool isLoopback(const QUrl& url);

} // namespace bursar::models
