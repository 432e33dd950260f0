// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/shared.h"

#include "base/error.h"

namespace bursar::net::impl {

namespace {
std::vector<Network> parseNetworks(const std::vector<std::string>& texts)
{
    std::vector<Network> networks;
    for (const std::string& text : texts) {
        const auto network = Network::parse(text);
        if (!network)
            throw base::Error(base::ErrorCode::InvalidInput, "trusted_proxies",
                              text + " is neither an address nor a block of addresses");
        networks.push_back(*network);
    }
    return networks;
}
} // namespace

Shared::Shared(HttpServerOptions o, RequestHandler& h, base::Metrics& m)
    : options(std::move(o)), trusted(parseNetworks(options.trustedProxies)), handler(h),
      connectionsGauge(m.gauge("bursar_net_connections", "Open connections")),
      streamsGauge(m.gauge("bursar_net_streams", "Open WebSocket and event streams")),
      receivedBytes(m.counter("bursar_net_received_bytes_total", "Bytes received, after TLS")),
      sentBytes(m.counter("bursar_net_sent_bytes_total", "Bytes sent, before TLS")),
      refused(m.counter("bursar_net_refused_connections_total", "Connections refused by a limit"))
{
    for (std::size_t i = 1; i < requests.size(); ++i)
        requests[i] = &m.counter("bursar_net_requests_total", "Answers by class of status",
                                 {{"status", std::to_string(i) + "xx"}});
}

bool Shared::enter(const IpAddress& address)
{
    for (const Network& network : trusted) {
        if (network.contains(address))
            return true;
    }
    const std::lock_guard lock(m_mutex);
    std::size_t& count = m_byAddress[address.limitKey()];
    if (count >= options.connectionsPerAddressMax)
        return false;
    ++count;
    return true;
}

void Shared::leave(const IpAddress& address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byAddress.find(address.limitKey());
    if (found != m_byAddress.end() && --found->second == 0)
        m_byAddress.erase(found);
}

void Shared::connectionEnded()
{
    {
        const std::lock_guard lock(endMutex);
        --connections;
    }
    ended.notify_all();
}

} // namespace bursar::net::impl
