// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/capture/canned_engine_client.h"

#include <boost/json.hpp>

#include <array>

namespace bursar::ui {

namespace json = contract::json;

namespace {
constexpr std::array<std::string_view, 5> kPassing{"WhoAmI", "GetSystemStatus", "GetReadiness", "GetHealth", "ListSettings"};
constexpr std::string_view kLongAmount = "115792089237316195423"; // 115,792,089,237,316.195423 USDC
constexpr double kLongNumber = 115'792'089'237'316.2;
constexpr std::int64_t kManyRows = 1'284'220;
constexpr std::string_view kLongTail =
    "-with-a-name-that-somebody-thought-was-a-good-idea-and-nobody-has-shortened-since";

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool isAmountKey(std::string_view key)
{
    return endsWith(key, "_atomic");
}

/// Shown by name rather than compared: may be made longer without breaking links.
bool isNameKey(std::string_view key)
{
    constexpr std::array<std::string_view, 13> names{"name", "title", "tool", "tool_name", "path", "user_agent", "detail",
                                                     "city", "message", "owner", "from_owner", "to_owner", "memo"};
    return std::find(names.begin(), names.end(), key) != names.end();
}

/// As if nothing had ever happened: no rows, zero for every count, no figure where the schema lets it be absent.
void emptied(json::value& value, const json::value& schema, std::string_view key = {})
{
    const json::value* properties = schema.is_object() ? schema.get_object().if_contains("properties") : nullptr;
    const json::value* required = schema.is_object() ? schema.get_object().if_contains("required") : nullptr;
    const auto isRequired = [&](std::string_view name) {
        return required && required->is_array()
            && std::ranges::any_of(required->get_array(), [&](const json::value& n) { return n.as_string() == name; });
    };
    if (value.is_array()) {
        value.get_array().clear();
    } else if (value.is_object()) {
        json::object kept;
        for (auto& field : value.get_object()) {
            const json::value* inner =
                properties && properties->is_object() ? properties->get_object().if_contains(field.key()) : nullptr;
            if (inner && field.value().is_number() && !isRequired(field.key()))
                continue;
            emptied(field.value(), inner ? *inner : json::value(), field.key());
            kept[field.key()] = field.value();
        }
        value = std::move(kept);
    } else if (isAmountKey(key) && value.is_string()) {
        value = "0";
    } else if (value.is_number() && !key.ends_with("bucket_seconds")) {
        value = 0;
    }
}

void cutToOne(json::value& value)
{
    if (value.is_array()) {
        if (value.get_array().size() > 1)
            value.get_array().resize(1);
        for (json::value& item : value.get_array())
            cutToOne(item);
    } else if (value.is_object()) {
        for (const std::string_view cursor : {"next", "previous"}) {
            if (const json::value* more = value.get_object().if_contains(cursor); more && more->is_string())
                value.get_object().erase(cursor);
        }
        for (auto& field : value.get_object()) {
            const bool isTotal = field.key() == "total" || field.key() == "total_estimate";
            if (isTotal && field.value().is_number())
                field.value() = 1;
            else if (field.key() != "postings") // of an entry: they add up together
                cutToOne(field.value());
        }
    }
}

void multiplied(json::value& value)
{
    if (!value.is_object())
        return;
    for (auto& field : value.get_object()) {
        const bool isTotal = field.key() == "total" || field.key() == "total_estimate";
        if (isTotal && field.value().is_number())
            field.value() = kManyRows;
        else
            multiplied(field.value());
    }
}

void lengthened(json::value& value, std::string_view key = {})
{
    if (value.is_array()) {
        for (json::value& item : value.get_array())
            lengthened(item, key);
    } else if (value.is_object()) {
        for (auto& field : value.get_object())
            lengthened(field.value(), field.key());
    } else if (value.is_string() && isAmountKey(key)) {
        value = kLongAmount;
    } else if (value.is_string() && isNameKey(key)) {
        value = std::string(value.get_string()) + std::string(kLongTail);
    } else if (value.is_number() && key.find("revenue") != std::string_view::npos) {
        value = kLongNumber;
    }
}

/// Takes away whatever the schema lets be absent.
void withoutOptional(json::value& value, const json::value& schema)
{
    if (!schema.is_object())
        return;
    const json::object& shape = schema.get_object();
    if (value.is_array()) {
        if (const json::value* items = shape.if_contains("items")) {
            for (json::value& item : value.get_array())
                withoutOptional(item, *items);
        }
        return;
    }
    const json::value* properties = shape.if_contains("properties");
    if (!value.is_object() || !properties || !properties->is_object())
        return;
    const json::value* required = shape.if_contains("required");
    const auto isRequired = [&](std::string_view name) {
        if (!required || !required->is_array())
            return false;
        const json::array& names = required->get_array();
        return std::any_of(names.begin(), names.end(), [&](const json::value& n) { return n.as_string() == name; });
    };
    json::object kept;
    for (auto& field : value.get_object()) {
        const json::value* inner = properties->get_object().if_contains(field.key());
        const bool isContainer = field.value().is_array();
        if (inner && !isContainer && !isRequired(field.key()) && field.key() != "next" && field.key() != "total")
            continue;
        if (inner)
            withoutOptional(field.value(), *inner);
        kept[field.key()] = field.value();
    }
    value = std::move(kept);
}

base::Error offlineError()
{
    return base::Error(base::ErrorCode::Unavailable, "offline", "The console is not connected to the engine.");
}
} // namespace

json::value bentAnswer(CaptureData data, const contract::OperationInfo& operation, json::value answer)
{
    switch (data) {
    case CaptureData::empty: emptied(answer, operation.outputSchema()); break;
    case CaptureData::one: cutToOne(answer); break;
    case CaptureData::many: multiplied(answer); break;
    case CaptureData::longest: lengthened(answer); break;
    case CaptureData::unknown: withoutOptional(answer, operation.outputSchema()); break;
    case CaptureData::usual:
    case CaptureData::offline:
    case CaptureData::failed: break;
    }
    return answer;
}

struct CannedEngineClient::Watcher {
    std::mutex mutex;
    std::function<void(const contract::Link&)> receive;
    std::unique_ptr<contract::Subscription> inner;
    bool isCut = false;
};

CannedEngineClient::CannedEngineClient(std::shared_ptr<contract::EngineClient> engine, CaptureData data)
    : m_engine(std::move(engine)), m_data(data)
{
}

CannedEngineClient::~CannedEngineClient() = default;

void CannedEngineClient::send(contract::OperationId operation, json::value input, contract::SendOptions options,
                              contract::Reply<json::value> reply)
{
    if (m_isOffline)
        return reply(offlineError());
    const bool passes = std::find(kPassing.begin(), kPassing.end(), operation) != kPassing.end();
    if (m_data == CaptureData::failed && !passes)
        return reply(base::Error(base::ErrorCode::Unavailable, "statement_timeout",
                                 "The database did not answer within 5 seconds."));
    const contract::OperationInfo* info = contract::findOperation(operation);
    m_engine->send(operation, std::move(input), std::move(options),
                   [data = m_data, info, passes, reply = std::move(reply)](contract::Outcome<json::value> outcome) {
                       if (outcome && info && !passes)
                           reply(bentAnswer(data, *info, outcome.take()));
                       else
                           reply(std::move(outcome));
                   });
}

std::unique_ptr<contract::Subscription> CannedEngineClient::subscribe(std::string topic, std::string token,
                                                                      std::function<void(const contract::Event&)> receive)
{
    return m_engine->subscribe(std::move(topic), std::move(token), std::move(receive));
}

std::unique_ptr<contract::Subscription> CannedEngineClient::watchLink(std::function<void(const contract::Link&)> receive)
{
    struct Handle : contract::Subscription {
        std::shared_ptr<Watcher> watcher;
        ~Handle() override
        {
            watcher->inner.reset();
            const std::lock_guard lock(watcher->mutex);
            watcher->receive = nullptr;
        }
    };
    auto handle = std::make_unique<Handle>();
    handle->watcher = std::make_shared<Watcher>();
    handle->watcher->receive = std::move(receive);
    {
        const std::lock_guard lock(m_mutex);
        m_watchers.push_back(handle->watcher);
    }
    handle->watcher->inner = m_engine->watchLink([weak = std::weak_ptr(handle->watcher)](const contract::Link& link) {
        if (const auto watcher = weak.lock()) {
            const std::lock_guard lock(watcher->mutex);
            if (watcher->receive && !watcher->isCut)
                watcher->receive(link);
        }
    });
    return handle;
}

void CannedEngineClient::goOffline(base::Time retryAt)
{
    m_isOffline = true;
    contract::Link link;
    link.state = contract::LinkState::offline;
    link.reason = "Connection refused.";
    link.retryAt = retryAt;
    const std::lock_guard lock(m_mutex);
    for (const std::weak_ptr<Watcher>& weak : m_watchers) {
        if (const auto watcher = weak.lock()) {
            const std::lock_guard inner(watcher->mutex);
            watcher->isCut = true;
            if (watcher->receive)
                watcher->receive(link);
        }
    }
}

} // namespace bursar::ui
