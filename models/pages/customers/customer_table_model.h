// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/customers.h"
#include "models/client/gateway.h"
#include "models/common/time.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <deque>
#include <optional>
#include <unordered_set>

namespace bursar::models {

/// What the customer table shows. All time: who stopped coming is in no short span.
struct CustomerQuestion {
    QString agent;       ///< empty: all
    QStringList filters; ///< as ListCustomers takes them
    QString segment = QStringLiteral("all");
    QString sort = QStringLiteral("-last_seen"); ///< `-`: descending
    friend bool operator==(const CustomerQuestion&, const CustomerQuestion&) = default;
};

contract::ListCustomers::Input customersInput(const CustomerQuestion& question, int limit);

/// A window of at most kWindowRowsMax customers in the engine's order. Pages down by cursor; where rows were dropped to
/// keep the window, by their number. Replies that a newer question has overtaken are dropped.
class CustomerTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPageRows = 200;
    static constexpr std::size_t kWindowRowsMax = 20'000;

    explicit CustomerTableModel(Gateway& gateway, QObject* parent = nullptr);

    void ask(const CustomerQuestion& question);
    const CustomerQuestion& question() const { return m_question; }
    /// Asks again what failed; from the first row when nothing did.
    void retry();
    /// Live: reads the first page again without announcing it and merges it, while the window begins at the first row.
    void refresh();
    /// Off while the pointer is over the rows: values change, places do not.
    void setMayMove(bool may) { m_mayMove = may; }
    /// Home and End, beyond the window.
    void seekFirst();
    void seekLast();

    bool isLoading() const { return m_loading; }
    bool hasAnswer() const { return m_answered; }
    const std::optional<base::Error>& failure() const { return m_failure; }
    std::int64_t total() const { return m_total; }
    const base::Amount& totalRevenue() const { return m_totalRevenue; }
    /// Of the rows; empty while there is none.
    std::optional<contract::RevenueBasis> basis() const;
    std::optional<Instant> readAt() const { return m_readAt; }
    /// Rows above the window.
    std::int64_t rowsAbove() const { return m_above; }
    const contract::Customer& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    std::optional<int> rowOf(const QString& customerId) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    bool canFetchAbove() const { return m_above > 0 && !m_loading && !m_failure; }
    void fetchAbove();

Q_SIGNALS:
    void answered();
    void failed();

private:
    enum class Part { First, Below, Above, Again };
    void read(Part part);
    void seek(std::int64_t offset);
    contract::ListCustomers::Input input(Part part) const;
    std::int64_t offsetAbove() const;
    void take(Part part, contract::CustomerPage page);
    void takeFirst(contract::CustomerPage page);
    void append(contract::CustomerPage page);
    void prepend(contract::CustomerPage page);
    void dropNewest(std::size_t surplus);
    void dropOldest(std::size_t surplus);
    /// Leaves out what the window has already: a row may have moved between two pages.
    std::vector<contract::Customer> unknownOf(std::vector<contract::Customer> rows);
    void merge(contract::CustomerPage page);
    void updateValues(const std::vector<contract::Customer>& rows);
    void replaceRows(std::deque<contract::Customer> rows);

    Gateway& m_gateway;
    CustomerQuestion m_question;
    std::deque<contract::Customer> m_rows;
    std::unordered_set<std::string> m_known; ///< ids of the rows
    std::optional<std::string> m_next;       ///< cursor below the last row
    std::optional<base::Error> m_failure;
    std::optional<Instant> m_readAt;
    base::Amount m_totalRevenue;
    std::int64_t m_total = 0;
    std::int64_t m_above = 0;
    std::int64_t m_seek = 0; ///< where Part::First begins
    Part m_asked = Part::First;
    quint64 m_generation = 0;
    bool m_cutBelow = false; ///< rows below the window were dropped, and the cursor with them
    bool m_loading = false;
    bool m_answered = false;
    bool m_mayMove = true;
};

} // namespace bursar::models
