// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/redact.h"

#include "ingest/impl/text.h"

#include <algorithm>
#include <array>

namespace bursar::ingest {

namespace {
constexpr std::array<std::string_view, 14> kSensitiveParts{
    "authorization", "cookie", "token", "secret", "key", "passw", "credential", "signature", "session", "jwt",
    "x-payment", "payment-signature", "auth-", "-auth"};
constexpr std::array<std::string_view, 9> kSensitiveParameterParts{
    "token", "secret", "passw", "signature", "credential", "session", "jwt", "apikey", "api_key"};
constexpr std::array<std::string_view, 3> kSensitiveParameterEnds{"key", "sig", "auth"};
/// In lower case, without _ and -.
constexpr std::array<std::string_view, 17> kSensitiveMembers{
    "signature",   "privatekey",   "secret",       "password",     "passphrase",    "mnemonic",
    "apikey",      "accesstoken",  "refreshtoken", "idtoken",      "clientsecret",  "paymentheader",
    "xpayment",    "paymentsignature", "authtoken", "sessiontoken", "secretkey"};
/// A transaction hash is short; a signed transaction is not, and whoever reads it may send it.
constexpr std::size_t kSignedTransactionBytesMin = 160;
constexpr std::size_t kMemberBytesMax = 48;

template <std::size_t N>
bool containsAny(std::string_view text, const std::array<std::string_view, N>& parts)
{
    return std::any_of(parts.begin(), parts.end(),
                       [text](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool isSensitiveParameter(std::string_view raw)
{
    const std::string name = lowerAscii(raw);
    return containsAny(name, kSensitiveParameterParts) || name == "code" || name == "otp"
        || std::any_of(kSensitiveParameterEnds.begin(), kSensitiveParameterEnds.end(),
                       [&name](std::string_view end) { return name.ends_with(end); });
}

std::string memberName(std::string_view raw)
{
    std::string name = lowerAscii(raw);
    std::erase_if(name, [](char c) { return c == '_' || c == '-'; });
    return name;
}

bool isSensitiveMember(std::string_view raw)
{
    const std::string name = memberName(raw);
    return std::find(kSensitiveMembers.begin(), kSensitiveMembers.end(), name) != kSensitiveMembers.end();
}

/// A JSON string in text that may itself be quoted: how many backslashes stand before its quotes, and its content.
struct Quoted {
    std::size_t depth = 0;
    std::size_t begin = 0; // of the content
    std::size_t end = 0;   // of the content; the closing quote and its backslashes follow, unless the text is cut off
    std::size_t after = 0;
};

std::size_t backslashesBefore(std::string_view text, std::size_t quote)
{
    std::size_t count = 0;
    while (count < quote && text[quote - count - 1] == '\\')
        ++count;
    return count;
}

/// Reads the string whose opening quote stands at `quote`.
Quoted readQuoted(std::string_view text, std::size_t quote)
{
    Quoted string{backslashesBefore(text, quote), quote + 1, text.size(), text.size()};
    for (std::size_t i = text.find('"', quote + 1); i != std::string_view::npos; i = text.find('"', i + 1)) {
        const std::size_t depth = backslashesBefore(text, i);
        // More backslashes: a quote inside of it. An even surplus (\\\\") ends it at depth 0.
        const bool closes = depth == string.depth || (string.depth == 0 && depth % 2 == 0);
        if (!closes)
            continue;
        string.end = i - std::min(depth, string.depth);
        string.after = i + 1;
        break;
    }
    return string;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
        ++at;
    return at;
}

/// Where the opening quote of a member's string value stands, if it has one.
std::size_t valueQuote(std::string_view text, std::size_t afterName)
{
    std::size_t at = skipBlanks(text, afterName);
    if (at >= text.size() || text[at] != ':')
        return std::string_view::npos;
    at = skipBlanks(text, at + 1);
    while (at < text.size() && text[at] == '\\')
        ++at;
    return at < text.size() && text[at] == '"' ? at : std::string_view::npos;
}
} // namespace

bool isSensitiveHeader(std::string_view lowerCaseName)
{
    return containsAny(lowerCaseName, kSensitiveParts);
}

std::string redactedHeaderValue(std::string_view lowerCaseName, std::string_view value)
{
    const std::string lower = lowerAscii(value.substr(0, 8));
    if (isSensitiveHeader(lowerCaseName) || lower.starts_with("bearer ") || lower.starts_with("basic "))
        return std::string(kRedacted);
    return lowerCaseName == "referer" || lowerCaseName == "location" ? redactedUrl(value) : std::string(value);
}

std::string redactedUrl(std::string_view url)
{
    std::string out;
    const auto scheme = url.find("://");
    if (scheme != std::string_view::npos) {
        const auto hostEnd = std::min(url.find_first_of("/?#", scheme + 3), url.size());
        const auto at = url.substr(0, hostEnd).rfind('@');
        if (at != std::string_view::npos && at > scheme) {
            out = std::string(url.substr(0, scheme + 3)) + std::string(kRedacted);
            url.remove_prefix(at);
        }
    }
    const auto query = url.find_first_of("?#");
    out.append(url.substr(0, query));
    std::size_t at = query;
    while (at < url.size()) {
        out.push_back(url[at]); // ? & ; or #
        const std::size_t end = std::min(url.find_first_of("?&;#", at + 1), url.size());
        const std::string_view pair = url.substr(at + 1, end - at - 1);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && isSensitiveParameter(pair.substr(0, equals)))
            out.append(pair.substr(0, equals + 1)).append(kRedacted);
        else
            out.append(pair);
        at = end;
    }
    return out;
}

std::string redactedBody(std::string_view body)
{
    std::string out;
    out.reserve(body.size());
    std::size_t copied = 0;
    std::size_t at = body.find('"');
    while (at != std::string_view::npos) {
        // A name: anything between two quotes of the same depth that is short and followed by a colon and a string.
        const std::size_t nameEnd = std::min(body.find('"', at + 1), body.size());
        std::string_view name = body.substr(at + 1, nameEnd - at - 1);
        while (!name.empty() && name.back() == '\\')
            name.remove_suffix(1);
        const bool transaction = name.size() <= kMemberBytesMax && memberName(name) == "transaction";
        const bool sensitive = name.size() <= kMemberBytesMax && isSensitiveMember(name);
        const std::size_t quote = nameEnd < body.size() && (sensitive || transaction) ? valueQuote(body, nameEnd + 1)
                                                                                      : std::string_view::npos;
        if (quote == std::string_view::npos) {
            at = nameEnd < body.size() ? nameEnd : std::string_view::npos;
            continue;
        }
        const Quoted value = readQuoted(body, quote);
        if (sensitive || value.end - value.begin >= kSignedTransactionBytesMin) {
            out.append(body.substr(copied, value.begin - copied)).append(kRedacted);
            copied = value.end;
            at = value.after < body.size() ? body.find('"', value.after) : std::string_view::npos;
        } else {
            at = quote;
        }
    }
    out.append(body.substr(copied));
    return out;
}

} // namespace bursar::ingest
