// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/common/query.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class Button;
class DataTable;

/// The API keys of an agent: make, rotate (cut now or overlap 24 h), revoke, and what a key did. A new secret is shown
/// once.
class KeyPanel : public QWidget {
    Q_OBJECT

public:
    KeyPanel(Shell& shell, const QString& agentId, QWidget* parent = nullptr);

    models::Query<contract::ListKeys>& keys() { return m_keys; }

private:
    void fill();
    void selectionChanged();
    const contract::ApiKey* selected() const;
    void create();
    void rotate(int overlapHours);
    void revoke();
    void showActivity();
    void showSecret(const contract::NewApiKey& made, const QString& explanation);
    void fail(const base::Error& error);

    Shell& m_shell;
    QString m_agentId;
    models::Query<contract::ListKeys> m_keys;
    models::CellTable m_rows;
    DataTable* m_table;
    Button* m_new;
    Button* m_rotate;
    Button* m_revoke;
    Button* m_activity;
};

} // namespace bursar::ui
