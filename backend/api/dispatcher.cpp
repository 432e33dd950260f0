// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/dispatcher.h"

#include "api/idempotency.h"
#include "base/error.h"
#include "base/log.h"

#include <boost/json.hpp>

namespace bursar::api {

namespace {
namespace json = boost::json;
using base::ErrorCode;
constexpr base::Log kLog{"api"};

[[noreturn]] void forbid(const std::string& text, const char* reason = "forbidden")
{
    throw base::Error(ErrorCode::Forbidden, reason, text);
}

std::string textField(const json::value& input, std::string_view name)
{
    if (!input.is_object())
        return {};
    const json::value* value = input.get_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

void requireScope(const contract::Principal& principal, contract::Scope scope)
{
    if (!principal.hasScope(scope))
        forbid("this credential may not " + std::string(contract::scopeWord(scope)), "scope_missing");
}

/// Who owns an Idempotency-Key.
std::string ownerOf(const contract::Context& context)
{
    const contract::Principal& principal = context.principal;
    if (principal.kind == contract::PrincipalKind::anonymous)
        return "anonymous:" + context.remoteAddress;
    return std::string(boost::describe::enum_to_string(principal.kind, "")) + ":"
           + (principal.kind == contract::PrincipalKind::agent ? principal.agentId
              : principal.kind == contract::PrincipalKind::wallet ? principal.wallet : principal.id);
}
} // namespace

base::Error toError(const std::exception& error, std::string_view requestId)
{
    if (const auto* known = dynamic_cast<const base::Error*>(&error)) {
        if (known->code() == ErrorCode::Internal)
            kLog.error("request {}: {} {}", requestId, known->reason(), known->text());
        return *known;
    }
    kLog.error("request {}: {}", requestId, error.what());
    return base::Error(ErrorCode::Internal, "internal", "something went wrong here; the request id helps to find it");
}

Dispatcher::Dispatcher(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Options options)
    : m_database(pool), m_clock(clock), m_options(std::move(options)),
      m_pool("api", m_options.workers, m_options.queuedMax)
{
    for (const contract::OperationInfo& operation : contract::operations()) {
        const base::Labels labels{{"operation", std::string(operation.name)}};
        m_durations[operation.name] = &metrics.histogram("bursar_api_operation_seconds",
                                                         "Time from dispatch to reply", labels);
        m_failures[operation.name] = &metrics.counter("bursar_api_failures_total",
                                                      "Operations that ended in an error", labels);
    }
}

void Dispatcher::addResolver(std::string resource, contract::RelationResolver resolver)
{
    m_resolvers[std::move(resource)] = std::move(resolver);
}

void Dispatcher::trim()
{
    Idempotency(m_database, m_clock, m_options.runId).trim();
}

void Dispatcher::run(std::function<void()> job, const std::function<void(const base::Error&)>& refused)
{
    if (m_pool.submit(std::move(job)))
        return;
    base::Error error(ErrorCode::Unavailable, "server_busy", "the server is busy");
    error.retryAfter = std::chrono::seconds(1);
    refused(error);
}

void Dispatcher::authorise(const contract::OperationInfo& operation, const json::value& input,
                           const contract::Principal& principal) const
{
    const contract::Access& access = operation.access;
    using Kind = contract::Access::Kind;
    if (access.kind == Kind::everyone)
        return;
    if (access.kind == Kind::service) {
        if (principal.kind != contract::PrincipalKind::service)
            throw base::Error(ErrorCode::Unauthenticated, "service_secret_required", "service secret required");
        return;
    }
    if (principal.kind == contract::PrincipalKind::anonymous)
        throw base::Error(ErrorCode::Unauthenticated, "missing_authorization", "missing authorization header");
    if (access.kind == Kind::signed_in)
        return requireScope(principal, access.scope);
    if (access.kind == Kind::desk) {
        if (!principal.hasDesk(access.role))
            forbid("needs the desk role " + std::string(contract::roleWord(access.role)), "role_missing");
        return requireScope(principal, access.scope);
    }
    requireScope(principal, access.scope);
    const std::string resource = textField(input, access.resourceField);
    if (resource.empty()) { // everything of this kind: for the desk only
        if (!access.deskAllowed || !principal.hasDesk(access.role))
            forbid("needs " + std::string(access.resourceField) + ", or a desk role", "role_missing");
        return;
    }
    if (access.deskAllowed && principal.hasDesk(access.role))
        return;
    const auto resolver = m_resolvers.find(access.resource);
    if (resolver == m_resolvers.end() || !resolver->second(principal, access.relation, resource))
        forbid(access.resource == "agent" ? "api key does not belong to this agent" : "this is not yours",
               "not_yours");
}

void Dispatcher::execute(const contract::OperationInfo& operation, const json::value& input,
                         const contract::Context& context, contract::Reply<json::value> reply)
{
    const contract::HandlerTable::Entry* handler = m_handlers.find(operation.name);
    if (!handler)
        throw base::Error(ErrorCode::NotImplemented, "not_implemented", "this server does not offer that");
    handler->run(context, input, std::move(reply));
}

void Dispatcher::dispatch(const contract::OperationInfo& operation, json::value input, contract::Context context,
                          const std::string& idempotencyKey, contract::Reply<json::value> reply)
{
    const auto started = std::chrono::steady_clock::now();
    auto finish = [this, &operation, started, requestId = context.requestId, reply = std::move(reply),
                   answered = std::make_shared<std::atomic<bool>>(false)](contract::Outcome<json::value> outcome) {
        if (answered->exchange(true))
            return;
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
        m_durations.at(operation.name)->observe(took.count());
        if (!outcome)
            m_failures.at(operation.name)->add();
        else if (operation.effect != contract::Effect::read && m_options.changed)
            m_options.changed();
        reply(std::move(outcome));
    };
    try {
        context.now = m_clock.now();
        authorise(operation, input, context.principal);
        if (operation.effect != contract::Effect::read && m_options.writable && !m_options.writable())
            throw base::Error(ErrorCode::Unavailable, "disk_full", "the disk is nearly full: nothing is written");
        if (idempotencyKey.empty() || operation.effect == contract::Effect::read)
            return execute(operation, input, context, finish);

        auto store = std::make_shared<Idempotency>(m_database, m_clock, m_options.runId);
        const Idempotency::Ticket ticket{ownerOf(context), std::string(operation.name), idempotencyKey};
        if (auto first = store->begin(ticket, input))
            return finish(std::move(*first));
        auto record = [store, ticket, &operation, finish,
                       requestId = context.requestId](contract::Outcome<json::value> outcome) {
            try {
                if (outcome)
                    store->succeed(ticket, operation, *outcome);
                else if (outcome.error().code() != ErrorCode::OutcomeUnknown)
                    store->forget(ticket);
            } catch (const std::exception& error) {
                // The effect stands; a repeat will be told that its outcome is unknown.
                kLog.warning("request {}: idempotency row not updated: {}", requestId, error.what());
            }
            finish(std::move(outcome));
        };
        contract::Reply<json::value> answered = record;
        const contract::HandlerTable::Entry* handler = m_handlers.find(operation.name);
        if (handler && handler->kind == contract::HandlerTable::Kind::async) {
            // Its reply may come on a thread that must not wait for the database, such as the ledger's.
            answered = [this, record](contract::Outcome<json::value> outcome) {
                const auto shared = std::make_shared<contract::Outcome<json::value>>(std::move(outcome));
                if (!m_pool.submit([record, shared] { record(std::move(*shared)); }))
                    record(std::move(*shared));
            };
        }
        try {
            execute(operation, input, context, std::move(answered));
        } catch (const std::exception& error) {
            record(toError(error, context.requestId));
        }
    } catch (const std::exception& error) {
        finish(toError(error, context.requestId));
    }
}

} // namespace bursar::api
