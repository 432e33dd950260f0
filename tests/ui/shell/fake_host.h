// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/engine_host.h"

#include <vector>

namespace bursar::test {

/// An engine host whose engine starts when the test says so.
class FakeHost : public ui::EngineHost {
public:
    struct Log {
        std::vector<ui::EngineProfile> starts;
        Progressed progressed;
        Started started;
        int stops = 0;
        std::optional<ui::RunningEngine> running;
        std::function<void()> atStart;
        std::function<void()> atStop;
    };
    explicit FakeHost(Log& log) : m_log(log) {}
    void start(ui::EngineProfile profile, Progressed progressed, Started started) override
    {
        m_log.starts.push_back(profile);
        m_log.progressed = std::move(progressed);
        m_log.started = std::move(started);
        if (m_log.atStart)
            m_log.atStart();
    }
    void stop(std::function<void()> stopped) override
    {
        ++m_log.stops;
        if (m_log.atStop)
            m_log.atStop();
        stopped();
    }
    std::optional<ui::RunningEngine> running(ui::EngineProfile) const override { return m_log.running; }
    ui::ProfileData data(ui::EngineProfile) const override { return {"/home/x/.local/share/bursar", 2'100'000'000}; }

private:
    Log& m_log;
};

} // namespace bursar::test
