// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/sender.h"
#include "support/server_process.h"

#include <random>
#include <string>
#include <vector>

namespace bursar::bench {

enum class Shape { requests, asSdk }; // asSdk: with headers, bodies and payments

struct BatchForm {
    Shape shape = Shape::requests;
    bool zipped = false;
};

/// A real bursard with agents that send it batches as the SDKs do, over kept connections.
class Traffic {
public:
    static constexpr int kAgents = 4;
    static constexpr std::size_t kBatch = 50; // what the SDKs flush
    static constexpr std::size_t kConnections = 64;

    /// The options are bursard's; without --database-url it has its private cluster.
    explicit Traffic(const QStringList& options = {});

    test::ServerProcess& server() { return m_server; }
    /// HTTP requests with `rows` entries of now, ready to be sent; every entry is new.
    std::vector<std::string> batches(std::size_t rows, BatchForm form);
    Sent send(const std::vector<std::string>& batches);
    /// Throws when not all `rows` were accepted.
    void send(std::size_t rows);
    /// What the pages ask when they are opened.
    void readDashboards();

private:
    test::ServerProcess m_server;
    std::vector<std::string> m_keys; // one for each agent
    std::mt19937_64 m_random{20260615};
};

} // namespace bursar::bench
