// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/fold_store.h"
#include "rollup/impl/pieces.h"

#include <set>

namespace bursar::rollup {

namespace {
constexpr std::size_t kTrimRowsMax = 20'000;

/// An agent's dimension on one day: what the limit of distinct values applies to.
struct ValueGroup {
    std::int64_t agentKey = 0;
    Dimension dimension = Dimension::all;
    base::Time day;
    auto operator<=>(const ValueGroup&) const = default;
};
using Replaced = std::map<ValueGroup, std::set<std::string>>;

ValueGroup groupOf(const CellKey& key)
{
    return {key.agentKey, key.dimension, floorTo(key.bucket, std::chrono::seconds(86400))};
}

bool belongsTo(const DeltaRow& row, int resolution)
{
    return row.resolution <= resolution && !(resolution == 86400 && row.key.dimension == Dimension::customer);
}

CellSums sumUp(const std::vector<DeltaRow>& rows, int resolution, const Replaced& replaced)
{
    CellSums sums;
    for (const DeltaRow& row : rows) {
        if (!belongsTo(row, resolution))
            continue;
        CellKey key = row.key;
        key.bucket = floorTo(key.bucket, std::chrono::seconds(resolution));
        const auto group = replaced.empty() ? replaced.end() : replaced.find(groupOf(key));
        if (group != replaced.end() && group->second.contains(key.value))
            key.value = kOtherValue;
        sums[key].merge(row.measures);
    }
    return sums;
}

/// Values that come to a full day: they are counted as "other", in every resolution.
Replaced valuesBeyondLimit(db::Transaction& tx, const CellSums& days, const std::map<CellKey, std::string>& stored)
{
    std::map<ValueGroup, std::vector<std::string>> fresh;
    for (const auto& [key, sums] : days) {
        if (valuesPerDayMax(key.dimension) && key.value != kOtherValue && !stored.contains(key))
            fresh[groupOf(key)].push_back(key.value);
    }
    Replaced replaced;
    for (const auto& [group, values] : fresh) {
        const std::size_t have = storedValues(tx, group.agentKey, group.dimension,
                                              std::chrono::floor<std::chrono::days>(group.day));
        const std::size_t limit = *valuesPerDayMax(group.dimension);
        const std::size_t room = have < limit ? limit - have : 0;
        if (values.size() > room)
            replaced[group].insert(values.begin() + std::ptrdiff_t(room), values.end());
    }
    return replaced;
}

void addWithLatencies(db::Transaction& tx, int resolution, CellSums sums,
                      const std::map<CellKey, std::string>& stored)
{
    for (const auto& [key, latency] : stored)
        sums[key].latency.mergeEncoded(latency);
    addCells(tx, resolution, sums);
}

std::size_t foldCells(db::Transaction& tx, std::size_t rowsMax)
{
    const std::vector<DeltaRow> rows = takeCells(tx, rowsMax);
    if (rows.empty())
        return 0;
    CellSums days = sumUp(rows, 86400, {});
    std::map<CellKey, std::string> stored = storedLatencies(tx, 86400, days);
    const Replaced replaced = valuesBeyondLimit(tx, days, stored);
    if (!replaced.empty()) {
        days = sumUp(rows, 86400, replaced);
        stored = storedLatencies(tx, 86400, days);
    }
    addWithLatencies(tx, 86400, std::move(days), stored);
    for (const int resolution : {3600, 60}) {
        CellSums sums = sumUp(rows, resolution, replaced);
        stored = storedLatencies(tx, resolution, sums);
        addWithLatencies(tx, resolution, std::move(sums), stored);
    }
    return rows.size();
}
} // namespace

Folder::Folder(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock)
    : m_pool(pool), m_metrics(metrics), m_clock(clock)
{
}

std::size_t Folder::fold(std::size_t rowsMax)
{
    const auto start = std::chrono::steady_clock::now();
    const std::size_t folded = m_pool.transact([rowsMax](db::Transaction& tx) {
        lockForFolding(tx);
        return foldCells(tx, rowsMax) + foldCustomers(tx, rowsMax) + foldCustomerTools(tx, rowsMax);
    });
    if (folded > 0) {
        m_metrics.counter("bursar_rollup_folded_total", "Delta rows folded into the aggregates.").add(double(folded));
        m_metrics.histogram("bursar_rollup_fold_seconds", "Duration of a fold that found deltas.")
            .observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return folded;
}

void Folder::foldAll()
{
    while (fold() > 0) {
    }
}

void Folder::trim()
{
    const base::Time limit = minuteWriteLimit(m_clock.now());
    for (const Dimension dimension : kAllDimensions) {
        std::size_t removed = 0;
        do {
            removed = m_pool.transact([&](db::Transaction& tx) {
                return tx.exec("DELETE FROM rollup_minute WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollup_minute "
                               "WHERE dimension = $1 AND bucket < $2 LIMIT $3))",
                               {int(dimension), limit, kTrimRowsMax}).affected();
            });
        } while (removed == kTrimRowsMax);
    }
}

} // namespace bursar::rollup
