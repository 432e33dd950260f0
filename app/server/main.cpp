// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "db/cluster.h"
#include "engine/engine.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>

namespace {
using namespace bursar;

struct Arguments {
    std::optional<std::string> dataDirectory, listen, databaseUrl, config, tlsCertificate, tlsKey;
    bool demo = false;
};

/// HOST:PORT, [IPv6]:PORT, HOST or :PORT.
void setListen(base::Config& config, const std::string& text)
{
    const auto colon = text.rfind(':');
    const bool port = colon != std::string::npos && text.find(']', colon) == std::string::npos;
    std::string host = port ? text.substr(0, colon) : text;
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (!host.empty())
        config.set("listen", host, base::SettingSource::Option);
    if (port)
        config.set("port", text.substr(colon + 1), base::SettingSource::Option);
}

engine::Options optionsOf(const Arguments& arguments)
{
    engine::Options options;
    options.mode = engine::Mode::Server;
    options.dataDirectory = arguments.dataDirectory ? std::filesystem::path(*arguments.dataDirectory)
                                                    : db::defaultDataDirectory(arguments.demo ? "demo" : "local");
    options.config = engine::readConfig(options.dataDirectory, arguments.config);
    if (arguments.listen)
        setListen(options.config, *arguments.listen);
    auto set = [&](const char* key, const std::optional<std::string>& value) {
        if (value)
            options.config.set(key, *value, base::SettingSource::Option);
    };
    set("database_url", arguments.databaseUrl);
    set("tls_cert", arguments.tlsCertificate);
    set("tls_key", arguments.tlsKey);
    if (arguments.demo)
        options.config.set("enable_simulation", "true", base::SettingSource::Option);
    options.progress = [last = std::string()](const engine::Progress& progress) mutable {
        if (progress.step != last)
            base::writeLog(base::LogLevel::Info, "engine", progress.step);
        last = progress.step;
    };
    return options;
}

int serve(const Arguments& arguments)
{
    // Blocked before any thread starts, so that only the wait below receives them.
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    engine::Options options = optionsOf(arguments);
    const std::filesystem::path directory = options.dataDirectory;
    engine::Engine engine(std::move(options));
    engine.start();
    fmt::print("bursard {} ready at {}, data in {}\n", BURSAR_VERSION, engine.url(), directory.string());
    std::fflush(stdout);
    int received = 0;
    sigwait(&stop, &received);
    engine.stop();
    return 0;
}
} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Bursar's server: the engine behind HTTP", "bursard");
    app.set_version_flag("--version", "bursard " BURSAR_VERSION);
    Arguments arguments;
    app.add_option("--data-dir", arguments.dataDirectory, "Folder for the database, keys and settings");
    app.add_option("--listen", arguments.listen, "HOST:PORT (127.0.0.1:8080; port 0: any free one)");
    app.add_option("--database-url", arguments.databaseUrl, "PostgreSQL to use instead of the private cluster");
    app.add_option("--config", arguments.config, "Settings file (DIR/bursar.toml)");
    app.add_option("--tls-cert", arguments.tlsCertificate, "PEM file with the certificate chain");
    app.add_option("--tls-key", arguments.tlsKey, "PEM file with the private key");
    app.add_flag("--demo", arguments.demo, "Simulated economy in a data folder of its own");
    CLI11_PARSE(app, argc, argv);
    try {
        return serve(arguments);
    } catch (const base::Error& error) {
        fmt::print(stderr, "bursard: {} ({})\n", error.text(), error.reason());
    } catch (const std::exception& error) {
        fmt::print(stderr, "bursard: {}\n", error.what());
    }
    return 1;
}
