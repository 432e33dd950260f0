// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/rpc.h"
#include "chain/evm/typed_data.h"
#include "crypto/private_key.h"

#include <vector>

/// Escrow.sol as its caller sees it: calls, what it says of a channel, and what the settler signs.
namespace bursar::channels::escrow_contract {

using chain::evm::Address;
using chain::evm::Amount;
using chain::evm::Hash;

/// The contract's name of a channel: its id as ASCII, zeros behind.
Hash idOf(std::string_view channel);

std::string depositWithAuthorization(std::string_view channel, const chain::evm::TransferWithAuthorization& authorization,
                                     const std::string& signature);
std::string assignDeposit(std::string_view channel, const Address& payer, const Amount& amount, const Hash& nonce);
std::string touch(const std::vector<std::string>& channels);

enum class State { None, Open, Settled, Unwinding };

/// A channel as the contract holds it; amounts atomic.
struct Channel {
    State state = State::None;
    Amount deposited;
    Amount remaining;
    std::uint64_t sequence = 0;
};
/// As of a block. Throws what Rpc throws; Upstream "escrow_unreadable" when there is no such contract.
Channel read(chain::evm::Rpc& rpc, const Address& contract, std::string_view channel, chain::evm::BlockAt at);
/// Whom the contract obeys, and what it holds.
struct Terms {
    Address token;
    Address owner;
    Address settler;
};
Terms termsOf(chain::evm::Rpc& rpc, const Address& contract);

struct Share {
    Address agent;
    std::uint64_t credits = 0;
};

/// What the settler signs: one for a channel's sequence, for ever (of two, the owner could choose).
struct Statement {
    std::string channel;
    std::uint64_t sequence = 0;
    Amount deposited;
    std::vector<Share> shares; // ascending, each address once; an exit has one
    bool isExit = false;
    std::string signature;     // raw

    Hash digest(std::uint64_t chainId, const Address& contract) const;
    /// The call that carries it out.
    std::string call() const;
    std::string toJson() const;
    /// Throws Error{Internal, "row_unreadable"}.
    static Statement fromJson(std::string_view text);
};

/// Sorted, and those that share an address together.
std::vector<Share> merged(std::vector<Share> shares);

} // namespace bursar::channels::escrow_contract
