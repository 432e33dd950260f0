// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/customers/customer_record.h"

namespace bursar::models {

CustomerRecord::CustomerRecord(Gateway& gateway, QObject* parent)
    : QObject(parent), m_customer(gateway), m_daily(gateway), m_tools(gateway), m_revenue(gateway)
{
}

contract::CustomerInput CustomerRecord::subject() const
{
    return {m_agent, m_id.toStdString()};
}

contract::GetCustomerDaily::Input CustomerRecord::dailyInput() const
{
    return {m_agent, m_id.toStdString(), kDays};
}

void CustomerRecord::open(const std::optional<std::string>& agent, const QString& customerId)
{
    const bool isAnother = m_id != customerId || m_agent != agent;
    const bool isAnotherScope = !m_revenue.hasData() || m_agent != agent;
    m_agent = agent;
    m_id = customerId;
    if (isAnother) {
        m_customer.clear();
        m_daily.clear();
        m_tools.clear();
    }
    m_customer.read(subject());
    m_daily.read(dailyInput());
    m_tools.read(subject());
    // The same for all customers of the scope, and heavy.
    if (isAnotherScope) {
        m_revenue.clear();
        m_revenue.read({m_agent, std::nullopt, std::nullopt, std::nullopt});
    }
}

void CustomerRecord::refresh()
{
    if (m_id.isEmpty())
        return;
    m_customer.refresh(subject());
    m_daily.refresh(dailyInput());
    m_tools.refresh(subject());
}

void CustomerRecord::close()
{
    m_id.clear();
    m_customer.clear();
    m_daily.clear();
    m_tools.clear();
}

} // namespace bursar::models
