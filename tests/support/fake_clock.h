// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <atomic>

namespace bursar::test {

/// Time that stands still until a test moves it. Any thread.
class FakeClock final : public base::Clock {
public:
    /// 2026-01-15 12:00:00 UTC unless said otherwise.
    explicit FakeClock(base::Time start = base::Time(std::chrono::seconds(1'768'478'400)))
        : m_micros(start.time_since_epoch().count())
    {
    }

    base::Time now() const override { return base::Time(base::Duration(m_micros.load())); }
    void advance(base::Duration by) { m_micros += by.count(); }
    void set(base::Time time) { m_micros = time.time_since_epoch().count(); }

private:
    std::atomic<base::Duration::rep> m_micros;
};

} // namespace bursar::test
