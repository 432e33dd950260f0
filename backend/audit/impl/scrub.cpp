// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/impl/scrub.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace bursar::audit {

namespace json = boost::json;

namespace {
constexpr unsigned kDepthMax = 16;
constexpr std::string_view kBlank = "(not recorded)";
constexpr std::size_t kPrefixBytes = 16;

// Compared with the end of a member's name, in lower case.
constexpr std::array<std::string_view, 12> kSecretNames{
    "secret", "password", "api_key", "apikey", "admin_key", "private_key", "token",
    "signature", "authorization", "cookie", "challenge", "mnemonic"};
constexpr std::array<std::string_view, 3> kSecretShapes{"gt8004_sk_", "bursar_sk_", "bursar_ws_"};

bool namesSecret(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return std::any_of(kSecretNames.begin(), kSecretNames.end(),
                       [&lower](std::string_view secret) { return lower.ends_with(secret); });
}

bool isKeyByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Cuts every key of ours inside a text to the prefix that is public anyway.
void cutKeys(std::string& text)
{
    for (const std::string_view shape : kSecretShapes) {
        for (std::size_t at = text.find(shape); at != std::string::npos; at = text.find(shape, at + 1)) {
            std::size_t end = at + shape.size();
            while (end < text.size() && isKeyByte(text[end]))
                ++end;
            if (end - at > kPrefixBytes)
                text.replace(at + kPrefixBytes, end - at - kPrefixBytes, "…");
        }
    }
}

std::string clean(std::string_view raw)
{
    std::string text(raw);
    std::erase(text, '\0');
    cutKeys(text);
    return text;
}

json::object scrubObject(const json::object& object, unsigned depth);

json::value scrubValue(const json::value& value, unsigned depth)
{
    if (value.is_string())
        return json::value(clean(value.get_string()));
    if (depth >= kDepthMax)
        return value.is_structured() ? json::value(kBlank) : value;
    if (value.is_object())
        return scrubObject(value.get_object(), depth + 1);
    if (value.is_array()) {
        json::array items;
        for (const json::value& item : value.get_array())
            items.push_back(scrubValue(item, depth + 1));
        return items;
    }
    return value;
}

json::object scrubObject(const json::object& object, unsigned depth)
{
    json::object out;
    for (const auto& member : object) {
        // null and true say whether there is one, which is no secret.
        const bool blank
            = namesSecret(member.key()) && (member.value().is_string() || member.value().is_structured());
        out[clean(member.key())] = blank ? json::value(kBlank) : scrubValue(member.value(), depth);
    }
    return out;
}
} // namespace

json::object scrub(const json::object& detail, std::size_t bytesMax)
{
    json::object whole = scrubObject(detail, 0);
    if (json::serialize(whole).size() <= bytesMax)
        return whole;
    json::object out{{"truncated", true}};
    std::size_t bytes = json::serialize(out).size();
    for (const auto& member : whole) {
        const json::object alone{{member.key(), member.value()}};
        const std::size_t more = json::serialize(alone).size(); // its two braces stand for the comma
        if (bytes + more > bytesMax || member.key() == "truncated")
            continue;
        out[member.key()] = member.value();
        bytes += more;
    }
    return out;
}

std::string clip(std::string_view text, std::size_t bytesMax)
{
    if (text.size() <= bytesMax)
        return std::string(text);
    std::size_t end = bytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return std::string(text.substr(0, end));
}

} // namespace bursar::audit
