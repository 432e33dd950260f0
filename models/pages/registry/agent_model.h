// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// The agents of this server as rows, in the engine's order; more of them as the view scrolls down.
class AgentModel : public QObject {
    Q_OBJECT

public:
    enum Column {
        Name, Id, Status, Requests, Revenue, Customers, Latency, LastCall, Tier, Category, Created, ColumnCount
    };
    static constexpr int kPageRows = 200;
    static constexpr int kRowsMax = 500; ///< the engine lists no more at once; the search finds the others

    explicit AgentModel(Gateway& gateway, QObject* parent = nullptr);

    void read();
    void refresh();
    /// Further rows below; nothing when all are here.
    void more();
    void setSearch(const QString& text);
    void setStatus(const QString& status); ///< active, suspended, deregistered; empty: all
    /// name, requests, revenue, customers, last_request, newest; `-`: descending.
    void setSort(const QString& sort);
    /// There are more than can be listed at once.
    bool isCut() const { return m_limit >= kRowsMax && m_rows.rowCount() < total(); }
    const QString& sort() const { return m_sort; }
    const QString& search() const { return m_search; }
    const QString& status() const { return m_status; }

    Query<contract::ListAgents>& list() { return m_list; }
    CellTable& rows() { return m_rows; }
    const contract::Agent* find(const QString& agentId) const;
    std::int64_t total() const { return m_list.data() ? m_list.data()->total : 0; }

Q_SIGNALS:
    void rowsChanged();

private:
    contract::ListAgents::Input input() const;
    void fill();

    Query<contract::ListAgents> m_list;
    CellTable m_rows;
    QString m_search;
    QString m_status;
    QString m_sort = QStringLiteral("-requests");
    int m_limit = kPageRows;
};

/// The badge of an agent: active, waiting for its first call, suspended, deregistered.
State agentState(const contract::Agent& agent);
/// The badge of a key: active, never used, expiring, revoked.
State keyState(const contract::ApiKey& key);

} // namespace bursar::models
