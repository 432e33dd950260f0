// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ingest.h"
#include "ingest/row.h"

#include <string>
#include <vector>

/// Reads a batch of an SDK (contract section 4.1). Knows neither database nor clock.
namespace bursar::ingest {

inline constexpr std::size_t kEntriesMax = 10'000;
inline constexpr std::chrono::hours kPastMax{7 * 24};   // an entry's own time counts within these bounds
inline constexpr std::chrono::minutes kFutureMax{5};
inline constexpr double kResponseMsMax = 86'400'000;    // a day
inline constexpr std::int64_t kBytesMax = std::int64_t(1) << 50;

struct Sender {
    std::int64_t agentKey = 0;
    std::string agentId;
    std::string keyId;
};

struct ParsedBatch {
    std::int64_t entries = 0;
    std::int64_t pings = 0;
    std::vector<Ingest::Row> rows;
    std::vector<contract::RejectedEntry> rejected;
};

/// Throws InvalidInput "invalid_batch", TooLarge "too_many_entries", Forbidden "agent_mismatch". Codes of rejected
/// entries: not_an_object, wrong_type, bad_status, bad_response_ms, bad_amount, bad_size.
ParsedBatch parseBatch(const contract::json::value& batch, const Sender& sender, base::Time now,
                       std::size_t bodyBytesMax);

} // namespace bursar::ingest
