// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/ids.h"
#include "identity/keys.h"
#include "registry/impl/agent_store.h"
#include "registry/impl/directory.h"
#include "registry/impl/registration.h"
#include "registry/impl/slug.h"
#include "registry/registry.h"

namespace bursar::registry {

using base::Error;
using base::ErrorCode;
using contract::Context;
using contract::Role;
using contract::Scope;

namespace {
constexpr int kMadeSlugsMax = 5;

void requireOpen(const Context& context, bool openRegistration)
{
    if (!openRegistration && !context.loopback && !context.principal.hasDesk(Role::desk_operator))
        throw Error(ErrorCode::Forbidden, "registration_closed",
                    "registration is open to this machine and to operators of the desk only");
}

/// Naming a wallet proves nothing (its address is public): the challenge has to be signed by that very wallet.
void requireProof(identity::Identity& identity, const contract::RegisterAgent::Input& input,
                  const Registration& registration)
{
    if (!registration.wallet)
        return;
    if (!input.challenge || !input.signature)
        throw Error(ErrorCode::Forbidden, "wallet_not_proven",
                    "wallet_address needs challenge and signature of that wallet (/v1/auth/challenge)");
    const auto signer = identity.challenges().prove(*input.challenge, *input.signature,
                                                    {*registration.wallet, registration.slug.value_or("")});
    if (signer != registration.wallet)
        throw Error(ErrorCode::Forbidden, "wallet_proof_failed", "the signature does not prove this wallet");
}

Error taken(const std::string& slug)
{
    Error error(ErrorCode::Conflict, "agent_exists", "an agent of this id is already registered");
    error.conflictId = slug;
    return error;
}

std::string firstKey(db::Transaction& tx, const Context& context, const AgentRow& row)
{
    std::set<Scope> scopes{Scope::ingest, Scope::read};
    if (!row.wallet) // otherwise nobody could manage it
        scopes.insert(Scope::manage);
    const std::string& who = context.principal.id;
    return identity::makeKey(tx, context.now, {.agentKey = row.key, .name = "first key", .scopes = scopes,
                                               .createdBy = who.empty() ? "registration" : who})
        .secret;
}

contract::json::object summary(const AgentRow& row)
{
    contract::json::object detail{{"name", row.name}, {"tier", row.tier}, {"price", priceText(row.pricing)}};
    if (row.wallet)
        detail["evm_address"] = *row.wallet;
    if (row.origin)
        detail["origin_endpoint"] = *row.origin;
    return detail;
}

AgentRow newRow(const Registration& registration, const Context& context)
{
    AgentRow row;
    row.id = base::uuid7(context.now);
    row.agentId = registration.slug ? *registration.slug : madeSlug(registration.name.value_or(""));
    row.name = row.agentId;
    apply(registration, row);
    return row;
}

/// A deregistered agent comes back for its own wallet or the desk; for everyone else its id is taken, or
/// whoever comes first would inherit its name and history.
void reactivate(db::Transaction& tx, const Context& context, const Registration& registration, AgentRow& row)
{
    const bool sameWallet = row.wallet && registration.wallet == row.wallet;
    if (row.status != "deregistered" || (!sameWallet && !context.principal.hasDesk(Role::desk_operator)))
        throw taken(row.agentId);
    if (row.wallet && registration.wallet && !sameWallet)
        throw Error(ErrorCode::Forbidden, "wallet_does_not_own_agent", "wallet does not own this agent");
    const AgentRow before = row;
    apply(registration, row);
    row.status = "active";
    if (row.tier != before.tier) {
        row.tierUpdatedAt = context.now;
        markChange(tx, context, row.key, "setting", "Tier is " + row.tier,
                   {{"before", before.tier}, {"after", row.tier}});
    }
    if (row.pricing != before.pricing)
        markChange(tx, context, row.key, "price", "Price is " + priceText(row.pricing),
                   {{"before", priceText(before.pricing)}, {"after", priceText(row.pricing)}});
    updateAgent(tx, row, context.now);
    contract::json::object detail = summary(row);
    detail["reactivated"] = true;
    audit::record(tx, context, contract::RegisterAgent::kName, "agent", row.agentId, detail);
}

contract::RegisteredAgent store(db::Transaction& tx, const Context& context, const Registration& registration)
{
    std::optional<AgentRow> row;
    if (registration.slug)
        row = lockAgent(tx, *registration.slug);
    if (row) {
        reactivate(tx, context, registration, *row);
    } else {
        row = newRow(registration, context);
        insertAgent(tx, *row, context.now);
        audit::record(tx, context, contract::RegisterAgent::kName, "agent", row->agentId, summary(*row));
    }
    return {.agent_id = row->agentId,
            .gt8004_endpoint = "/v1/agents/" + row->agentId,
            .dashboard_url = "/dashboard/agents/" + row->agentId,
            .api_key = firstKey(tx, context, *row),
            .tier = row->tier,
            .status = row->status};
}
} // namespace

contract::RegisteredAgent Registry::registerAgent(const Context& context,
                                                  const contract::RegisterAgent::Input& input)
{
    requireOpen(context, m_options.openRegistration);
    if (input.erc8004_token_id && !input.erc8004_token_id->is_null())
        throw Error(ErrorCode::NotImplemented, "onchain_proof_unavailable",
                    "this server cannot look up who owns a token yet; register with a wallet instead");
    const Registration registration = checkedRegistration(
        input, m_options.allowPrivateOrigins ? PrivateOrigins::Allowed : PrivateOrigins::Refused);
    requireProof(m_identity, input, registration);
    for (int attempt = 1;; ++attempt) {
        try {
            auto registered = m_pool.transact(
                [&](db::Transaction& tx) { return store(tx, context, registration); });
            m_directory->forget(); // no key ended, so identity need not forget
            return registered;
        } catch (const std::exception& error) {
            // Somebody else took the id meanwhile: a made one is made anew, one that was asked for is taken.
            if (!db::uniqueViolation(error))
                throw;
            if (registration.slug)
                throw taken(*registration.slug);
            if (attempt == kMadeSlugsMax)
                throw;
        }
    }
}

} // namespace bursar::registry
