// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_bar.h"

#include "contract/system.h"
#include "models/common/format.h"
#include "ui/shell/console_session.h"
#include "ui/theme/paint.h"
#include "ui/widgets/status_item.h"

#include <QHBoxLayout>
#include <QPainter>

#include <array>
#include <cmath>

namespace bursar::ui {

namespace {
constexpr int kGap = 5;
constexpr double kLagWorth = 10; // seconds of fold delay that deserve a look
constexpr double kDatabaseSlow = 50; // milliseconds

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString milliseconds(double value)
{
    return models::formatDuration(std::chrono::microseconds(std::llround(value * 1000)));
}
} // namespace

StatusBar::StatusBar(ConsoleSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_layout(new QHBoxLayout(this)), m_engine(addItem()), m_address(addItem()),
      m_database(addItem()), m_ingest(addItem()), m_tasks(addItem()), m_link(addItem())
{
    m_layout->setSpacing(kGap);
    m_layout->setContentsMargins(7, 1, 8, 0);
    m_layout->addStretch(1);
    m_clock = addItem();
    m_address->setClickable(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (StatusItem* item : {m_engine, m_database, m_ingest, m_link})
        connect(item, &StatusItem::clicked, this, &StatusBar::systemRequested);
    connect(m_tasks, &StatusItem::clicked, this, &StatusBar::tasksRequested);
    connect(m_clock, &StatusItem::clicked, this, &StatusBar::zoneRequested);
    connect(&session.status(), &StatusWatch::changed, this, &StatusBar::updateEngine);
    connect(&session.gateway(), &models::Gateway::linkChanged, this, &StatusBar::updateEngine);
    connect(&session.tasks(), &TaskWatch::changed, this, &StatusBar::updateTasks);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &StatusBar::updateClock);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] {
        updateClock();
        if (m_session.gateway().link().retryAt) // the seconds to the next try count down
            updateEngine();
    });
    updateEngine();
    updateTasks();
    updateClock();
}

StatusItem* StatusBar::addItem()
{
    auto* item = new StatusItem;
    m_layout->addWidget(item);
    return item;
}

QSize StatusBar::sizeHint() const
{
    return {600, theme().px(kHeight)};
}

QSize StatusBar::minimumSizeHint() const
{
    return {200, theme().px(kHeight)};
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().background);
    paintHairline(&painter, {0, 0}, {double(width()), 0}, tokens().border);
}

void StatusBar::updateEngine()
{
    const contract::Link& link = m_session.gateway().link();
    const bool isLive = m_session.gateway().isLive();
    const models::StateLook look = models::lookOf(models::StateThing::Connection, linkState(link).wire,
                                                  linkState(link).args);
    const contract::SystemStatus* status = m_session.status().status();
    m_link->setVisible(!isLive || link.state != contract::LinkState::live);
    m_link->setStatus(look.glyph, look.tone, look.word, text(link.reason));
    for (StatusItem* item : {m_address, m_database, m_ingest})
        item->setVisible(status != nullptr && isLive);
    m_engine->setVisible(status != nullptr || !isLive);
    if (!status) {
        m_engine->setStatus(Glyph::Half, Tone::Progress, tr("Engine"), tr("Waiting for the engine's first answer"));
        return fit();
    }
    m_engine->setStatus(isLive ? Glyph::Check : Glyph::Ring, isLive ? Tone::Positive : Tone::Neutral,
                        tr("Engine %1").arg(text(status->version)),
                        tr("Running since %1").arg(models::formatTime(status->started_at)));
    m_address->setVisible(isLive && !status->url.empty());
    m_address->setStatus(Glyph::None, Tone::Neutral, QUrl(text(status->url)).authority(),
                         tr("Agents reach the engine at %1").arg(text(status->url)));
    const bool databaseWell = status->database == "ok";
    const bool databaseSlow = status->database_ms.value_or(0) > kDatabaseSlow;
    const QString databaseText = status->database_ms ? tr("Database %1").arg(milliseconds(*status->database_ms))
                                                     : tr("Database");
    m_database->setStatus(!databaseWell ? Glyph::Cross : databaseSlow ? Glyph::Clock : Glyph::Check,
                          !databaseWell ? Tone::Negative : databaseSlow ? Tone::Warning : Tone::Positive, databaseText,
                          text(status->database_version));
    const QString rate = tr("Ingest %1/s").arg(models::formatShort(std::round(status->ingest_per_second)));
    const QString lag = milliseconds(status->ingest_lag_seconds * 1000);
    const bool isLate = status->ingest_lag_seconds > kLagWorth;
    m_ingest->setStatus(isLate ? Glyph::Clock : Glyph::None, isLate ? Tone::Warning : Tone::Neutral,
                        status->ingest_lag_seconds >= 1 ? tr("%1, lag %2").arg(rate, lag) : rate,
                        tr("Requests taken in per second. Figures are %1 behind; %2 entries wait to be written.")
                            .arg(lag, models::formatCount(status->ingest_queued)));
    fit();
}

void StatusBar::updateTasks()
{
    const int running = m_session.tasks().runningCount();
    const std::size_t all = m_session.tasks().rows().size();
    m_tasks->setVisible(all > 0);
    m_tasks->setStatus(running > 0 ? Glyph::Half : Glyph::Check, running > 0 ? Tone::Progress : Tone::Positive,
                       running == 1      ? tr("1 task")
                           : running > 1 ? tr("%1 tasks").arg(running)
                                         : tr("Tasks done"),
                       tr("Show the tasks tray"));
    fit();
}

void StatusBar::updateClock()
{
    const models::DisplaySettings& display = models::displaySettings();
    const std::chrono::seconds offset = display.offsetAt(display.now());
    const auto shown = std::chrono::floor<std::chrono::seconds>(display.now() + offset);
    const std::chrono::hh_mm_ss time(shown - std::chrono::floor<std::chrono::days>(shown));
    const QString clock = QTime(int(time.hours().count()), int(time.minutes().count()), int(time.seconds().count()))
                              .toString(QStringLiteral("HH:mm:ss"));
    m_clock->setStatus(Glyph::None, Tone::Neutral, display.zoneName() + QStringLiteral(" · ") + clock,
                       tr("All times are in this zone. U switches between UTC and local."));
}

void StatusBar::fit()
{
    // The least needed words go first when the window is narrow.
    const auto needed = [this] { return m_layout->minimumSize().width(); };
    const std::array least{m_address, m_ingest, m_database};
    m_layout->activate();
    for (StatusItem* item : least) {
        if (needed() <= width() || width() < 100)
            return;
        item->hide();
        m_layout->activate();
    }
}

void StatusBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateEngine();
}

void StatusBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_second.start();
    m_session.status().setWatched(true);
}

void StatusBar::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_second.stop();
    m_session.status().setWatched(false);
}

} // namespace bursar::ui
