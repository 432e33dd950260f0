// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/partitions.h"

#include "base/error.h"
#include "base/log.h"

#include <fmt/format.h>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr base::Log kLog{"ingest"};
/// Advisory lock of whoever makes or drops partitions ("partitio" in ASCII).
constexpr std::int64_t kLockKey = 0x706172746974696f;

std::string_view parentOf(PartitionKind kind)
{
    return kind == PartitionKind::log ? "ingest_log" : "ingest_body";
}

std::string dayName(PartitionKind kind, base::Day day)
{
    const year_month_day date(day);
    return fmt::format("{}_d{:04}{:02}{:02}", parentOf(kind), int(date.year()), unsigned(date.month()),
                       unsigned(date.day()));
}

std::string monthName(PartitionKind kind, year_month month)
{
    return fmt::format("{}_m{:04}{:02}", parentOf(kind), int(month.year()), unsigned(month.month()));
}

/// The range that a partition's name stands for.
std::optional<Partition> fromName(PartitionKind kind, const std::string& name)
{
    const std::size_t mark = parentOf(kind).size() + 1;
    if (name.size() < mark + 7 || name[mark - 1] != '_')
        return std::nullopt;
    const std::string digits = name.substr(mark + 1);
    const bool day = name[mark] == 'd' && digits.size() == 8;
    const bool month = name[mark] == 'm' && digits.size() == 6;
    if (!(day || month) || digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const year_month which{year(std::stoi(digits.substr(0, 4))), std::chrono::month(unsigned(std::stoi(digits.substr(4, 2))))};
    if (month)
        return Partition{name, base::Time(sys_days(which / 1)), base::Time(sys_days((which + months(1)) / 1))};
    const sys_days begin(which / std::chrono::day(unsigned(std::stoi(digits.substr(6, 2)))));
    return Partition{name, base::Time(begin), base::Time(begin + days(1))};
}

std::string indexes(PartitionKind kind, const std::string& name)
{
    if (kind == PartitionKind::body)
        return fmt::format("CREATE INDEX {0}_identity ON {0} (identity, agent_key);", name);
    return fmt::format("CREATE UNIQUE INDEX {0}_identity ON {0} (identity, agent_key);"
                       "CREATE INDEX {0}_agent ON {0} (agent_key, ts DESC);"
                       "CREATE INDEX {0}_customer ON {0} (agent_key, customer, ts DESC);"
                       "CREATE INDEX {0}_time ON {0} (ts DESC, identity DESC);"
                       "CREATE INDEX {0}_tx ON {0} (payment_tx) WHERE payment_tx IS NOT NULL;", name);
}

template <class Ranges>
const Partition* covering(const Ranges& ranges, base::Time at)
{
    auto next = ranges.upper_bound(at);
    if (next == ranges.begin())
        return nullptr;
    --next;
    return at < next->second.to ? &next->second : nullptr;
}
} // namespace

Partitions::Partitions(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

Partitions::Ranges Partitions::load(db::Transaction& tx, PartitionKind kind)
{
    Ranges ranges;
    const db::Result rows = tx.exec("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                                    "WHERE i.inhparent = $1::regclass", {parentOf(kind)});
    for (const db::Row row : rows) {
        if (std::optional<Partition> partition = fromName(kind, row.string(0)))
            ranges.emplace(partition->from, *partition);
    }
    return ranges;
}

Partition Partitions::make(db::Transaction& tx, PartitionKind kind, const Ranges& ranges, base::Time at) const
{
    const sys_days day = floor<days>(at);
    const year_month_day date(day);
    const year_month month = date.year() / date.month();
    const base::Time monthBegin{sys_days(month / 1)}, monthEnd{sys_days((month + months(1)) / 1)};
    // A month that is wholly old gets one partition, unless some of its days were made when they were recent.
    const bool old = monthEnd <= base::Time(floor<days>(m_clock.now()) - days(kDaysKept));
    const auto inMonth = ranges.lower_bound(monthBegin);
    const bool wholeMonth = old && (inMonth == ranges.end() || inMonth->first >= monthEnd);
    const Partition partition = wholeMonth ? Partition{monthName(kind, month), monthBegin, monthEnd}
                                           : Partition{dayName(kind, day), base::Time(day), base::Time(day + days(1))};
    tx.exec(fmt::format("CREATE TABLE {0} (LIKE {1} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE);{2}"
                        "ALTER TABLE {1} ATTACH PARTITION {0} FOR VALUES FROM ('{3}') TO ('{4}')",
                        partition.name, parentOf(kind), indexes(kind, partition.name),
                        base::formatTime(partition.from), base::formatTime(partition.to)));
    kLog.debug("made partition {}", partition.name);
    return partition;
}

Partition Partitions::ensure(PartitionKind kind, base::Time at)
{
    const std::lock_guard lock(m_mutex);
    if (const Partition* known = covering(m_known[kind], at))
        return *known;
    return m_pool.transact([&](db::Transaction& tx) {
        tx.exec("SELECT pg_advisory_xact_lock($1)", {kLockKey});
        Ranges ranges = load(tx, kind);
        if (!covering(ranges, at)) {
            const Partition made = make(tx, kind, ranges, at);
            ranges.emplace(made.from, made);
        }
        m_known[kind] = ranges;
        return *covering(ranges, at);
    });
}

void Partitions::makeAhead()
{
    const base::Time today(floor<days>(m_clock.now()));
    for (int day = -kDaysBack; day <= kDaysAhead; ++day) {
        ensure(PartitionKind::log, today + days(day));
        if (day >= 0)
            ensure(PartitionKind::body, today + days(day));
    }
}

std::size_t Partitions::dropBodiesBefore(base::Time limit)
{
    const std::lock_guard lock(m_mutex);
    std::size_t dropped = 0;
    const Ranges ranges = m_pool.transact([](db::Transaction& tx) { return load(tx, PartitionKind::body); });
    for (const auto& [from, partition] : ranges) {
        if (partition.to > limit)
            break;
        try {
            // Dropping locks the whole table: rather not today than make readers and the writer queue behind it.
            m_pool.transact([&partition = partition](db::Transaction& tx) {
                tx.exec("SET LOCAL lock_timeout = '200ms'");
                tx.exec("SELECT pg_advisory_xact_lock($1)", {kLockKey});
                tx.exec("DROP TABLE IF EXISTS " + partition.name);
            });
            m_known[PartitionKind::body].erase(from);
            ++dropped;
        } catch (const base::Error& error) {
            if (error.reason() != "lock_timeout")
                throw;
            kLog.info("{} is in use; it is dropped later", partition.name);
            break;
        }
    }
    return dropped;
}

} // namespace bursar::ingest
