// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/http_client.h"

#include "base/error.h"
#include "net/impl/address.h"
#include "net/impl/text.h"

#include <array>
#include <curl/curl.h>
#include <mutex>
#include <netinet/in.h>
#include <unistd.h>

namespace bursar::net {

using base::Error;
using base::ErrorCode;
using Headers = std::vector<std::pair<std::string, std::string>>;

namespace {
constexpr std::size_t kIdleHandlesMax = 16; // for each policy
constexpr std::size_t kHeaderBytesMax = 128 * 1024;
constexpr std::size_t kUrlBytesMax = 8 * 1024;
constexpr long kConnectionsPerHandle = 4;

struct EasyFree {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct UrlFree {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct TextFree {
    void operator()(char* text) const { curl_free(text); }
};
struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyFree>;
using Url = std::unique_ptr<CURLU, UrlFree>;
using Text = std::unique_ptr<char, TextFree>;
using List = std::unique_ptr<curl_slist, ListFree>;

Error refused(std::string text)
{
    return Error(ErrorCode::InvalidInput, "url_refused", std::move(text));
}

std::string part(CURLU* url, CURLUPart which)
{
    char* raw = nullptr;
    if (curl_url_get(url, which, &raw, which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) != CURLUE_OK)
        return {};
    return Text(raw).get();
}

/// A URL that may be called, taken apart. libcurl's own parser, so that what is checked is what is called.
struct Target {
    std::string url;
    std::string scheme;
    std::string origin; // scheme, host and port
};

Target checkedUrl(const std::string& text, AddressPolicy policy)
{
    if (text.size() > kUrlBytesMax)
        throw refused("the URL is too long");
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f)
            throw refused("the URL has a space or a control character");
    }
    const Url url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        throw refused("the URL is malformed");
    Target target;
    target.scheme = part(url.get(), CURLUPART_SCHEME);
    if (target.scheme != "http" && target.scheme != "https")
        throw refused("only http and https are called");
    // libcurl also takes "http:/host" and "http:///host", which others read differently.
    const std::size_t authority = target.scheme.size() + 3;
    if (text.size() <= authority || text.compare(target.scheme.size(), 3, "://") != 0 || text[authority] == '/')
        throw refused("the URL is malformed");
    if (text.find('@') < text.find_first_of("/?#", authority)
        || !part(url.get(), CURLUPART_USER).empty() || !part(url.get(), CURLUPART_PASSWORD).empty())
        throw refused("a URL with user information is not called");
    const std::string host = part(url.get(), CURLUPART_HOST);
    const auto address = impl::IpAddress::parse(host);
    if (policy == AddressPolicy::Guarded && address && address->isRefused())
        throw refused("this address is not public");
    curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    target.url = part(url.get(), CURLUPART_URL);
    target.origin = target.scheme + "://" + impl::lowerCase(host) + ":" + part(url.get(), CURLUPART_PORT);
    return target;
}

/// What one transfer collects.
struct Transfer {
    AddressPolicy policy;
    std::size_t bodyBytesMax;
    ClientResponse response;
    std::size_t headerBytes = 0;
    bool refusedAddress = false;
    bool headersTooLarge = false;
};

/// The guard proper: it sees the very address that is connected to, whatever the name resolved to this time.
curl_socket_t openSocket(void* context, curlsocktype, curl_sockaddr* address)
{
    auto& transfer = *static_cast<Transfer*>(context);
    if (transfer.policy == AddressPolicy::Guarded) {
        const auto peer = impl::IpAddress::from(&address->addr);
        if (!peer || peer->isRefused()) {
            transfer.refusedAddress = true;
            return CURL_SOCKET_BAD;
        }
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t takeBody(char* data, std::size_t, std::size_t size, void* context)
{
    auto& transfer = *static_cast<Transfer*>(context);
    const std::size_t room = transfer.bodyBytesMax - transfer.response.body.size();
    transfer.response.body.append(data, std::min(room, size));
    if (size <= room)
        return size;
    transfer.response.truncated = true;
    return 0; // ends the transfer
}

std::size_t takeHeader(char* data, std::size_t, std::size_t size, void* context)
{
    auto& transfer = *static_cast<Transfer*>(context);
    transfer.headerBytes += size;
    if (transfer.headerBytes > kHeaderBytesMax) {
        transfer.headersTooLarge = true;
        return 0;
    }
    std::string_view line(data, size);
    if (line.starts_with("HTTP/")) {
        transfer.response.headers.clear(); // what came before was 1xx
        return size;
    }
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.remove_suffix(1);
    if (const auto colon = line.find(':'); colon != std::string_view::npos)
        transfer.response.headers.emplace_back(impl::lowerCase(line.substr(0, colon)),
                                               impl::trimmed(line.substr(colon + 1)));
    return size;
}

/// Null after running out of memory, as curl_slist_append says it; the old list is kept by `list`.
void append(List& list, const std::string& line)
{
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    list.release();
    list.reset(longer);
}

List headerList(const Headers& headers)
{
    List list;
    append(list, "Expect:"); // no wait for 100 Continue
    for (const auto& [name, value] : headers) {
        if (!impl::isToken(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            throw Error(ErrorCode::InvalidInput, "bad_header", "a header of the call is malformed");
        append(list, value.empty() ? name + ";" : name + ": " + value);
    }
    return list;
}

/// What may be shown to another server than the one that was addressed.
Headers withoutSecrets(const Headers& headers)
{
    Headers kept;
    for (const auto& header : headers) {
        const std::string name = impl::lowerCase(header.first);
        if (name == "content-type" || name == "user-agent" || name.starts_with("accept"))
            kept.push_back(header);
    }
    return kept;
}

template <class T> void set(CURL* handle, CURLoption option, T value)
{
    curl_easy_setopt(handle, option, value);
}

/// One hop of a call: no redirects, no proxy, no other protocols.
struct Hop {
    std::string method;
    Target target;
    Headers headers;
    std::string_view body;
};

void configure(CURL* handle, const Hop& hop, const List& headers, std::chrono::milliseconds timeout, Transfer& transfer)
{
    curl_easy_reset(handle); // keeps the connections
    set(handle, CURLOPT_URL, hop.target.url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_2TLS));
    set(handle, CURLOPT_USERAGENT, "bursar/" BURSAR_VERSION); // unless the headers name one
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    set(handle, CURLOPT_TIMEOUT_MS, long(timeout.count()));
    set(handle, CURLOPT_MAXCONNECTS, kConnectionsPerHandle);
    set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(handle, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    set(handle, CURLOPT_OPENSOCKETDATA, &transfer);
    set(handle, CURLOPT_WRITEFUNCTION, takeBody);
    set(handle, CURLOPT_WRITEDATA, &transfer);
    set(handle, CURLOPT_HEADERFUNCTION, takeHeader);
    set(handle, CURLOPT_HEADERDATA, &transfer);
    if (hop.method == "HEAD") {
        set(handle, CURLOPT_NOBODY, 1L);
    } else if (!hop.body.empty() || hop.method == "POST" || hop.method == "PUT" || hop.method == "PATCH") {
        set(handle, CURLOPT_POST, 1L);
        set(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(hop.body.size()));
        set(handle, CURLOPT_POSTFIELDS, hop.body.data());
    }
    if (hop.method != "HEAD")
        set(handle, CURLOPT_CUSTOMREQUEST, hop.method.c_str());
}

[[noreturn]] void fail(CURLcode code, const Transfer& transfer)
{
    if (transfer.refusedAddress)
        throw refused("the host's address is not public");
    if (transfer.headersTooLarge)
        throw Error(ErrorCode::Upstream, "upstream_unreachable", "the other server sent too large headers");
    if (code == CURLE_OPERATION_TIMEDOUT)
        throw Error(ErrorCode::Timeout, "upstream_timeout", "the other server did not answer in time");
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
        throw refused("the URL is malformed");
    if (code == CURLE_OUT_OF_MEMORY)
        throw std::bad_alloc();
    throw Error(ErrorCode::Upstream, "upstream_unreachable",
                std::string("the other server could not be reached: ") + curl_easy_strerror(code));
}

ClientResponse perform(CURL* handle, const Hop& hop, AddressPolicy policy, std::size_t bodyBytesMax,
                       std::chrono::milliseconds timeout, std::string& location)
{
    Transfer transfer{.policy = policy, .bodyBytesMax = bodyBytesMax};
    const List headers = headerList(hop.headers);
    configure(handle, hop, headers, timeout, transfer);
    const CURLcode code = curl_easy_perform(handle);
    if (code != CURLE_OK && !transfer.response.truncated)
        fail(code, transfer);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = int(status);
    const char* next = nullptr; // absolute, resolved against the URL that was called
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &next);
    location = next != nullptr ? next : "";
    return std::move(transfer.response);
}

/// The call that a redirect asks for (RFC 9110, 15.4).
void follow(Hop& hop, int status, const std::string& location, AddressPolicy policy)
{
    Target next = checkedUrl(location, policy);
    if (hop.target.scheme == "https" && next.scheme == "http")
        throw refused("a redirect from https to http is not followed");
    if (next.origin != hop.target.origin)
        hop.headers = withoutSecrets(hop.headers);
    if (status == 303 ? hop.method != "HEAD" : (status == 301 || status == 302) && hop.method == "POST") {
        hop.method = "GET";
        hop.body = {};
        std::erase_if(hop.headers, [](const auto& header) { return impl::equalsIgnoringCase(header.first, "content-type"); });
    }
    hop.target = std::move(next);
}
} // namespace

/// Idle handles keep connections open. A handle serves one policy for ever: a guarded call must never travel on a
/// connection that an open call made to a private address.
struct HttpClient::Impl {
    std::mutex mutex;
    std::array<std::vector<Easy>, 2> idle;

    Easy borrow(AddressPolicy policy)
    {
        {
            const std::lock_guard lock(mutex);
            auto& handles = idle[std::size_t(policy)];
            if (!handles.empty()) {
                Easy handle = std::move(handles.back());
                handles.pop_back();
                return handle;
            }
        }
        Easy handle(curl_easy_init());
        if (!handle)
            throw std::bad_alloc();
        return handle;
    }

    void giveBack(AddressPolicy policy, Easy handle)
    {
        curl_easy_reset(handle.get()); // forgets pointers into the finished call
        const std::lock_guard lock(mutex);
        auto& handles = idle[std::size_t(policy)];
        if (handles.size() < kIdleHandlesMax)
            handles.push_back(std::move(handle));
    }
};

HttpClient::HttpClient() : m_impl(std::make_unique<Impl>())
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

HttpClient::~HttpClient() = default;

ClientResponse HttpClient::send(const ClientRequest& request)
{
    if (!impl::isToken(request.method))
        throw Error(ErrorCode::InvalidInput, "bad_method", "the method of the call is malformed");
    const auto begin = std::chrono::steady_clock::now();
    Hop hop{request.method, checkedUrl(request.url, request.policy), request.headers, request.body};
    Easy handle = m_impl->borrow(request.policy);
    ClientResponse response;
    for (unsigned redirects = 0;; ++redirects) {
        const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        if (spent >= request.timeout)
            throw Error(ErrorCode::Timeout, "upstream_timeout", "the other server did not answer in time");
        std::string location;
        response = perform(handle.get(), hop, request.policy, request.bodyBytesMax, request.timeout - spent, location);
        if (location.empty() || request.redirectsMax == 0)
            break;
        if (redirects >= request.redirectsMax)
            throw Error(ErrorCode::Upstream, "too_many_redirects", "the other server redirects without end");
        follow(hop, response.status, location, request.policy);
    }
    m_impl->giveBack(request.policy, std::move(handle));
    response.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    return response;
}

bool isRefusedAddress(std::string_view address)
{
    const auto parsed = impl::IpAddress::parse(address);
    return !parsed || parsed->isRefused();
}

} // namespace bursar::net
