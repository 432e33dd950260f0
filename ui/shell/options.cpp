// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/options.h"

#include <CLI/CLI.hpp>

#include <regex>

namespace bursar::ui {

namespace {
const std::map<std::string, CaptureData> kCaptureData{
    {"usual", CaptureData::usual},     {"empty", CaptureData::empty},   {"one", CaptureData::one},
    {"many", CaptureData::many},       {"longest", CaptureData::longest}, {"offline", CaptureData::offline},
    {"failed", CaptureData::failed},   {"unknown", CaptureData::unknown},
};
constexpr int kSideMin = 320;
constexpr int kSideMax = 8192;

/// `1280x800`
void readSize(const std::string& text, ConsoleOptions& options)
{
    static const std::regex form("([0-9]{3,4})[xX×]([0-9]{3,4})");
    std::smatch match;
    if (!std::regex_match(text, match, form))
        throw CLI::ValidationError("--size", "is written as WIDTHxHEIGHT, such as 1280x800");
    options.width = std::stoi(match[1]);
    options.height = std::stoi(match[2]);
    for (const int side : {options.width, options.height}) {
        if (side < kSideMin || side > kSideMax)
            throw CLI::ValidationError("--size", "each side is 320 to 8192");
    }
}

void addEngineOptions(CLI::App& app, ConsoleOptions& options)
{
    app.add_flag("--demo", options.demo, "Open the demo: simulated data in a folder of its own");
    app.add_option("--data-dir", options.dataDirectory, "Folder of the engine's data")->type_name("DIR");
    auto* listen = app.add_option("--listen", options.listen, "Where the engine listens for agents")
                       ->type_name("HOST:PORT");
    app.add_flag("--no-listen", options.noListen, "The engine does not listen")->excludes(listen);
}

void addCaptureOptions(CLI::App& app, ConsoleOptions& options)
{
    app.add_option("--capture", options.capture, "Render every page to PNG files and exit")->type_name("DIR");
    app.add_option_function<std::string>(
           "--size", [&options](const std::string& text) { readSize(text, options); }, "Size of the window")
        ->type_name("WxH");
    app.add_option("--data", options.data, "Data to capture")
        ->transform(CLI::CheckedTransformer(kCaptureData))
        ->type_name("usual|empty|one|many|longest|offline|failed|unknown");
}
} // namespace

std::optional<ConsoleOptions> parseOptions(int argc, char** argv, ConsoleKind kind, int& exitCode)
{
    ConsoleOptions options;
    CLI::App app(kind == ConsoleKind::full ? "Bursar: the operator's desk for an economy of AI agents"
                                           : "Bursar, console only: the operator's desk, connected to a server");
    app.set_version_flag("--version", std::string("Bursar ") + BURSAR_VERSION);
    app.add_option("--connect", options.connect, "Connect to this server")->type_name("URL");
    app.add_option("--page", options.page, "Open this page")->type_name("ID");
    app.add_option("--theme", options.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--lang", options.language, "en or ko")->check(CLI::IsMember({"en", "ko"}));
    app.add_option("--text-size", options.textSize, "Percent: 90, 100, 115 or 130")
        ->check(CLI::IsMember({90, 100, 115, 130}));
    app.add_flag("--exit-after-first-frame", options.exitAfterFirstFrame,
                 "Print the time to the first painted frame and exit");
    if (kind == ConsoleKind::full) {
        addEngineOptions(app, options);
        addCaptureOptions(app, options);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exitCode = app.exit(error);
        return std::nullopt;
    }
    exitCode = 0;
    return options;
}

} // namespace bursar::ui
