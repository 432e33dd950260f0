// SPDX-License-Identifier: GPL-3.0-or-later
#include "x402/impl/token.h"

#include "base/error.h"

namespace bursar::x402::impl {

namespace evm = chain::evm;
namespace abi = chain::evm::abi;

namespace {
const std::string kErc1271Magic("\x16\x26\xba\x7e", 4);

/// The single result of a call at the head. No value when it reverts or is not of the type.
std::optional<abi::Value> resultOf(evm::Rpc& rpc, const evm::Address& contract, const abi::Function& function,
                                   const abi::Value::List& arguments)
{
    const auto data = contractAnswer(rpc, contract, function.encode(arguments), evm::BlockTag::Latest);
    auto results = data ? function.decodeResults(*data) : std::nullopt;
    return results ? std::optional(std::move(results->at(0))) : std::nullopt;
}

std::optional<std::string> textOf(evm::Rpc& rpc, const evm::Address& token, const abi::Function& function)
{
    const auto result = resultOf(rpc, token, function, {});
    return result ? std::optional(result->bytes()) : std::nullopt;
}
} // namespace

const abi::Event& transferEvent()
{
    static const abi::Event event("Transfer(address indexed from, address indexed to, uint256 value)");
    return event;
}

const abi::Event& authorizationUsedEvent()
{
    static const abi::Event event("AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)");
    return event;
}

const abi::Event& authorizationCanceledEvent()
{
    static const abi::Event event("AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce)");
    return event;
}

std::optional<std::string> contractAnswer(evm::Rpc& rpc, const evm::Address& contract, std::string data,
                                          evm::BlockAt at)
{
    evm::CallResult result = rpc.call({.to = contract, .data = std::move(data)}, at);
    if (!result.rejection)
        return std::move(result.data);
    if (result.rejection->revert || result.rejection->rejectionClass == evm::RejectionClass::Permanent)
        return std::nullopt;
    throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "a node refused to ask a contract");
}

AuthorizationState authorizationState(evm::Rpc& rpc, const evm::Address& token, const evm::Address& payer,
                                      const evm::Hash& nonce, evm::BlockAt at)
{
    static const abi::Function function("authorizationState(address,bytes32)", "(bool)");
    const auto data = contractAnswer(rpc, token, function.encode({payer, nonce}), at);
    if (data && data->empty())
        return AuthorizationState::NoContract;
    const auto results = data ? function.decodeResults(*data) : std::nullopt;
    if (!results)
        return AuthorizationState::Unsupported;
    return results->at(0).flag() ? AuthorizationState::Used : AuthorizationState::Unused;
}

bool wouldTransfer(evm::Rpc& rpc, const evm::Address& token, const evm::TransferWithAuthorization& authorization,
                   const std::string& signature)
{
    static const abi::Function function(
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
    return contractAnswer(rpc, token,
                          function.encode({authorization.from, authorization.to, authorization.value,
                                           authorization.validAfter, authorization.validBefore, authorization.nonce,
                                           signature}),
                          evm::BlockTag::Latest)
        .has_value();
}

std::optional<evm::Amount> balanceOf(evm::Rpc& rpc, const evm::Address& token, const evm::Address& owner)
{
    static const abi::Function function("balanceOf(address)", "(uint256)");
    const auto result = resultOf(rpc, token, function, {owner});
    return result ? std::optional(result->amount()) : std::nullopt;
}

std::optional<std::string> tokenName(evm::Rpc& rpc, const evm::Address& token)
{
    static const abi::Function function("name()", "(string)");
    return textOf(rpc, token, function);
}

std::optional<std::string> tokenVersion(evm::Rpc& rpc, const evm::Address& token)
{
    static const abi::Function function("version()", "(string)");
    return textOf(rpc, token, function);
}

bool walletConfirms(evm::Rpc& rpc, const evm::Address& wallet, const evm::Hash& digest, const std::string& signature)
{
    static const abi::Function function("isValidSignature(bytes32,bytes)", "(bytes4)");
    const auto result = resultOf(rpc, wallet, function, {digest, signature});
    return result && result->bytes() == kErc1271Magic;
}

} // namespace bursar::x402::impl
