// SPDX-License-Identifier: GPL-3.0-or-later
#include "color_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace color_math {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

Triple linearOf(const QColor& color)
{
    return {linear(color.red() / 255.0), linear(color.green() / 255.0), linear(color.blue() / 255.0)};
}

double luminance(const Triple& rgb)
{
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

Triple seen(const QColor& color, Sight sight)
{
    static constexpr Matrix kProtan {Triple {0.152286, 1.052583, -0.204868},
                                     Triple {0.114503, 0.786281, 0.099216},
                                     Triple {-0.003882, -0.048116, 1.051998}};
    static constexpr Matrix kDeutan {Triple {0.367322, 0.860646, -0.227968},
                                     Triple {0.280085, 0.672501, 0.047413},
                                     Triple {-0.011820, 0.042940, 0.968881}};
    static constexpr Matrix kTritan {Triple {1.255528, -0.076749, -0.178779},
                                     Triple {-0.078411, 0.930809, 0.147602},
                                     Triple {0.004733, 0.691367, 0.303900}};
    const Triple rgb = linearOf(color);
    if (sight == Sight::Normal)
        return rgb;
    if (sight == Sight::Grey) {
        const double y = luminance(rgb);
        return {y, y, y};
    }
    const Matrix& matrix = sight == Sight::Protan ? kProtan : sight == Sight::Deutan ? kDeutan : kTritan;
    Triple result{};
    for (std::size_t row = 0; row < 3; ++row)
        result[row] = std::clamp(matrix[row][0] * rgb[0] + matrix[row][1] * rgb[1] + matrix[row][2] * rgb[2],
                                 0.0, 1.0);
    return result;
}

Triple labOf(const Triple& rgb)
{
    const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double radians(double degrees)
{
    return degrees * M_PI / 180;
}

double hueOf(double a, double b)
{
    const double degrees = std::atan2(b, a) * 180 / M_PI;
    return degrees < 0 ? degrees + 360 : degrees;
}

/// Sharma, Wu, Dalal 2005.
double ciede2000(const Triple& one, const Triple& two)
{
    const double mean7 = std::pow((std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2, 7);
    const double g = 0.5 * (1 - std::sqrt(mean7 / (mean7 + std::pow(25.0, 7))));
    const double a1 = one[1] * (1 + g);
    const double a2 = two[1] * (1 + g);
    const double c1 = std::hypot(a1, one[2]);
    const double c2 = std::hypot(a2, two[2]);
    const double h1 = hueOf(a1, one[2]);
    const double h2 = hueOf(a2, two[2]);
    const bool hasHue = c1 * c2 != 0;
    double dh = hasHue ? h2 - h1 : 0;
    dh += dh > 180 ? -360 : dh < -180 ? 360 : 0;
    const double dL = two[0] - one[0];
    const double dC = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(dh / 2));
    const double meanL = (one[0] + two[0]) / 2;
    const double meanC = (c1 + c2) / 2;
    double meanH = h1 + h2;
    if (hasHue && std::abs(h1 - h2) > 180)
        meanH += meanH < 360 ? 360 : -360;
    meanH = hasHue ? meanH / 2 : meanH;
    const double t = 1 - 0.17 * std::cos(radians(meanH - 30)) + 0.24 * std::cos(radians(2 * meanH))
        + 0.32 * std::cos(radians(3 * meanH + 6)) - 0.2 * std::cos(radians(4 * meanH - 63));
    const double lightness = std::pow(meanL - 50, 2);
    const double sL = 1 + 0.015 * lightness / std::sqrt(20 + lightness);
    const double sC = 1 + 0.045 * meanC;
    const double sH = 1 + 0.015 * meanC * t;
    const double chroma7 = std::pow(meanC, 7);
    const double rT = -2 * std::sqrt(chroma7 / (chroma7 + std::pow(25.0, 7)))
        * std::sin(radians(60 * std::exp(-std::pow((meanH - 275) / 25, 2))));
    return std::sqrt(std::pow(dL / sL, 2) + std::pow(dC / sC, 2) + std::pow(dH / sH, 2)
                     + rT * dC / sC * dH / sH);
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(linearOf(a));
    const double two = luminance(linearOf(b));
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

double distance(const QColor& a, const QColor& b, Sight sight)
{
    return ciede2000(labOf(seen(a, sight)), labOf(seen(b, sight)));
}

double smallestDistance(const std::vector<QColor>& colors)
{
    double smallest = 1e9;
    for (std::size_t i = 0; i < colors.size(); ++i)
        for (std::size_t j = i + 1; j < colors.size(); ++j)
            for (const Sight sight : {Sight::Normal, Sight::Protan, Sight::Deutan, Sight::Tritan})
                smallest = std::min(smallest, distance(colors[i], colors[j], sight));
    return smallest;
}

} // namespace color_math
