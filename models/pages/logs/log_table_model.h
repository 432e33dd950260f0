// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "models/client/gateway.h"
#include "models/common/time.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <optional>

namespace bursar::models {

/// What a log table shows.
struct LogQuestion {
    QString agent;       ///< empty: all
    QStringList filters; ///< as ListLogs takes them
    Span span;
    bool follows = false; ///< the span ends now: new rows belong to it
    friend bool operator==(const LogQuestion&, const LogQuestion&) = default;
};

/// A window of at most kWindowRowsMax requests, newest first, that pages both ways by cursor and follows new rows.
/// Replies that a reload has overtaken are dropped.
class LogTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPageRows = 200;
    static constexpr std::size_t kWindowRowsMax = 20'000;

    explicit LogTableModel(Gateway& gateway, QObject* parent = nullptr);

    void ask(const LogQuestion& question);
    const LogQuestion& question() const { return m_question; }
    /// Begins again at a time (the strip over the table, Home and End).
    void seek(std::optional<Instant> at);
    void retry();
    /// New rows came in: reads them, coalesced, when the newest row of the window is the newest there is.
    void follow();
    void setFollowing(bool following);

    bool isLoading() const { return m_loading; }
    bool hasAnswer() const { return m_answered; }
    const std::optional<base::Error>& failure() const { return m_failure; }
    std::optional<std::int64_t> total() const { return m_total; }
    bool isTotalEstimated() const { return m_totalIsEstimated; }
    const contract::RequestLog& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    std::optional<int> rowOf(const QString& logId) const;
    /// From the oldest to the newest row of the window.
    std::optional<Span> windowSpan() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    /// Rows above the window, after the newest were dropped.
    bool canFetchNewer() const;
    void fetchNewer();

Q_SIGNALS:
    void answered();
    void failed();
    void loadingChanged(bool loading);

private:
    enum class Part { First, Older, Newer };
    contract::ListLogs::Input input(Part part) const;
    void read(Part part);
    void take(Part part, contract::LogPage page);
    void takeFirst(contract::LogPage page);
    void append(contract::LogPage page);
    void prepend(contract::LogPage page);
    void setLoading(bool loading);

    Gateway& m_gateway;
    LogQuestion m_question;
    std::optional<Instant> m_at;
    std::deque<contract::RequestLog> m_rows;
    std::optional<std::string> m_older; ///< cursor below the last row; empty: there is nothing older
    std::optional<std::string> m_newer; ///< cursor above the first row
    std::optional<std::int64_t> m_total;
    std::optional<base::Error> m_failure;
    QTimer m_followGate;
    quint64 m_generation = 0;
    bool m_totalIsEstimated = false;
    bool m_loading = false;
    bool m_answered = false;
    bool m_following = true;
    bool m_followPending = false;
};

} // namespace bursar::models
