// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "net/http_server.h"

namespace bursar::api {

/// `/metrics` alone (Prometheus text format 0.0.4), for a port of its own on loopback: no credentials.
class MetricsPage final : public net::RequestHandler {
public:
    explicit MetricsPage(base::Metrics& metrics) : m_metrics(metrics) {}

    void handle(net::HttpRequest request, Respond respond) override;
    std::size_t bodyBytesMax(std::string_view, std::string_view) const override { return 0; }
    void handleStream(net::HttpRequest, Accept, Respond respond) override { respond({404, "text/plain", {}, {}}); }
    bool isStream(std::string_view) const override { return false; }

private:
    base::Metrics& m_metrics;
};

/// The page itself.
net::HttpResponse metricsPage(base::Metrics& metrics);

} // namespace bursar::api
