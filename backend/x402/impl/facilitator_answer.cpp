// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/impl/facilitator_answer.h"

#include "chain/evm/revert.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::x402::impl {

namespace evm = chain::evm;
namespace json = boost::json;
using State = FacilitatorAnswer::State;

namespace {
constexpr std::size_t kReasonBytesMax = 128;
constexpr std::size_t kMessageBytesMax = 300;
constexpr std::size_t kWordBytesMax = 64;
constexpr std::size_t kDepthMax = 8;

FacilitatorAnswer unknown(std::string reason)
{
    return {.state = State::Unknown, .reason = std::move(reason)};
}

std::optional<json::object> readObject(const net::ClientResponse& response)
{
    if (response.truncated)
        return std::nullopt;
    json::parse_options options;
    options.max_depth = kDepthMax;
    json::error_code failed;
    json::value value = json::parse(json::string_view(response.body), failed, {}, options);
    return !failed && value.is_object() ? std::optional(std::move(value.get_object())) : std::nullopt;
}

/// The member that is a text; none when it is missing, null or something else.
std::optional<std::string_view> textOf(const json::object& object, std::string_view key)
{
    const json::value* value = object.if_contains(key);
    const json::string* text = value ? value->if_string() : nullptr;
    return text ? std::optional(std::string_view(*text)) : std::nullopt;
}

bool isAbsent(const json::object& object, std::string_view key)
{
    const json::value* value = object.if_contains(key);
    return !value || value->is_null();
}

bool contradictsPayer(const json::object& answer, const Payment& payment)
{
    if (isAbsent(answer, "payer") || textOf(answer, "payer") == "") // some leave it empty when they refuse
        return false;
    const auto payer = textOf(answer, "payer");
    return !payer || evm::parseAddress(*payer) != payment.authorization.from;
}

/// The chain, in the notation of either version: facilitators mix them.
bool isNetworkOf(const json::object& answer, const Payment& payment)
{
    const auto network = textOf(answer, "network");
    if (!network)
        return false;
    const auto wanted = chainOf(payment.version, payment.network);
    const auto named = chainOf(Version::V1, *network);
    return wanted && (named ? named : chainOf(Version::V2, *network)) == wanted;
}

FacilitatorAnswer refused(const json::object& answer, std::string_view reasonKey, std::string_view messageKey)
{
    const std::string reason = evm::oneLine(textOf(answer, reasonKey).value_or(""), kReasonBytesMax);
    return {.state = State::Refused,
            .reason = reason.empty() ? "no_reason_given" : reason,
            .message = evm::oneLine(textOf(answer, messageKey).value_or(""), kMessageBytesMax),
            .transaction = evm::Hash::fromHex(textOf(answer, "transaction").value_or(""))};
}

/// The verdict of an answer that may be believed so far; otherwise why not.
struct Opened {
    json::object answer;
    bool verdict = false;
    std::string problem;
};

Opened open(const net::ClientResponse& response, std::string_view verdictKey, const Payment& payment)
{
    const bool isAnswer = response.status == 200 || (response.status >= 400 && response.status < 500);
    auto answer = isAnswer ? readObject(response) : std::nullopt;
    const json::value* verdict = answer ? answer->if_contains(verdictKey) : nullptr;
    if (!verdict || !verdict->is_bool())
        return {{}, false, response.status == 200 ? "malformed_answer" : fmt::format("http_{}", response.status)};
    if (contradictsPayer(*answer, payment))
        return {{}, false, "answer_about_another_payer"};
    const bool yes = verdict->get_bool();
    if (yes && response.status != 200)
        return {{}, false, "answer_contradicts_status"};
    return {std::move(*answer), yes, {}};
}
} // namespace

FacilitatorAnswer readVerifyAnswer(const net::ClientResponse& response, const Payment& payment)
{
    const Opened opened = open(response, "isValid", payment);
    if (!opened.problem.empty())
        return unknown(opened.problem);
    if (!opened.verdict)
        return refused(opened.answer, "invalidReason", "invalidMessage");
    return {.state = State::Accepted};
}

FacilitatorAnswer readSettleAnswer(const net::ClientResponse& response, const Payment& payment)
{
    const Opened opened = open(response, "success", payment);
    if (!opened.problem.empty())
        return unknown(opened.problem);
    const bool namesNetwork = !isAbsent(opened.answer, "network") && textOf(opened.answer, "network") != "";
    if ((namesNetwork || opened.verdict) && !isNetworkOf(opened.answer, payment))
        return unknown("answer_about_another_network");
    if (!opened.verdict)
        return refused(opened.answer, "errorReason", "errorMessage");
    if (!isAbsent(opened.answer, "amount") && textOf(opened.answer, "amount") != payment.authorization.value.atomic())
        return unknown("answer_about_another_amount");
    const auto transaction = evm::Hash::fromHex(textOf(opened.answer, "transaction").value_or(""));
    if (!transaction)
        return unknown("answer_without_transaction");
    return {.state = State::Accepted, .transaction = transaction};
}

std::optional<std::vector<SupportedKind>> readSupported(const net::ClientResponse& response)
{
    const auto answer = response.status == 200 ? readObject(response) : std::nullopt;
    const json::value* list = answer ? answer->if_contains("kinds") : nullptr;
    if (!list || !list->is_array() || list->get_array().size() > Facilitator::kKindsMax)
        return std::nullopt;
    std::vector<SupportedKind> kinds;
    for (const json::value& item : list->get_array()) {
        const json::object* kind = item.if_object();
        const json::value* version = kind ? kind->if_contains("x402Version") : nullptr;
        const auto scheme = kind ? textOf(*kind, "scheme") : std::nullopt;
        const auto network = kind ? textOf(*kind, "network") : std::nullopt;
        if (!version || !version->is_int64() || !scheme || !network)
            return std::nullopt;
        if (version->get_int64() == 1 || version->get_int64() == 2)
            kinds.push_back({.version = version->get_int64() == 1 ? Version::V1 : Version::V2,
                             .scheme = evm::oneLine(*scheme, kWordBytesMax),
                             .network = evm::oneLine(*network, kWordBytesMax)});
    }
    return kinds;
}

} // namespace bursar::x402::impl
