// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/abi.h"
#include "chain/evm/rpc.h"
#include "chain/evm/typed_data.h"

/// The contract of a token with EIP-3009, and of a wallet with ERC-1271, as far as payments ask them.
namespace bursar::x402::impl {

const chain::evm::abi::Event& transferEvent();
const chain::evm::abi::Event& authorizationUsedEvent();
const chain::evm::abi::Event& authorizationCanceledEvent();

/// What a contract gave back, empty when there is none at the address. No value when it reverted. Throws what Rpc
/// throws, and Error{Upstream, "chain_rpc_error"} when it was the node that refused.
std::optional<std::string> contractAnswer(chain::evm::Rpc& rpc, const chain::evm::Address& contract, std::string data,
                                          chain::evm::BlockAt at);

enum class AuthorizationState {
    Unused,
    Used,      // or cancelled: the token does not tell
    Unsupported, // the contract does not know EIP-3009
    NoContract,
};
AuthorizationState authorizationState(chain::evm::Rpc& rpc, const chain::evm::Address& token,
                                      const chain::evm::Address& payer, const chain::evm::Hash& nonce,
                                      chain::evm::BlockAt at);

/// Whether the token would carry it out now.
bool wouldTransfer(chain::evm::Rpc& rpc, const chain::evm::Address& token,
                   const chain::evm::TransferWithAuthorization& authorization, const std::string& signature);
std::optional<chain::evm::Amount> balanceOf(chain::evm::Rpc& rpc, const chain::evm::Address& token,
                                            const chain::evm::Address& owner);
/// name() and version().
std::optional<std::string> tokenName(chain::evm::Rpc& rpc, const chain::evm::Address& token);
std::optional<std::string> tokenVersion(chain::evm::Rpc& rpc, const chain::evm::Address& token);
/// ERC-1271.
bool walletConfirms(chain::evm::Rpc& rpc, const chain::evm::Address& wallet, const chain::evm::Hash& digest,
                    const std::string& signature);

} // namespace bursar::x402::impl
