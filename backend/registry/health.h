// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "net/http_client.h"
#include "net/rate_limit.h"
#include "registry/registry.h"

#include <atomic>

namespace bursar::registry {

/// Whether agents and their origins answer. Calls go through the address guard unless private origins are
/// allowed; they are limited per caller, and few run at once, since each holds a worker for up to kTimeout.
class Health {
public:
    static constexpr std::chrono::seconds kTimeout{5};
    static constexpr int kProbesAtOnceMax = 2;
    static constexpr double kProbesPerSecond = 0.5; // per caller's address, after kProbesBurst at once
    static constexpr double kProbesBurst = 10;

    Health(Registry& registry, net::HttpClient& client, const base::Clock& clock, Options options);

    /// NotFound "not_found" unless the agent is registered and active.
    contract::AgentHealth agent(std::string_view agentId);
    contract::OriginHealth origin(const contract::Context& context, std::string_view agentId);
    contract::OriginHealth endpoint(const contract::Context& context,
                                    const contract::GetProxyHealth::Input& input);

private:
    contract::OriginHealth probe(const contract::Context& context, const std::string& endpoint,
                                 std::optional<std::string> protocol);

    Registry& m_registry;
    net::HttpClient& m_client;
    Options m_options;
    net::RateLimiter m_limiter;
    std::atomic<int> m_running = 0;
};

} // namespace bursar::registry
