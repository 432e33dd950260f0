// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/run_record.h"

#include "base/ids.h"

namespace bursar::engine {

RunRecord::RunRecord(db::Pool& pool, const base::Clock& clock)
    : m_pool(pool), m_clock(clock), m_id(base::uuid7(clock.now()))
{
}

void RunRecord::begin()
{
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("INSERT INTO engine_run (id, started_at, alive_at) VALUES ($1, $2, $2)", {m_id, m_clock.now()});
        tx.exec("DELETE FROM engine_run WHERE alive_at < $1::timestamptz - interval '400 days'", {m_clock.now()});
    });
}

void RunRecord::beat()
{
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE engine_run SET alive_at = $2 WHERE id = $1", {m_id, m_clock.now()});
    });
}

void RunRecord::end()
{
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE engine_run SET alive_at = $2, stopped_at = $2 WHERE id = $1", {m_id, m_clock.now()});
    });
}

} // namespace bursar::engine
