// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_api.h"

#include "api/metrics_page.h"
#include "api/wire.h"
#include "base/error.h"

#include <boost/json.hpp>

namespace bursar::api {

namespace {
namespace json = boost::json;
using base::ErrorCode;
constexpr std::size_t kRateKeysMax = 50'000;
constexpr std::string_view kWebSocketPath = "/v1/events/ws";
constexpr std::string_view kSsePath = "/v1/events";

base::Error tooMany(std::chrono::milliseconds wait)
{
    base::Error error(ErrorCode::RateLimited, "rate_limited", "rate limit exceeded");
    error.retryAfter = std::chrono::ceil<std::chrono::seconds>(wait);
    return error;
}

bool hasCredential(const net::HttpRequest& request)
{
    return !request.header("authorization").empty() || !request.header("x-forwarded-authorization").empty() || !request.header("x-admin-key").empty()
           || !request.header("x-internal-secret").empty() || !ticketOf(request).empty();
}
} // namespace

std::string_view ticketOf(const net::HttpRequest& request)
{
    if (request.header("upgrade").empty())
        return {};
    for (const auto& [name, value] : request.query) {
        if (name == "ticket")
            return value;
    }
    return {};
}


contract::Context contextOf(const net::HttpRequest& request, contract::Principal principal)
{
    contract::Context context;
    context.principal = std::move(principal);
    context.requestId = std::string(request.header("x-request-id"));
    context.remoteAddress = request.remoteAddress;
    context.loopback = isLocalCall(request);
    return context;
}

bool isLoopback(std::string_view address)
{
    return address.empty() || address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.");
}

namespace {
/// `authority` is host[:port] as in RFC 3986. Names but `localhost` may be bound to anything by anyone.
bool isThisMachine(std::string_view authority)
{
    if (authority.starts_with("[::1]"))
        return true;
    const std::string_view host = authority.substr(0, authority.find(':'));
    return host == "localhost" || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}
} // namespace

bool isLocalCall(const net::HttpRequest& request)
{
    if (!isLoopback(request.remoteAddress))
        return false;
    if (!isThisMachine(request.header("host")))
        return false;
    const std::string_view origin = request.header("origin");
    if (origin.empty())
        return true;
    const std::size_t scheme = origin.find("://");
    return scheme != std::string_view::npos && isThisMachine(origin.substr(scheme + 3));
}

HttpApi::HttpApi(Dispatcher& dispatcher, events::EventLog& events, base::Metrics& metrics, const base::Clock& clock,
                 Authenticate authenticate, Options options)
    : m_dispatcher(dispatcher), m_events(events), m_metrics(metrics), m_clock(clock),
      m_authenticate(std::move(authenticate)),
      m_calls({options.ratePerSecond, options.rateBurst}, kRateKeysMax, clock),
      m_logins({options.authPerMinute / 60, options.authPerMinute}, kRateKeysMax, clock)
{
}

HttpApi::~HttpApi() = default;

std::size_t HttpApi::bodyBytesMax(std::string_view method, std::string_view path) const
{
    const auto match = m_router.find(method, path);
    return match ? match->operation->bodyBytesMax : 64 * 1024;
}

bool HttpApi::isStream(std::string_view path) const
{
    return path == kWebSocketPath || path == kSsePath || socketAt(path, nullptr);
}

void HttpApi::addSocket(SocketRoute route)
{
    m_sockets.push_back(std::move(route));
}

const SocketRoute* HttpApi::socketAt(std::string_view path, std::string* parameter) const
{
    for (const SocketRoute& route : m_sockets) {
        const std::string_view pattern = route.path;
        const std::size_t open = pattern.find('{');
        if (open == pattern.npos) {
            if (path == pattern)
                return &route;
            continue;
        }
        const std::string_view before = pattern.substr(0, open);
        const std::string_view after = pattern.substr(pattern.find('}') + 1);
        if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after))
            continue;
        const std::string_view value = path.substr(before.size(), path.size() - before.size() - after.size());
        if (value.find('/') != value.npos)
            continue;
        if (parameter)
            *parameter = value;
        return &route;
    }
    return nullptr;
}

void HttpApi::handle(net::HttpRequest request, Respond respond)
{
    const auto shared = std::make_shared<const net::HttpRequest>(std::move(request));
    m_dispatcher.run([this, shared, respond] { answer(shared, respond); },
                     [this, &shared, &respond](const base::Error& error) {
                         respond(errorResponse(error, *shared, m_clock.now()));
                     });
}

void HttpApi::answer(const Shared& request, const Respond& respond)
{
    try {
        if (request->path == "/metrics")
            return respond(metricsPage(*request));
        std::string allowed;
        const auto match = m_router.find(request->method, request->path, &allowed);
        if (match)
            return call(request, *match, respond);
        if (allowed.empty())
            throw base::Error(ErrorCode::NotFound, "no_such_path", "there is nothing at this path");
        net::HttpResponse response =
            errorResponse(base::Error(ErrorCode::MethodNotAllowed, "method_not_allowed",
                                      "this path does not take " + request->method), *request, m_clock.now());
        response.headers.emplace_back("Allow", allowed);
        respond(std::move(response));
    } catch (const std::exception& error) {
        respond(errorResponse(toError(error, request->header("x-request-id")), *request, m_clock.now()));
    }
}

contract::Principal HttpApi::principalOf(const net::HttpRequest& request, bool credentialOptional)
{
    if (!hasCredential(request)) {
        if (credentialOptional)
            return {};
        throw base::Error(ErrorCode::Unauthenticated, "missing_authorization", "missing authorization header");
    }
    return m_authenticate(request);
}

void HttpApi::checkRate(const net::HttpRequest& request, const contract::Principal& principal)
{
    const std::string key = principal.keyId.empty() ? "a:" + request.remoteAddress : "k:" + principal.keyId;
    if (const auto wait = m_calls.take(key))
        throw tooMany(*wait);
    if (request.path.starts_with("/v1/auth/")) {
        if (const auto wait = m_logins.take(request.remoteAddress))
            throw tooMany(*wait);
    }
}

void HttpApi::call(const Shared& request, const Router::Match& match, const Respond& respond)
{
    const contract::OperationInfo& operation = *match.operation;
    const bool open = operation.access.kind == contract::Access::Kind::everyone;
    contract::Principal principal = principalOf(*request, open);
    if (!request->path.starts_with("/health") && !request->path.starts_with("/ready"))
        checkRate(*request, principal);
    json::value input = inputOf(operation, match.parameters, *request);
    m_dispatcher.dispatch(
        operation, std::move(input), contextOf(*request, std::move(principal)),
        std::string(request->header("idempotency-key")),
        [this, request, respond, &operation](contract::Outcome<json::value> outcome) {
            if (!outcome)
                return respond(errorResponse(outcome.error(), *request, m_clock.now()));
            net::HttpResponse response;
            response.status = operation.success;
            response.body = json::serialize(*outcome);
            for (const contract::HeaderField& field : operation.answerHeaders) {
                const json::value* value = outcome->as_object().if_contains(field.field);
                if (value && value->is_string())
                    response.headers.emplace_back(field.header, std::string(value->get_string()));
            }
            respond(std::move(response));
        });
}

net::HttpResponse HttpApi::metricsPage(const net::HttpRequest& request)
{
    if (request.method != "GET" && request.method != "HEAD")
        throw base::Error(ErrorCode::MethodNotAllowed, "method_not_allowed", "this path takes GET only");
    if (!isLocalCall(request) && !principalOf(request, false).hasDesk(contract::Role::admin))
        throw base::Error(ErrorCode::Forbidden, "role_missing", "needs the desk role admin");
    return api::metricsPage(m_metrics);
}

} // namespace bursar::api
