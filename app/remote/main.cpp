// SPDX-License-Identifier: GPL-3.0-or-later
// The console without an engine: it links nothing of the backend but contract and base.
#include "ui/shell/launch.h"

#include <QApplication>

int main(int argc, char** argv)
{
    using namespace bursar;
    int exitCode = 0;
    const auto options = ui::parseOptions(argc, argv, ui::ConsoleKind::remote, exitCode);
    if (!options)
        return exitCode;
    ui::prepareEnvironment(*options);
    QApplication application(argc, argv);
    ui::prepareApplication(application);
    return ui::runConsole(*options, {}, [] { return ui::pageEntries(); });
}
