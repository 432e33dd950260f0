// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs page, its real model and the engine in this process, scrolled from the newest request to the oldest.
#include "bench/local_engine.h"
#include "bench/settings.h"
#include "models/common/time.h"
#include "support/fake_shell.h"
#include "ui/pages/logs/logs_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <fmt/format.h>

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>

#include <ctime>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace bursar::bench {

namespace {
constexpr std::size_t kRows = 1'000'000;
constexpr std::size_t kScrolled = kRows / 4; // unless the number of rows was chosen: then all
constexpr int kRuns = 5;
constexpr double kFrameMaxMs = 16, kMemoryMaxMb = 300;
constexpr QSize kWindow{1280, 800};
constexpr std::chrono::seconds kStalled{30};

double threadCpuMillis()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    double size = 0, resident = 0;
    file >> size >> resident;
    return resident * double(::sysconf(_SC_PAGE_SIZE)) / (1 << 20);
}

/// Which rows of the whole history have been on the screen, as the model's window moves over it.
class Watch : public QObject {
public:
    Watch(const models::LogTableModel& model, QWidget* viewport) : m_model(model), m_viewport(viewport)
    {
        viewport->installEventFilter(this);
        connect(&model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) {
            if (first == 0)
                m_dropped += std::size_t(last - first + 1);
        });
    }
    bool takePainted() { return std::exchange(m_painted, false); }
    std::size_t skipped() const { return m_skipped; }
    std::size_t seen() const { return m_seen; }
    void look(const ui::TableView& view)
    {
        const int top = view.rowAt(0), bottom = view.rowAt(m_viewport->height() - 1);
        if (top < 0)
            return;
        const std::size_t first = m_dropped + std::size_t(top);
        m_skipped += first > m_seen ? first - m_seen : 0;
        m_seen = std::max(m_seen, m_dropped + std::size_t(bottom < 0 ? m_model.rowCount() : bottom + 1));
    }
    bool eventFilter(QObject*, QEvent* event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return false;
    }

private:
    const models::LogTableModel& m_model;
    QWidget* m_viewport;
    std::size_t m_dropped = 0, m_seen = 0, m_skipped = 0;
    bool m_painted = false;
};

/// The page in a window of its own.
struct Scene {
    explicit Scene(const LocalEngine& engine) : gateway(engine.client()), shell(gateway)
    {
        const base::Time now = FixedClock().now();
        models::displaySettings().freezeNow(now);
        shell.view().setRange({QString(), {now - std::chrono::days(History::kDays), now}});
        page = std::make_unique<ui::LogsPage>(shell);
        page->resize(kWindow);
        page->show();
        page->refresh();
        table = page->findChild<ui::DataTable*>(QStringLiteral("logs"));
        model = qobject_cast<models::LogTableModel*>(table->model());
        watch = std::make_unique<Watch>(*model, table->view()->viewport());
        while (page->isBusy())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }

    models::Gateway gateway;
    test::FakeShell shell;
    std::unique_ptr<ui::LogsPage> page;
    ui::DataTable* table = nullptr;
    models::LogTableModel* model = nullptr;
    std::unique_ptr<Watch> watch;
};

struct Scroll {
    std::vector<double> frames; // milliseconds of this thread's processor time
    double residentMax = 0;
};

/// A screen a frame, which repaints every row, until `rows` more have been seen or there are none.
Scroll scroll(Scene& scene, std::size_t rows)
{
    Scroll scroll;
    ui::TableView& view = *scene.table->view();
    QScrollBar* bar = view.verticalScrollBar();
    const int screen = view.viewport()->height() / view.verticalHeader()->defaultSectionSize()
                       * view.verticalHeader()->defaultSectionSize();
    const std::size_t goal = scene.watch->seen() + rows;
    double cpu = 0; // of what led to the next frame
    bool wasEnd = false;
    auto moved = std::chrono::steady_clock::now();
    while (scene.watch->seen() < goal) {
        const double start = threadCpuMillis();
        const bool waits = bar->value() == bar->maximum();
        const bool isEnd = waits && !scene.model->isLoading() && !scene.model->canFetchMore({});
        if (isEnd && std::exchange(wasEnd, true))
            break; // seen twice: rows that have just come are laid out after their event
        wasEnd = isEnd;
        bar->setValue(bar->value() + screen);
        QCoreApplication::processEvents(waits ? QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents
                                              : QEventLoop::ProcessEventsFlags(QEventLoop::AllEvents));
        cpu += threadCpuMillis() - start;
        if (scene.watch->takePainted()) {
            scroll.frames.push_back(std::exchange(cpu, 0));
            scene.watch->look(view);
            moved = std::chrono::steady_clock::now();
            if (scroll.frames.size() % 256 == 0)
                scroll.residentMax = std::max(scroll.residentMax, residentMegabytes());
        }
        if (scene.model->failure())
            throw std::runtime_error("the log table: " + scene.model->failure()->text());
        if (std::chrono::steady_clock::now() - moved > kStalled)
            throw std::runtime_error(fmt::format("the log table stands still at row {}", scene.watch->seen()));
    }
    scroll.residentMax = std::max(scroll.residentMax, residentMegabytes());
    return scroll;
}
} // namespace

Report benchLogTable(const Settings& settings)
{
    const std::size_t rows = settings.rows.value_or(kRows), goal = settings.rows.value_or(kScrolled);
    const auto folder = settings.directory / fmt::format("rows-{}", rows);
    fillHistory(folder, {rows});
    const LocalEngine engine(folder);
    ui::initTheme(*qApp);
    Scene scene(engine);
    QTimer wake; // waiting for rows must not wait for ever
    wake.start(std::chrono::milliseconds(100));
    scroll(scene, 2'000); // fonts and glyphs
    const double residentBefore = residentMegabytes();
    const int runs = settings.runs.value_or(kRuns);
    std::vector<double> p99s, medians, most;
    std::size_t frames = 0;
    double residentMax = residentBefore;
    for (int run = 0; run < runs; ++run) {
        const std::size_t left = goal - std::min(goal, scene.watch->seen());
        const Scroll scrolled = scroll(scene, left / std::size_t(runs - run));
        p99s.push_back(percentile(scrolled.frames, 0.99));
        medians.push_back(percentile(scrolled.frames, 0.5));
        most.push_back(percentile(scrolled.frames, 1));
        frames += scrolled.frames.size();
        residentMax = std::max(residentMax, scrolled.residentMax);
        progress(fmt::format("run {}: {} rows seen, p99 {:.2f} ms", run + 1, scene.watch->seen(), p99s.back()));
    }
    Figure time;
    time.name = "log table, processor time of a frame, p99";
    time.unit = "ms";
    time.value = spreadOf(p99s);
    time.target = Target{Sense::atMost, kFrameMaxMs, "ms"};
    time.note = fmt::format("{} frames, {} rows each; median {:.2f} ms, longest {:.1f} ms", frames,
                            scene.watch->seen() / std::max<std::size_t>(frames, 1), spreadOf(medians).median,
                            spreadOf(most).greatest);
    if (scene.watch->skipped() > 0 || scene.watch->seen() < goal)
        time.problem = fmt::format("{} of {} rows came by, {} were skipped", scene.watch->seen(), goal,
                                   scene.watch->skipped());
    Figure memory;
    memory.name = "log table, growth of resident memory";
    memory.unit = "MB";
    memory.value = spreadOf({residentMax - residentBefore});
    memory.target = Target{Sense::atMost, kMemoryMaxMb, "MB"};
    memory.note = fmt::format("from {:.0f} MB, engine included", residentBefore);
    memory.problem = time.problem;
    Report report;
    report.figures = {time, memory};
    report.note(fmt::format("log-table: the Logs page over {} rows of an engine in the same process, scrolled over the newest "
                            "{} in {} runs", rows, goal, runs));
    return report;
}

} // namespace bursar::bench
