// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// Agents, their keys and their health (contract section 3).
namespace bursar::contract {

/// An agent as its clients know it.
struct Agent {
    std::string id;       // UUID
    std::string agent_id; // slug
    std::string name;
    std::optional<std::string> origin_endpoint;
    std::string gt8004_endpoint;
    std::vector<std::string> protocols;
    std::optional<std::string> category;
    std::optional<std::string> pricing_model;
    std::optional<double> pricing_amount;
    std::optional<std::string> pricing_currency;
    std::string status; // active, suspended, deregistered
    std::optional<std::string> evm_address;
    double reputation_score = 0;
    std::int64_t total_requests = 0;
    double total_revenue_usdc = 0;
    base::Amount total_revenue_usdc_atomic;
    std::int64_t total_customers = 0;
    std::optional<double> avg_response_ms;
    base::Time created_at;
    base::Time updated_at;
    std::string current_tier;
    std::optional<base::Time> tier_updated_at;
    std::optional<base::Time> sdk_connected_at;
    std::optional<base::Time> last_request_at;
    bool simulated = false;
    RevenueBasis revenue_basis = RevenueBasis::claimed;
};
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (id, agent_id, name, origin_endpoint, gt8004_endpoint, protocols, category, pricing_model,
                       pricing_amount, pricing_currency, status, evm_address, reputation_score, total_requests,
                       total_revenue_usdc, total_revenue_usdc_atomic, total_customers, avg_response_ms, created_at,
                       updated_at, current_tier, tier_updated_at, sdk_connected_at, last_request_at, simulated,
                       revenue_basis))

struct AgentList {
    std::vector<Agent> agents;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(AgentList, (), (agents, total))

struct AgentInput {
    std::string agent_id;
};
BOOST_DESCRIBE_STRUCT(AgentInput, (), (agent_id))

struct RegisteredAgent {
    std::string agent_id;
    std::string gt8004_endpoint;
    std::string dashboard_url;
    std::string api_key; // shown once
    std::string tier;
    std::string status;
};
BOOST_DESCRIBE_STRUCT(RegisteredAgent, (), (agent_id, gt8004_endpoint, dashboard_url, api_key, tier, status))

struct RegisterAgent {
    static constexpr OperationId kName = "RegisterAgent";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/register", "/v1/services/register"};
    static constexpr Access kAccess = Access::everyone(); // the handler asks for loopback or a desk role
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr int kSuccess = 201;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Registers an agent and shows its first API key once. Claiming a wallet needs a signed challenge.";
    struct Input {
        std::optional<std::string> agent_id;
        std::optional<std::string> name;
        std::optional<std::string> origin_endpoint;
        std::optional<std::vector<std::string>> protocols;
        std::optional<std::string> category;
        std::optional<json::value> pricing; // {model, amount (number or string), currency}
        std::optional<std::string> tier;
        std::optional<json::value> erc8004_token_id;
        std::optional<std::int64_t> chain_id;
        std::optional<std::string> wallet_address;
        std::optional<std::string> challenge;
        std::optional<std::string> signature;
    };
    using Output = RegisteredAgent;
};
BOOST_DESCRIBE_STRUCT(RegisterAgent::Input, (),
                      (agent_id, name, origin_endpoint, protocols, category, pricing, tier, erc8004_token_id, chain_id,
                       wallet_address, challenge, signature))

struct GetMyAgent {
    static constexpr OperationId kName = "GetMyAgent";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/me"};
    static constexpr Access kAccess = Access::signedIn(Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "The agent whose API key calls.";
    using Input = Empty;
    using Output = Agent;
};

struct GetAgent {
    static constexpr OperationId kName = "GetAgent";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}", "/v1/admin/agents/{agent_id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "One agent with its totals.";
    using Input = AgentInput;
    using Output = Agent;
};

struct ListAgents {
    static constexpr OperationId kName = "ListAgents";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents", "/v1/admin/agents"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "All agents of this server, with totals.";
    struct Input {
        std::optional<std::string> q;      // beginning of the id or part of the name
        std::optional<std::string> status; // active, suspended, deregistered
        std::optional<std::string> sort;   // name, requests, revenue, customers, last_request, newest; -x: descending
        std::optional<int> limit;
        std::optional<int> offset;
    };
    using Output = AgentList;
};
BOOST_DESCRIBE_STRUCT(ListAgents::Input, (), (q, status, sort, limit, offset))

struct ListWalletAgents {
    static constexpr OperationId kName = "ListWalletAgents";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/wallet/{address}"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Active agents whose proven wallet this is.";
    struct Input {
        std::string address;
    };
    using Output = AgentList;
};
BOOST_DESCRIBE_STRUCT(ListWalletAgents::Input, (), (address))

struct SearchAgents {
    static constexpr OperationId kName = "SearchAgents";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/search"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Active agents by category, protocol, price and reputation; at most 100.";
    struct Input {
        std::optional<std::string> category;
        std::optional<std::string> protocol;
        std::optional<std::string> protocols; // comma separated
        std::optional<std::string> min_reputation;
        std::optional<std::string> max_price;
        std::optional<std::string> sort; // reputation, requests, revenue, response_time, newest (each also with _desc)
    };
    using Output = AgentList;
};
BOOST_DESCRIBE_STRUCT(SearchAgents::Input, (), (category, protocol, protocols, min_reputation, max_price, sort))

struct ServiceTotals {
    std::int64_t total_requests = 0;
    double total_revenue_usdc = 0;
    double reputation_score = 0;
};
BOOST_DESCRIBE_STRUCT(ServiceTotals, (), (total_requests, total_revenue_usdc, reputation_score))

struct ServiceStatus {
    std::string agent_id;
    std::string name;
    std::string tier;
    std::string status;
    std::optional<std::string> evm_address;
    base::Time created_at;
    ServiceTotals open;
};
BOOST_DESCRIBE_STRUCT(ServiceStatus, (), (agent_id, name, tier, status, evm_address, created_at, open))

struct GetService {
    static constexpr OperationId kName = "GetService";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/services/{agent_id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Tier, status and totals of one's own service.";
    using Input = AgentInput;
    using Output = ServiceStatus;
};

struct TierChange {
    std::string agent_id;
    std::string tier;
    base::Time tier_updated_at;
};
BOOST_DESCRIBE_STRUCT(TierChange, (), (agent_id, tier, tier_updated_at))

struct SetTier {
    static constexpr OperationId kName = "SetTier";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/v1/services/{agent_id}/tier"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Changes the tier: open or lite.";
    struct Input {
        std::string agent_id;
        std::string tier;
        std::optional<std::string> evm_address;
    };
    using Output = TierChange;
};
BOOST_DESCRIBE_STRUCT(SetTier::Input, (), (agent_id, tier, evm_address))

struct DeregisterAgent {
    static constexpr OperationId kName = "DeregisterAgent";
    static constexpr Method kMethod = Method::del;
    static constexpr std::array kPaths{"/v1/services/{agent_id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::admin, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Takes an agent off: its keys stop, its history stays.";
    using Input = AgentInput;
    using Output = Status;
};

struct SetAgentStatus {
    static constexpr OperationId kName = "SetAgentStatus";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/status"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Suspends an agent (its keys stop within a second) or activates it again.";
    struct Input {
        std::string agent_id;
        std::string status; // active or suspended
        std::optional<std::string> reason;
    };
    using Output = Agent;
};
BOOST_DESCRIBE_STRUCT(SetAgentStatus::Input, (), (agent_id, status, reason))

/// A named API key; the secret itself is never stored.
struct ApiKey {
    std::string id;
    std::string name;
    std::string prefix;
    std::vector<std::string> scopes;
    std::optional<std::string> role; // a desk key's role
    std::string status;              // active, expiring, revoked
    std::optional<std::string> agent_id;
    base::Time created_at;
    std::optional<base::Time> expires_at;
    std::optional<base::Time> revoked_at;
    std::optional<base::Time> last_used_at;
    std::int64_t requests = 0; // logged with this key
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, prefix, scopes, role, status, agent_id, created_at, expires_at, revoked_at,
                       last_used_at, requests))

struct ApiKeyList {
    std::vector<ApiKey> keys;
};
BOOST_DESCRIBE_STRUCT(ApiKeyList, (), (keys))

struct ListKeys {
    static constexpr OperationId kName = "ListKeys";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/keys"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "API keys of an agent, revoked ones included.";
    using Input = AgentInput;
    using Output = ApiKeyList;
};

struct NewApiKey {
    ApiKey key;
    std::string api_key; // shown once
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (), (key, api_key))

struct CreateKey {
    static constexpr OperationId kName = "CreateKey";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/keys"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr int kSuccess = 201;
    static constexpr std::string_view kSummary = "Makes a further named key and shows it once; at most 20 live ones.";
    struct Input {
        std::string agent_id;
        std::string name;
        std::vector<std::string> scopes; // empty: ingest and read
    };
    using Output = NewApiKey;
};
BOOST_DESCRIBE_STRUCT(CreateKey::Input, (), (agent_id, name, scopes))

struct KeyInput {
    std::string agent_id;
    std::string key_id;
};
BOOST_DESCRIBE_STRUCT(KeyInput, (), (agent_id, key_id))

struct RevokeKey {
    static constexpr OperationId kName = "RevokeKey";
    static constexpr Method kMethod = Method::del;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/keys/{key_id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Stops a key at once.";
    using Input = KeyInput;
    using Output = ApiKey;
};

struct RotateKey {
    static constexpr OperationId kName = "RotateKey";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/keys/{key_id}/rotate"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr std::string_view kSummary =
        "Replaces a key by a new one with the same name and scopes. The old one stops at once or after overlap_hours.";
    struct Input {
        std::string agent_id;
        std::string key_id;
        std::optional<int> overlap_hours; // 0 (cut now, default) … 168
    };
    using Output = NewApiKey;
};
BOOST_DESCRIBE_STRUCT(RotateKey::Input, (), (agent_id, key_id, overlap_hours))

struct RegeneratedKey {
    std::string api_key; // shown once
};
BOOST_DESCRIBE_STRUCT(RegeneratedKey, (), (api_key))

struct RegenerateKeys {
    static constexpr OperationId kName = "RegenerateKeys";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/api-key/regenerate"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Revokes all keys of an agent and shows a new one once.";
    using Input = AgentInput;
    using Output = RegeneratedKey;
};

struct GetStoredKey {
    static constexpr OperationId kName = "GetStoredKey";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/api-key"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Gone (410): keys are shown once and stored hashed.";
    using Input = AgentInput;
    using Output = RegeneratedKey;
};

struct AgentHealth {
    std::string status; // ok
    std::string agent_id;
};
BOOST_DESCRIBE_STRUCT(AgentHealth, (), (status, agent_id))

struct GetAgentHealth {
    static constexpr OperationId kName = "GetAgentHealth";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/health"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Says whether this agent is registered and active.";
    using Input = AgentInput;
    using Output = AgentHealth;
};

struct OriginHealth {
    std::string status; // healthy, unhealthy, no_endpoint
    std::optional<std::string> endpoint;
    std::optional<std::string> protocol;
    std::optional<int> http_status;
    std::optional<double> response_ms;
    std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(OriginHealth, (), (status, endpoint, protocol, http_status, response_ms, error))

struct GetOriginHealth {
    static constexpr OperationId kName = "GetOriginHealth";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/origin-health"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Calls the agent's origin once, through the address guard.";
    using Input = AgentInput;
    using Output = OriginHealth;
};

struct GetProxyHealth {
    static constexpr OperationId kName = "GetProxyHealth";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/proxy/health"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Calls a public endpoint once; private addresses are refused.";
    struct Input {
        std::string endpoint;
        std::optional<std::string> protocol;
    };
    using Output = OriginHealth;
};
BOOST_DESCRIBE_STRUCT(GetProxyHealth::Input, (), (endpoint, protocol))

struct InternalAgent {
    std::string id;
    std::string agent_id;
    std::optional<std::string> origin_endpoint;
};
BOOST_DESCRIBE_STRUCT(InternalAgent, (), (id, agent_id, origin_endpoint))

struct GetInternalAgent {
    static constexpr OperationId kName = "GetInternalAgent";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/internal/agents/{slug}"};
    static constexpr Access kAccess = Access::service();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Looks an agent up by slug, for the other services.";
    struct Input {
        std::string slug;
    };
    using Output = InternalAgent;
};
BOOST_DESCRIBE_STRUCT(GetInternalAgent::Input, (), (slug))

struct ValidatedKey {
    std::string agent_db_id;
    std::string agent_id;
};
BOOST_DESCRIBE_STRUCT(ValidatedKey, (), (agent_db_id, agent_id))

struct ValidateKey {
    static constexpr OperationId kName = "ValidateKey";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/internal/validate-key"};
    static constexpr Access kAccess = Access::service();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Tells which agent a key's SHA-256 belongs to.";
    struct Input {
        std::string key_hash;
    };
    using Output = ValidatedKey;
};
BOOST_DESCRIBE_STRUCT(ValidateKey::Input, (), (key_hash))

struct AddAgentStats {
    static constexpr OperationId kName = "AddAgentStats";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/internal/agents/{id}/stats"};
    static constexpr Access kAccess = Access::service();
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Adds requests and revenue that another service counted.";
    struct Input {
        std::string id;
        std::int64_t request_count = 0;
        double revenue = 0;
    };
    using Output = Status;
};
BOOST_DESCRIBE_STRUCT(AddAgentStats::Input, (), (id, request_count, revenue))

struct SetCustomersCount {
    static constexpr OperationId kName = "SetCustomersCount";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/internal/agents/{id}/customers-count"};
    static constexpr Access kAccess = Access::service();
    static constexpr Effect kEffect = Effect::write;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "Sets the number of customers that another service counted.";
    struct Input {
        std::string id;
        std::int64_t count = 0;
    };
    using Output = Status;
};
BOOST_DESCRIBE_STRUCT(SetCustomersCount::Input, (), (id, count))

/// WalletLogin answers with an Agent, so it stands here.
struct WalletLoggedIn {
    Agent agent;
    std::vector<Agent> agents;
    std::string api_key; // a new key of the first agent, shown once
    std::string session_token;
    base::Time session_expires_at;
};
BOOST_DESCRIBE_STRUCT(WalletLoggedIn, (), (agent, agents, api_key, session_token, session_expires_at))

struct WalletLogin {
    static constexpr OperationId kName = "WalletLogin";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/auth/wallet-login"};
    static constexpr Access kAccess = Access::everyone();
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kSecretOutput = true;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Signs in with a wallet: its agents, a new key named \"wallet login\" (the one before it stops) and a session.";
    struct Input {
        std::string address;
        std::string challenge;
        std::string signature;
    };
    using Output = WalletLoggedIn;
};
BOOST_DESCRIBE_STRUCT(WalletLogin::Input, (), (address, challenge, signature))

} // namespace bursar::contract
