// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "console/engine_module.h"
#include "ui/shell/engine_host.h"
#include "ui/shell/options.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

namespace bursar::app {

/// For captures: a frozen present and the same history every time.
struct FixedPresent {
    std::shared_ptr<const base::Clock> clock;
    std::uint64_t seed = 1;
};

/// Runs engines inside the console process, one at a time, on a thread of its own.
class LocalEngineHost final : public ui::EngineHost {
public:
    /// `module`: the file with the engine; looked at when an engine is started.
    LocalEngineHost(const ui::ConsoleOptions& options, std::filesystem::path module, FixedPresent fixed = {});
    ~LocalEngineHost() override;

    void start(ui::EngineProfile profile, Progressed progressed, Started started) override;
    void stop(std::function<void()> stopped) override;
    std::optional<ui::RunningEngine> running(ui::EngineProfile profile) const override;
    ui::ProfileData data(ui::EngineProfile profile) const override;

private:
    std::filesystem::path directory(ui::EngineProfile profile) const;
    void startNow(ui::EngineProfile profile, const Progressed& progressed, const Started& started);
    void stopNow();
    void enqueue(std::function<void()> job);
    void work();

    const ui::ConsoleOptions m_options;
    const std::filesystem::path m_module;
    const FixedPresent m_fixed;
    std::unique_ptr<EmbeddedEngine> m_engine; // only on the worker's thread
    ui::EngineProfile m_profile = ui::EngineProfile::demo;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_ending = false;
    std::thread m_worker;
};

} // namespace bursar::app
