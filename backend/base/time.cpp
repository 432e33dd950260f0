// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.h"

#include <fmt/format.h>

namespace bursar::base {

using namespace std::chrono;

std::string formatDay(Day day)
{
    const year_month_day ymd(day);
    return fmt::format("{:04}-{:02}-{:02}", int(ymd.year()), unsigned(ymd.month()), unsigned(ymd.day()));
}

std::string formatTime(Time time)
{
    const Day day = floor<days>(time);
    const hh_mm_ss<Duration> clock(time - day);
    std::string text = fmt::format("{}T{:02}:{:02}:{:02}", formatDay(day), clock.hours().count(),
                                   clock.minutes().count(), clock.seconds().count());
    const auto fraction = clock.subseconds().count();
    if (fraction % 1000 != 0)
        text += fmt::format(".{:06}", fraction);
    else if (fraction != 0)
        text += fmt::format(".{:03}", fraction / 1000);
    return text + "Z";
}

namespace {

/// Reads fixed-width numbers from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool number(std::size_t width, int& out)
    {
        if (m_text.size() < width)
            return false;
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            if (m_text[i] < '0' || m_text[i] > '9')
                return false;
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(width);
        out = value;
        return true;
    }
    bool literal(char c)
    {
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    /// Digits of a fraction as microseconds; more than six are cut off.
    bool fraction(int& micros)
    {
        std::size_t digits = 0;
        micros = 0;
        while (digits < m_text.size() && m_text[digits] >= '0' && m_text[digits] <= '9') {
            if (digits < 6)
                micros = micros * 10 + (m_text[digits] - '0');
            ++digits;
        }
        for (std::size_t i = digits; i < 6; ++i)
            micros *= 10;
        m_text.remove_prefix(digits);
        return digits > 0 && digits <= 18;
    }
    bool done() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

std::optional<Day> makeDay(int y, int m, int d)
{
    const year_month_day ymd{year(y), month(unsigned(m)), day(unsigned(d))};
    if (!ymd.ok() || y < kYearMin || y > kYearMax)
        return std::nullopt;
    return sys_days(ymd);
}

std::optional<minutes> scanZone(Scanner& scan)
{
    if (scan.done() || scan.literal('Z') || scan.literal('z'))
        return minutes(0);
    const bool plus = scan.literal('+');
    if (!plus && !scan.literal('-'))
        return std::nullopt;
    int h = 0, m = 0;
    if (!scan.number(2, h))
        return std::nullopt;
    scan.literal(':');
    if (!scan.number(2, m) || h > 23 || m > 59)
        return std::nullopt;
    const minutes offset(h * 60 + m);
    return plus ? offset : -offset;
}

} // namespace

std::optional<Day> parseDay(std::string_view text)
{
    Scanner scan(text);
    int y = 0, m = 0, d = 0;
    if (!scan.number(4, y) || !scan.literal('-') || !scan.number(2, m) || !scan.literal('-') || !scan.number(2, d)
        || !scan.done())
        return std::nullopt;
    return makeDay(y, m, d);
}

std::optional<Time> parseTime(std::string_view text)
{
    if (text.size() < 11)
        return std::nullopt;
    const std::optional<Day> day = parseDay(text.substr(0, 10));
    Scanner scan(text.substr(10));
    int h = 0, m = 0, s = 0, micros = 0;
    if (!day || !(scan.literal('T') || scan.literal('t') || scan.literal(' ')))
        return std::nullopt;
    if (!scan.number(2, h) || !scan.literal(':') || !scan.number(2, m))
        return std::nullopt;
    if (scan.literal(':') && !scan.number(2, s))
        return std::nullopt;
    if (scan.literal('.') && !scan.fraction(micros))
        return std::nullopt;
    if (h > 23 || m > 59 || s > 60)
        return std::nullopt;
    const std::optional<minutes> offset = scanZone(scan);
    if (!offset || !scan.done())
        return std::nullopt;
    const Time time = *day + hours(h) + minutes(m) + seconds(s) + microseconds(micros) - *offset;
    if (!makeDay(int(year_month_day(floor<days>(time)).year()), 1, 1))
        return std::nullopt;
    return time;
}

Time SystemClock::now() const
{
    return time_point_cast<Duration>(system_clock::now());
}

} // namespace bursar::base
