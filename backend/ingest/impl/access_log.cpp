// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/access_log.h"

#include "ingest/impl/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr double kSecondsMax = 86'400;
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <class T>
std::optional<T> numberIn(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                                     : std::nullopt;
}

struct Token {
    std::string text;
    bool quoted = false;
    bool open = false; // its quote is never closed
};

/// Blank-separated words; in quotes with \" and \\ escaped.
class Tokens {
public:
    explicit Tokens(std::string_view text) : m_text(text) {}

    std::optional<Token> next()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
        if (m_at >= m_text.size())
            return std::nullopt;
        return m_text[m_at] == '"' ? quoted() : plain();
    }
    std::size_t at() const { return m_at; }

private:
    Token plain()
    {
        const std::size_t end = std::min(m_text.find(' ', m_at), m_text.size());
        Token token{std::string(m_text.substr(m_at, end - m_at))};
        m_at = end;
        return token;
    }
    Token quoted()
    {
        Token token{.quoted = true, .open = true};
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const bool escape = m_text[m_at] == '\\' && m_at + 1 < m_text.size()
                && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\');
            if (m_text[m_at] == '"') {
                token.open = false;
                ++m_at;
                break;
            }
            m_at += escape ? 1 : 0;
            token.text.push_back(m_text[m_at]);
        }
        return token;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// "GET /path?query HTTP/1.1"; what a client sent that is none of it is kept as a request without method.
void readRequest(std::string_view request, LogLine& line)
{
    const auto first = request.find(' ');
    const std::string_view method = request.substr(0, first);
    const bool word = !method.empty() && method.size() <= kMethodBytesMax
        && std::all_of(method.begin(), method.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; });
    if (!word || first == std::string_view::npos) {
        line.method = "-";
        line.path = "-";
        return;
    }
    std::string_view target = request.substr(first + 1);
    if (const auto last = target.rfind(" HTTP/"); last != std::string_view::npos)
        target = target.substr(0, last);
    line.method = method;
    line.path = target.substr(0, target.find_first_of("?#"));
}

std::string dashless(std::string text)
{
    return text == "-" ? std::string() : text;
}

std::optional<microseconds> secondsIn(std::string_view text)
{
    const std::optional<double> value = numberIn<double>(text);
    if (!value || !(*value >= 0 && *value <= kSecondsMax))
        return std::nullopt;
    return microseconds(std::llround(*value * 1e6));
}

std::optional<microseconds> durationIn(std::string_view text)
{
    for (const std::string_view name : {"rt=", "request_time="}) {
        if (text.starts_with(name))
            return secondsIn(text.substr(name.size()));
    }
    if (text.find('.') != std::string_view::npos)
        return secondsIn(text);
    const std::optional<std::int64_t> micros = numberIn<std::int64_t>(text);
    return micros && *micros >= 0 && *micros <= std::int64_t(kSecondsMax * 1e6) ? std::optional(microseconds(*micros))
                                                                                : std::nullopt;
}

/// What stands after the status.
void readTail(Tokens& tokens, LogLine& line)
{
    int quoted = 0;
    bool named = false;
    while (const std::optional<Token> token = tokens.next()) {
        ++line.fields;
        line.repaired = line.repaired || token->open;
        if (token->quoted) {
            ++quoted;
            if (quoted == 1)
                line.referer = dashless(token->text);
            else if (quoted == 2)
                line.userAgent = dashless(token->text);
        } else if (line.fields == 1) {
            line.bytes = numberIn<std::int64_t>(token->text);
            if (line.bytes && *line.bytes < 0)
                line.bytes.reset();
        } else if (const auto duration = durationIn(token->text); duration && !named) {
            // Several numbers: the request's own time is the first one with a point, else the last one.
            named = token->text.find_first_of(".=") != std::string::npos;
            line.response = duration;
        }
    }
    line.repaired = line.repaired || line.fields == 0;
}
} // namespace

std::optional<base::Time> parseClfTime(std::string_view text)
{
    // dd/Mon/yyyy:HH:MM:SS +hhmm
    if (text.size() < 20 || text[2] != '/' || text[6] != '/' || text[11] != ':')
        return std::nullopt;
    const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(3, 3));
    if (month == kMonths.end())
        return std::nullopt;
    std::string iso = std::string(text.substr(7, 4)) + "-";
    const auto number = unsigned(month - kMonths.begin()) + 1;
    iso += (number < 10 ? "0" : "") + std::to_string(number) + "-" + std::string(text.substr(0, 2)) + "T";
    iso += text.substr(12, 8);
    std::string_view zone = text.substr(20);
    while (zone.starts_with(' '))
        zone.remove_prefix(1);
    return base::parseTime(iso + (zone.empty() ? std::string("Z") : std::string(zone)));
}

LineOutcome parseAccessLine(std::string_view line)
{
    const auto open = line.find('[');
    const auto close = open == std::string_view::npos ? open : line.find(']', open);
    if (close == std::string_view::npos)
        return "has no [time]";
    const std::optional<base::Time> at = parseClfTime(line.substr(open + 1, close - open - 1));
    if (!at)
        return "has a time that cannot be read";
    LogLine out;
    out.at = *at;
    Tokens head(line.substr(0, open));
    std::array<std::string, 4> words;
    std::size_t count = 0;
    for (; count < words.size(); ++count) {
        const std::optional<Token> token = head.next();
        if (!token)
            break;
        words[count] = token->text;
    }
    if (count < 1)
        return "names no caller";
    // Apache's vhost_combined puts "host:port" before the address.
    const bool virtualHost = count == 4 && words[0].find(':') != std::string::npos && !normalAddress(words[0]);
    out.host = words[virtualHost ? 1 : 0];

    Tokens tokens(line.substr(close + 1));
    const std::optional<Token> request = tokens.next();
    if (!request || !request->quoted || request->open)
        return "has no whole \"request\"";
    readRequest(request->text, out);
    const std::optional<Token> status = tokens.next();
    const std::optional<int> code = status ? numberIn<int>(status->text) : std::nullopt;
    if (!code || status->quoted || status->text.size() != 3 || *code < 100 || *code > 599)
        return "has no status";
    out.status = *code;
    out.prefixBytes = close + 1 + tokens.at();
    readTail(tokens, out);
    return out;
}

LineOutcome parseLogLine(std::string_view line)
{
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return "is empty";
    return line[first] == '{' ? parseJsonLine(line) : parseAccessLine(line);
}

} // namespace bursar::ingest
