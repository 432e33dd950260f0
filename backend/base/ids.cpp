// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"

#include "base/error.h"

#include <sys/random.h>

#include <array>

namespace bursar::base {

namespace {
std::string randomBytes(std::size_t count)
{
    std::string raw(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        const ssize_t got = getrandom(raw.data() + filled, count - filled, 0);
        if (got <= 0)
            throw Error(ErrorCode::Internal, "no_entropy", "the system gives no random bytes");
        filled += std::size_t(got);
    }
    return raw;
}

/// What a hexadecimal digit is worth; 255 for any other character. A table, since whole histograms come in hex.
constexpr std::array<unsigned char, 256> kNibbles = [] {
    std::array<unsigned char, 256> all{};
    all.fill(255);
    for (unsigned char i = 0; i < 10; ++i)
        all['0' + i] = i;
    for (unsigned char i = 0; i < 6; ++i)
        all['a' + i] = all['A' + i] = static_cast<unsigned char>(10 + i);
    return all;
}();
} // namespace

std::string toHex(std::string_view raw)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(raw.size() * 2);
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        hex.push_back(kDigits[byte >> 4]);
        hex.push_back(kDigits[byte & 15]);
    }
    return hex;
}

bool fromHex(std::string_view hex, std::string& raw)
{
    if (hex.size() % 2 != 0)
        return false;
    std::string out(hex.size() / 2, '\0');
    unsigned worst = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const unsigned high = kNibbles[static_cast<unsigned char>(hex[2 * i])];
        const unsigned low = kNibbles[static_cast<unsigned char>(hex[2 * i + 1])];
        worst |= high | low;
        out[i] = static_cast<char>(high << 4 | low);
    }
    if (worst > 15)
        return false;
    raw = std::move(out);
    return true;
}

std::string randomHex(std::size_t bytes)
{
    return toHex(randomBytes(bytes));
}

std::string uuid7(Time now)
{
    std::string raw = randomBytes(16);
    const auto millis = std::uint64_t(std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
    for (int i = 0; i < 6; ++i)
        raw[std::size_t(i)] = static_cast<char>(millis >> (40 - 8 * i));
    raw[6] = static_cast<char>((static_cast<unsigned char>(raw[6]) & 0x0f) | 0x70);
    raw[8] = static_cast<char>((static_cast<unsigned char>(raw[8]) & 0x3f) | 0x80);
    std::string hex = toHex(raw);
    for (const std::size_t position : {8, 13, 18, 23})
        hex.insert(position, "-");
    return hex;
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : kNibbles[static_cast<unsigned char>(text[i])] > 15)
            return false;
    }
    return true;
}

} // namespace bursar::base
