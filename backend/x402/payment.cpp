// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/payment.h"

#include "crypto/hash.h"
#include "x402/impl/reader.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::x402 {

namespace json = boost::json;
using chain::evm::checksummed;
using impl::malformed;
using impl::Reader;

namespace {
constexpr std::size_t kDepthMax = 8;
constexpr std::size_t kSchemeBytesMax = 32;
constexpr std::size_t kNetworkBytesMax = 64;

json::object parseJson(std::string_view text, std::string_view header)
{
    json::parse_options options;
    options.max_depth = kDepthMax;
    json::error_code failed;
    json::value value = json::parse(json::string_view(text.data(), text.size()), failed, {}, options);
    if (failed || !value.is_object())
        malformed(std::string(header), "malformed", "must be a JSON object");
    return std::move(value.get_object());
}

std::string fromBase64(std::string_view text, std::string_view header)
{
    auto decoded = crypto::fromBase64(text, kHeaderBytesMax);
    if (!decoded)
        malformed(std::string(header), "malformed", "must be base64 with padding");
    return std::move(*decoded);
}

void checkSize(std::string_view text, std::string_view header)
{
    if (text.empty() || text.size() > kHeaderBytesMax)
        malformed(std::string(header), "out_of_range", fmt::format("must have 1 to {} bytes", kHeaderBytesMax));
}

/// In the form of requirementJson(), so that both can be compared.
json::object readAccepted(const Reader& from)
{
    json::object accepted{{"scheme", from.text("scheme", kSchemeBytesMax)},
                          {"network", from.text("network", kNetworkBytesMax)},
                          {"amount", from.amount("amount").atomic()},
                          {"asset", checksummed(from.address("asset"))},
                          {"payTo", checksummed(from.address("payTo"))},
                          {"maxTimeoutSeconds", from.count("maxTimeoutSeconds")}};
    accepted["extra"] = from.has("extra") ? from.object("extra").json() : json::object();
    return accepted;
}

chain::evm::TransferWithAuthorization readAuthorization(const Reader& from)
{
    return {.from = from.address("from"), .to = from.address("to"), .value = from.amount("value"),
            .validAfter = from.amount("validAfter"), .validBefore = from.amount("validBefore"),
            .nonce = from.hash("nonce")};
}

Payment readPayment(const json::object& object)
{
    const Reader reader(object);
    Payment payment;
    switch (reader.count("x402Version")) {
    case 1: payment.version = Version::V1; break;
    case 2: payment.version = Version::V2; break;
    default: reader.refuse("x402Version", "not_allowed", "must be 1 or 2");
    }
    if (payment.version == Version::V2)
        payment.accepted = readAccepted(reader.object("accepted"));
    const Reader terms = payment.accepted ? Reader(*payment.accepted, "accepted") : reader;
    payment.scheme = terms.text("scheme", kSchemeBytesMax);
    payment.network = terms.text("network", kNetworkBytesMax);
    const Reader payload = reader.object("payload");
    payment.authorization = readAuthorization(payload.object("authorization"));
    payment.signature = payload.bytes("signature", kSignatureBytesMax);
    return payment;
}
} // namespace

Payment parseXPayment(std::string_view header)
{
    checkSize(header, kHeaderPayment);
    const std::size_t start = header.find_first_not_of(" \t");
    const bool isJson = start != std::string_view::npos && header[start] == '{';
    return readPayment(parseJson(isJson ? std::string(header) : fromBase64(header, kHeaderPayment), kHeaderPayment));
}

Payment parsePaymentSignature(std::string_view header)
{
    checkSize(header, kHeaderPaymentSignature);
    Payment payment
        = readPayment(parseJson(fromBase64(header, kHeaderPaymentSignature), kHeaderPaymentSignature));
    if (payment.version != Version::V2)
        malformed("x402Version", "not_allowed", "must be 2 in PAYMENT-SIGNATURE");
    return payment;
}

json::object paymentJson(const Payment& payment, const Requirement& requirement)
{
    const auto& authorization = payment.authorization;
    json::object payload{{"signature", chain::evm::dataHex(payment.signature)},
                         {"authorization", json::object{{"from", checksummed(authorization.from)},
                                                        {"to", checksummed(authorization.to)},
                                                        {"value", authorization.value.atomic()},
                                                        {"validAfter", authorization.validAfter.atomic()},
                                                        {"validBefore", authorization.validBefore.atomic()},
                                                        {"nonce", authorization.nonce.hex()}}}};
    if (payment.version == Version::V1)
        return {{"x402Version", 1}, {"scheme", payment.scheme}, {"network", payment.network},
                {"payload", std::move(payload)}};
    return {{"x402Version", 2},
            {"resource", json::object{{"url", requirement.resource},
                                      {"description", requirement.description},
                                      {"mimeType", requirement.mimeType}}},
            {"accepted", payment.accepted.value_or(json::object())},
            {"payload", std::move(payload)},
            {"extensions", json::object()}};
}

} // namespace bursar::x402
