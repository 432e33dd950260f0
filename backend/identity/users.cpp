// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/ids.h"
#include "identity/identity.h"
#include "identity/keys.h"
#include "identity/text.h"

namespace bursar::identity {

using base::Error;
using base::ErrorCode;
using contract::Principal;
using contract::Role;
using contract::Scope;

namespace {
constexpr std::string_view kOwnerName = "owner";
constexpr std::int64_t kOwnerLock = 0x6f776e6572; // advisory: one server at a time makes the owner

const std::set<Scope> kEveryScope{Scope::ingest, Scope::read, Scope::manage};

std::set<Scope> scopesFor(Role role)
{
    return role == Role::observer ? std::set{Scope::read} : kEveryScope;
}

contract::NewUser insertUser(db::Transaction& tx, base::Time now, const std::string& name, Role role,
                             const std::string& createdBy)
{
    const std::string id = base::uuid7(now);
    tx.exec("INSERT INTO identity_principal (id, kind, name, desk_role, created_at) VALUES ($1, 'user', $2, "
            "$3, $4)",
            {id, name, contract::roleWord(role), now});
    const MadeKey key = makeKey(tx, now, {.principalId = id, .name = "first key", .scopes = scopesFor(role),
                                          .createdBy = createdBy});
    return {.id = id, .name = name, .role = std::string(contract::roleWord(role)), .api_key = key.secret};
}

std::string checkedName(const std::string& given)
{
    const std::string name(trimmed(given));
    if (name.empty() || name.size() > Identity::kNameBytesMax)
        throw base::invalidField("name", "out_of_range",
                                 fmt::format("must have 1 to {} bytes", Identity::kNameBytesMax));
    if (hasControl(name))
        throw base::invalidField("name", "malformed", "must not contain control characters");
    return name;
}

Role checkedRole(const contract::Context& context, const std::string& word)
{
    const auto role = contract::roleFromWord(word);
    if (!role)
        throw base::invalidField("role", "not_allowed", "must be one of observer, operator, admin, owner");
    if (*role >= Role::admin && !context.principal.hasDesk(Role::owner))
        throw Error(ErrorCode::Forbidden, "owner_required", "only an owner makes owners and admins");
    return *role;
}
} // namespace

std::optional<std::string> Identity::ensureOwner()
{
    const base::Time now = m_clock.now();
    return m_pool.transact([&](db::Transaction& tx) -> std::optional<std::string> {
        tx.exec("SELECT pg_advisory_xact_lock($1)", {kOwnerLock});
        if (!tx.exec("SELECT FROM identity_principal WHERE desk_role = 'owner' LIMIT 1").empty())
            return std::nullopt;
        const contract::NewUser made = insertUser(tx, now, std::string(kOwnerName), Role::owner, "engine");
        const contract::Context context{
            .principal = {.kind = contract::PrincipalKind::service, .id = "engine", .name = "engine"},
            .now = now};
        audit::record(tx, context, "EnsureOwner", "user", made.id, {{"name", made.name}, {"role", made.role}});
        return made.api_key;
    });
}

Principal Identity::localOwner()
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const db::Result found = tx.exec("SELECT id, name FROM identity_principal WHERE desk_role = 'owner'"
                                     " AND status = 'active' ORDER BY created_at, id LIMIT 1");
    if (found.empty())
        throw base::notFound("owner");
    return {.kind = contract::PrincipalKind::user, .id = found[0].string(0), .name = found[0].string(1),
            .desk = Role::owner, .scopes = kEveryScope};
}

contract::NewUser Identity::createUser(const contract::Context& context,
                                       const contract::CreateUser::Input& input)
{
    const std::string name = checkedName(input.name);
    const Role role = checkedRole(context, input.role);
    try {
        return m_pool.transact([&](db::Transaction& tx) {
            if (tx.one("SELECT count(*) FROM identity_principal", {}).integer(0) >= std::int64_t(kUsersMax))
                throw Error(ErrorCode::Conflict, "too_many_users",
                            fmt::format("there are already {} people", kUsersMax));
            const contract::NewUser made = insertUser(tx, context.now, name, role, context.principal.name);
            audit::record(tx, context, contract::CreateUser::kName, "user", made.id,
                          {{"name", made.name}, {"role", made.role}});
            return made;
        });
    } catch (const std::exception& error) {
        if (db::uniqueViolation(error))
            throw Error(ErrorCode::Conflict, "name_taken", "somebody of this name is already there");
        throw;
    }
}

} // namespace bursar::identity
