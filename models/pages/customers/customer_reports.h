// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/customers.h"
#include "models/common/view_state.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// Retention by cohort and the funnel, each read when it is looked at.
class CustomerReports : public QObject {
    Q_OBJECT

public:
    /// The reports are heavy and change slowly: every so many pulses.
    static constexpr int kPulsesBetweenReads = 5;

    CustomerReports(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    void readCohorts();
    void readFunnel();
    /// Live; true when it is time to read again.
    bool isDue();

    int months() const { return m_months; }
    void setMonths(int months); ///< up to 36; reads
    int days() const { return m_days; }
    void setDays(int days); ///< up to 90; reads

    Query<contract::GetCohorts>& cohorts() { return m_cohorts; }
    Query<contract::GetFunnel>& funnel() { return m_funnel; }
    void refreshCohorts();
    void refreshFunnel();

private:
    contract::GetCohorts::Input cohortsInput() const;
    contract::GetFunnel::Input funnelInput() const;

    const ViewState& m_view;
    Query<contract::GetCohorts> m_cohorts;
    Query<contract::GetFunnel> m_funnel;
    int m_months = 12;
    int m_days = 30;
    int m_pulses = 0;
};

} // namespace bursar::models
