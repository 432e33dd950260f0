// SPDX-License-Identifier: GPL-3.0-or-later
#include "token_chain.h"

#include "chain/evm/abi.h"

#include <algorithm>
#include <stdexcept>

namespace bursar::x402::test {

namespace abi = chain::evm::abi;

namespace {
const abi::Event kUsed("AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)");
const abi::Event kCanceled("AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce)");
const abi::Event kTransfer("Transfer(address indexed from, address indexed to, uint256 value)");
const abi::Function kState("authorizationState(address,bytes32)");
const abi::Function kPay("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
const abi::Function kBalance("balanceOf(address)");
const abi::Function kName("name()");
const abi::Function kVersion("version()");
const abi::Function kConfirm("isValidSignature(bytes32,bytes)");

evm::CallResult reverted()
{
    return {.data = {}, .rejection = evm::Rejection{.rejectionClass = evm::RejectionClass::Permanent,
                                                    .text = "execution reverted", .revert = evm::Revert{}}};
}

evm::CallResult result(const char* type, abi::Value value)
{
    const std::vector<abi::Type> types{abi::Type::parse(type).value()};
    return {.data = abi::encode(types, {std::move(value)}), .rejection = {}};
}
} // namespace

TokenChain::TokenChain(evm::Address token, std::uint64_t chainId, std::uint64_t genesisTime)
    : named(chainId), m_token(token)
{
    evm::Block genesis;
    genesis.ref = {0, evm::keccak("genesis")};
    genesis.timestamp = genesisTime;
    m_blocks.push_back({genesis, {}});
}

void TokenChain::notHere()
{
    throw std::logic_error("a payment does not need this");
}

evm::Hash TokenChain::mine(std::vector<evm::Log> logs)
{
    evm::Block block = m_blocks.back().block;
    block.parentHash = block.ref.hash;
    block.ref = {block.ref.number + 1, evm::keccak("block after " + block.ref.hash.hex())};
    block.timestamp += 2;
    const evm::Hash transaction = evm::keccak("transaction of " + block.ref.hash.hex());
    for (std::size_t i = 0; i < logs.size(); ++i) {
        logs[i].block = block.ref;
        logs[i].transactionHash = transaction;
        logs[i].logIndex = i;
    }
    m_blocks.push_back({block, std::move(logs)});
    return transaction;
}

void TokenChain::mineEmpty(unsigned blocks)
{
    for (unsigned i = 0; i < blocks; ++i)
        mine({});
}

evm::Log TokenChain::used(const evm::TransferWithAuthorization& authorization) const
{
    evm::Log log;
    log.address = m_token;
    log.topics = {kUsed.topic(), abi::word(authorization.from), authorization.nonce};
    return log;
}

evm::Log TokenChain::canceled(const evm::TransferWithAuthorization& authorization) const
{
    evm::Log log = used(authorization);
    log.topics[0] = kCanceled.topic();
    return log;
}

evm::Log TokenChain::transfer(const evm::Address& from, const evm::Address& to, const evm::Amount& value) const
{
    evm::Log log;
    log.address = m_token;
    log.topics = {kTransfer.topic(), abi::word(from), abi::word(to)};
    log.data = value.bigEndian();
    return log;
}

std::optional<evm::Block> TokenChain::block(evm::BlockAt at)
{
    std::uint64_t number = head();
    if (const auto* height = std::get_if<std::uint64_t>(&at))
        number = *height;
    else if (std::get<evm::BlockTag>(at) == evm::BlockTag::Finalized) {
        if (!finalized)
            return std::nullopt;
        number = *finalized;
    }
    if (number > head())
        return std::nullopt;
    evm::Block block = m_blocks[number].block;
    if (forkedBlockHash)
        block.ref.hash = *forkedBlockHash;
    return block;
}

bool TokenChain::isUsed(const evm::Address& payer, const evm::Hash& nonce, std::uint64_t number) const
{
    for (std::uint64_t i = 0; i <= number; ++i) {
        for (const evm::Log& log : m_blocks[i].logs) {
            const bool isUsage = log.topics[0] == kUsed.topic() || log.topics[0] == kCanceled.topic();
            if (isUsage && log.address == m_token && log.topics[1] == abi::word(payer) && log.topics[2] == nonce)
                return true;
        }
    }
    return false;
}

evm::CallResult TokenChain::askToken(const std::string& data, std::uint64_t number) const
{
    if (tokenKind == TokenKind::Nothing)
        return {};
    if (kBalance.decode(data))
        return result("uint256", balanceOfPayer);
    if (kName.decode(data))
        return result("string", name);
    if (tokenKind == TokenKind::Erc20)
        return reverted();
    if (kVersion.decode(data))
        return result("string", version);
    if (const auto arguments = kState.decode(data))
        return result("bool", isUsed(arguments->at(0).address(), arguments->at(1).hash(), number));
    if (const auto arguments = kPay.decode(data)) {
        const bool used = isUsed(arguments->at(0).address(), arguments->at(5).hash(), number);
        return transferReverts || used ? reverted() : evm::CallResult{};
    }
    return reverted();
}

evm::CallResult TokenChain::call(const evm::CallRequest& request, evm::BlockAt at)
{
    ++calls;
    if (refusesCalls)
        return {.data = {}, .rejection = evm::Rejection{.rejectionClass = evm::RejectionClass::Unknown,
                                                        .text = "something of the node's", .revert = {}}};
    const auto* height = std::get_if<std::uint64_t>(&at);
    if (height && *height > head())
        throw std::logic_error("asked about a block that is not there");
    if (request.to == m_token)
        return askToken(request.data, height ? *height : head());
    const auto wallet = wallets.find(request.to.value());
    if (wallet == wallets.end())
        return {}; // nothing lives there
    const auto arguments = kConfirm.decode(request.data);
    if (!arguments || arguments->at(1).bytes() != wallet->second)
        return reverted();
    return result("bytes4", abi::Value(std::string("\x16\x26\xba\x7e", 4)));
}

std::optional<evm::Receipt> TokenChain::receipt(const evm::Hash& transactionHash)
{
    for (const Mined& mined : m_blocks) {
        if (hidesReceipts || mined.logs.empty() || mined.logs[0].transactionHash != transactionHash)
            continue;
        evm::Receipt receipt;
        receipt.transactionHash = transactionHash;
        receipt.block = mined.block.ref;
        receipt.succeeded = true;
        receipt.logs = mined.logs;
        return receipt;
    }
    return std::nullopt;
}

std::vector<evm::Log> TokenChain::logs(const evm::LogFilter& filter, std::uint64_t from, std::uint64_t to)
{
    std::vector<evm::Log> found;
    for (std::uint64_t number = from; number <= to && number <= head() && !hidesLogs; ++number) {
        std::copy_if(m_blocks[number].logs.begin(), m_blocks[number].logs.end(), std::back_inserter(found),
                     [&](const evm::Log& log) { return filter.matches(log); });
    }
    return found;
}

} // namespace bursar::x402::test
