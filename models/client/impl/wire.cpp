// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/impl/wire.h"

#include <boost/json.hpp>

#include <QLocale>

namespace bursar::models::wire {

namespace json = contract::json;
using base::Error;
using base::ErrorCode;

namespace {
constexpr std::string_view kDataField = "data"; // the raw body of an octets operation, base64 inside the console

QByteArray plainText(const json::value& value)
{
    if (value.is_string())
        return QByteArray(value.get_string().data(), qsizetype(value.get_string().size()));
    if (value.is_double()) // Boost writes 5E-1
        return QByteArray::number(value.get_double(), 'g', QLocale::FloatingPointShortest);
    return QByteArray::fromStdString(json::serialize(value));
}

QByteArray percentEncoded(const QByteArray& text)
{
    return QUrl::toPercentEncoding(QString::fromUtf8(text));
}

/// Takes a field out of the input.
json::value take(json::object& fields, std::string_view name)
{
    const auto found = fields.find(name);
    if (found == fields.end())
        return nullptr;
    json::value value = found->value();
    fields.erase(found);
    return value;
}

QByteArray filledPath(std::string_view path, json::object& fields)
{
    QByteArray filled;
    while (!path.empty()) {
        const std::size_t open = path.find('{');
        filled.append(path.data(), qsizetype(std::min(open, path.size())));
        if (open == std::string_view::npos)
            break;
        const std::size_t close = path.find('}', open);
        const std::string_view name = path.substr(open + 1, close - open - 1);
        const QByteArray value = plainText(take(fields, name));
        if (value.isEmpty() || value == "null")
            throw base::invalidField(std::string(name), "missing", "is required");
        filled += percentEncoded(value);
        path.remove_prefix(close + 1);
    }
    return filled;
}

void addToQuery(QByteArray& query, std::string_view name, const json::value& value)
{
    if (value.is_null())
        return;
    if (value.is_array()) {
        for (const json::value& item : value.get_array())
            addToQuery(query, name, item);
        return;
    }
    if (!query.isEmpty())
        query += '&';
    query += percentEncoded(QByteArray(name.data(), qsizetype(name.size()))) + '=' + percentEncoded(plainText(value));
}

QByteArray queryOf(const json::object& fields)
{
    QByteArray query;
    for (const auto& field : fields)
        addToQuery(query, field.key(), field.value());
    return query;
}

QByteArray rawData(json::object& fields)
{
    const auto decoded = QByteArray::fromBase64Encoding(plainText(take(fields, kDataField)),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw base::invalidField(std::string(kDataField), "not_base64", "must be base64");
    return *decoded;
}

std::string textField(const json::object& object, std::string_view name)
{
    const json::value* found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<base::FieldError> fieldErrors(const json::object& body)
{
    std::vector<base::FieldError> errors;
    const json::value* list = body.if_contains("fields");
    if (!list || !list->is_array())
        return errors;
    for (const json::value& item : list->get_array()) {
        if (item.is_object())
            errors.push_back({textField(item.get_object(), "path"), textField(item.get_object(), "code"),
                              textField(item.get_object(), "detail")});
    }
    return errors;
}

/// Where errors carry the id of their request, the console shows it.
template <class E>
void setRequestId(E& error, const std::string& id)
{
    if constexpr (requires { error.requestId = id; }) {
        if (!id.empty())
            error.requestId = id;
    }
}

Error errorOf(int status, const QByteArray& body, const QByteArray& retryAfter)
{
    const ErrorCode code = base::errorCodeFromStatus(status);
    boost::system::error_code problem;
    const json::value parsed = json::parse({body.constData(), std::size_t(body.size())}, problem);
    const json::object object = !problem && parsed.is_object() ? parsed.get_object() : json::object{};
    std::string text = textField(object, "error");
    if (text.empty())
        text = textField(object, "detail");
    if (text.empty())
        text = "The server answered " + std::to_string(status) + ".";
    std::string reason = textField(object, "code");
    if (reason.empty())
        reason = "http_" + std::to_string(status);
    Error error(code, std::move(reason), std::move(text), fieldErrors(object));
    bool isNumber = false;
    const int seconds = retryAfter.trimmed().toInt(&isNumber);
    if (isNumber && seconds >= 0)
        error.retryAfter = std::chrono::seconds(seconds);
    setRequestId(error, textField(object, "request_id"));
    const std::string conflict = textField(object, "agent_id");
    if (code == ErrorCode::Conflict && !conflict.empty())
        error.conflictId = conflict;
    return error;
}
} // namespace

Request requestOf(const QUrl& base, const contract::OperationInfo& info, const json::value& input)
{
    json::object fields = input.is_object() ? input.get_object() : json::object{};
    Request request;
    const std::string_view verb = contract::methodWord(info.method);
    request.verb = QByteArray(verb.data(), qsizetype(verb.size()));
    QByteArray target = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash)
        + filledPath(info.paths.front(), fields);
    const bool hasBody = info.method != contract::Method::get && info.method != contract::Method::del;
    if (info.body == contract::BodyKind::octets) {
        request.body = rawData(fields);
        request.contentType = QByteArrayLiteral("application/octet-stream");
    } else if (hasBody) {
        request.body = QByteArray::fromStdString(json::serialize(fields));
        request.contentType = QByteArrayLiteral("application/json");
        fields.clear();
    }
    if (const QByteArray query = queryOf(fields); !query.isEmpty())
        target += '?' + query;
    request.url = QUrl::fromEncoded(target, QUrl::StrictMode);
    return request;
}

contract::Outcome<json::value> outcomeOf(int status, const QByteArray& body, const QByteArray& retryAfter)
{
    if (status < 200 || status >= 300)
        return errorOf(status, body, retryAfter);
    if (body.isEmpty())
        return json::value(json::object{});
    boost::system::error_code problem;
    json::value parsed = json::parse({body.constData(), std::size_t(body.size())}, problem);
    if (problem)
        return Error(ErrorCode::Upstream, "unreadable_answer", "The server's answer is not JSON.");
    return parsed;
}

} // namespace bursar::models::wire
