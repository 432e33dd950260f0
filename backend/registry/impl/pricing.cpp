// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/pricing.h"

#include "base/amount.h"
#include "base/error.h"
#include "identity/text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bursar::registry {

namespace json = boost::json;

namespace {
constexpr unsigned kFractionDigits = 18;
constexpr std::size_t kDigitsMax = 38; // numeric(38,18)
constexpr std::size_t kModelBytesMax = 64;
constexpr std::size_t kCurrencyBytesMax = 32;

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
        || c == '-';
}

std::optional<std::string> word(const json::object& object, std::string_view name, std::size_t bytesMax)
{
    const json::value* found = object.if_contains(name);
    if (!found || found->is_null())
        return std::nullopt;
    const std::string path = "pricing." + std::string(name);
    if (!found->is_string())
        throw base::invalidField(path, "wrong_type", "must be text");
    const std::string text(identity::trimmed(found->get_string()));
    if (text.empty() || text.size() > bytesMax || !std::all_of(text.begin(), text.end(), isWordByte))
        throw base::invalidField(path, "malformed",
                                 fmt::format("must be 1 to {} letters, digits, '.', '_', '-'", bytesMax));
    return text;
}

std::string amountText(const json::value& value)
{
    if (value.is_string())
        return std::string(identity::trimmed(value.get_string()));
    if (value.is_int64())
        return std::to_string(value.get_int64());
    if (value.is_uint64())
        return std::to_string(value.get_uint64());
    if (value.is_double())
        return fmt::format("{}", value.get_double()); // the shortest text that means this number: what was sent
    throw base::invalidField("pricing.amount", "wrong_type", "must be a number or a decimal text");
}

std::optional<std::string> amount(const json::object& object)
{
    const json::value* found = object.if_contains("amount");
    if (!found || found->is_null())
        return std::nullopt;
    const auto parsed = base::Amount::fromDecimal(amountText(*found), kFractionDigits);
    if (!parsed || parsed->atomic().size() > kDigitsMax)
        throw base::invalidField("pricing.amount", "not_an_amount",
                                 "must be a decimal, not negative, with at most 18 fraction digits");
    return parsed->decimal(kFractionDigits);
}
} // namespace

Pricing checkedPricing(const json::value& value)
{
    if (!value.is_object())
        throw base::invalidField("pricing", "wrong_type", "must be an object");
    const json::object& object = value.get_object();
    Pricing pricing{.model = word(object, "model", kModelBytesMax),
                    .amount = amount(object),
                    .currency = word(object, "currency", kCurrencyBytesMax)};
    if (pricing.amount && !pricing.currency)
        pricing.currency = "USDC";
    if (pricing.amount && !pricing.model)
        pricing.model = "per_request";
    return pricing;
}

std::string priceText(const Pricing& pricing)
{
    if (!pricing.amount)
        return pricing.model.value_or("no price");
    return *pricing.amount + " " + pricing.currency.value_or("USDC");
}

} // namespace bursar::registry
