// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The filter language of ListLogs: `field:value`, values with commas are ORed, a leading - excludes, quotes keep commas
/// ("a,b"), and "" stands for "unknown".
namespace bursar::ingest {

inline constexpr std::size_t kFiltersMax = 20;
inline constexpr std::size_t kFilterValuesMax = 50;
inline constexpr std::size_t kFilterBytesMax = 4'096;

enum class FilterField {
    status, tool, customer, protocol, source, country, version, method, path, latency, key, request, payment, tx, ip,
    error, agent,
};

/// One of the values of a filter. Which members count depends on the field.
struct FilterValue {
    std::string text;
    std::int64_t low = 0, high = 0;   // status; latency in microseconds; protocol and source: the stored number
    bool error = false;               // status: ≥ 400 and ≠ 402
    std::optional<double> percentile; // latency: from this percentile of the scope on; filled into low before use
};

struct FilterTerm {
    FilterField field = FilterField::status;
    bool exclude = false;
    std::string path; // of the input it came from: filter[0]
    std::vector<FilterValue> values;
};

/// Throws InvalidInput whose field path is `filter[i]`.
std::vector<FilterTerm> parseFilters(const std::vector<std::string>& filters);
/// A shorthand parameter of older clients: its whole text is the value.
FilterTerm parseShorthand(FilterField field, std::string_view value, std::string path);

/// Gathers parameters while a statement is written.
class Params {
public:
    std::string add(db::Param value)
    {
        m_values.push_back(std::move(value));
        return "$" + std::to_string(m_values.size());
    }
    const std::vector<db::Param>& values() const { return m_values; }

private:
    std::vector<db::Param> m_values;
};

/// A condition on ingest_log l. Not for agent, and not for percentiles that are not filled in.
std::string conditionOf(const FilterTerm& term, Params& params);

} // namespace bursar::ingest
