// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/customers/customer_record.h"
#include "ui/shell/page.h"

#include <QPointer>

class QPlainTextEdit;

namespace bursar::ui {

class BarList;
class FactList;

/// `00–09, 14–15 UTC` from the hours of a day; hours that follow each other become one stretch.
QString hoursText(std::vector<int> hours);
/// What an engine's word for how a customer was known means: `by its x402 payer`.
QString knownByText(const std::string& word);

/// One customer in the inspector: at once what the list knows, the rest as it arrives.
class CustomerInspector : public QObject {
    Q_OBJECT

public:
    explicit CustomerInspector(Shell& shell, QObject* parent = nullptr);

    void show(const contract::Customer& customer);
    /// By id, for links to customers that are not in the list.
    void open(const QString& customerId);
    void refresh() { m_record.refresh(); }
    void close();
    const QString& current() const { return m_record.id(); }
    models::CustomerRecord& record() { return m_record; }

Q_SIGNALS:
    void closed();
    void failed(const bursar::base::Error& error);

private:
    void build();
    void begin(const QString& customerId);
    void fill(const contract::Customer& customer);
    void fillHeader(const contract::Customer& customer);
    void fillWhy(const contract::Customer& customer);
    void fillFacts(const contract::Customer& customer);
    std::string everythingSaid(const contract::Customer& customer) const;
    void addWorth(const contract::Customer& customer);
    void addTools();
    void fillRaw(const contract::Customer& customer);
    void fillActions(const contract::Customer& customer);
    void showLogs(const QStringList& more, std::optional<models::Span> span);
    void onRecord();

    Shell& m_shell;
    mutable models::CustomerRecord m_record;
    contract::Customer m_shown;
    QPointer<FactList> m_facts;
    QPointer<QPlainTextEdit> m_raw;
    std::string m_factsSaid; ///< what the facts were made from
    std::string m_actionsOf;
    bool m_isBuilt = false;
};

} // namespace bursar::ui
