// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
    std::chrono::milliseconds timeout{5'000}; // of the whole call, redirects included
    std::size_t bodyBytesMax = 64 * 1024; // more is cut off and `truncated` set
    unsigned redirectsMax = 3; // 0: a redirect is the answer
};

struct ClientResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    bool truncated = false;
    std::chrono::microseconds elapsed{};
};

/// Blocking HTTP client over libcurl; any thread; connections are reused, but never a connection of an Open call by a
/// Guarded one. Bodies come as sent, not inflated. Proxies of the environment are not used. A redirect to another
/// origin takes only Accept…, Content-Type and User-Agent along; one from https to http is refused.
/// Throws base::Error: InvalidInput "url_refused" (scheme, user info, guarded address), "bad_method", "bad_header";
/// Upstream "upstream_unreachable", "too_many_redirects"; Timeout "upstream_timeout".
class HttpClient {
public:
    HttpClient();
    ~HttpClient();
    ClientResponse send(const ClientRequest& request);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Whether Guarded would refuse this numeric address. What is not one in strict notation is refused.
bool isRefusedAddress(std::string_view address);

} // namespace bursar::net
