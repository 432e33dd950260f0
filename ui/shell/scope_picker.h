// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace bursar::models {
class AgentDirectory;
}

namespace bursar::ui {

/// The popup of the scope chip: all agents, or one of them, found by typing.
class ScopePicker : public QWidget {
    Q_OBJECT

public:
    explicit ScopePicker(models::AgentDirectory& agents, QWidget* parent = nullptr);
    void setScope(const QString& agentId);
    QLineEdit* edit() const { return m_edit; }
    QListView* list() const { return m_list; }

Q_SIGNALS:
    /// Empty: all agents.
    void scopeChosen(const QString& agentId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void fit();

    models::AgentDirectory& m_agents;
    QSortFilterProxyModel* m_found;
    QLineEdit* m_edit;
    QListView* m_list;
    QString m_scope;
};

} // namespace bursar::ui
