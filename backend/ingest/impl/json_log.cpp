// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/access_log.h"
#include "ingest/impl/text.h"

#include <boost/json.hpp>

#include <charconv>
#include <cmath>
#include <span>

namespace bursar::ingest {

namespace json = boost::json;
using namespace std::chrono;

namespace {
constexpr double kMillisecondsFrom = 1e11; // epoch numbers from here on are milliseconds, not seconds
constexpr double kMicrosecondsMax = 86'400e6;
using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 12> kHost{"remote_addr", "client_ip", "clientip", "remote_ip", "ip", "clientIp",
                                                 "remoteAddr", "ClientHost", "ip_address", "ipAddress", "remote_host",
                                                 "host"};
constexpr std::array<std::string_view, 10> kTime{"time_iso8601", "@timestamp", "timestamp", "time", "time_local", "ts",
                                                 "datetime", "date", "msec", "StartUTC"};
constexpr std::array<std::string_view, 5> kStatus{"status", "status_code", "statusCode", "response", "DownstreamStatus"};
constexpr std::array<std::string_view, 5> kMethod{"method", "request_method", "verb", "RequestMethod", "http_method"};
constexpr std::array<std::string_view, 7> kPath{"path", "request_uri", "uri", "url", "RequestPath", "request_path",
                                                "endpoint"};
constexpr std::array<std::string_view, 8> kBytes{"body_bytes_sent", "bytes_sent", "bytes", "size", "response_size",
                                                 "bytesSent", "DownstreamContentSize", "content_length"};
constexpr std::array<std::string_view, 4> kReferer{"http_referer", "referer", "referrer", "request_Referer"};
constexpr std::array<std::string_view, 5> kAgent{"http_user_agent", "user_agent", "userAgent", "agent",
                                                 "request_User-Agent"};

struct Duration {
    std::string_view name;
    double micros; // of one unit
};
constexpr std::array<Duration, 11> kDurations{{
    {"request_time", 1e6}, {"duration", 1e6}, {"response_time", 1e6}, {"elapsed", 1e6}, {"latency", 1e6},
    {"duration_ms", 1e3}, {"response_ms", 1e3}, {"responseMs", 1e3}, {"elapsed_ms", 1e3}, {"latency_ms", 1e3},
    {"duration_us", 1},
}};

const json::value* find(const json::object& object, Names names)
{
    for (const std::string_view name : names) {
        const json::value* value = object.if_contains(name);
        if (value && !value->is_null() && !value->is_object())
            return value;
    }
    return nullptr;
}

std::optional<double> number(const json::value* value)
{
    if (!value)
        return std::nullopt;
    if (value->is_number())
        return value->to_number<double>();
    if (!value->is_string())
        return std::nullopt;
    const std::string_view text = value->get_string();
    double out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() && std::isfinite(out)
        ? std::optional(out) : std::nullopt;
}

std::string text(const json::value* value)
{
    if (value && value->is_array() && !value->get_array().empty()) // Caddy: a list for each header
        value = &value->get_array().front();
    return value && value->is_string() ? std::string(std::string_view(value->get_string())) : std::string();
}

std::optional<base::Time> readTime(const json::value* value)
{
    if (!value)
        return std::nullopt;
    if (value->is_string()) {
        const std::string_view written = value->get_string();
        if (const auto time = base::parseTime(written))
            return time;
        if (const auto time = parseClfTime(written))
            return time;
    }
    const std::optional<double> epoch = number(value);
    if (!epoch || !(*epoch > 0 && *epoch < 1e15))
        return std::nullopt;
    return base::Time(base::Duration(std::llround(*epoch * (*epoch >= kMillisecondsFrom ? 1e3 : 1e6))));
}

/// Caddy and others put the request into an object of its own.
const json::object& requestOf(const json::object& line)
{
    const json::value* request = line.if_contains("request");
    return request && request->is_object() ? request->get_object() : line;
}

void readRequest(const json::object& line, const json::object& request, LogLine& out)
{
    out.method = text(find(request, kMethod));
    out.path = text(find(request, kPath));
    if (out.method.empty() && out.path.empty()) { // "GET /path HTTP/1.1"
        const std::string whole = text(line.if_contains("request"));
        const auto first = whole.find(' ');
        if (first != std::string::npos) {
            out.method = whole.substr(0, first);
            out.path = whole.substr(first + 1, whole.rfind(" HTTP/") == std::string::npos
                                                   ? std::string::npos : whole.rfind(" HTTP/") - first - 1);
        }
    }
    out.path = out.path.substr(0, out.path.find_first_of("?#"));
    out.method = out.method.empty() ? "-" : upperAscii(out.method);
    out.path = out.path.empty() ? "-" : out.path;
}

void readDuration(const json::object& line, LogLine& out)
{
    for (const Duration& duration : kDurations) {
        const std::optional<double> value = number(line.if_contains(duration.name));
        if (value && *value >= 0 && *value * duration.micros <= kMicrosecondsMax) {
            out.response = microseconds(std::llround(*value * duration.micros));
            return;
        }
    }
}
} // namespace

LineOutcome parseJsonLine(std::string_view line)
{
    boost::system::error_code error;
    const json::value value = json::parse(line, error);
    if (error || !value.is_object())
        return "is not a JSON object";
    const json::object& object = value.get_object();
    const json::object& request = requestOf(object);
    LogLine out;
    const std::optional<base::Time> at = readTime(find(object, kTime));
    if (!at)
        return "has no time that can be read";
    out.at = *at;
    const std::optional<double> status = number(find(object, kStatus));
    if (!status || *status < 100 || *status > 599 || std::floor(*status) != *status)
        return "has no status";
    out.status = int(*status);
    readRequest(object, request, out);
    out.host = text(find(request, kHost));
    if (out.host.empty())
        out.host = text(find(object, kHost));
    if (const std::optional<double> bytes = number(find(object, kBytes)); bytes && *bytes >= 0 && *bytes < 1e15)
        out.bytes = std::int64_t(*bytes);
    const json::value* headers = request.if_contains("headers");
    out.referer = text(find(object, kReferer));
    out.userAgent = text(find(object, kAgent));
    if (headers && headers->is_object()) {
        if (out.userAgent.empty())
            out.userAgent = text(headers->get_object().if_contains("User-Agent"));
        if (out.referer.empty())
            out.referer = text(headers->get_object().if_contains("Referer"));
    }
    out.referer = out.referer == "-" ? std::string() : out.referer;
    out.userAgent = out.userAgent == "-" ? std::string() : out.userAgent;
    readDuration(object, out);
    return out;
}

} // namespace bursar::ingest
