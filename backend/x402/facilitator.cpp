// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/facilitator.h"

#include "base/error.h"
#include "base/log.h"
#include "x402/impl/facilitator_answer.h"

#include <boost/json.hpp>

namespace bursar::x402 {

namespace json = boost::json;
using base::Error;
using base::ErrorCode;

namespace {
constexpr base::Log kLog{"x402"};

/// Host of an URL after its scheme; empty where it is not plain to see.
std::string_view hostOf(std::string_view rest)
{
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\"));
    if (authority.find('@') != std::string_view::npos)
        return {};
    if (authority.starts_with('['))
        return authority.substr(0, authority.find(']') + 1);
    return authority.substr(0, authority.find(':'));
}

/// Without the slashes at its end. What else is wrong with it HttpClient says.
std::string checkedRoot(std::string url)
{
    constexpr std::string_view kPlain = "http://";
    constexpr std::string_view kSecure = "https://";
    const bool isPlain = url.starts_with(kPlain);
    const std::string_view host = isPlain || url.starts_with(kSecure)
        ? hostOf(std::string_view(url).substr(isPlain ? kPlain.size() : kSecure.size()))
        : std::string_view();
    const bool isHere = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    if (host.empty() || (isPlain && !isHere) || url.find_first_of("?#") != std::string::npos)
        throw Error(ErrorCode::InvalidInput, "invalid_facilitator_url",
                    "a facilitator's URL is https, or http to this machine, without query");
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

std::string body(const Payment& payment, const Requirement& requirement)
{
    return json::serialize(json::object{{"x402Version", int(payment.version)},
                                        {"paymentPayload", paymentJson(payment, requirement)},
                                        {"paymentRequirements", requirementJson(payment.version, requirement)}});
}

/// No answer: it may or may not have been heard.
FacilitatorAnswer noAnswer(const Error& error)
{
    return {.state = FacilitatorAnswer::State::Unknown, .reason = error.reason()};
}
} // namespace

Facilitator::Facilitator(FacilitatorOptions options, net::HttpClient& http)
    : m_options(std::move(options)), m_http(http)
{
    m_options.url = checkedRoot(std::move(m_options.url));
}

net::ClientRequest Facilitator::question(std::string method, std::string_view path) const
{
    return {.method = std::move(method),
            .url = m_options.url + std::string(path),
            .headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
            .policy = net::AddressPolicy::Open,
            .timeout = m_options.timeout,
            .bodyBytesMax = kAnswerBytesMax,
            .redirectsMax = 0};
}

FacilitatorAnswer Facilitator::verify(const Payment& payment, const Requirement& requirement)
{
    net::ClientRequest request = question("POST", "/verify");
    request.body = body(payment, requirement);
    try {
        return impl::readVerifyAnswer(m_http.send(request), payment);
    } catch (const Error& error) {
        return noAnswer(error);
    }
}

FacilitatorAnswer Facilitator::settle(const Payment& payment, const Requirement& requirement)
{
    net::ClientRequest request = question("POST", "/settle");
    request.body = body(payment, requirement);
    request.timeout = m_options.settleTimeout;
    try {
        FacilitatorAnswer answer = impl::readSettleAnswer(m_http.send(request), payment);
        if (answer.state == FacilitatorAnswer::State::Unknown)
            kLog.warning("a facilitator's answer to settle is not to be believed: {}", answer.reason);
        return answer;
    } catch (const Error& error) {
        kLog.warning("a facilitator did not answer to settle: {}", error.reason());
        return noAnswer(error);
    }
}

std::vector<SupportedKind> Facilitator::supported()
{
    try {
        if (auto kinds = impl::readSupported(m_http.send(question("GET", "/supported"))))
            return std::move(*kinds);
    } catch (const Error& error) {
        kLog.warning("a facilitator did not answer: {}", error.reason());
    }
    throw Error(ErrorCode::Upstream, "facilitator_unavailable", "the payment facilitator does not answer as it should");
}

} // namespace bursar::x402
