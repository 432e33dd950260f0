// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/health.h"

#include "identity/text.h"
#include "registry/impl/origin.h"

namespace bursar::registry {

using base::Error;
using base::ErrorCode;

namespace {
constexpr std::size_t kCallersMax = 10'000;
constexpr std::size_t kBodyBytesMax = 1'024; // an event stream never ends; its first bytes are enough

/// One slot of the few probes that may run at once.
class Slot {
public:
    Slot(std::atomic<int>& running, int most) : m_running(running)
    {
        if (++m_running <= most)
            return;
        --m_running;
        Error error(ErrorCode::RateLimited, "probes_busy", "other probes are running; try again in a moment");
        error.retryAfter = std::chrono::seconds(1);
        throw error;
    }
    ~Slot() { --m_running; }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

private:
    std::atomic<int>& m_running;
};

net::ClientRequest requestTo(const std::string& endpoint, const Options& options,
                             std::chrono::milliseconds timeout)
{
    net::ClientRequest request;
    request.url = endpoint;
    request.policy = options.allowPrivateOrigins ? net::AddressPolicy::Open : net::AddressPolicy::Guarded;
    request.timeout = timeout;
    request.bodyBytesMax = kBodyBytesMax;
    request.headers = {{"User-Agent", "Bursar-Probe/" BURSAR_VERSION}};
    return request;
}

/// JSON-RPC initialize, as a client of the Model Context Protocol begins.
net::ClientRequest initialize(const std::string& endpoint, const Options& options)
{
    net::ClientRequest request = requestTo(endpoint, options, std::chrono::milliseconds(Health::kTimeout) / 2);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("Accept", "application/json, text/event-stream");
    request.body
        = R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26",)"
          R"("capabilities":{},"clientInfo":{"name":"bursar-probe","version":")" BURSAR_VERSION R"("}}})";
    return request;
}

net::ClientRequest get(const std::string& endpoint, const Options& options, std::chrono::milliseconds timeout)
{
    net::ClientRequest request = requestTo(endpoint, options, timeout);
    request.headers.emplace_back("Accept", "*/*");
    return request;
}

/// An answer that asks for money or a login is an answer.
bool speaksMcp(int status)
{
    return (status >= 200 && status < 300) || status == 401 || status == 402 || status == 403;
}

net::ClientResponse callMcp(net::HttpClient& client, const std::string& endpoint, const Options& options)
{
    net::ClientResponse response = client.send(initialize(endpoint, options));
    if (speaksMcp(response.status))
        return response;
    // Older servers take POST elsewhere: their GET is an event stream, or 405 on a server that has none.
    return client.send(get(endpoint, options, std::chrono::milliseconds(Health::kTimeout) / 2));
}

bool isHealthy(const net::ClientResponse& response, bool mcp)
{
    if (mcp)
        return speaksMcp(response.status) || response.status == 405;
    return response.status >= 100 && response.status < 500;
}
} // namespace

Health::Health(Registry& registry, net::HttpClient& client, const base::Clock& clock, Options options)
    : m_registry(registry), m_client(client), m_options(options),
      m_limiter({.perSecond = kProbesPerSecond, .burst = kProbesBurst}, kCallersMax, clock)
{
}

contract::AgentHealth Health::agent(std::string_view agentId)
{
    const Error missing(ErrorCode::NotFound, "not_found", "agent not found");
    try {
        const contract::InternalAgent agent = m_registry.internalAgent(agentId);
        return {.status = "ok", .agent_id = agent.agent_id};
    } catch (const Error& error) {
        throw error.code() == ErrorCode::NotFound ? missing : error;
    }
}

contract::OriginHealth Health::origin(const contract::Context& context, std::string_view agentId)
{
    const contract::Agent agent = m_registry.agent(agentId);
    if (!agent.origin_endpoint)
        return {.status = "no_endpoint"};
    const bool mcp = std::find(agent.protocols.begin(), agent.protocols.end(), "mcp") != agent.protocols.end();
    return probe(context, *agent.origin_endpoint, mcp ? std::optional<std::string>("mcp") : std::nullopt);
}

contract::OriginHealth Health::endpoint(const contract::Context& context,
                                        const contract::GetProxyHealth::Input& input)
{
    const auto policy = m_options.allowPrivateOrigins ? PrivateOrigins::Allowed : PrivateOrigins::Refused;
    const std::string endpoint = checkedOrigin(input.endpoint, policy, "endpoint");
    std::optional<std::string> protocol;
    if (input.protocol && !input.protocol->empty())
        protocol = identity::lowerCase(*input.protocol);
    if (protocol && *protocol != "mcp" && *protocol != "http" && *protocol != "a2a")
        throw base::invalidField("protocol", "not_allowed", "must be http, mcp or a2a");
    return probe(context, endpoint, protocol);
}

contract::OriginHealth Health::probe(const contract::Context& context, const std::string& endpoint,
                                     std::optional<std::string> protocol)
{
    if (const auto wait = m_limiter.take(context.remoteAddress)) {
        Error error(ErrorCode::RateLimited, "rate_limited", "rate limit exceeded");
        error.retryAfter = std::chrono::ceil<std::chrono::seconds>(*wait);
        throw error;
    }
    const Slot slot(m_running, kProbesAtOnceMax);
    const bool mcp = protocol == "mcp";
    contract::OriginHealth health{.status = "unhealthy", .endpoint = endpoint, .protocol = std::move(protocol)};
    try {
        const net::ClientResponse response =
            mcp ? callMcp(m_client, endpoint, m_options) : m_client.send(get(endpoint, m_options, kTimeout));
        health.status = isHealthy(response, mcp) ? "healthy" : "unhealthy";
        health.http_status = response.status;
        health.response_ms = std::chrono::duration<double, std::milli>(response.elapsed).count();
    } catch (const Error& error) {
        // What became of a call is the answer here. Only the code goes out: the text may name inner addresses.
        if (error.code() != ErrorCode::InvalidInput && error.code() != ErrorCode::Upstream
            && error.code() != ErrorCode::Timeout)
            throw;
        health.error = error.reason();
    }
    return health;
}

} // namespace bursar::registry
