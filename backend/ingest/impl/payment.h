// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "ingest/row.h"

#include <map>
#include <optional>
#include <string>

/// What an entry says about payment, in all the forms that clients use (contract section 4.5; x402 v1 and v2).
namespace bursar::ingest {

struct Asset {
    std::string name; // USDC
    unsigned decimals = 18;
};
/// From a reported token: a symbol with an optional network ("USDC-base-mainnet"), or a contract address. Nothing
/// reported means USDC.
Asset assetOf(std::string_view token);

struct Claim {
    std::optional<Payment> payment;
    std::string payer;
    bool settled = true; // false: the settlement answer says that it failed
};

enum class AmountError { none, bad };

/// Reads an amount in whole units; number or text. A number may carry the noise of binary fractions, a text may not.
AmountError readAmount(const contract::json::value& value, unsigned decimals, base::Amount& out);

/// Payment headers (lower-case names, not redacted). Malformed ones claim nothing.
Claim claimFromHeaders(const std::map<std::string, std::string>& headers);

} // namespace bursar::ingest
