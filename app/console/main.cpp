// SPDX-License-Identifier: GPL-3.0-or-later
// The complete console: pages, shell, and the engine inside, which is loaded when it is first started.
#include "console/local_engine_host.h"
#include "ui/shell/launch.h"

#include <QApplication>

int main(int argc, char** argv)
{
    using namespace bursar;
    int exitCode = 0;
    const auto options = ui::parseOptions(argc, argv, ui::ConsoleKind::full, exitCode);
    if (!options)
        return exitCode;
    ui::prepareEnvironment(*options);
    QApplication application(argc, argv);
    ui::prepareApplication(application);
    const auto makeHost = [](const ui::ConsoleOptions& chosen, std::shared_ptr<const base::Clock> clock,
                             std::uint64_t seed) -> std::unique_ptr<ui::EngineHost> {
        const std::filesystem::path folder(QCoreApplication::applicationDirPath().toStdString());
        return std::make_unique<app::LocalEngineHost>(chosen, folder / BURSAR_ENGINE_MODULE,
                                                      app::FixedPresent{std::move(clock), seed});
    };
    return ui::runConsole(*options, makeHost, [] { return ui::pageEntries(); });
}
