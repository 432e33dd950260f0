// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "ui/shell/page.h"

class QPlainTextEdit;

namespace bursar::ui {

class FactList;

/// One request in the inspector: at once what the list knows, then headers and bodies as they arrive.
class LogInspector : public QObject {
    Q_OBJECT

public:
    explicit LogInspector(Shell& shell, QObject* parent = nullptr);

    void show(const contract::RequestLog& row);
    /// By id, for links to requests that are not in the list.
    void open(const QString& logId);
    const QString& current() const { return m_id; }

Q_SIGNALS:
    void filterRequested(const QString& condition);
    /// The operator closed it: nothing is shown any more.
    void closed();
    void failed(const bursar::base::Error& error);

private:
    void fill(const contract::RequestLog& row);
    void fillWhy(const contract::RequestLog& row);
    void fillSummary(const contract::RequestLog& row);
    void fillEvidence(const contract::RequestLog& row);
    void fillBodies(const contract::RequestLog& row);
    void fillHeaders(const contract::RequestLog& row);
    void fillActions(const contract::RequestLog& row);
    void copyCurl(const contract::RequestLog& row);
    enum class WhenRead { Fill, Open };
    void readWhole(const std::string& id, WhenRead then);
    void watchPane();

    Shell& m_shell;
    QString m_id;
    quint64 m_generation = 0;
    bool m_isWatching = false;
};

} // namespace bursar::ui
