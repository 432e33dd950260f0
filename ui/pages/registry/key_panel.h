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
    void showState();
    void selectionChanged();
    QString whyNotChange() const;
    const contract::ApiKey* selected() const;
    void askName();
    void create(const QString& name);
    void askRotation();
    void rotate(const std::string& keyId, int overlapHours);
    void revoke();
    void showActivity();
    std::function<void(contract::Outcome<contract::NewApiKey>)> secretShower(Button* button,
                                                                            const QString& explanation);

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
