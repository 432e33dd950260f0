// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/impl/wire.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <chrono>
#include <deque>
#include <set>

namespace bursar::models {

class CertificateGate;

/// Requests to one server, a bounded number at a time, each answered exactly once. Lives on the client's thread.
class HttpLane : public QObject {
    Q_OBJECT

public:
    struct Options {
        std::string apiKey;
        std::chrono::milliseconds timeout;
        int inFlightMax = 6;
        int waitingMax = 256;
    };
    struct Job {
        wire::Request request;
        bool isRead = true;
        std::string idempotencyKey;
        contract::Reply<contract::json::value> reply;
    };

    HttpLane(Options options, CertificateGate& gate, QObject* parent);
    /// Answers everything that is left with `stopped`.
    ~HttpLane() override;

    void submit(Job job);

Q_SIGNALS:
    /// A request did not reach the server, or its answer did not come back.
    void unreachable();
    void certificateChanged();

private:
    void startNext();
    void start(Job job);
    void finished(QNetworkReply* reply, const Job& job);
    base::Error networkError(QNetworkReply* reply, const Job& job) const;

    Options m_options;
    CertificateGate& m_gate;
    QNetworkAccessManager m_network;
    std::deque<Job> m_waiting;
    std::set<QNetworkReply*> m_running;
    bool m_stopping = false;
};

} // namespace bursar::models
