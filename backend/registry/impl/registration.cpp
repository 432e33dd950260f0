// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/registration.h"

#include "base/error.h"
#include "crypto/ethereum.h"
#include "identity/text.h"
#include "registry/impl/slug.h"

#include <algorithm>

namespace bursar::registry {

namespace {
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kCategoryBytesMax = 64;
constexpr std::size_t kProtocolsMax = 16;
constexpr std::size_t kProtocolBytesMax = 32;

std::string checkedText(const std::string& given, std::string_view field, std::size_t bytesMax)
{
    const std::string text(identity::trimmed(given));
    if (text.empty() || text.size() > bytesMax)
        throw base::invalidField(std::string(field), "out_of_range",
                                 fmt::format("must have 1 to {} bytes", bytesMax));
    if (identity::hasControl(text))
        throw base::invalidField(std::string(field), "malformed", "must not contain control characters");
    return text;
}

/// Older clients send an empty text for what they leave out.
bool isSaid(const std::optional<std::string>& value)
{
    return value && !identity::trimmed(*value).empty();
}

std::vector<std::string> checkedProtocols(const std::vector<std::string>& given)
{
    if (given.size() > kProtocolsMax)
        throw base::invalidField("protocols", "too_long",
                                 fmt::format("must have at most {} items", kProtocolsMax));
    std::vector<std::string> protocols;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string word = identity::lowerCase(
            checkedText(given[i], fmt::format("protocols[{}]", i), kProtocolBytesMax));
        if (std::find(protocols.begin(), protocols.end(), word) == protocols.end())
            protocols.push_back(word);
    }
    return protocols;
}
} // namespace

std::string checkedTier(const std::string& tier)
{
    if (tier != "open" && tier != "lite")
        throw base::Error(base::ErrorCode::InvalidInput, "invalid_tier", "invalid tier: must be open or lite",
                          {{"tier", "not_allowed", "must be open or lite"}});
    return tier;
}

Registration checkedRegistration(const contract::RegisterAgent::Input& input, PrivateOrigins origins)
{
    Registration out;
    if (isSaid(input.agent_id))
        out.slug = checkedSlug(*input.agent_id);
    if (isSaid(input.name))
        out.name = checkedText(*input.name, "name", kNameBytesMax);
    if (isSaid(input.origin_endpoint))
        out.origin = checkedOrigin(*input.origin_endpoint, origins);
    if (input.protocols)
        out.protocols = checkedProtocols(*input.protocols);
    if (isSaid(input.category))
        out.category = identity::lowerCase(checkedText(*input.category, "category", kCategoryBytesMax));
    if (input.pricing && !input.pricing->is_null())
        out.pricing = checkedPricing(*input.pricing);
    if (isSaid(input.tier))
        out.tier = checkedTier(*input.tier);
    if (isSaid(input.wallet_address)) {
        out.wallet = crypto::parseAddress(*input.wallet_address);
        if (!out.wallet)
            throw base::invalidField("wallet_address", "malformed", "must be an address: 0x and 40 hex digits");
    }
    return out;
}

void apply(const Registration& said, AgentRow& row)
{
    if (said.name)
        row.name = *said.name;
    if (said.origin)
        row.origin = said.origin;
    if (said.protocols)
        row.protocols = *said.protocols;
    if (said.category)
        row.category = said.category;
    if (said.pricing)
        row.pricing = *said.pricing;
    if (said.tier)
        row.tier = *said.tier;
    if (said.wallet)
        row.wallet = said.wallet;
}

} // namespace bursar::registry
