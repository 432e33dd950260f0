// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/local_engine_host.h"

#include "base/error.h"
#include "db/cluster.h"

#include <dlfcn.h>

#include <fstream>

namespace bursar::app {

namespace {
using StartEngine = decltype(&bursarStartEngine);

/// Loaded at the first call, and never unloaded: what the engine hands out may live longer than the engine.
StartEngine loadEngine(const std::filesystem::path& file)
{
    void* const module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    const auto start = module ? reinterpret_cast<StartEngine>(::dlsym(module, "bursarStartEngine")) : nullptr;
    if (!start) {
        throw base::Error(base::ErrorCode::Internal, "engine_not_loaded",
                          std::string("the engine cannot be loaded: ") + ::dlerror());
    }
    return start;
}

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

LocalEngineHost::LocalEngineHost(const ui::ConsoleOptions& options, std::filesystem::path module,
                                 FixedPresent fixed)
    : m_options(options), m_module(std::move(module)), m_fixed(std::move(fixed)), m_worker([this] { work(); })
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
        m_engine = loadEngine(m_module)({.profile = profile,
                                         .dataDirectory = directory(profile),
                                         .listen = m_options.listen,
                                         .noListen = m_options.noListen,
                                         .clock = m_fixed.clock,
                                         .simulatorSeed = m_fixed.seed,
                                         .progressed = progressed});
        started(m_engine->client());
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
