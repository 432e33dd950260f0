// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/verify.h"

#include "base/error.h"
#include "crypto/ethereum.h"
#include "x402/impl/token.h"

#include <boost/json.hpp>

namespace bursar::x402 {

namespace evm = chain::evm;
namespace json = boost::json;

namespace {
constexpr std::size_t kKeySignatureBytes = 65;

/// The order of secp256k1's group.
const Amount& curveOrder()
{
    static const Amount order = Amount::fromBigEndian(*evm::fromDataHex(
                                    "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"))
                                    .value();
    return order;
}

/// The one form that tokens take: s in the lower half, v 27 or 28. What is no signature of a key stays as it is.
std::string canonicalForm(std::string signature)
{
    if (signature.size() != kKeySignatureBytes)
        return signature;
    if (signature[64] == 0 || signature[64] == 1)
        signature[64] = char(signature[64] + 27);
    const Amount s = *Amount::fromBigEndian(std::string_view(signature).substr(32, 32));
    if (s < curveOrder() && s > curveOrder() - s) {
        signature.replace(32, 32, (curveOrder() - s).bigEndian());
        signature[64] = char(27 + 28 - signature[64]);
    }
    return signature;
}

/// ERC-6492: the signature of a wallet that is yet to be deployed, wrapped with what deploys it.
bool isOfUndeployedWallet(std::string_view signature)
{
    static const std::string magic
        = *evm::fromDataHex("0x6492649264926492649264926492649264926492649264926492649264926492");
    return signature.ends_with(magic);
}

bool says(const json::object& object, std::string_view key, std::string_view text)
{
    const json::value* value = object.if_contains(key);
    const json::string* found = value ? value->if_string() : nullptr;
    return found && std::string_view(*found) == text;
}

bool isFilled(const json::object& object, std::string_view key)
{
    const json::value* value = object.if_contains(key);
    return value && value->is_string() && !value->get_string().empty();
}

/// Of what the payment says it is for.
std::string_view refusalOfTerms(const Payment& payment, const Requirement& requirement)
{
    if (payment.scheme != kSchemeExact)
        return refusal::kScheme;
    const json::object* extra = payment.accepted ? &payment.accepted->at("extra").as_object() : nullptr;
    if (extra && (!isFilled(*extra, "name") || !isFilled(*extra, "version")))
        return refusal::kNoDomain;
    if (chainOf(payment.version, payment.network) != requirement.chainId)
        return refusal::kNetwork;
    if (!payment.accepted || *payment.accepted == requirementJson(Version::V2, requirement))
        return {};
    if (!says(*extra, "name", requirement.token.name))
        return refusal::kTokenName;
    if (!says(*extra, "version", requirement.token.version))
        return refusal::kTokenVersion;
    return refusal::kNotAsDemanded;
}

struct SignatureCheck {
    std::string_view refusal;
    bool isLoose = false; // of the payer's key, but in a form that tokens refuse
};

SignatureCheck checkSignature(evm::Rpc& rpc, const Payment& payment, const Requirement& requirement)
{
    const auto& authorization = payment.authorization;
    const evm::Hash digest = authorization.digest(requirement.domain());
    const std::string canonical = canonicalForm(payment.signature);
    if (crypto::recoverAddress(digest.bytes(), evm::dataHex(canonical)) == authorization.from.hex())
        return {.isLoose = canonical != payment.signature};
    if (isOfUndeployedWallet(payment.signature))
        return {refusal::kUndeployedWallet};
    if (impl::walletConfirms(rpc, authorization.from, digest, payment.signature))
        return {};
    return {refusal::kSignature};
}

/// Of what was signed.
std::string_view refusalOfAuthorization(const Payment& payment, const Requirement& requirement, base::Time now)
{
    const auto& authorization = payment.authorization;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    if (authorization.to != requirement.payTo)
        return refusal::kRecipient;
    if (authorization.validBefore < Amount(std::uint64_t((seconds + kSettleMargin).count())))
        return refusal::kExpired;
    if (authorization.validAfter > Amount(std::uint64_t(seconds.count())))
        return refusal::kNotYetValid;
    if (authorization.value != requirement.amount)
        return payment.version == Version::V1 ? refusal::kAmountV1 : refusal::kAmountV2;
    return {};
}

/// Why the token would not carry it out, although its nonce is not used.
std::string_view diagnosis(evm::Rpc& rpc, const Payment& payment, const Requirement& requirement)
{
    const Token& token = requirement.token;
    if (const auto name = impl::tokenName(rpc, token.address); name && *name != token.name)
        return refusal::kTokenName;
    if (const auto version = impl::tokenVersion(rpc, token.address); version && *version != token.version)
        return refusal::kTokenVersion;
    if (const auto balance = impl::balanceOf(rpc, token.address, payment.authorization.from);
        balance && *balance < requirement.amount)
        return refusal::kBalance;
    return refusal::kSimulation;
}

Verification verifyOnChain(evm::Rpc& rpc, const evm::FinalityRule& finality, const Payment& payment,
                           const Requirement& requirement)
{
    const auto& authorization = payment.authorization;
    // Asked by height: a node that has not come so far must not answer for an older block. Unused there, it is unused
    // in every final block below.
    const auto final = evm::finalBlock(rpc, finality);
    const std::uint64_t head = std::max(rpc.blockNumber(), final.value_or(0));
    switch (impl::authorizationState(rpc, requirement.token.address, authorization.from, authorization.nonce, head)) {
    case impl::AuthorizationState::NoContract: return {std::string(refusal::kNoToken)};
    case impl::AuthorizationState::Unsupported: return {std::string(refusal::kTokenUnsupported)};
    case impl::AuthorizationState::Used: return {std::string(refusal::kUsed)};
    case impl::AuthorizationState::Unused: break;
    }
    if (!impl::wouldTransfer(rpc, requirement.token.address, authorization, payment.signature))
        return {std::string(diagnosis(rpc, payment, requirement))};
    return {.searchFrom = final ? *final + 1 : 0};
}
} // namespace

Verification verify(evm::Rpc& rpc, const evm::FinalityRule& finality, const Payment& payment,
                    const Requirement& requirement, base::Time now)
{
    if (rpc.chainId() != requirement.chainId)
        throw base::Error(base::ErrorCode::Internal, "wrong_chain", "a payment was asked about at another chain");
    if (const auto refused = refusalOfTerms(payment, requirement); !refused.empty())
        return {std::string(refused)};
    const SignatureCheck signature = checkSignature(rpc, payment, requirement);
    if (!signature.refusal.empty())
        return {std::string(signature.refusal)};
    if (const auto refused = refusalOfAuthorization(payment, requirement, now); !refused.empty())
        return {std::string(refused)};
    if (signature.isLoose)
        return {std::string(refusal::kSimulation)};
    return verifyOnChain(rpc, finality, payment, requirement);
}

} // namespace bursar::x402
