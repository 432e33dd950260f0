// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/transaction_impl.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace bursar::db {

namespace {
constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr std::string_view kHexDigits = "0123456789abcdef";

/// What COPY's text format writes for a byte: 0 for itself, NUL's own mark for "leave out".
constexpr char kDrop = '\x01';

constexpr std::array<char, 256> makeEscapes()
{
    std::array<char, 256> escapes{};
    escapes[0] = kDrop;
    escapes[static_cast<unsigned char>('\\')] = '\\';
    escapes[static_cast<unsigned char>('\n')] = 'n';
    escapes[static_cast<unsigned char>('\r')] = 'r';
    escapes[static_cast<unsigned char>('\t')] = 't';
    return escapes;
}
constexpr std::array<char, 256> kEscapes = makeEscapes();

void appendEscaped(std::string& out, std::string_view value)
{
    std::size_t clean = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char escape = kEscapes[static_cast<unsigned char>(value[i])];
        if (escape == 0)
            continue;
        out.append(value, clean, i - clean);
        clean = i + 1;
        if (escape != kDrop) {
            out.push_back('\\');
            out.push_back(escape);
        }
    }
    out.append(value, clean);
}

void appendDigits(std::string& out, std::uint64_t value, std::size_t width)
{
    std::array<char, 8> digits;
    for (std::size_t i = width; i-- > 0; value /= 10)
        digits[i] = char('0' + value % 10);
    out.append(digits.data(), width);
}

/// 2026-11-21 06:41:00.123456+00, many times faster than base::formatTime: most rows carry a time.
void appendTime(std::string& out, base::Time time)
{
    using namespace std::chrono;
    const base::Day day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss<base::Duration> clock(time - day);
    appendDigits(out, std::uint64_t(int(date.year())), 4);
    out.push_back('-');
    appendDigits(out, unsigned(date.month()), 2);
    out.push_back('-');
    appendDigits(out, unsigned(date.day()), 2);
    out.push_back(' ');
    appendDigits(out, std::uint64_t(clock.hours().count()), 2);
    out.push_back(':');
    appendDigits(out, std::uint64_t(clock.minutes().count()), 2);
    out.push_back(':');
    appendDigits(out, std::uint64_t(clock.seconds().count()), 2);
    out.push_back('.');
    appendDigits(out, std::uint64_t(clock.subseconds().count()), 6);
    out += "+00";
}

bool isStorable(base::Time time)
{
    const int year = int(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)).year());
    return year >= base::kYearMin && year <= base::kYearMax;
}
} // namespace

CopyWriter::Impl::Impl(Transaction::Impl& owner, std::string_view table, std::string_view columns)
    : tx(owner)
{
    tx.startCopy(table, columns);
    buffer.reserve(kChunkBytes + kChunkBytes / 4);
}

CopyWriter::Impl::~Impl()
{
    if (isOpen())
        giveUp();
}

void CopyWriter::Impl::flush()
{
    if (!isOpen())
        throw misuse("copy_over", "the copy is over");
    if (buffer.empty())
        return;
    buffer.pop_back(); // the last newline
    try {
        tx.session->sendRows(buffer);
    } catch (...) {
        giveUp();
        throw;
    }
    buffer.clear();
}

void CopyWriter::Impl::finish()
{
    if (!rowStart)
        throw misuse("copy_row_open", "a row was not ended");
    flush();
    close();
    tx.session->finishCopy();
    tx.state = Transaction::Impl::State::Open;
}

void CopyWriter::Impl::giveUp() noexcept
{
    close();
    tx.session->giveUpCopy();
}

void CopyWriter::Impl::close()
{
    open = false;
    tx.copying = false;
    tx.state = Transaction::Impl::State::Failed;
}

CopyWriter::CopyWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
CopyWriter::~CopyWriter() = default;
CopyWriter::CopyWriter(CopyWriter&&) noexcept = default;

CopyWriter& CopyWriter::null()
{
    m_impl->separate();
    m_impl->buffer.append("\\N", 2);
    return *this;
}

CopyWriter& CopyWriter::text(std::string_view value)
{
    m_impl->separate();
    appendEscaped(m_impl->buffer, value);
    return *this;
}

CopyWriter& CopyWriter::integer(std::int64_t value)
{
    m_impl->separate();
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    m_impl->buffer.append(digits.data(), end);
    return *this;
}

CopyWriter& CopyWriter::number(double value)
{
    if (!std::isfinite(value))
        return text(*Param(value).text());
    m_impl->separate();
    fmt::format_to(std::back_inserter(m_impl->buffer), "{}", value);
    return *this;
}

CopyWriter& CopyWriter::boolean(bool value)
{
    m_impl->separate();
    m_impl->buffer.push_back(value ? 't' : 'f');
    return *this;
}

CopyWriter& CopyWriter::time(base::Time value)
{
    if (!isStorable(value))
        throw misuse("time_range", "a time lies outside of the years that can be stored");
    m_impl->separate();
    appendTime(m_impl->buffer, value);
    return *this;
}

CopyWriter& CopyWriter::amount(const base::Amount& value)
{
    m_impl->separate();
    m_impl->buffer += value.atomic();
    return *this;
}

CopyWriter& CopyWriter::bytes(std::string_view raw)
{
    m_impl->separate();
    std::string& out = m_impl->buffer;
    out.append("\\\\x", 3);
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(kHexDigits[byte >> 4]);
        out.push_back(kHexDigits[byte & 15]);
    }
    return *this;
}

void CopyWriter::endRow()
{
    m_impl->buffer.push_back('\n');
    m_impl->rowStart = true;
    if (m_impl->buffer.size() >= kChunkBytes)
        m_impl->flush();
}

void CopyWriter::finish()
{
    m_impl->finish();
}

} // namespace bursar::db
