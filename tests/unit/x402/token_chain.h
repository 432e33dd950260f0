// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/log_scanner.h"
#include "chain/evm/typed_data.h"

#include <map>
#include <vector>

namespace bursar::x402::test {

namespace evm = chain::evm;

/// A chain in memory with one token, as its nodes would tell it: for what a real node cannot be made to say. A block is
/// two seconds younger than the one before.
class TokenChain final : public evm::Rpc {
public:
    TokenChain(evm::Address token, std::uint64_t chainId, std::uint64_t genesisTime);

    /// Adds a block with one transaction that has these logs, in this order; its hash.
    evm::Hash mine(std::vector<evm::Log> logs);
    void mineEmpty(unsigned blocks);
    std::uint64_t head() const { return m_blocks.size() - 1; }
    evm::BlockRef refOf(std::uint64_t number) const { return m_blocks.at(number).block.ref; }
    evm::Log used(const evm::TransferWithAuthorization& authorization) const;
    evm::Log canceled(const evm::TransferWithAuthorization& authorization) const;
    evm::Log transfer(const evm::Address& from, const evm::Address& to, const evm::Amount& value) const;
    evm::Log transfer(const evm::TransferWithAuthorization& authorization) const
    {
        return transfer(authorization.from, authorization.to, authorization.value);
    }

    // What the contracts say.
    enum class TokenKind { Eip3009, Erc20, Nothing };
    TokenKind tokenKind = TokenKind::Eip3009;
    std::string name = "USDC";
    std::string version = "2";
    evm::Amount balanceOfPayer{1'000'000};
    bool transferReverts = false;
    std::map<evm::Address, std::string> wallets; // ERC-1271: the signature that each confirms
    // What the nodes say.
    std::uint64_t named = 0; // the chain's id
    std::optional<std::uint64_t> finalized;
    bool refusesCalls = false;
    bool hidesLogs = false;
    bool hidesReceipts = false;
    std::optional<evm::Hash> forkedBlockHash; // block() by height answers with this hash
    int calls = 0;

    std::uint64_t chainId() const override { return named; }
    std::uint64_t blockNumber() override { return head(); }
    std::optional<evm::Block> block(evm::BlockAt at) override;
    evm::CallResult call(const evm::CallRequest& request, evm::BlockAt at) override;
    std::optional<evm::Receipt> receipt(const evm::Hash& transactionHash) override;
    std::vector<evm::Log> logs(const evm::LogFilter& filter, std::uint64_t from, std::uint64_t to) override;

    std::optional<evm::Block> block(const evm::Hash&) override { notHere(); }
    evm::Amount balance(const evm::Address&, evm::BlockAt) override { notHere(); }
    std::uint64_t transactionCount(const evm::Address&, NonceOf) override { notHere(); }
    std::uint64_t transactionCount(const evm::Address&, evm::BlockAt) override { notHere(); }
    evm::GasEstimate estimateGas(const evm::CallRequest&) override { notHere(); }
    evm::FeeHistory feeHistory(unsigned, double) override { notHere(); }
    evm::SendOutcome sendRawTransaction(std::string_view) override { notHere(); }
    std::optional<evm::KnownTransaction> transactionByHash(const evm::Hash&) override { notHere(); }

private:
    struct Mined {
        evm::Block block;
        std::vector<evm::Log> logs;
    };
    [[noreturn]] static void notHere();
    bool isUsed(const evm::Address& payer, const evm::Hash& nonce, std::uint64_t number) const;
    evm::CallResult askToken(const std::string& data, std::uint64_t number) const;

    evm::Address m_token;
    std::vector<Mined> m_blocks;
};

} // namespace bursar::x402::test
