// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/batch_parser.h"

#include "base/error.h"
#include "base/ids.h"
#include "ingest/impl/payment.h"
#include "ingest/impl/redact.h"
#include "ingest/impl/text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cmath>

namespace bursar::ingest {

namespace json = contract::json;
using rollup::Protocol;
using rollup::Source;

namespace {
constexpr std::size_t kHeadersMax = 200;

/// Why an entry is not taken.
struct Rejection {
    std::string code;
};

/// Reads members by their camelCase or snake_case name.
class Fields {
public:
    explicit Fields(const json::object& object) : m_object(object) {}

    const json::value* find(std::string_view camel, std::string_view snake) const
    {
        const json::value* value = m_object.if_contains(camel);
        if (!value || value->is_null())
            value = m_object.if_contains(snake);
        return value && !value->is_null() ? value : nullptr;
    }
    /// Text; whole numbers are taken as text, for ids often are numbers.
    std::string text(std::string_view camel, std::string_view snake, std::size_t bytesMax) const
    {
        const json::value* value = find(camel, snake);
        if (!value)
            return {};
        if (value->is_int64())
            return std::to_string(value->get_int64());
        if (value->is_uint64())
            return std::to_string(value->get_uint64());
        if (!value->is_string())
            throw Rejection{"wrong_type"};
        return cleanLine(std::string_view(value->get_string()), bytesMax);
    }
    std::string text(std::string_view name, std::size_t bytesMax) const { return text(name, name, bytesMax); }
    std::string body(std::string_view camel, std::string_view snake, std::size_t bytesMax) const
    {
        const json::value* value = find(camel, snake);
        if (!value)
            return {};
        if (!value->is_string())
            throw Rejection{"wrong_type"};
        return cleanBody(std::string_view(value->get_string()), bytesMax);
    }
    std::optional<double> number(std::string_view camel, std::string_view snake, const char* code) const
    {
        const json::value* value = find(camel, snake);
        if (!value)
            return std::nullopt;
        if (!value->is_number())
            throw Rejection{code};
        return value->to_number<double>();
    }

private:
    const json::object& m_object;
};

struct Batch {
    std::string id, sdkVersion, agentVersion;
};

bool isWhole(double number)
{
    return std::floor(number) == number;
}

int readStatus(const Fields& fields)
{
    const std::optional<double> status = fields.number("statusCode", "status_code", "bad_status");
    if (!status || !isWhole(*status) || !(*status == 0 || (*status >= 100 && *status <= 599)))
        throw Rejection{"bad_status"};
    return int(*status);
}

std::optional<std::int64_t> readSize(const Fields& fields, std::string_view camel, std::string_view snake)
{
    const std::optional<double> size = fields.number(camel, snake, "bad_size");
    if (!size)
        return std::nullopt;
    if (!(*size >= 0 && *size <= double(kBytesMax)))
        throw Rejection{"bad_size"};
    return std::int64_t(*size);
}

std::chrono::microseconds readResponse(const Fields& fields)
{
    const double ms = fields.number("responseMs", "response_ms", "bad_response_ms").value_or(0);
    if (!(ms >= 0 && ms <= kResponseMsMax))
        throw Rejection{"bad_response_ms"};
    return std::chrono::microseconds(std::llround(ms * 1000));
}

void readTime(const Fields& fields, base::Time now, Ingest::Row& row)
{
    const json::value* value = fields.find("timestamp", "time_stamp");
    const std::optional<base::Time> own =
        value && value->is_string() ? base::parseTime(std::string_view(value->get_string())) : std::nullopt;
    row.arrivalTime = !own || *own < now - kPastMax || *own > now + kFutureMax;
    row.at = row.arrivalTime ? now : *own;
}

/// Headers with lower-case names, values as they came.
std::map<std::string, std::string> readHeaders(const Fields& fields)
{
    std::map<std::string, std::string> headers;
    const json::value* value = fields.find("headers", "headers");
    if (!value)
        return headers;
    if (!value->is_object())
        throw Rejection{"wrong_type"};
    for (const auto& item : value->get_object()) {
        if (headers.size() >= kHeadersMax)
            break;
        std::string content;
        if (item.value().is_string())
            content = cleanBody(std::string_view(item.value().get_string()), 64 * 1024);
        else if (!item.value().is_null())
            content = cleanBody(json::serialize(item.value()), kHeadersBytesMax);
        headers[lowerAscii(cleanLine(item.key(), kShortBytesMax))] = std::move(content);
    }
    return headers;
}

/// What is stored of the headers: at most kHeadersBytesMax bytes of JSON, credentials taken out.
std::string storedHeaders(const std::map<std::string, std::string>& headers)
{
    json::object out;
    std::size_t bytes = 2;
    for (const auto& [name, value] : headers) {
        const std::string kept = redactedHeaderValue(name, value);
        const std::size_t more = json::serialize(json::string(name)).size() + json::serialize(json::string(kept)).size()
            + 2;
        if (name.empty() || bytes + more > kHeadersBytesMax)
            continue;
        bytes += more;
        out[name] = kept;
    }
    return out.empty() ? std::string() : json::serialize(out);
}

std::string headerText(const std::map<std::string, std::string>& headers, std::string_view name, std::size_t bytesMax)
{
    const auto found = headers.find(std::string(name));
    return found == headers.end() ? std::string() : cleanLine(found->second, bytesMax);
}

void readAddress(const Fields& fields, const std::map<std::string, std::string>& headers, Ingest::Row& row)
{
    std::vector<std::string> candidates{fields.text("ipAddress", "ip_address", kShortBytesMax)};
    for (const std::string_view name : {"client-ip", "x-real-ip", "x-forwarded-for"}) {
        const std::string value = headerText(headers, name, kRefererBytesMax);
        candidates.push_back(value.substr(0, value.find(',')));
    }
    for (const std::string& candidate : candidates) {
        if (const std::optional<std::string> address = normalAddress(candidate)) {
            row.ip = *address;
            return;
        }
    }
}

void readPayment(const Fields& fields, const std::map<std::string, std::string>& headers, Ingest::Row& row)
{
    Claim claim = claimFromHeaders(headers);
    const std::string token = fields.text("x402Token", "x402_token", kShortBytesMax);
    if (const json::value* value = fields.find("x402Amount", "x402_amount")) {
        const Asset asset = assetOf(token);
        base::Amount amount;
        if (readAmount(*value, asset.decimals, amount) != AmountError::none)
            throw Rejection{"bad_amount"};
        const std::string tx = claim.payment ? claim.payment->tx : std::string();
        claim.payment.reset();
        if (!amount.isZero())
            claim.payment = Payment{token, asset.name, asset.decimals, amount, tx};
    }
    const std::string tx = normalHex(fields.text("x402TxHash", "x402_tx_hash", kShortBytesMax));
    if (claim.payment && !tx.empty())
        claim.payment->tx = tx;
    const std::string payer = normalHex(fields.text("x402Payer", "x402_payer", kShortBytesMax));
    row.payer = payer.empty() ? claim.payer : payer;
    // A 402 says that the payment was not accepted; an error without a transaction, that nothing was settled.
    const bool accepted = claim.settled && row.status != 402 && (row.status < 400 || (claim.payment && !claim.payment->tx.empty()));
    if (accepted)
        row.payment = std::move(claim.payment);
}

void chooseCustomer(const Fields& fields, const std::map<std::string, std::string>& headers, Ingest::Row& row)
{
    const std::array<std::pair<std::string, int>, 5> candidates{{
        {fields.text("customerId", "customer_id", kCustomerBytesMax), 0},
        {row.payer, 1},
        {headerText(headers, "x-agent-id", kCustomerBytesMax), 2},
        {headerText(headers, "x-customer-id", kCustomerBytesMax), 2},
        {row.ip, 3},
    }};
    for (const auto& [name, knownBy] : candidates) {
        if (!name.empty()) {
            row.customer = normalHex(name);
            row.knownBy = knownBy;
            return;
        }
    }
}

const json::value* at(const json::value* value, std::string_view name)
{
    return value && value->is_object() ? value->get_object().if_contains(name) : nullptr;
}

std::string textAt(const json::value* value)
{
    return value && value->is_string() ? cleanLine(std::string_view(value->get_string()), kToolBytesMax) : std::string();
}

/// MCP: the name in a tools/call; A2A: the skill, else the last segment; HTTP: the last segment.
std::string deriveTool(const Ingest::Row& row)
{
    if (row.protocol == Protocol::http)
        return row.path.empty() ? std::string() : lastSegment(row.path);
    boost::system::error_code error;
    const json::value body = row.requestBody.empty() ? json::value() : json::parse(row.requestBody, error);
    const json::value* params = at(&body, "params");
    if (row.protocol == Protocol::mcp)
        return textAt(at(&body, "method")) == "tools/call" ? textAt(at(params, "name")) : std::string();
    for (const json::value* holder : {&body, params, at(params, "metadata"), at(at(params, "message"), "metadata")}) {
        for (const std::string_view name : {"skill_id", "skillId"}) {
            if (std::string skill = textAt(at(holder, name)); !skill.empty())
                return skill;
        }
    }
    return row.path.empty() ? std::string() : lastSegment(row.path);
}

Protocol readProtocol(const Fields& fields)
{
    const std::string word = lowerAscii(fields.text("protocol", kShortBytesMax));
    return word == "mcp" ? Protocol::mcp : word == "a2a" ? Protocol::a2a : Protocol::http;
}

void readCaptured(const Fields& fields, const std::map<std::string, std::string>& headers, std::size_t bodyBytesMax,
                  Ingest::Row& row)
{
    const auto either = [&](std::string_view camel, std::string_view snake, std::string_view header, std::size_t max) {
        std::string value = fields.text(camel, snake, max);
        return value.empty() ? headerText(headers, header, max) : value;
    };
    row.userAgent = either("userAgent", "user_agent", "user-agent", kUserAgentBytesMax);
    row.referer = redactedUrl(either("referer", "referrer", "referer", kRefererBytesMax));
    row.contentType = either("contentType", "content_type", "content-type", kShortBytesMax * 2);
    row.acceptLanguage = either("acceptLanguage", "accept_language", "accept-language", kShortBytesMax * 2);
    row.country = upperAscii(fields.text("country", 64));
    if (row.country.size() != 2)
        row.country.clear();
    row.city = row.country.empty() ? std::string() : fields.text("city", kShortBytesMax);
    row.requestSize = readSize(fields, "requestBodySize", "request_body_size");
    row.responseSize = readSize(fields, "responseBodySize", "response_body_size");
    row.requestBody = fields.body("requestBody", "request_body", bodyBytesMax);
    row.responseBody = fields.body("responseBody", "response_body", bodyBytesMax);
    row.headers = storedHeaders(headers);
}

Ingest::Row readEntry(const Fields& fields, const Batch& batch, std::size_t index, base::Time now,
                      std::size_t bodyBytesMax)
{
    Ingest::Row row;
    row.requestId = fields.text("requestId", "request_id", kRequestIdBytesMax);
    if (row.requestId.empty()) // without a batch id a repetition cannot be told from another request
        row.requestId = batch.id.empty() ? base::uuid7(now) : "batch:" + batch.id + ":" + std::to_string(index);
    readTime(fields, now, row);
    row.status = readStatus(fields);
    row.response = readResponse(fields);
    row.method = upperAscii(fields.text("method", kMethodBytesMax));
    if (row.method == "TOOLS/CALL")
        row.method = "tools/call";
    row.path = redactedUrl(fields.text("path", kPathBytesMax));
    row.protocol = readProtocol(fields);
    row.source = lowerAscii(fields.text("source", kShortBytesMax)) == "gateway" ? Source::gateway : Source::sdk;
    row.error = fields.text("errorType", "error_type", kErrorBytesMax);
    const std::map<std::string, std::string> headers = readHeaders(fields);
    readCaptured(fields, headers, bodyBytesMax, row);
    readAddress(fields, headers, row);
    readPayment(fields, headers, row);
    chooseCustomer(fields, headers, row);
    row.tool = fields.text("toolName", "tool_name", kToolBytesMax);
    if (row.tool.empty())
        row.tool = deriveTool(row);
    row.requestBody = redactedBody(row.requestBody);
    row.responseBody = redactedBody(row.responseBody);
    row.agentVersion = fields.text("agentVersion", "agent_version", kVersionBytesMax);
    if (row.agentVersion.empty())
        row.agentVersion = batch.agentVersion;
    row.sdkVersion = batch.sdkVersion;
    row.batchId = batch.id;
    return row;
}

const json::array& entriesOf(const json::value& batch)
{
    const json::value* entries = batch.is_object() ? batch.get_object().if_contains("entries") : nullptr;
    if (!entries || !entries->is_array() || entries->get_array().empty())
        throw base::Error(base::ErrorCode::InvalidInput, "invalid_batch", "invalid batch format");
    if (entries->get_array().size() > kEntriesMax) {
        throw base::Error(base::ErrorCode::TooLarge, "too_many_entries",
                          fmt::format("A batch holds at most {} entries.", kEntriesMax));
    }
    return entries->get_array();
}

Batch readBatch(const json::value& value, const Sender& sender)
{
    const Fields fields(value.get_object());
    try {
        const std::string agent = fields.text("agentId", "agent_id", kShortBytesMax);
        if (!agent.empty() && !sender.agentId.empty() && agent != sender.agentId) {
            throw base::Error(base::ErrorCode::Forbidden, "agent_mismatch",
                              "The batch names another agent than the key belongs to.");
        }
        return {fields.text("batchId", "batch_id", kShortBytesMax),
                fields.text("sdkVersion", "sdk_version", kVersionBytesMax),
                fields.text("agentVersion", "agent_version", kVersionBytesMax)};
    } catch (const Rejection&) {
        throw base::Error(base::ErrorCode::InvalidInput, "invalid_batch", "invalid batch format");
    }
}
} // namespace

ParsedBatch parseBatch(const json::value& value, const Sender& sender, base::Time now, std::size_t bodyBytesMax)
{
    const json::array& entries = entriesOf(value);
    const Batch batch = readBatch(value, sender);
    ParsedBatch parsed;
    parsed.entries = std::int64_t(entries.size());
    parsed.rows.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        try {
            if (!entries[i].is_object())
                throw Rejection{"not_an_object"};
            const Fields fields(entries[i].get_object());
            if (lowerAscii(fields.text("source", kShortBytesMax)) == "sdk_ping") {
                ++parsed.pings;
                continue;
            }
            Ingest::Row row = readEntry(fields, batch, i, now, bodyBytesMax);
            row.agentKey = sender.agentKey;
            row.keyId = sender.keyId;
            parsed.rows.push_back(std::move(row));
        } catch (const Rejection& rejection) {
            parsed.rejected.push_back({std::int64_t(i), rejection.code});
        }
    }
    return parsed;
}

} // namespace bursar::ingest
