// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/metrics_page.h"

namespace bursar::api {

net::HttpResponse metricsPage(base::Metrics& metrics)
{
    return {200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), {}};
}

void MetricsPage::handle(net::HttpRequest request, Respond respond)
{
    if (request.path != "/metrics")
        return respond({404, "text/plain", "only /metrics is here\n", {}});
    if (request.method != "GET")
        return respond({405, "text/plain", "GET only\n", {{"Allow", "GET, HEAD"}}});
    respond(metricsPage(m_metrics));
}

} // namespace bursar::api
