// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/config.h"
#include "chain/evm/json_rpc.h"
#include "channels/escrow.h"
#include "transactions/sender.h"

namespace bursar::engine {

/// The chain behind channels: its nodes, our sender, the contract. There is one when all of evm_rpc_url, evm_chain_id,
/// escrow_contract and operator_key are set.
struct Chain {
    Chain(const base::Config& config, db::Pool& pool, net::HttpClient& http, base::Metrics& metrics, const base::Clock& clock,
          std::function<std::string()> url);

    /// Null when no chain is configured. Throws Error{InvalidInput, "invalid_setting"} when only a part of it is, or wrongly.
    static std::unique_ptr<Chain> of(const base::Config& config, db::Pool& pool, net::HttpClient& http, base::Metrics& metrics,
                                     const base::Clock& clock, std::function<std::string()> url);

    chain::evm::JsonRpc rpc;
    transactions::Sender sender;
    channels::Escrow escrow;
};

} // namespace bursar::engine
