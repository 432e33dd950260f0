// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/http_form.h"

#include "base/error.h"

#include <boost/beast/core/detail/base64.hpp>
#include <boost/json.hpp>

namespace bursar::contract {

namespace {
bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
           || c == '_' || c == '~';
}

std::string plainText(const json::value& value)
{
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

/// The first path whose parameters the input has; that parameter names are taken from `rest`.
std::string fillPath(const OperationInfo& operation, json::object& rest)
{
    for (const std::string_view path : operation.paths) {
        std::string filled;
        std::vector<std::string> used;
        bool complete = true;
        for (std::size_t i = 0; complete && i < path.size();) {
            if (path[i] != '{') {
                filled.push_back(path[i++]);
                continue;
            }
            const std::size_t end = path.find('}', i);
            const std::string name(path.substr(i + 1, end - i - 1));
            const json::value* value = rest.if_contains(name);
            complete = value && !value->is_null() && !plainText(*value).empty();
            if (complete)
                filled += percentEncode(plainText(*value));
            used.push_back(name);
            i = end + 1;
        }
        if (!complete)
            continue;
        for (const std::string& name : used)
            rest.stable_erase(rest.find(name)); // keeps the order of the others
        return filled;
    }
    throw base::Error(base::ErrorCode::InvalidInput, "invalid_input", "a value of the path is missing");
}

void addQuery(std::string& target, std::string_view name, const json::value& value)
{
    if (value.is_null())
        return;
    if (value.is_array()) {
        for (const json::value& item : value.get_array())
            addQuery(target, name, item);
        return;
    }
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += percentEncode(name) + "=" + percentEncode(plainText(value));
}

std::string fromBase64(std::string_view text)
{
    namespace base64 = boost::beast::detail::base64;
    std::string raw(base64::decoded_size(text.size()), '\0');
    raw.resize(base64::decode(raw.data(), text.data(), text.size()).first);
    return raw;
}
} // namespace

std::string percentEncode(std::string_view text)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isUnreserved(c)) {
            out.push_back(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return out;
}

HttpForm httpForm(const OperationInfo& operation, const json::value& input)
{
    HttpForm form;
    form.method = methodWord(operation.method);
    json::object rest = input.is_object() ? input.get_object() : json::object();
    form.target = fillPath(operation, rest);
    if (operation.body == BodyKind::octets) {
        if (const json::value* data = rest.if_contains("data"); data && data->is_string())
            form.body = fromBase64(data->get_string());
        if (const auto data = rest.find("data"); data != rest.end())
            rest.stable_erase(data);
        form.contentType = "application/octet-stream";
    } else if (operation.method != Method::get && operation.method != Method::del) {
        form.body = operation.fields.empty() && !input.is_object() ? json::serialize(input) : json::serialize(rest);
        form.contentType = "application/json";
        return form;
    }
    for (const auto& item : rest)
        addQuery(form.target, item.key(), item.value());
    return form;
}

base::Error errorOf(int status, std::string_view body, std::optional<std::chrono::seconds> retryAfter)
{
    boost::system::error_code failed;
    const json::value value = json::parse(body, failed);
    const json::object* object = failed ? nullptr : value.if_object();
    auto text = [&](std::string_view name, std::string other) {
        const json::value* found = object ? object->if_contains(name) : nullptr;
        return found && found->is_string() ? std::string(found->get_string()) : std::move(other);
    };
    std::vector<base::FieldError> fields;
    if (const json::value* list = object ? object->if_contains("fields") : nullptr; list && list->is_array()) {
        for (const json::value& item : list->get_array()) {
            if (!item.is_object())
                continue;
            auto part = [&](std::string_view name) {
                const json::value* found = item.get_object().if_contains(name);
                return found && found->is_string() ? std::string(found->get_string()) : std::string();
            };
            fields.push_back({part("path"), part("code"), part("detail")});
        }
    }
    base::Error error(base::errorCodeFromStatus(status), text("code", "http_" + std::to_string(status)),
                      text("error", "the server answered with status " + std::to_string(status)), std::move(fields));
    error.retryAfter = retryAfter;
    return error;
}

} // namespace bursar::contract
