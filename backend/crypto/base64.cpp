// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hash.h"

#include <array>
#include <cstdint>

namespace bursar::crypto {

namespace {
constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> reverse(std::string_view alphabet)
{
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

constexpr auto kFromStandard = reverse(kStandard);
constexpr auto kFromUrl = reverse(kUrl);

std::string encode(std::string_view raw, std::string_view alphabet)
{
    std::string text;
    text.reserve((raw.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : raw) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        held += 8;
        while (held >= 6) {
            held -= 6;
            text.push_back(alphabet[bits >> held & 63]);
        }
    }
    if (held > 0)
        text.push_back(alphabet[bits << (6 - held) & 63]);
    return text;
}

std::optional<std::string> decode(std::string_view text, const std::array<std::int8_t, 256>& values,
                                  std::size_t bytesMax)
{
    if (text.size() % 4 == 1 || text.size() / 4 * 3 > bytesMax + 2)
        return std::nullopt;
    std::string raw;
    raw.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const std::int8_t value = values[static_cast<unsigned char>(c)];
        if (value < 0)
            return std::nullopt;
        bits = bits << 6 | std::uint32_t(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            raw.push_back(static_cast<char>(bits >> held & 255));
        }
    }
    // Bits left over have to be zero, otherwise two texts would mean the same bytes.
    if ((bits & ((1U << held) - 1)) != 0 || raw.size() > bytesMax)
        return std::nullopt;
    return raw;
}
} // namespace

std::string toBase64(std::string_view raw)
{
    std::string text = encode(raw, kStandard);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string toBase64Url(std::string_view raw)
{
    return encode(raw, kUrl);
}

std::optional<std::string> fromBase64(std::string_view text, std::size_t bytesMax)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    return decode(text, kFromStandard, bytesMax);
}

std::optional<std::string> fromBase64Url(std::string_view text, std::size_t bytesMax)
{
    return decode(text, kFromUrl, bytesMax);
}

} // namespace bursar::crypto
