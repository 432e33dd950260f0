// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/server_list.h"

#include <QStyledItemDelegate>

namespace bursar::ui {

/// A saved server in the start screen's list: name and address; environment, role, what a look found, last use.
class ServerDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    ServerDelegate(const models::ServerList& servers, QObject* parent) : QStyledItemDelegate(parent), m_servers(servers)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const models::ServerList& m_servers;
};

} // namespace bursar::ui
