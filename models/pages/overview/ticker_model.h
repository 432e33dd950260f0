// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "models/common/view_state.h"
#include "models/pages/common/query.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <deque>

namespace bursar::models {

/// The newest requests as they come in, and how many a second.
class TickerModel : public QObject {
    Q_OBJECT

public:
    static constexpr int kRows = 8;
    static constexpr std::chrono::milliseconds kBetweenReads{500};
    static constexpr std::chrono::milliseconds kRateWindow{10'000};

    TickerModel(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    void start();
    void stop();
    /// Scope changed, or events were missed.
    void read();

    bool isWaiting() const { return m_newest.isWaiting(); }
    Query<contract::ListLogs>& newest() { return m_newest; }
    /// Requests a second over the last ten seconds, from the engine's counts.
    double rate() const;

Q_SIGNALS:
    void rateChanged();

private:
    contract::ListLogs::Input input() const;
    bool isInScope(const contract::Event& event) const;
    void onLog(const contract::Event& event);
    void onStats(const contract::Event& event);
    void dropOld();

    struct Counted {
        qint64 atMs;
        qint64 rows;
    };
    Gateway& m_gateway;
    const ViewState& m_view;
    Query<contract::ListLogs> m_newest;
    QTimer m_gate;
    QTimer m_decay; ///< lets the rate fall while nothing comes
    QElapsedTimer m_clock;
    std::deque<Counted> m_counted;
    bool m_pending = false;
    bool m_running = false;
};

} // namespace bursar::models
