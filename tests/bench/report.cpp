// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/report.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace bursar::bench {

namespace json = boost::json;

Spread spreadOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    const double median = values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return {median, values.front(), values.back()};
}

double percentile(std::vector<double> values, double p)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = std::size_t(std::ceil(p * double(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

std::optional<bool> Figure::met() const
{
    if (!target || !problem.empty())
        return std::nullopt;
    const double judged = ratio ? ratio->median : value.median;
    return target->sense == Sense::atLeast ? judged >= target->limit : judged <= target->limit;
}

void Report::append(Report other)
{
    std::move(other.figures.begin(), other.figures.end(), std::back_inserter(figures));
    std::move(other.notes.begin(), other.notes.end(), std::back_inserter(notes));
}

namespace {
json::value toJson(const Spread& spread)
{
    return json::object{{"median", spread.median}, {"min", spread.least}, {"max", spread.greatest}};
}

Spread spreadFromJson(const json::value& value)
{
    return {value.at("median").to_number<double>(), value.at("min").to_number<double>(),
            value.at("max").to_number<double>()};
}

std::string textOf(const json::object& object, const char* key)
{
    const json::value* value = object.if_contains(key);
    return value ? std::string(value->as_string()) : std::string();
}

std::string number(double value)
{
    const double size = std::abs(value);
    if (size >= 1000) {
        std::string digits = fmt::format("{:.0f}", value);
        for (int at = int(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
            digits.insert(std::size_t(at), " ");
        return digits;
    }
    return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

std::string withRange(const Spread& spread)
{
    return spread.least == spread.greatest
               ? number(spread.median)
               : fmt::format("{} ({}..{})", number(spread.median), number(spread.least), number(spread.greatest));
}

std::string verdict(const Figure& figure)
{
    if (!figure.problem.empty())
        return "VOID";
    const std::optional<bool> met = figure.met();
    return !met ? "" : *met ? "met" : "MISSED";
}

std::string targetText(const Figure& figure)
{
    if (!figure.target)
        return "";
    return fmt::format("{} {} {}", figure.target->sense == Sense::atLeast ? "≥" : "≤", figure.target->limit,
                       figure.target->unit);
}

/// Columns on a screen: what follows the first byte of a character is not one.
std::size_t width(const std::string& text)
{
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
} // namespace

json::value toJson(const Report& report)
{
    json::array figures, notes;
    for (const Figure& figure : report.figures) {
        json::object one{{"figure", figure.name}, {"value", toJson(figure.value)}, {"unit", figure.unit}};
        if (figure.baseline)
            one["baseline"] = toJson(*figure.baseline);
        one["baseline_is"] = figure.baselineName;
        if (figure.ratio)
            one["ratio"] = toJson(*figure.ratio);
        if (figure.target) {
            one["target"] = json::object{{"sense", figure.target->sense == Sense::atLeast ? "at least" : "at most"},
                                         {"limit", figure.target->limit}, {"unit", figure.target->unit}};
        }
        if (const std::optional<bool> met = figure.met())
            one["met"] = *met;
        one["note"] = figure.note;
        one["problem"] = figure.problem;
        figures.push_back(std::move(one));
    }
    for (const std::string& note : report.notes)
        notes.emplace_back(note);
    return json::object{{"figures", std::move(figures)}, {"notes", std::move(notes)}};
}

Report reportFromJson(const json::value& value)
{
    Report report;
    for (const json::value& item : value.at("figures").as_array()) {
        const json::object& one = item.as_object();
        Figure figure;
        figure.name = textOf(one, "figure");
        figure.value = spreadFromJson(one.at("value"));
        figure.unit = textOf(one, "unit");
        if (const json::value* baseline = one.if_contains("baseline"))
            figure.baseline = spreadFromJson(*baseline);
        figure.baselineName = textOf(one, "baseline_is");
        if (const json::value* ratio = one.if_contains("ratio"))
            figure.ratio = spreadFromJson(*ratio);
        if (const json::value* target = one.if_contains("target")) {
            figure.target = Target{target->at("sense").as_string() == "at least" ? Sense::atLeast : Sense::atMost,
                                   target->at("limit").to_number<double>(), textOf(target->as_object(), "unit")};
        }
        figure.note = textOf(one, "note");
        figure.problem = textOf(one, "problem");
        report.figures.push_back(std::move(figure));
    }
    for (const json::value& note : value.at("notes").as_array())
        report.notes.emplace_back(note.as_string());
    return report;
}

std::string toText(const Report& report)
{
    using Line = std::array<std::string, 6>;
    std::vector<Line> lines{{"figure", "measured", "baseline in the same run", "ratio (min..max)", "target", ""}};
    for (const Figure& figure : report.figures) {
        lines.push_back({figure.name, withRange(figure.value) + " " + figure.unit,
                         figure.baseline ? fmt::format("{} {}, {}", withRange(*figure.baseline), figure.unit,
                                                       figure.baselineName)
                                         : "",
                         figure.ratio ? withRange(*figure.ratio) + " ×" : "", targetText(figure), verdict(figure)});
    }
    std::array<std::size_t, 6> widths{};
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], width(line[i]));
    }
    std::string text;
    for (std::size_t row = 0; row < lines.size(); ++row) {
        std::string out;
        for (std::size_t i = 0; i < lines[row].size(); ++i)
            out += lines[row][i] + std::string(widths[i] - width(lines[row][i]) + 2, ' ');
        text += out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
        if (row == 0)
            text += "\n";
        else if (const Figure& figure = report.figures[row - 1]; !figure.problem.empty())
            text += "  void: " + figure.problem + "\n";
        else if (!figure.note.empty())
            text += "  " + figure.note + "\n";
    }
    for (const std::string& note : report.notes)
        text += "\n" + note + "\n";
    return text;
}

void progress(const std::string& text)
{
    std::fprintf(stderr, "… %s\n", text.c_str());
}

} // namespace bursar::bench
