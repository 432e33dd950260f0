// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/escrow_contract.h"

#include "base/error.h"
#include "chain/evm/abi.h"

#include <boost/json.hpp>

#include <algorithm>

namespace bursar::channels::escrow_contract {

namespace {
namespace json = boost::json;
namespace abi = chain::evm::abi;

const abi::Function kDepositWithAuthorization("depositWithAuthorization(bytes32 channelId, address from, uint256 value, "
                                              "uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)");
const abi::Function kAssignDeposit("assignDeposit(bytes32 channelId, address payer, uint256 usdcAmount, bytes32 nonce)");
const abi::Function kSettle("settle(bytes32 channelId, address[] agents, uint256[] creditBalances, bytes proof)");
const abi::Function kExit("exitParticipant(bytes32 channelId, address agent, uint256 creditBalance, bytes proof)");
const abi::Function kTouch("touch(bytes32[] channelIds)");
const abi::Function kEscrows("escrows(bytes32 channelId)", "(uint8,uint256,uint256,uint256,uint256,uint256,uint256)");
const abi::Function kUsdc("usdc()", "(address)");
const abi::Function kOwner("owner()", "(address)");
const abi::Function kSettler("settler()", "(address)");

constexpr std::string_view kSettlementType = "Settlement(bytes32 channelId,uint256 sequence,uint256 deposited,address[] agents,"
                                             "uint256[] creditBalances)";
constexpr std::string_view kExitType = "Exit(bytes32 channelId,uint256 sequence,uint256 deposited,address agent,"
                                       "uint256 creditBalance)";

abi::Value::List answerOf(chain::evm::Rpc& rpc, const Address& contract, const abi::Function& function,
                          const abi::Value::List& arguments, chain::evm::BlockAt at)
{
    const chain::evm::CallResult result = rpc.call({{}, contract, function.encode(arguments), {}}, at);
    const auto values = result.rejection ? std::nullopt : function.decodeResults(result.data);
    if (!values)
        throw base::Error(base::ErrorCode::Upstream, "escrow_unreadable", "there is no escrow contract at its address");
    return *values;
}

/// An array as EIP-712 hashes it.
Hash hashOf(const std::vector<Hash>& words)
{
    std::string bytes;
    for (const Hash& word : words)
        bytes += word.bytes();
    return chain::evm::keccak(bytes);
}

[[noreturn]] void unreadable()
{
    throw base::Error(base::ErrorCode::Internal, "row_unreadable", "A signed statement cannot be read.");
}
} // namespace

Hash idOf(std::string_view channel)
{
    std::string bytes(channel);
    bytes.resize(Hash::kBytes, '\0');
    return Hash::fromBytes(bytes).value();
}

std::string depositWithAuthorization(std::string_view channel, const chain::evm::TransferWithAuthorization& given,
                                     const std::string& signature)
{
    return kDepositWithAuthorization.encode({idOf(channel), given.from, given.value, given.validAfter, given.validBefore,
                                             given.nonce, signature});
}

std::string assignDeposit(std::string_view channel, const Address& payer, const Amount& amount, const Hash& nonce)
{
    return kAssignDeposit.encode({idOf(channel), payer, amount, nonce});
}

std::string touch(const std::vector<std::string>& channels)
{
    abi::Value::List ids;
    for (const std::string& channel : channels)
        ids.emplace_back(idOf(channel));
    return kTouch.encode({abi::Value(std::move(ids))});
}

Channel read(chain::evm::Rpc& rpc, const Address& contract, std::string_view channel, chain::evm::BlockAt at)
{
    const abi::Value::List values = answerOf(rpc, contract, kEscrows, {idOf(channel)}, at);
    return {State(values[0].amount().asUint64().value_or(0)), values[1].amount(), values[2].amount(),
            values[4].amount().asUint64().value()};
}

Terms termsOf(chain::evm::Rpc& rpc, const Address& contract)
{
    const auto ask = [&](const abi::Function& function) {
        return answerOf(rpc, contract, function, {}, chain::evm::BlockTag::Latest)[0].address();
    };
    return {ask(kUsdc), ask(kOwner), ask(kSettler)};
}

std::vector<Share> merged(std::vector<Share> shares)
{
    std::sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.agent < b.agent; });
    std::vector<Share> out;
    for (const Share& share : shares) {
        if (!out.empty() && out.back().agent == share.agent)
            out.back().credits += share.credits;
        else
            out.push_back(share);
    }
    return out;
}

Hash Statement::digest(std::uint64_t chainId, const Address& contract) const
{
    chain::evm::Domain domain;
    domain.name = "BursarEscrow";
    domain.version = "1";
    domain.chainId = Amount(chainId);
    domain.verifyingContract = contract;
    std::vector<Hash> words{idOf(channel), abi::word(Amount(sequence)), abi::word(deposited)};
    if (isExit) {
        words.push_back(abi::word(shares.front().agent));
        words.push_back(abi::word(Amount(shares.front().credits)));
    } else {
        std::vector<Hash> agents, credits;
        for (const Share& share : shares) {
            agents.push_back(abi::word(share.agent));
            credits.push_back(abi::word(Amount(share.credits)));
        }
        words.push_back(hashOf(agents));
        words.push_back(hashOf(credits));
    }
    const Hash type = chain::evm::keccak(isExit ? kExitType : kSettlementType);
    return chain::evm::typedDataDigest(domain.separator(), chain::evm::structHash(type, words));
}

std::string Statement::call() const
{
    if (isExit)
        return kExit.encode({idOf(channel), shares.front().agent, Amount(shares.front().credits), signature});
    abi::Value::List agents, credits;
    for (const Share& share : shares) {
        agents.emplace_back(share.agent);
        credits.emplace_back(Amount(share.credits));
    }
    return kSettle.encode({idOf(channel), abi::Value(std::move(agents)), abi::Value(std::move(credits)), signature});
}

std::string Statement::toJson() const
{
    json::array list;
    for (const Share& share : shares)
        list.push_back(json::object{{"agent", chain::evm::checksummed(share.agent)}, {"credits", share.credits}});
    return json::serialize(json::object{{"kind", isExit ? "exit" : "settlement"},
                                        {"channel_id", channel},
                                        {"sequence", sequence},
                                        {"deposited", deposited.atomic()},
                                        {"shares", std::move(list)},
                                        {"signature", chain::evm::dataHex(signature)}});
}

Statement Statement::fromJson(std::string_view text)
{
    try {
        const json::value parsed = json::parse(json::string_view(text.data(), text.size()));
        const json::object& object = parsed.as_object();
        Statement out;
        out.isExit = object.at("kind").as_string() == "exit";
        out.channel = object.at("channel_id").as_string();
        out.sequence = object.at("sequence").to_number<std::uint64_t>();
        out.deposited = Amount::fromAtomic(object.at("deposited").as_string()).value();
        for (const json::value& share : object.at("shares").as_array())
            out.shares.push_back({chain::evm::parseAddress(std::string_view(share.as_object().at("agent").as_string())).value(),
                                  share.as_object().at("credits").to_number<std::uint64_t>()});
        out.signature = chain::evm::fromDataHex(std::string_view(object.at("signature").as_string())).value();
        return out;
    } catch (const std::exception&) {
        unreadable();
    }
}

} // namespace bursar::channels::escrow_contract
