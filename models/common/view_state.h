// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/time.h"

#include <QObject>
#include <QString>

namespace bursar::models {

/// A relative range ("24h") or a fixed span.
struct Range {
    QString preset = QStringLiteral("24h"); ///< 15m, 1h, 24h, 7d, 30d, 90d; empty: `fixed` counts
    Span fixed;
    friend bool operator==(const Range&, const Range&) = default;
};

/// What all pages share: time range, agent scope, comparison, live. Part of the navigation history.
class ViewState : public QObject {
    Q_OBJECT

public:
    explicit ViewState(QObject* parent = nullptr);

    const Range& range() const { return m_range; }
    /// The range as a span now (the clock of DisplaySettings, so captures are frozen).
    Span span() const;
    /// The span of equal length before.
    Span previousSpan() const;
    void setRange(const Range& range);

    /// Agent id (slug); empty: all agents.
    const QString& scope() const { return m_scope; }
    void setScope(const QString& agentId);
    /// Range and scope together: `changed` once.
    void setPlace(const Range& range, const QString& scope);

    bool compare() const { return m_compare; }
    void setCompare(bool compare);
    bool live() const { return m_live; }
    void setLive(bool live);

Q_SIGNALS:
    /// Range, scope or comparison changed: pages read again.
    void changed();
    void liveChanged(bool live);

private:
    Range m_range;
    QString m_scope;
    bool m_compare = true;
    bool m_live = true;
};

} // namespace bursar::models
