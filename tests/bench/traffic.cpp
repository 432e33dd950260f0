// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/traffic.h"

#include "base/time.h"
#include "bench/cluster.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <QFile>

#include <algorithm>
#include <stdexcept>

namespace bursar::bench {

namespace json = boost::json;
using namespace std::chrono;

namespace {
constexpr std::uint64_t kBuyers = 20; // of each agent

std::string rfc3339(base::Time time)
{
    return base::formatTime(floor<milliseconds>(time));
}

/// As tests/integration/send_batches.py writes them after the TypeScript SDK.
json::object entry(std::mt19937_64& random, Shape shape, std::size_t number, base::Time now)
{
    static constexpr const char* kTools[]{"search", "summarize", "translate"};
    const auto hex = [&random](int words) {
        std::string text;
        for (int i = 0; i < words; ++i)
            text += fmt::format("{:016x}", random());
        return text;
    };
    const char* tool = kTools[random() % std::size(kTools)];
    const std::uint64_t fate = random() % 11;
    const int status = fate < 9 ? 200 : fate == 9 ? 402 : 500;
    json::object item{{"requestId", hex(2)}, {"method", "POST"}, {"path", "/mcp"}, {"statusCode", status},
                      {"responseMs", double(5000 + random() % 900'000) / 1000}, {"toolName", tool},
                      {"protocol", "mcp"}, {"source", "sdk"}, {"timestamp", rfc3339(now)},
                      {"ipAddress", fmt::format("203.0.113.{}", 1 + random() % 249)}, {"userAgent", "agent/1.0"},
                      {"contentType", "application/json"}};
    if (shape == Shape::requests) {
        item["customerId"] = fmt::format("buyer-{}", random() % kBuyers);
        return item;
    }
    const json::object call{{"jsonrpc", "2.0"}, {"id", number}, {"method", "tools/call"},
                            {"params", json::object{{"name", tool}}}};
    const std::string body = json::serialize(call);
    const std::string answer = json::serialize(json::object{{"jsonrpc", "2.0"}, {"id", number}, {"result", {}}});
    json::object headers{{"user-agent", "agent/1.0"}, {"x-agent-id", fmt::format("buyer-{}", random() % kBuyers)},
                         {"authorization", "Bearer must-never-be-stored"}, {"content-type", "application/json"}};
    if (status >= 500)
        item["errorType"] = fmt::format("HTTP_{}", status);
    if (status == 200 && random() % 10 < 3) {
        const std::string tx = "0x" + hex(4);
        item["x402Amount"] = 0.02;
        item["x402TxHash"] = tx;
        item["x402Token"] = "USDC-base-mainnet";
        item["x402Payer"] = "0x" + hex(2) + fmt::format("{:08x}", random() % 0xffffffff);
        headers["x-payment"] =
            json::serialize(json::object{{"amount", "0.02"}, {"tx_hash", tx}, {"token", "USDC"}});
    }
    item["requestBodySize"] = body.size();
    item["responseBodySize"] = answer.size();
    item["requestBody"] = body;
    item["responseBody"] = answer;
    item["headers"] = std::move(headers);
    return item;
}
} // namespace

Traffic::Traffic(const QStringList& options) : m_server(options)
{
    QFile settings(m_server.directory() + QStringLiteral("/bursar.toml"));
    if (!settings.open(QIODevice::WriteOnly))
        throw std::runtime_error("cannot write bursar.toml");
    settings.write("rate_limit_per_second = 1000000\nrate_limit_burst = 1000000\ngeoip_db_path = \"" BURSAR_TEST_DATA
                   "/geo/test-city.mmdb\"\n");
    settings.close();
    if (!m_server.start())
        throw std::runtime_error("bursard did not start");
    for (int agent = 0; agent < kAgents; ++agent) {
        m_keys.push_back(m_server.registerAgent(agentName(agent)));
        if (m_keys.back().empty())
            throw std::runtime_error("an agent could not be registered");
    }
}

std::vector<std::string> Traffic::batches(std::size_t rows, BatchForm form)
{
    std::vector<std::string> out;
    const base::Time now = base::SystemClock().now();
    for (std::size_t first = 0; first < rows; first += kBatch) {
        const std::size_t agent = first / kBatch % kAgents;
        json::array entries;
        for (std::size_t i = first; i < std::min(first + kBatch, rows); ++i)
            entries.push_back(entry(m_random, form.shape, i, now));
        const std::string body = json::serialize(
            json::object{{"agent_id", agentName(int(agent))}, {"sdk_version", "0.1.0"},
                         {"batch_id", fmt::format("{:x}", m_random())}, {"entries", std::move(entries)}});
        const std::string headers = "Authorization: Bearer " + m_keys[agent] + "\r\n";
        out.push_back(form.zipped ? httpPost("/v1/ingest", headers + "Content-Encoding: gzip\r\n", gzip(body))
                                  : httpPost("/v1/ingest", headers, body));
    }
    return out;
}

Sent Traffic::send(const std::vector<std::string>& batches)
{
    const std::string& url = m_server.url();
    return sendAll(unsigned(std::stoul(url.substr(url.rfind(':') + 1))), batches, kConnections);
}

void Traffic::send(std::size_t rows)
{
    const Sent sent = send(batches(rows, {Shape::asSdk, false}));
    if (!sent.problem.empty() || sent.accepted != rows)
        throw std::runtime_error(fmt::format("{} of {} entries were accepted {}", sent.accepted, rows, sent.problem));
}

void Traffic::readDashboards()
{
    const base::Time to = base::SystemClock().now();
    const std::string span = fmt::format("from={}&to={}", base::formatTime(to - hours(24)), base::formatTime(to));
    for (const std::string& path :
         std::vector<std::string>{"/v1/insight/overview?" + span, "/v1/insight/series?dimension=tool&" + span,
          "/v1/insight/breakdown?dimension=customer&" + span, "/v1/insight/latency?" + span, "/v1/customers",
          "/v1/customers/cohorts", "/v1/revenue", "/v1/performance",
          "/v1/logs"}) {
        if (const test::Answer answer = m_server.get(path, m_server.ownerKey()); answer.status != 200)
            throw std::runtime_error(path + ": " + answer.text.substr(0, 200));
    }
}

} // namespace bursar::bench
