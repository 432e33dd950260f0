// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <vector>

/// What the checks of the palette compute: WCAG contrast, simulated colour blindness, CIEDE2000.
namespace color_math {

enum class Sight { Normal, Protan, Deutan, Tritan, Grey };

/// WCAG 2 contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b);
/// CIEDE2000 distance as seen by that sight (Machado, Oliveira, Fernandes 2009, severity 1.0, in linear
/// light).
double distance(const QColor& a, const QColor& b, Sight sight);
/// The smallest distance of any pair over normal, protan, deutan and tritan sight.
double smallestDistance(const std::vector<QColor>& colors);

} // namespace color_math
