// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/tr.h"
#include "ui/pages/channels/channels_page.h"
#include "ui/pages/customers/customers_page.h"
#include "ui/pages/ledger/ledger_page.h"
#include "ui/pages/logs/logs_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/performance/performance_page.h"
#include "ui/pages/registry/registry_page.h"
#include "ui/pages/revenue/revenue_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/shell/page.h"

#include <QCoreApplication>

namespace bursar::ui {

namespace {

template <class P>
PageEntry entry(const char* id, const char* group, const QString& title, const char* icon, Qt::Key go)
{
    return {QLatin1String(id), QLatin1String(group), title, QLatin1String(icon), QKeySequence(go),
            [](Shell& shell) -> Page* { return new P(shell); }};
}

} // namespace

std::vector<PageEntry> pageEntries()
{
    return {
        entry<OverviewPage>("overview", "insight", tr("Overview"), "overview", Qt::Key_O),
        entry<CustomersPage>("customers", "insight", tr("Customers"), "customers", Qt::Key_C),
        entry<RevenuePage>("revenue", "insight", tr("Revenue"), "revenue", Qt::Key_R),
        entry<PerformancePage>("performance", "insight", tr("Performance"), "performance", Qt::Key_P),
        entry<LogsPage>("logs", "insight", tr("Logs"), "logs", Qt::Key_L),
        entry<RegistryPage>("registry", "agents", tr("Registry"), "registry", Qt::Key_A),
        entry<ChannelsPage>("channels", "money", tr("Channels"), "channels", Qt::Key_H),
        entry<LedgerPage>("ledger", "money", tr("Ledger"), "ledger", Qt::Key_J),
        entry<SettingsPage>("settings", "operations", tr("Settings"), "settings", Qt::Key_S),
    };
}

} // namespace bursar::ui
