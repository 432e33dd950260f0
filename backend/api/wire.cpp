// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/wire.h"

#include "base/utf8.h"
#include "crypto/hash.h"

#include <boost/json.hpp>

#include <charconv>

namespace bursar::api {

namespace json = boost::json;

namespace {
constexpr std::size_t kDepthMax = 32;

const contract::Field* fieldOf(const contract::OperationInfo& operation, std::string_view name)
{
    for (const contract::Field& field : operation.fields) {
        if (field.name == name)
            return &field;
    }
    return nullptr;
}

json::value fromText(contract::FieldKind kind, const std::string& text)
{
    const char* begin = text.data();
    const char* end = begin + text.size();
    if (kind == contract::FieldKind::integer) {
        std::int64_t number = 0;
        const auto parsed = std::from_chars(begin, end, number);
        if (parsed.ec == std::errc() && parsed.ptr == end)
            return number;
    } else if (kind == contract::FieldKind::number) {
        double number = 0;
        const auto parsed = std::from_chars(begin, end, number);
        if (parsed.ec == std::errc() && parsed.ptr == end)
            return number;
    } else if (kind == contract::FieldKind::boolean) {
        if (text == "true" || text == "1")
            return true;
        if (text == "false" || text == "0")
            return false;
    }
    return json::string(text);
}

void put(const contract::OperationInfo& operation, json::object& input, std::string_view name,
         const std::string& text, bool append)
{
    const contract::Field* field = fieldOf(operation, name);
    const contract::FieldKind kind = field ? field->kind : contract::FieldKind::text;
    if (kind == contract::FieldKind::list) {
        json::value& slot = input[name];
        if (!slot.is_array() || !append)
            slot = json::array();
        slot.get_array().push_back(json::string(text));
    } else {
        input[name] = fromText(kind, text);
    }
}

json::value parseBody(const std::string& body)
{
    json::parse_options options;
    options.max_depth = kDepthMax;
    boost::system::error_code error;
    json::value value = json::parse(body, error, {}, options);
    if (error)
        throw base::Error(base::ErrorCode::InvalidInput, "invalid_json", "invalid request body",
                          {{"body", "invalid_json", "is not valid JSON: " + error.message()}});
    return value;
}
} // namespace

json::object errorBody(const base::Error& error, std::string_view requestId, base::Time now)
{
    json::array fields;
    for (const base::FieldError& field : error.fields())
        fields.push_back({{"path", field.path}, {"code", field.code}, {"detail", field.detail}});
    json::object body{{"success", false},
                      {"error", error.text()},
                      {"code", error.reason()},
                      {"detail", error.text()},
                      {"message", error.text()},
                      {"status", base::httpStatus(error.code())},
                      {"timestamp", base::formatTime(now)},
                      {"request_id", requestId},
                      {"fields", std::move(fields)}};
    if (error.conflictId)
        body["agent_id"] = *error.conflictId;
    if (!error.members.empty()) {
        const json::value members = json::parse(error.members);
        for (const auto& member : members.as_object())
            body[member.key()] = member.value();
    }
    return body;
}

net::HttpResponse errorResponse(const base::Error& error, const net::HttpRequest& request, base::Time now)
{
    net::HttpResponse response;
    response.status = base::httpStatus(error.code());
    response.body = json::serialize(errorBody(error, request.header("x-request-id"), now));
    if (request.header("accept").find("application/problem+json") != std::string_view::npos)
        response.contentType = "application/problem+json";
    if (error.retryAfter)
        response.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(1, error.retryAfter->count())));
    response.headers.insert(response.headers.end(), error.headers.begin(), error.headers.end());
    if (error.code() == base::ErrorCode::Unauthenticated)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

json::value inputOf(const contract::OperationInfo& operation,
                    const std::vector<std::pair<std::string_view, std::string>>& pathParameters,
                    const net::HttpRequest& request)
{
    json::object input;
    if (operation.body == contract::BodyKind::octets) {
        input["data"] = crypto::toBase64(request.body);
    } else if (!request.body.empty()) {
        json::value body = parseBody(request.body);
        if (operation.fields.empty() && operation.effect != contract::Effect::read)
            return body; // the operation reads its body itself
        if (!body.is_object())
            throw base::Error(base::ErrorCode::InvalidInput, "invalid_input", "invalid request body",
                              {{"body", "wrong_type", "must be an object"}});
        input = std::move(body.get_object());
    }
    for (const auto& [name, text] : request.query)
        put(operation, input, name, text, true);
    for (const auto& [name, text] : pathParameters)
        put(operation, input, name, text, false);
    for (const contract::HeaderField& field : operation.requestHeaders) {
        const std::string_view value = request.header(field.header);
        if (value.empty())
            continue;
        if (!base::isUtf8(value))
            throw base::invalidField(std::string(field.field), "not_utf8", "is not UTF-8");
        input[field.field] = json::string(value);
    }
    return input;
}

} // namespace bursar::api
