// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/console_app.h"
#include "ui/shell/launch.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace bursar::ui {

class CannedEngineClient;

/// Everything that a capture fixes so that it looks the same every time.
struct CaptureSetting {
    static constexpr std::uint64_t kSeed = 20'261'120;
    /// 2026-11-20T14:30:07Z
    static base::Time now();
};

/// Renders every page (what does not fit, and its tabs, in further pictures), the start screen, the palette, the shortcuts sheet, open inspectors and records, and dialogs to PNG files, one
/// after the other, each when its first read has been answered.
class Capture : public QObject {
    Q_OBJECT

public:
    Capture(const ConsoleOptions& options, std::unique_ptr<EngineHost> host, PageMaker pages, QSettings& settings);
    ~Capture() override;
    void start();

Q_SIGNALS:
    /// All pictures are written, or the reason why not.
    void finished(bool isDone, const QString& reason);

private:
    struct Step {
        QString picture; ///< empty: nothing is kept
        std::function<void()> prepare;
        std::function<bool()> isReady;
        std::function<void()> after;
    };
    void planStart();
    void planPages();
    void planExtras();
    void planInspectors(const QString& id);
    Step inspectorStep(const QString& picture);
    /// The dialogs that the actions of what is shown open, one after the other, before what is planned.
    void planDialogs(const QString& picture);
    /// A record fills the page.
    bool showsRecord() const;
    /// What of the page that is shown does not fit the window, and its other tabs.
    void planRest(const QString& picture);
    void addPage(const QString& id, const QString& picture);
    void next();
    void poll();
    bool keep(const QString& picture);
    QString fileName(const QString& picture) const;
    void end(bool isDone, const QString& reason = {});

    ConsoleOptions m_options;
    PageMaker m_pages;
    ConsoleApp m_app;
    std::shared_ptr<CannedEngineClient> m_client;
    std::deque<Step> m_steps;
    Step m_step;
    QTimer m_poll;
    int m_quietRounds = 0;
    int m_waitedRounds = 0;
};

/// The whole of `--capture DIR`: settings and data in a temporary folder. Returns the exit code.
int runCapture(const ConsoleOptions& options, const EngineHostMaker& makeHost, PageMaker pages);

} // namespace bursar::ui
