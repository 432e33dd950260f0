// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/history.h"

#include <QJsonArray>

namespace bursar::ui {

namespace {
constexpr QLatin1StringView kPage("page");
constexpr QLatin1StringView kState("state");
constexpr QLatin1StringView kRange("range");
constexpr QLatin1StringView kScope("scope");
constexpr QLatin1StringView kPreset("preset");
constexpr QLatin1StringView kFrom("from");
constexpr QLatin1StringView kTo("to");
constexpr QLatin1StringView kEntries("entries");
constexpr QLatin1StringView kAt("at");

/// Microseconds as text: a JSON number would round them.
QString microsText(models::Instant at)
{
    return QString::number(at.time_since_epoch().count());
}

models::Instant instantFrom(const QJsonValue& value)
{
    return models::Instant(std::chrono::microseconds(value.toString().toLongLong()));
}
} // namespace

QJsonObject toJson(const models::Range& range)
{
    if (!range.preset.isEmpty())
        return {{kPreset, range.preset}};
    return {{kFrom, microsText(range.fixed.from)}, {kTo, microsText(range.fixed.to)}};
}

models::Range rangeFromJson(const QJsonObject& json)
{
    models::Range range;
    if (json.contains(kPreset))
        return {json.value(kPreset).toString(), {}};
    if (!json.contains(kFrom))
        return range;
    const models::Span span{instantFrom(json.value(kFrom)), instantFrom(json.value(kTo))};
    return span.from < span.to ? models::Range{QString(), span} : range;
}

QJsonObject toJson(const Location& location)
{
    QJsonObject json{{kPage, location.page}};
    if (!location.state.isEmpty())
        json.insert(kState, location.state);
    if (location.range)
        json.insert(kRange, toJson(*location.range));
    if (location.scope)
        json.insert(kScope, *location.scope);
    return json;
}

Location locationFromJson(const QJsonObject& json)
{
    Location location;
    location.page = json.value(kPage).toString();
    location.state = json.value(kState).toObject();
    if (json.contains(kRange))
        location.range = rangeFromJson(json.value(kRange).toObject());
    if (json.contains(kScope))
        location.scope = json.value(kScope).toString();
    return location;
}

void History::open(const Location& place)
{
    if (!m_entries.empty())
        m_entries.resize(m_at + 1);
    m_entries.push_back(place);
    if (m_entries.size() > kEntriesMax)
        m_entries.erase(m_entries.begin());
    m_at = m_entries.size() - 1;
}

void History::note(const Location& place)
{
    if (m_entries.empty())
        open(place);
    else
        m_entries[m_at] = place;
}

std::optional<Location> History::back()
{
    if (!canGoBack())
        return std::nullopt;
    return m_entries[--m_at];
}

std::optional<Location> History::forward()
{
    if (!canGoForward())
        return std::nullopt;
    return m_entries[++m_at];
}

std::optional<Location> History::present() const
{
    return m_entries.empty() ? std::nullopt : std::optional(m_entries[m_at]);
}

std::optional<QJsonObject> History::lastStateOf(const QString& page) const
{
    if (m_entries.empty())
        return std::nullopt;
    for (std::size_t i = m_at + 1; i-- > 0;) {
        if (m_entries[i].page == page)
            return m_entries[i].state;
    }
    return std::nullopt;
}

QJsonObject History::save() const
{
    QJsonArray entries;
    for (const Location& entry : m_entries)
        entries.append(toJson(entry));
    return {{kEntries, entries}, {kAt, int(m_at)}};
}

void History::restore(const QJsonObject& saved)
{
    m_entries.clear();
    for (const QJsonValue& entry : saved.value(kEntries).toArray()) {
        Location place = locationFromJson(entry.toObject());
        if (!place.page.isEmpty() && m_entries.size() < kEntriesMax)
            m_entries.push_back(std::move(place));
    }
    const int at = saved.value(kAt).toInt(-1);
    m_at = at >= 0 && std::size_t(at) < m_entries.size() ? std::size_t(at) : (m_entries.empty() ? 0 : m_entries.size() - 1);
}

} // namespace bursar::ui
