// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/requirement.h"

#include "crypto/hash.h"

#include <boost/json.hpp>

#include <array>
#include <charconv>

namespace bursar::x402 {

namespace json = boost::json;
using chain::evm::checksummed;

namespace {
struct NamedChain {
    std::string_view name;
    std::uint64_t id;
};
/// Version 1's names, as the reference implementation has them.
constexpr std::array kNamedChains{
    NamedChain{"base", 8453},
    NamedChain{"base-sepolia", 84532},
    NamedChain{"polygon", 137},
    NamedChain{"polygon-amoy", 80002},
    NamedChain{"ethereum", 1},
    NamedChain{"sepolia", 11155111},
    NamedChain{"avalanche", 43114},
    NamedChain{"avalanche-fuji", 43113},
    NamedChain{"abstract", 2741},
    NamedChain{"abstract-testnet", 11124},
    NamedChain{"iotex", 4689},
    NamedChain{"sei", 1329},
    NamedChain{"sei-testnet", 1328},
    NamedChain{"peaq", 3338},
    NamedChain{"story", 1514},
    NamedChain{"educhain", 41923},
    NamedChain{"skale-base-sepolia", 324705682},
    NamedChain{"celo", 42220},
    NamedChain{"flare", 14},
    NamedChain{"megaeth", 4326},
    NamedChain{"monad", 143},
    NamedChain{"stable", 988},
    NamedChain{"stable-testnet", 2201},
};
constexpr std::string_view kCaip2Prefix = "eip155:";

std::string networkText(Version version, std::uint64_t chainId)
{
    if (const auto name = networkV1(chainId); version == Version::V1 && name)
        return std::string(*name);
    return networkV2(chainId);
}

std::string base64Json(const json::object& object)
{
    return crypto::toBase64(json::serialize(object));
}
} // namespace

std::string networkV2(std::uint64_t chainId)
{
    return std::string(kCaip2Prefix) + std::to_string(chainId);
}

std::optional<std::string_view> networkV1(std::uint64_t chainId)
{
    for (const NamedChain& chain : kNamedChains) {
        if (chain.id == chainId)
            return chain.name;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> chainOf(Version version, std::string_view network)
{
    if (version == Version::V1) {
        for (const NamedChain& chain : kNamedChains) {
            if (chain.name == network)
                return chain.id;
        }
        return std::nullopt;
    }
    if (!network.starts_with(kCaip2Prefix))
        return std::nullopt;
    const std::string_view digits = network.substr(kCaip2Prefix.size());
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    const bool isNumber = error == std::errc() && end == digits.data() + digits.size() && !digits.starts_with('0');
    return isNumber ? std::optional(id) : std::nullopt;
}

chain::evm::Domain Requirement::domain() const
{
    return {.name = token.name, .version = token.version, .chainId = Amount(chainId),
            .verifyingContract = token.address};
}

json::object requirementJson(Version version, const Requirement& requirement)
{
    json::object object{{"scheme", kSchemeExact},
                        {"network", networkText(version, requirement.chainId)},
                        {version == Version::V1 ? "maxAmountRequired" : "amount", requirement.amount.atomic()},
                        {"asset", checksummed(requirement.token.address)},
                        {"payTo", checksummed(requirement.payTo)}};
    if (version == Version::V1) {
        object["resource"] = requirement.resource;
        object["description"] = requirement.description;
        object["mimeType"] = requirement.mimeType;
        object["outputSchema"] = nullptr;
    }
    object["maxTimeoutSeconds"] = requirement.maxTimeout.count();
    object["extra"] = json::object{{"name", requirement.token.name}, {"version", requirement.token.version}};
    return object;
}

json::object paymentRequiredBody(const Requirement& requirement, std::string_view error)
{
    json::array accepts;
    if (networkV1(requirement.chainId))
        accepts.push_back(requirementJson(Version::V1, requirement));
    return {{"x402Version", 1},
            {"error", error},
            {"accepts", std::move(accepts)},
            {"x402", json::object{{"network", networkText(Version::V1, requirement.chainId)},
                                  {"token", requirement.token.symbol},
                                  {"recipient", checksummed(requirement.payTo)},
                                  {"amount", requirement.amount.decimal(requirement.token.decimals)},
                                  {"amount_atomic", requirement.amount.atomic()}}}};
}

std::string paymentRequiredHeader(const Requirement& requirement, std::string_view error)
{
    return base64Json({{"x402Version", 2},
                       {"error", error},
                       {"resource", json::object{{"url", requirement.resource},
                                                 {"description", requirement.description},
                                                 {"mimeType", requirement.mimeType}}},
                       {"accepts", json::array{requirementJson(Version::V2, requirement)}},
                       {"extensions", json::object()}});
}

std::string paymentResponseHeader(Version version, const Requirement& requirement, const Settlement& settlement)
{
    json::object object{{"success", settlement.errorReason.empty()}};
    if (!settlement.errorReason.empty())
        object["errorReason"] = settlement.errorReason;
    object["transaction"] = settlement.transaction ? settlement.transaction->hex() : std::string();
    object["network"] = networkText(version, requirement.chainId);
    object["payer"] = checksummed(settlement.payer);
    return base64Json(object);
}

} // namespace bursar::x402
