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
#include <unordered_set>

namespace bursar::models {

/// What a log table shows.
struct LogQuestion {
    QString agent;       ///< empty: all
    QStringList filters; ///< as ListLogs takes them
    Span span;
    bool follows = false; ///< the span ends now: new rows belong to it
    friend bool operator==(const LogQuestion&, const LogQuestion&) = default;
};

contract::ListLogs::Input logsInput(const LogQuestion& question, int limit);

/// A window of about kWindowRowsMax requests, newest first, that pages both ways by cursor and follows new rows. What a
/// full window drops above or below is read again when the eye comes near. Replies that a reload has overtaken are
/// dropped.
class LogTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPageRows = 200;
    static constexpr int kFollowRows = 1000;
    /// Rows that a live read looks at again: agents send in batches, so that requests also come in below newer ones.
    static constexpr std::size_t kLateRows = 200;
    static constexpr std::size_t kWindowRowsMax = 20'000;

    explicit LogTableModel(Gateway& gateway, QObject* parent = nullptr);

    void ask(const LogQuestion& question);
    const LogQuestion& question() const { return m_question; }
    /// What is shown as a question that later rows do not change: it ends after the newest row that was read.
    LogQuestion shownQuestion() const;
    /// Begins again at a time (the strip over the table), at the newest (Home) or at the oldest row (End).
    void seek(Instant at);
    void seekNewest();
    void seekOldest();
    /// Asks again what failed; from the beginning when nothing did.
    void retry();
    /// New rows came in: reads them, coalesced, while the window ends with the newest row there is.
    void follow();
    void setFollowing(bool following);
    /// The first row in view: a full window drops what is far from it.
    void setEye(int row) { m_eye = row; }

    bool isLoading() const { return m_loading; }
    bool hasAnswer() const { return m_answered; }
    /// The rows answer the present question; not so while a new one is under way or after it failed.
    bool isCurrent() const { return m_current; }
    /// Nothing newer was left out: further rows are new ones.
    bool isAtNewest() const { return m_atNewest; }
    const std::optional<base::Error>& failure() const { return m_failure; }
    std::optional<Instant> readAt() const { return m_readAt; }
    std::optional<std::int64_t> total() const { return m_total; }
    bool isTotalEstimated() const { return m_totalIsEstimated; }
    const contract::RequestLog& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    std::optional<int> rowOf(const QString& logId) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    /// Rows above the window, which were dropped or jumped over.
    bool canFetchNewer() const;
    void fetchNewer();

Q_SIGNALS:
    void answered();
    void failed();
    void loadingChanged(bool loading);

private:
    enum class Part { First, Older, Newer, Live };
    /// Rows that lie together between two cursors; the newest page first.
    struct Page {
        std::size_t rows = 0;
        std::optional<std::string> newer; ///< above its first row
        std::optional<std::string> older; ///< below its last row; empty: there is nothing older
    };

    contract::ListLogs::Input input(Part part) const;
    std::optional<std::string> liveCursor() const;
    void seek(std::optional<Instant> at);
    void read(Part part);
    void take(Part part, contract::LogPage page);
    /// What must be read next for the answer to be whole, if anything.
    std::optional<Part> nextPart(Part part, const contract::LogPage& page) const;
    void takeFirst(contract::LogPage page);
    void append(contract::LogPage page);
    void prepend(contract::LogPage page);
    void takeLive(contract::LogPage page);
    void insertLate(contract::RequestLog row);
    void insertAbove(std::vector<contract::RequestLog> rows, Page page);
    std::vector<contract::RequestLog> unknownOf(std::vector<contract::RequestLog> rows);
    void dropNewest();
    void dropOldest();
    void setLoading(bool loading);

    Gateway& m_gateway;
    LogQuestion m_question;
    std::optional<Instant> m_at;
    std::deque<contract::RequestLog> m_rows;
    std::deque<Page> m_pages;
    std::unordered_set<std::string> m_known; ///< ids of the rows
    std::optional<std::int64_t> m_total;
    std::optional<base::Error> m_failure;
    std::optional<Instant> m_readAt;
    std::optional<Instant> m_newestSeen;
    QTimer m_followGate;
    Part m_asked = Part::First;
    quint64 m_generation = 0;
    int m_eye = 0;
    bool m_totalIsEstimated = false;
    bool m_loading = false;
    bool m_answered = false;
    bool m_current = false;
    bool m_atNewest = false;
    bool m_following = true;
    bool m_followPending = false;
};

} // namespace bursar::models
