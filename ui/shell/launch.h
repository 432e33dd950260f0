// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/console_app.h"
#include "ui/shell/engine_host.h"
#include "ui/shell/options.h"

#include <chrono>

class QApplication;
class QSettings;

namespace bursar::ui {

/// Makes the engine of this machine. Captures give a frozen clock and a fixed seed; otherwise `clock` is null.
using EngineHostMaker = std::function<std::unique_ptr<EngineHost>(
    const ConsoleOptions& options, std::shared_ptr<const base::Clock> clock, std::uint64_t seed)>;

/// What must stand before the QApplication: captures need no display.
void prepareEnvironment(const ConsoleOptions& options);
/// Names, fonts, style: once, after the QApplication.
void prepareApplication(QApplication& application);
/// The kept appearance, and over it what the options say for this run.
void applyAppearance(const ConsoleOptions& options, QSettings& settings);
/// Runs the console, or a capture, until it ends; returns the exit code. `makeHost` may be empty.
int runConsole(const ConsoleOptions& options, const EngineHostMaker& makeHost, PageMaker pages);

} // namespace bursar::ui
