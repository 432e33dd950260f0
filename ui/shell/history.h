// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <optional>
#include <vector>

namespace bursar::ui {

/// Where the operator has been: places with everything that restores them. Bounded; the oldest go first.
class History {
public:
    static constexpr std::size_t kEntriesMax = 100;

    /// A complete place: range and scope are filled in.
    void open(const Location& place);
    /// What the present entry shows now (a filter, a selection, a range changed).
    void note(const Location& place);
    std::optional<Location> back();
    std::optional<Location> forward();
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_entries.size(); }
    std::optional<Location> present() const;
    /// The last state of a page, from the youngest entry that shows it.
    std::optional<QJsonObject> lastStateOf(const QString& page) const;

    QJsonObject save() const;
    void restore(const QJsonObject& saved);

private:
    std::vector<Location> m_entries;
    std::size_t m_at = 0;
};

QJsonObject toJson(const Location& location);
Location locationFromJson(const QJsonObject& json);
QJsonObject toJson(const models::Range& range);
models::Range rangeFromJson(const QJsonObject& json);

} // namespace bursar::ui
