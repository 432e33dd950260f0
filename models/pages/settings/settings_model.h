// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/system.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// The engine's settings as rows, and the changes that are written for its next start.
class SettingsModel : public QObject {
    Q_OBJECT

public:
    enum Column { Key, Value, Default, Source, Type, ColumnCount };

    explicit SettingsModel(Gateway& gateway, QObject* parent = nullptr);

    void read();
    Query<contract::ListSettings>& list() { return m_list; }
    CellTable& rows() { return m_rows; }
    const contract::SettingRow* find(const QString& key) const;
    /// Only rows whose key or description contains the text.
    void setFilter(const QString& text);
    int shown() const { return m_rows.rowCount(); }

    /// Writes a value; empty: back to the default. One change at a time: another one fails.
    void change(const QString& key, const std::optional<QString>& value);
    bool isChanging() const { return m_changing; }
    /// Changed since the engine started: in force after its next start.
    bool isPending(const QString& key) const { return m_pending.contains(key); }
    bool hasPending() const { return !m_pending.isEmpty(); }

Q_SIGNALS:
    void changed(const QString& key);
    void changeFailed(const QString& key, const bursar::base::Error& error);

private:
    void take();
    void fill();

    Gateway& m_gateway;
    Query<contract::ListSettings> m_list;
    CellTable m_rows;
    QString m_filter;
    QMap<QString, contract::SettingRow> m_pending;
    bool m_changing = false;
};

} // namespace bursar::models
