// SPDX-License-Identifier: GPL-3.0-or-later
// What agents and log files send: refused with a reason or taken, never anything else, and within the bounds promised.
#include "base/error.h"
#include "ingest/impl/access_log.h"
#include "ingest/impl/batch_parser.h"
#include "ingest/impl/filter.h"
#include "ingest/impl/payment.h"

#include <boost/json.hpp>

#include <cstdlib>

namespace {
using namespace bursar;

void accessLog(std::string_view text)
{
    const auto outcome = ingest::parseLogLine(text);
    if (const auto* line = std::get_if<ingest::LogLine>(&outcome)) {
        if (line->status < 100 || line->status > 999 || line->prefixBytes > text.size())
            std::abort();
    } else if (std::get<std::string>(outcome).empty()) {
        std::abort(); // a refused line has a reason
    }
    (void)ingest::parseClfTime(text);
}

void batch(std::string_view text)
{
    boost::system::error_code failed;
    const boost::json::value value = boost::json::parse(text, failed);
    if (failed)
        return;
    try {
        const auto parsed = ingest::parseBatch(value, {1, "agent", "key"}, base::Time(std::chrono::hours(490'000)), 1'000);
        if (std::int64_t(parsed.rows.size() + parsed.rejected.size()) + parsed.pings != parsed.entries)
            std::abort(); // every entry is taken, refused or a ping
    } catch (const base::Error&) {
    }
}

void filters(std::string_view text)
{
    std::vector<std::string> list;
    while (!text.empty()) {
        const auto end = text.find('\n');
        list.emplace_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    try {
        for (const ingest::FilterTerm& term : ingest::parseFilters(list)) {
            bool isComplete = term.field != ingest::FilterField::agent;
            for (const ingest::FilterValue& value : term.values)
                isComplete = isComplete && !value.percentile;
            ingest::Params params;
            if (isComplete && ingest::conditionOf(term, params).empty())
                std::abort();
        }
    } catch (const base::Error&) {
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    accessLog(text);
    batch(text);
    filters(text);
    (void)ingest::claimFromHeaders({{"x-payment", std::string(text)}, {"payment-signature", std::string(text)},
                                    {"x-payment-response", std::string(text)}});
    (void)ingest::assetOf(text);
    return 0;
}
