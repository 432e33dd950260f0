// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/analytics.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(analyticsOperations, "analytics",
                  (GetDashboard)(GetStats)(GetDaily)(GetAnalytics)(ListCustomers)(GetCustomer)
                  (GetCustomerLogs)(GetCustomerTools)(GetCustomerDaily)(GetCohorts)(GetRevenue)
                  (GetPerformance)(GetFunnel)(GetBenchmark)(GetWalletStats)(GetWalletDaily)
                  (GetWalletErrors))

} // namespace bursar::contract
