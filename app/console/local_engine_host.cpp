// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/local_engine_host.h"

#include "base/error.h"
#include "db/cluster.h"

#include <fstream>

namespace bursar::app {

namespace {
constexpr unsigned kPortAttempts = 20;

std::uintmax_t sizeOf(const std::filesystem::path& directory)
{
    std::uintmax_t bytes = 0;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored))
            bytes += it->file_size(ignored);
    }
    return bytes;
}

/// Walking a cluster is too slow for the UI thread, so its size is noted when the engine stops.
std::filesystem::path sizeFile(const std::filesystem::path& directory)
{
    return directory / "size";
}
} // namespace

LocalEngineHost::LocalEngineHost(const ui::ConsoleOptions& options, FixedPresent fixed)
    : m_options(options), m_fixed(std::move(fixed)), m_worker([this] { work(); })
{
}

LocalEngineHost::~LocalEngineHost()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    m_worker.join();
}

std::filesystem::path LocalEngineHost::directory(ui::EngineProfile profile) const
{
    if (!m_options.dataDirectory.empty())
        return m_options.dataDirectory;
    return db::defaultDataDirectory(profile == ui::EngineProfile::demo ? "demo" : "local");
}

engine::Options LocalEngineHost::engineOptions(ui::EngineProfile profile, const Progressed& progressed) const
{
    engine::Options options;
    options.mode = engine::Mode::Embedded;
    options.dataDirectory = directory(profile);
    options.config = engine::readConfig(options.dataDirectory, std::nullopt);
    if (const auto colon = m_options.listen.rfind(':'); colon != std::string::npos) {
        if (colon > 0)
            options.config.set("listen", m_options.listen.substr(0, colon), base::SettingSource::Option);
        options.config.set("port", m_options.listen.substr(colon + 1), base::SettingSource::Option);
    } else if (!m_options.listen.empty()) {
        options.config.set("listen", m_options.listen, base::SettingSource::Option);
    }
    // Embedded, the engine always keeps to its private cluster, whatever the environment says.
    options.config.set("database_url", "", base::SettingSource::Option);
    options.config.set("enable_simulation", profile == ui::EngineProfile::demo ? "true" : "false",
                       base::SettingSource::Option);
    options.listen = !m_options.noListen;
    options.portAttempts = kPortAttempts;
    options.clock = m_fixed.clock;
    options.simulatorSeed = m_fixed.seed;
    options.progress = [progressed](const engine::Progress& progress) {
        progressed({progress.step, progress.share});
    };
    return options;
}

void LocalEngineHost::start(ui::EngineProfile profile, Progressed progressed, Started started)
{
    enqueue([this, profile, progressed = std::move(progressed), started = std::move(started)] {
        startNow(profile, progressed, started);
    });
}

void LocalEngineHost::startNow(ui::EngineProfile profile, const Progressed& progressed, const Started& started)
{
    try {
        stopNow();
        m_profile = profile;
        m_engine = std::make_unique<engine::Engine>(engineOptions(profile, progressed));
        m_engine->start();
        started(m_engine->localClient());
    } catch (const base::Error& error) {
        m_engine.reset();
        started(error);
    } catch (const std::exception& error) {
        m_engine.reset();
        started(base::Error(base::ErrorCode::Internal, "engine_not_started", error.what()));
    }
}

void LocalEngineHost::stop(std::function<void()> stopped)
{
    enqueue([this, stopped = std::move(stopped)] {
        stopNow();
        stopped();
    });
}

void LocalEngineHost::stopNow()
{
    if (!m_engine)
        return;
    m_engine->stop();
    m_engine.reset();
    const std::filesystem::path where = directory(m_profile);
    std::ofstream(sizeFile(where), std::ios::trunc) << sizeOf(where) << '\n';
}

std::optional<ui::RunningEngine> LocalEngineHost::running(ui::EngineProfile profile) const
{
    const auto info = db::runningEngine(directory(profile));
    return info ? std::optional(ui::RunningEngine{info->url, info->pid}) : std::nullopt;
}

ui::ProfileData LocalEngineHost::data(ui::EngineProfile profile) const
{
    ui::ProfileData data;
    data.directory = directory(profile).string();
    std::ifstream(sizeFile(data.directory)) >> data.bytes;
    return data;
}

void LocalEngineHost::enqueue(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_all();
}

void LocalEngineHost::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        if (m_jobs.empty())
            break;
        std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
    lock.unlock();
    stopNow();
}

} // namespace bursar::app
