// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/handlers.h"

#include "identity/identity.h"

namespace bursar::identity {

using namespace contract;

void registerHandlers(HandlerTable& table, Identity& identity)
{
    table.on<AuthChallenge>([&identity](const Context& context, const AuthChallenge::Input& input) {
        return identity.challenges().issue(input.agent_id, context.remoteAddress);
    });
    table.on<WhoAmI>(
        [](const Context& context, const Empty&) { return Identity::describe(context.principal); });
    table.on<CreateUser>([&identity](const Context& context, const CreateUser::Input& input) {
        return identity.createUser(context, input);
    });
    table.on<CreateSocketTicket>(
        [&identity](const Context& context, const Empty&) { return identity.tickets().issue(context.principal); });
    table.on<ListActivity>([&identity](const Context&, const ListActivity::Input& input) {
        return identity.activity(input);
    });
}

} // namespace bursar::identity
