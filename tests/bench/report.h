// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bursar::bench {

/// Of several runs.
struct Spread {
    double median = 0, least = 0, greatest = 0;
};
Spread spreadOf(std::vector<double> values);
/// The share `p` (0…1) of the values is at or below it.
double percentile(std::vector<double> values, double p);

enum class Sense { atLeast, atMost };
struct Target {
    Sense sense = Sense::atMost;
    double limit = 0;
    std::string unit; // "" and of what is measured against the baseline: "×"
};

/// One line of the report. A figure with a baseline is judged by its ratio, one without by its value.
struct Figure {
    std::string name;
    Spread value;
    std::string unit;
    std::optional<Spread> baseline; // in the same unit
    std::string baselineName;
    std::optional<Spread> ratio; // figure ÷ baseline, each pair of the same round
    std::optional<Target> target;
    std::string note;
    std::string problem; // not empty: the run proves nothing, and why
    std::optional<bool> met() const;
};

struct Report {
    std::vector<Figure> figures;
    std::vector<std::string> notes;
    void note(std::string text) { notes.push_back(std::move(text)); }
    void append(Report other);
};

boost::json::value toJson(const Report& report);
Report reportFromJson(const boost::json::value& value);
/// The table people read.
std::string toText(const Report& report);

/// Says on standard error what is being done, since a bench takes minutes.
void progress(const std::string& text);

inline double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace bursar::bench
