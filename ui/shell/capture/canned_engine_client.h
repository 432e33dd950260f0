// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"
#include "ui/shell/options.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace bursar::ui {

/// A real engine's answers, bent to what captures must also show: nothing, one row, a million, the longest names and
/// amounts, an outage, failures, unknown values. Who calls and the engine's state pass unchanged.
class CannedEngineClient final : public contract::EngineClient {
public:
    CannedEngineClient(std::shared_ptr<contract::EngineClient> engine, CaptureData data);
    ~CannedEngineClient() override;

    void send(contract::OperationId operation, contract::json::value input, contract::SendOptions options,
              contract::Reply<contract::json::value> reply) override;
    std::unique_ptr<contract::Subscription> subscribe(std::string topic, std::string token,
                                                      std::function<void(const contract::Event&)> receive) override;
    std::unique_ptr<contract::Subscription> watchLink(std::function<void(const contract::Link&)> receive) override;

    /// From now on nothing is answered, and the link says so.
    void goOffline(base::Time retryAt);

private:
    struct Watcher;
    std::shared_ptr<contract::EngineClient> m_engine;
    CaptureData m_data;
    std::atomic<bool> m_isOffline = false;
    std::mutex m_mutex;
    std::vector<std::weak_ptr<Watcher>> m_watchers;
};

/// One answer, bent. Public for tests.
contract::json::value bentAnswer(CaptureData data, const contract::OperationInfo& operation,
                                 contract::json::value answer);

} // namespace bursar::ui
