// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/customers.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// Everything that is read about one customer: the record, its days and tools, and what its lifetime value rests on.
class CustomerRecord : public QObject {
    Q_OBJECT

public:
    static constexpr int kDays = 90;

    explicit CustomerRecord(Gateway& gateway, QObject* parent = nullptr);

    /// Another subject: what was known of the last one is forgotten.
    void open(const std::optional<std::string>& agent, const QString& customerId);
    void refresh();
    void close();
    const QString& id() const { return m_id; }

    Query<contract::GetCustomer>& customer() { return m_customer; }
    Query<contract::GetCustomerDaily>& daily() { return m_daily; }
    Query<contract::GetCustomerTools>& tools() { return m_tools; }
    Query<contract::GetRevenue>& revenue() { return m_revenue; }

private:
    contract::CustomerInput subject() const;
    contract::GetCustomerDaily::Input dailyInput() const;

    Query<contract::GetCustomer> m_customer;
    Query<contract::GetCustomerDaily> m_daily;
    Query<contract::GetCustomerTools> m_tools;
    Query<contract::GetRevenue> m_revenue;
    std::optional<std::string> m_agent;
    QString m_id;
};

} // namespace bursar::models
