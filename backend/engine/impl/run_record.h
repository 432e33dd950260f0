// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <string>

namespace bursar::engine {

/// This start of the engine as a row: alive while it beats. The holes between rows are the gaps on charts.
class RunRecord {
public:
    RunRecord(db::Pool& pool, const base::Clock& clock);
    const std::string& id() const { return m_id; }
    void begin();
    void beat();
    void end();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
    std::string m_id;
};

} // namespace bursar::engine
