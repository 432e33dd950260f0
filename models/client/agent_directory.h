// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"

#include <QAbstractListModel>

#include <vector>

namespace bursar::contract {
struct AgentList;
}

namespace bursar::models {

/// The agents that scope and palette offer: id and name, by name. Read again when the link comes back, when agents
/// change and when asked.
class AgentDirectory : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, StatusRole };
    struct Row {
        QString id;
        QString name;
        QString status;
        friend bool operator==(const Row&, const Row&) = default;
    };
    static constexpr int kRowsMax = 500; ///< the engine refuses to list more at once

    explicit AgentDirectory(Gateway& gateway, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    const std::vector<Row>& rows() const { return m_rows; }
    /// The agent's name, or its id while it is not known.
    QString nameOf(const QString& id) const;
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void take(const contract::AgentList& list);

    Gateway& m_gateway;
    std::vector<Row> m_rows;
    bool m_isReading = false;
};

} // namespace bursar::models
