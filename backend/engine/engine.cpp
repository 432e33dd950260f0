// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include "engine/impl/parts.h"

#include "base/error.h"
#include "base/log.h"

#include <fstream>

namespace bursar::engine {

namespace {
constexpr base::Log kLog{"engine"};
constexpr std::chrono::milliseconds kHttpGrace{3'000};

/// 0600 from the start: the key must never be readable by others, not even for a moment.
void writeSecret(const std::filesystem::path& file, const std::string& secret)
{
    const std::filesystem::path draft = file.string() + ".new";
    std::filesystem::remove(draft);
    std::ofstream(draft).close();
    std::filesystem::permissions(draft, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::ofstream out(draft, std::ios::trunc);
    out << secret << '\n';
    if (!out.flush())
        throw base::Error(base::ErrorCode::Unavailable, "data_dir_not_writable", "cannot write " + file.string());
    std::filesystem::rename(draft, file);
}
} // namespace

base::Config readConfig(const std::filesystem::path& dataDirectory, const std::optional<std::filesystem::path>& file)
{
    base::Config config;
    const std::filesystem::path usual = dataDirectory / "bursar.toml";
    if (file && !std::filesystem::exists(*file))
        throw base::Error(base::ErrorCode::InvalidInput, "no_config_file", "there is no file " + file->string());
    if (file || std::filesystem::exists(usual))
        config.readFile(file.value_or(usual));
    else
        config.setFile(usual);
    config.readEnvironment();
    return config;
}

Engine::Engine(Options options) : m_options(std::move(options))
{
    if (!m_options.clock)
        m_options.clock = std::make_shared<base::SystemClock>();
}

Engine::~Engine()
{
    stop();
}

void Engine::start()
{
    base::setLogLevel(base::parseLogLevel(m_options.config.text("log_level")));
    try {
        m_parts = std::make_unique<Parts>(m_options);
        if (const auto key = m_parts->identity.ensureOwner())
            writeSecret(m_options.dataDirectory / "owner.key", *key);
        m_parts->start(m_options);
    } catch (...) {
        m_parts.reset();
        throw;
    }
    kLog.info("started {}", m_parts->url());
}

void Engine::stop()
{
    if (!m_parts)
        return;
    m_parts->stop(kHttpGrace);
    m_parts.reset();
    kLog.info("stopped");
}

std::string Engine::url() const
{
    return m_parts ? m_parts->url() : std::string();
}

std::shared_ptr<contract::EngineClient> Engine::localClient()
{
    return m_parts->local;
}

} // namespace bursar::engine
