// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bursar::net {

/// Where outgoing calls may go. Guarded refuses private, loopback, link-local, multicast, documentation and
/// unspecified addresses (IPv4, IPv6, IPv4-mapped, NAT64), after DNS and at every redirect: for URLs that come from
/// users. Open is for URLs of the operator's own configuration.
enum class AddressPolicy { Guarded, Open };

struct ClientRequest {
    std::string method = "GET";
    std::string url; // http or https, no user info
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    AddressPolicy policy = AddressPolicy::Guarded;
    std::chrono::milliseconds timeout{5'000};
    std::size_t bodyBytesMax = 64 * 1024; // more is cut off and `truncated` set
    unsigned redirectsMax = 3;
};

struct ClientResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    bool truncated = false;
    std::chrono::microseconds elapsed{};
};

/// Blocking HTTP client over libcurl; any thread; connections are reused per thread-safe handle pool.
/// Throws base::Error: InvalidInput "url_refused" (scheme, user info, guarded address), Upstream
/// "upstream_unreachable", Timeout "upstream_timeout".
class HttpClient {
public:
    HttpClient();
    ~HttpClient();
    ClientResponse send(const ClientRequest& request);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Whether Guarded would refuse this numeric address.
bool isRefusedAddress(std::string_view address);

} // namespace bursar::net
