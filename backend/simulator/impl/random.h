// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <string>
#include <string_view>

namespace bursar::simulator {

/// SplitMix64: small, and the same everywhere, unlike the distributions of the standard library.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    /// A stream of its own for each combination of keys.
    Random(std::uint64_t seed, std::initializer_list<std::uint64_t> keys) : m_state(seed)
    {
        for (const std::uint64_t key : keys)
            m_state = next() ^ (key + 0x9e3779b97f4a7c15);
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// [0, 1)
    double unit() { return double(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    std::size_t below(std::size_t count) { return std::size_t(unit() * double(count)); }
    bool chance(double probability) { return unit() < probability; }
    double normal()
    {
        const double radius = std::sqrt(-2 * std::log(1 - unit()));
        return radius * std::cos(2 * std::numbers::pi * unit());
    }
    /// Log-normal: half of the values lie below `median`.
    double around(double median, double sigma) { return median * std::exp(sigma * normal()); }
    int poisson(double mean)
    {
        const double limit = std::exp(-mean);
        double product = unit();
        int count = 0;
        while (product > limit && count < 10'000) {
            product *= unit();
            ++count;
        }
        return count;
    }
    /// Index into a list by weight.
    template <class List, class WeightOf>
    std::size_t pick(const List& list, WeightOf weightOf)
    {
        double sum = 0;
        for (const auto& item : list)
            sum += weightOf(item);
        double at = unit() * sum;
        std::size_t index = 0;
        for (const auto& item : list) {
            at -= weightOf(item);
            if (at < 0)
                return index;
            ++index;
        }
        return index - 1;
    }
    std::string hex(std::size_t digits)
    {
        static constexpr std::string_view kDigits = "0123456789abcdef";
        std::string out(digits, '0');
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i % 16 == 0)
                bits = next();
            out[i] = kDigits[bits & 15];
            bits >>= 4;
        }
        return out;
    }
    /// In the form of a version 4 UUID.
    std::string uuid()
    {
        std::string text = hex(32);
        text[12] = '4';
        text[16] = '8';
        for (const std::size_t at : {8, 13, 18, 23})
            text.insert(at, 1, '-');
        return text;
    }

private:
    std::uint64_t m_state;
};

} // namespace bursar::simulator
