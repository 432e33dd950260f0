// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../x402/bench.h"
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "chain/evm/log_scanner.h"
#include "chain/evm/transaction.h"
#include "channels/impl/escrow_contract.h"
#include "support/anvil.h"
#include "support/ethereum_wallet.h"

#include <QDateTime>

#include <fstream>

namespace bursar::test {

namespace evm = chain::evm;
using base::Amount;

/// Compiled contracts.
inline json::object artifact(const std::string& path)
{
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return json::parse(text.str()).as_object();
}
inline std::string bytecodeOf(const std::string& path)
{
    return evm::fromDataHex(text(artifact(path), "bytecode")).value();
}

/// A real chain with USDC and the escrow, and people with USDC on it: owner and settler are accounts 0 and 1, payers 2 to 4.
struct EscrowChain {
    static constexpr std::uint64_t kChainId = 84532; // one that both versions of x402 have a name for
    static constexpr unsigned kConfirmations = 3;
    static constexpr evm::FinalityRule kFinality{.confirmations = kConfirmations, .useFinalizedTag = false};
    static constexpr std::uint64_t kMinted = 10'000'000'000;

    const std::uint64_t genesis = std::uint64_t(QDateTime::currentSecsSinceEpoch()); // a facilitator has no other clock
    Anvil anvil{{.chainId = kChainId, .genesisTime = genesis, .automine = false}};
    net::HttpClient http;
    base::Metrics metrics;
    base::SystemClock systemClock;
    std::unique_ptr<evm::JsonRpc> node;
    evm::Address token, contract;

    bool startChain()
    {
        if (!anvil.start())
            return false;
        node = std::make_unique<evm::JsonRpc>(evm::JsonRpcOptions{.chainId = kChainId, .urls = {anvil.url()}}, http, metrics,
                                              systemClock);
        token = sent(key(0), {}, bytecodeOf(BURSAR_TEST_DATA "/escrow/TestUsdc.json")).contractAddress.value();
        contract = deployEscrow();
        for (const unsigned payer : {2u, 3u, 4u})
            sent(key(payer), token, evm::abi::Function("mint(address,uint256)").encode({address(payer), kMinted}));
        return true;
    }
    evm::Address deployEscrow()
    {
        static const std::vector<evm::abi::Type> types(3, *evm::abi::Type::parse("address"));
        return sent(key(0), {}, bytecodeOf(BURSAR_SOURCE_DIR "/resources/contracts/Escrow.json") + evm::abi::encode(types, {token, address(0), address(1)}))
            .contractAddress.value();
    }

    static crypto::PrivateKey key(unsigned account) { return *crypto::PrivateKey::fromHex(Anvil::privateKey(account)); }
    static evm::Address address(unsigned account) { return *evm::Address::fromHex(key(account).address()); }
    static std::string wallet(const std::string& name) { return EthereumWallet(name).address(); }

    /// A mined transaction of anybody's.
    evm::Receipt sent(const crypto::PrivateKey& from, const std::optional<evm::Address>& to, const std::string& data)
    {
        const evm::Address sender = *evm::Address::fromHex(from.address());
        const auto made = evm::SignedTransaction::sign(
            {.chainId = kChainId, .nonce = node->transactionCount(sender, evm::Rpc::NonceOf::Pending),
             .fees = {Amount(1'000'000'000), Amount(100'000'000'000)}, .gasLimit = 5'000'000, .to = to, .data = data},
            from);
        if (node->sendRawTransaction(made.raw).state != evm::SendOutcome::State::Accepted)
            throw std::runtime_error("a transaction of the test was not accepted");
        anvil.mine();
        const auto receipt = node->receipt(made.hash);
        if (!receipt || !receipt->succeeded)
            throw std::runtime_error("a transaction of the test reverted");
        return *receipt;
    }
    evm::Receipt carryOut(const x402::Payment& payment, unsigned by = 4)
    {
        static const evm::abi::Function pay("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
        const auto& a = payment.authorization;
        return sent(key(by), token, pay.encode({a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, payment.signature}));
    }
    void cancel(const x402::Payment& payment, unsigned payer)
    {
        static const evm::abi::Function call("cancelAuthorization(address,bytes32,bytes)");
        const auto& a = payment.authorization;
        const evm::Hash members[] = {evm::abi::word(a.from), a.nonce};
        const evm::Hash digest = evm::typedDataDigest(
            evm::Domain{"USDC", "2", Amount(kChainId), token, {}}.separator(),
            evm::structHash(evm::keccak("CancelAuthorization(address authorizer,bytes32 nonce)"), members));
        sent(key(payer), token, call.encode({a.from, a.nonce, key(payer).sign(digest.bytes())}));
    }

    Amount usdc(const evm::Address& owner)
    {
        static const evm::abi::Function balanceOf("balanceOf(address)", "(uint256)");
        return balanceOf.decodeResults(node->call({{}, token, balanceOf.encode({owner}), {}}, evm::BlockTag::Latest).data)->at(0).amount();
    }
    std::string usdc(const std::string& owner) { return usdc(*evm::Address::fromHex(owner)).atomic(); }
    channels::escrow_contract::Channel onChain(const std::string& id)
    {
        return channels::escrow_contract::read(*node, contract, id, evm::BlockTag::Latest);
    }
    Amount unassigned()
    {
        static const evm::abi::Function function("unassigned()", "(uint256)");
        return function.decodeResults(node->call({{}, contract, function.encode({}), {}}, evm::BlockTag::Latest).data)->at(0).amount();
    }

    /// What a 402 demands, read as a client of that version reads it.
    static x402::Requirement demandOf(const base::Error& error, x402::Version version)
    {
        if (version == x402::Version::V1)
            return x402::test::requirementOf(json::parse(error.members).at("accepts").at(0));
        for (const auto& [name, value] : error.headers) {
            if (name == x402::kHeaderPaymentRequired)
                return x402::test::requirementOf(json::parse(crypto::fromBase64(value).value()).at("accepts").at(0));
        }
        throw std::runtime_error("the refusal has no PAYMENT-REQUIRED");
    }
    /// A payment that a client's wallet made; each has a nonce of its own.
    x402::Payment payment(const x402::Requirement& requirement, base::Time now, unsigned payer = 2,
                          x402::Version version = x402::Version::V2)
    {
        x402::Payment made = x402::test::paymentOf(version, requirement, key(payer), ++m_nonces);
        const auto until = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() + 600;
        made.authorization.validBefore = Amount(std::uint64_t(until));
        x402::test::sign(made, requirement, key(payer));
        return made;
    }

private:
    unsigned m_nonces = 0;
};

} // namespace bursar::test
