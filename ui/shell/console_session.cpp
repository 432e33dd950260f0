// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/console_session.h"

#include "contract/system.h"
#include "models/common/format.h"

#include <QSettings>

namespace bursar::ui {

using contract::LinkState;
using models::Glyph;
using models::Tone;

namespace {
constexpr std::int64_t kDiskFreeMin = 512ll * 1024 * 1024; // below it the engine refuses writes

// The higher, the worse; the worst is the banner.
enum Rank { Older = 10, Slow = 5, Disk = 30, Database = 40, Offline = 50, Refused = 60, Certificate = 70 };

QString secondsUntil(const std::optional<base::Time>& at)
{
    if (!at)
        return {};
    const auto left = std::chrono::ceil<std::chrono::seconds>(*at - models::displaySettings().now());
    return models::formatDuration(std::max(left, std::chrono::seconds(0)));
}
} // namespace

models::State linkState(const contract::Link& link)
{
    models::State state{models::StateThing::Connection, {}, {}};
    switch (link.state) {
    case LinkState::connecting: state.wire = QStringLiteral("catching_up"); break;
    case LinkState::live: state.wire = QStringLiteral("live"); break;
    case LinkState::catching_up: state.wire = QStringLiteral("catching_up"); break;
    case LinkState::slow: state.wire = QStringLiteral("slow"); break;
    case LinkState::offline:
    case LinkState::refused:
        state.wire = QStringLiteral("offline");
        if (const QString left = secondsUntil(link.retryAt); !left.isEmpty())
            state.args = {left};
        break;
    case LinkState::certificate_changed: state.wire = QStringLiteral("certificate_changed"); break;
    case LinkState::older_server: state.wire = QStringLiteral("older_server"); break;
    }
    return state;
}

ConsoleSession::ConsoleSession(ServerIdentity identity, std::shared_ptr<contract::EngineClient> client,
                               QSettings& settings, QObject* parent)
    : QObject(parent), m_identity(std::move(identity)), m_settings(settings), m_client(std::move(client)),
      m_gateway(m_client), m_agents(m_gateway), m_status(m_gateway), m_tasks(m_gateway)
{
    connect(&m_gateway, &models::Gateway::linkChanged, this, &ConsoleSession::noteLink);
    connect(&m_status, &StatusWatch::changed, this, &ConsoleSession::noteStatus);
}

void ConsoleSession::noteLink(const contract::Link& link)
{
    const QString id = QStringLiteral("link");
    const QString reason = QString::fromStdString(link.reason);
    const auto banner = [&](Tone tone, Glyph glyph, const QString& text, const QString& action, int rank) {
        m_notices.set({id, tone, glyph, text, action, Notice::Weight::Banner, rank});
    };
    switch (link.state) {
    case LinkState::offline: {
        const QString retry = link.retryAt
            ? tr("Offline. Next try %1.").arg(models::formatTime(*link.retryAt, models::TimeStyle::Auto))
            : tr("Offline.");
        banner(Tone::Negative, Glyph::Cross, reason.isEmpty() ? retry : retry + u' ' + reason, tr("Try now"), Offline);
        break;
    }
    case LinkState::refused:
        banner(Tone::Negative, Glyph::Cross, tr("The server refused the key. %1").arg(reason), tr("Change key…"),
               Refused);
        break;
    case LinkState::certificate_changed:
        banner(Tone::Negative, Glyph::Octagon, tr("The server's certificate changed. Nothing is sent until you compare it."),
               tr("Compare…"), Certificate);
        break;
    case LinkState::older_server:
        m_notices.set({id, Tone::Warning, Glyph::Triangle, reason, {}, Notice::Weight::Banner, Older});
        break;
    case LinkState::slow:
        m_notices.set({id, Tone::Neutral, Glyph::Clock, reason, {}, Notice::Weight::Bell, Slow});
        break;
    case LinkState::connecting:
    case LinkState::catching_up:
    case LinkState::live: m_notices.clear(id); break;
    }
}

void ConsoleSession::noteStatus()
{
    const contract::SystemStatus& status = *m_status.status();
    if (status.database != "ok")
        m_notices.set({QStringLiteral("database"), Tone::Negative, Glyph::Cross,
                       tr("The database does not answer. The engine restarts it."), {}, Notice::Weight::Banner, Database});
    else
        m_notices.clear(QStringLiteral("database"));
    if (status.disk_free_bytes > 0 && status.disk_free_bytes < kDiskFreeMin)
        m_notices.set({QStringLiteral("disk"), Tone::Negative, Glyph::Octagon,
                       tr("Less than 512 MB are free. Writes are refused until there is room."), {},
                       Notice::Weight::Banner, Disk});
    else
        m_notices.clear(QStringLiteral("disk"));
}

} // namespace bursar::ui
