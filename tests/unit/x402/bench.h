// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "crypto/hash.h"
#include "crypto/private_key.h"
#include "support/refusal.h"
#include "support/vectors.h"
#include "x402/payment.h"

#include <boost/json.hpp>

#include <QtTest>

namespace QTest {
template <> inline char* toString(const std::string& text)
{
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace bursar::x402::test {

namespace evm = chain::evm;
using bursar::test::refusal;
using bursar::test::text;

inline const json::object& vectors()
{
    static const json::object all = bursar::test::vectors("x402_evm.json");
    return all;
}

/// The payer of the vectors.
inline const crypto::PrivateKey& payerKey()
{
    static const auto key = *crypto::PrivateKey::fromHex(text(vectors().at("typed_data"), "private_key"));
    return key;
}

inline evm::Address addressOf(const crypto::PrivateKey& key)
{
    return evm::Address::fromHex(key.address()).value();
}

/// Of a paymentRequirements of either version.
inline Requirement requirementOf(const json::value& wire)
{
    const auto& object = wire.as_object();
    const bool isV1 = object.contains("maxAmountRequired");
    const auto& extra = object.at("extra").as_object();
    Requirement requirement;
    requirement.chainId = chainOf(isV1 ? Version::V1 : Version::V2, text(wire, "network")).value();
    requirement.token = {.address = evm::parseAddress(text(wire, "asset")).value(), .symbol = "USDC", .decimals = 6,
                         .name = extra.contains("name") ? text(extra, "name") : "",
                         .version = extra.contains("version") ? text(extra, "version") : ""};
    requirement.amount = Amount::fromAtomic(text(wire, isV1 ? "maxAmountRequired" : "amount")).value();
    requirement.payTo = evm::parseAddress(text(wire, "payTo")).value();
    requirement.resource = "https://api.example.com/premium-data";
    requirement.description = "Access to premium market data";
    requirement.mimeType = "application/json";
    requirement.maxTimeout = std::chrono::seconds(object.at("maxTimeoutSeconds").as_int64());
    return requirement;
}

/// What the vectors demand: 0.01 USDC on Base Sepolia.
inline Requirement requirement()
{
    return requirementOf(vectors().at("v2").at("payment_required").at("accepts").at(0));
}

inline Payment parsed(const json::value& wire)
{
    return parseXPayment(crypto::toBase64(json::serialize(wire)));
}

inline Payment vectorPayment(Version version)
{
    return parsed(vectors().at(version == Version::V1 ? "v1" : "v2").at("payment_payload"));
}

inline void sign(Payment& payment, const Requirement& demanded, const crypto::PrivateKey& key = payerKey())
{
    payment.signature = key.sign(payment.authorization.digest(demanded.domain()).bytes());
}

/// A payment of what is demanded, signed by `key`; `nonce` tells it from others.
inline Payment paymentOf(Version version, const Requirement& demanded, const crypto::PrivateKey& key, unsigned nonce)
{
    Payment payment;
    payment.version = version;
    payment.scheme = kSchemeExact;
    payment.network = version == Version::V1 ? std::string(networkV1(demanded.chainId).value())
                                             : networkV2(demanded.chainId);
    payment.authorization = {.from = addressOf(key), .to = demanded.payTo, .value = demanded.amount,
                             .validAfter = Amount(), .validBefore = Amount(4'102'444'800u),
                             .nonce = evm::keccak("nonce " + std::to_string(nonce))};
    if (version == Version::V2)
        payment.accepted = requirementJson(Version::V2, demanded);
    sign(payment, demanded, key);
    return payment;
}

inline base::Time at(std::int64_t unixSeconds)
{
    return base::Time(std::chrono::seconds(unixSeconds));
}

} // namespace bursar::x402::test
