// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/customers/customer_reports.h"

#include "models/pages/common/scope.h"

#include <algorithm>

namespace bursar::models {

namespace {
constexpr int kMonthsMax = 36;
constexpr int kDaysMax = 90;
} // namespace

CustomerReports::CustomerReports(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_view(view), m_cohorts(gateway), m_funnel(gateway)
{
}

contract::GetCohorts::Input CustomerReports::cohortsInput() const
{
    return {agentOf(m_view), m_months};
}

contract::GetFunnel::Input CustomerReports::funnelInput() const
{
    return {agentOf(m_view), m_days};
}

void CustomerReports::readCohorts()
{
    m_cohorts.read(cohortsInput());
}

void CustomerReports::readFunnel()
{
    m_funnel.read(funnelInput());
}

void CustomerReports::refreshCohorts()
{
    m_cohorts.refresh(cohortsInput());
}

void CustomerReports::refreshFunnel()
{
    m_funnel.refresh(funnelInput());
}

bool CustomerReports::isDue()
{
    return ++m_pulses % kPulsesBetweenReads == 0;
}

void CustomerReports::setMonths(int months)
{
    const int wanted = std::clamp(months, 1, kMonthsMax);
    if (std::exchange(m_months, wanted) != wanted)
        readCohorts();
}

void CustomerReports::setDays(int days)
{
    const int wanted = std::clamp(days, 1, kDaysMax);
    if (std::exchange(m_days, wanted) != wanted)
        readFunnel();
}

} // namespace bursar::models
