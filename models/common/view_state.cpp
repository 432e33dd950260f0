// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/view_state.h"

#include <array>

namespace bursar::models {

namespace {
struct Preset {
    QLatin1StringView word;
    std::chrono::minutes length;
};
using namespace std::chrono_literals;
constexpr std::array kPresets{
    Preset{QLatin1StringView("15m"), 15min},       Preset{QLatin1StringView("1h"), 1h},
    Preset{QLatin1StringView("24h"), 24h},         Preset{QLatin1StringView("7d"), 7 * 24h},
    Preset{QLatin1StringView("30d"), 30 * 24h},    Preset{QLatin1StringView("90d"), 90 * 24h},
};

std::chrono::minutes lengthOf(const QString& preset)
{
    for (const Preset& row : kPresets) {
        if (preset == row.word)
            return row.length;
    }
    return 24h;
}
} // namespace

ViewState::ViewState(QObject* parent) : QObject(parent) {}

Span ViewState::span() const
{
    if (m_range.preset.isEmpty())
        return m_range.fixed;
    const Instant now = displaySettings().now();
    return {now - lengthOf(m_range.preset), now};
}

Span ViewState::previousSpan() const
{
    const Span present = span();
    return {present.from - (present.to - present.from), present.from};
}

void ViewState::setRange(const Range& range)
{
    if (m_range == range)
        return;
    m_range = range;
    Q_EMIT changed();
}

void ViewState::setScope(const QString& agentId)
{
    if (m_scope == agentId)
        return;
    m_scope = agentId;
    Q_EMIT changed();
}

void ViewState::setPlace(const Range& range, const QString& scope)
{
    if (m_range == range && m_scope == scope)
        return;
    m_range = range;
    m_scope = scope;
    Q_EMIT changed();
}

void ViewState::setCompare(bool compare)
{
    if (m_compare == compare)
        return;
    m_compare = compare;
    Q_EMIT changed();
}

void ViewState::setLive(bool live)
{
    if (m_live == live)
        return;
    m_live = live;
    Q_EMIT liveChanged(m_live);
}

} // namespace bursar::models
