// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/launch.h"

#include "ui/shell/appearance.h"
#include "ui/shell/capture/capture.h"
#include "ui/shell/main_window.h"
#include "ui/theme/system_preferences.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace bursar::ui {

namespace {
int g_signalPipe[2] = {-1, -1};

void noteSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_signalPipe[1], &byte, 1);
}

/// Ctrl+C and `kill` end the console as its window's cross does: the engine stops in order.
void endOnSignals(ConsoleApp& console)
{
    if (::pipe(g_signalPipe) != 0)
        return;
    std::signal(SIGINT, noteSignal);
    std::signal(SIGTERM, noteSignal);
    auto* notifier = new QSocketNotifier(g_signalPipe[0], QSocketNotifier::Read, &console);
    QObject::connect(notifier, &QSocketNotifier::activated, &console, [&console] {
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(g_signalPipe[0], &byte, 1);
        console.shutDown();
    });
}

/// Milliseconds since the kernel started this process; its clock has steps of 10 ms.
double sinceProcessStart()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr int kStartTime = 19; // field 22, after the name
    if (fields.size() <= kStartTime)
        return 0;
    const double started = fields[kStartTime].toDouble() / double(::sysconf(_SC_CLK_TCK)) * 1000;
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6 - started;
}
} // namespace

void prepareEnvironment(const ConsoleOptions& options)
{
    if (!options.capture.empty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

void prepareApplication(QApplication& application)
{
    QApplication::setOrganizationName(QStringLiteral("bursar"));
    QApplication::setApplicationName(QStringLiteral("console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Bursar"));
    QApplication::setApplicationVersion(QStringLiteral(BURSAR_VERSION));
    QApplication::setQuitOnLastWindowClosed(false); // the engine stops first
    QSettings::setDefaultFormat(QSettings::IniFormat);
    initTheme(application);
}

void applyAppearance(const ConsoleOptions& options, QSettings& settings)
{
    appearance::load(settings);
    if (!options.theme.empty())
        theme().setMode(options.theme == "dark" ? ThemeMode::Dark : ThemeMode::Light);
    if (options.textSize != 0)
        theme().setTextSize(options.textSize);
    QLocale::Language language = appearance::languageOf(settings);
    if (!options.language.empty())
        language = options.language == "ko" ? QLocale::Korean : QLocale::English;
    installLanguage(language);
}

int runConsole(const ConsoleOptions& options, const EngineHostMaker& makeHost, PageMaker pages)
{
    if (!options.capture.empty())
        return runCapture(options, makeHost, std::move(pages));
    QSettings settings;
    applyAppearance(options, settings);
    SystemPreferences preferences;
    preferences.start();
    std::unique_ptr<EngineHost> host = makeHost ? makeHost(options, nullptr, 1) : nullptr;
    ConsoleApp console(options, std::move(host), std::move(pages), settings);
    QObject::connect(&console, &ConsoleApp::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    if (options.exitAfterFirstFrame) {
        QObject::connect(&console.window(), &MainWindow::firstPainted, qApp, [&console] {
            std::printf("first frame after %.0f ms\n", sinceProcessStart());
            std::fflush(stdout);
            console.shutDown();
        });
    }
    endOnSignals(console);
    console.start();
    return QApplication::exec();
}

} // namespace bursar::ui
