// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/handlers.h"

#include "registry/health.h"
#include "registry/keys.h"
#include "registry/registry.h"

namespace bursar::registry {

using namespace contract;

namespace {
void addAgents(HandlerTable& table, Registry& registry)
{
    table.on<RegisterAgent>([&registry](const Context& context, const RegisterAgent::Input& input) {
        return registry.registerAgent(context, input);
    });
    table.on<GetMyAgent>([&registry](const Context& context, const Empty&) {
        if (context.principal.kind != PrincipalKind::agent)
            throw base::Error(base::ErrorCode::Forbidden, "not_an_agent",
                              "call this with the API key of an agent");
        return registry.agent(context.principal.agentId);
    });
    table.on<GetAgent>(
        [&registry](const Context&, const AgentInput& input) { return registry.agent(input.agent_id); });
    table.on<ListAgents>(
        [&registry](const Context&, const ListAgents::Input& input) { return registry.list(input); });
    table.on<ListWalletAgents>([&registry](const Context&, const ListWalletAgents::Input& input) {
        return registry.ofWallet(input.address);
    });
    table.on<SearchAgents>([&registry](const Context&, const SearchAgents::Input& input) {
        return registry.search(input);
    });
    table.on<GetService>([&registry](const Context&, const AgentInput& input) {
        return registry.service(input.agent_id);
    });
    table.on<SetTier>([&registry](const Context& context, const SetTier::Input& input) {
        return registry.setTier(context, input);
    });
    table.on<SetAgentStatus>([&registry](const Context& context, const SetAgentStatus::Input& input) {
        return registry.setStatus(context, input);
    });
    table.on<DeregisterAgent>([&registry](const Context& context, const AgentInput& input) {
        return registry.deregister(context, input.agent_id);
    });
}

void addWallets(HandlerTable& table, Registry& registry)
{
    table.on<AuthVerify>([&registry](const Context& context, const AuthVerify::Input& input) {
        return registry.verifyWallet(context, input);
    });
    table.on<WalletLogin>([&registry](const Context& context, const WalletLogin::Input& input) {
        return registry.walletLogin(context, input);
    });
}

void addKeys(HandlerTable& table, Keys& keys)
{
    table.on<ListKeys>([&keys](const Context&, const AgentInput& input) { return keys.list(input.agent_id); });
    table.on<CreateKey>([&keys](const Context& context, const CreateKey::Input& input) {
        return keys.create(context, input);
    });
    table.on<RevokeKey>(
        [&keys](const Context& context, const KeyInput& input) { return keys.revoke(context, input); });
    table.on<RotateKey>([&keys](const Context& context, const RotateKey::Input& input) {
        return keys.rotate(context, input);
    });
    table.on<RegenerateKeys>([&keys](const Context& context, const AgentInput& input) {
        return keys.regenerate(context, input.agent_id);
    });
    table.on<GetStoredKey>([&keys](const Context&, const AgentInput&) { return keys.stored(); });
}

void addHealth(HandlerTable& table, Health& health)
{
    table.on<GetAgentHealth>([&health](const Context&, const AgentInput& input) {
        return health.agent(input.agent_id);
    });
    table.on<GetOriginHealth>([&health](const Context& context, const AgentInput& input) {
        return health.origin(context, input.agent_id);
    });
    table.on<GetProxyHealth>([&health](const Context& context, const GetProxyHealth::Input& input) {
        return health.endpoint(context, input);
    });
}

void addInternal(HandlerTable& table, Registry& registry)
{
    table.on<GetInternalAgent>([&registry](const Context&, const GetInternalAgent::Input& input) {
        return registry.internalAgent(input.slug);
    });
    table.on<ValidateKey>([&registry](const Context&, const ValidateKey::Input& input) {
        return registry.validateKey(input.key_hash);
    });
    table.on<AddAgentStats>([&registry](const Context& context, const AddAgentStats::Input& input) {
        return registry.addStats(context, input);
    });
    table.on<SetCustomersCount>([&registry](const Context& context, const SetCustomersCount::Input& input) {
        return registry.setCustomers(context, input);
    });
}
} // namespace

void registerHandlers(HandlerTable& table, Registry& registry, Keys& keys, Health& health)
{
    addAgents(table, registry);
    addWallets(table, registry);
    addKeys(table, keys);
    addHealth(table, health);
    addInternal(table, registry);
}

} // namespace bursar::registry
