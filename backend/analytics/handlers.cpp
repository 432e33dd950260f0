// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/handlers.h"

#include "analytics/analytics.h"

namespace bursar::analytics {

namespace {

using namespace contract;

/// A read: the handler needs nothing of the context, access was decided by the dispatcher.
template <class Op>
void read(HandlerTable& table, Analytics& analytics,
          typename Op::Output (Analytics::*answer)(const typename Op::Input&))
{
    table.on<Op>([&analytics, answer](const Context&, const typename Op::Input& input) {
        return (analytics.*answer)(input);
    });
}

} // namespace

void registerHandlers(HandlerTable& table, Analytics& analytics)
{
    table.on<GetDashboard>([&analytics](const Context&, const Empty&) { return analytics.dashboard(); });
    read<GetStats>(table, analytics, &Analytics::stats);
    read<GetDaily>(table, analytics, &Analytics::daily);
    read<GetAnalytics>(table, analytics, &Analytics::report);
    read<GetPerformance>(table, analytics, &Analytics::performance);
    read<GetFunnel>(table, analytics, &Analytics::funnel);
    read<GetRevenue>(table, analytics, &Analytics::revenue);
    read<ListCustomers>(table, analytics, &Analytics::customers);
    read<GetCustomer>(table, analytics, &Analytics::customer);
    read<GetCustomerTools>(table, analytics, &Analytics::customerTools);
    read<GetCustomerDaily>(table, analytics, &Analytics::customerDaily);
    read<GetCohorts>(table, analytics, &Analytics::cohorts);
    read<GetBenchmark>(table, analytics, &Analytics::benchmark);
    read<GetWalletStats>(table, analytics, &Analytics::walletStats);
    read<GetWalletDaily>(table, analytics, &Analytics::walletDaily);
    read<GetWalletErrors>(table, analytics, &Analytics::walletErrors);
    read<GetOverview>(table, analytics, &Analytics::overview);
    read<GetSeries>(table, analytics, &Analytics::series);
    read<GetBreakdown>(table, analytics, &Analytics::breakdown);
    read<CompareSpans>(table, analytics, &Analytics::compare);
    read<GetLatencyMap>(table, analytics, &Analytics::latencyMap);
    read<ListMarkers>(table, analytics, &Analytics::markers);
    read<FindAnything>(table, analytics, &Analytics::find);
    table.on<CreateMarker>([&analytics](const Context& context, const CreateMarker::Input& input) {
        return analytics.createMarker(context, input);
    });
    table.on<DeleteMarker>([&analytics](const Context& context, const DeleteMarker::Input& input) {
        return analytics.deleteMarker(context, input);
    });
}

} // namespace bursar::analytics
