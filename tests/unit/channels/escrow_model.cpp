// SPDX-License-Identifier: GPL-3.0-or-later
#include "escrow_model.h"

#include "base/error.h"
#include "channels/impl/escrow_contract.h"
#include "crypto/ethereum.h"

#include <algorithm>

namespace bursar::test {

namespace {
namespace abi = evm::abi;

const abi::Function kDeposit("depositWithAuthorization(bytes32,address,uint256,uint256,uint256,bytes32,bytes)");
const abi::Function kAssign("assignDeposit(bytes32,address,uint256,bytes32)");
const abi::Function kSettle("settle(bytes32,address[],uint256[],bytes)");
const abi::Function kExit("exitParticipant(bytes32,address,uint256,bytes)");
const abi::Function kEscrows("escrows(bytes32)");
const abi::Function kUsdc("usdc()"), kOwner("owner()"), kSettler("settler()");
const abi::Function kPay("transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)");
const abi::Function kState("authorizationState(address,bytes32)");
const abi::Function kBalance("balanceOf(address)");
const abi::Function kName("name()"), kSymbol("symbol()"), kVersion("version()");
const abi::Event kUsed("AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)");
const abi::Event kCanceled("AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce)");
const abi::Event kTransfer("Transfer(address indexed from, address indexed to, uint256 value)");
constexpr std::uint64_t kUnitsPerCredit = 1'000;

evm::CallResult reverted()
{
    return {{}, evm::Rejection{evm::RejectionClass::Permanent, "execution reverted", evm::Revert::fromData("")}};
}

evm::CallResult result(std::initializer_list<const char*> types, abi::Value::List values)
{
    std::vector<abi::Type> parsed;
    for (const char* type : types)
        parsed.push_back(*abi::Type::parse(type));
    return {abi::encode(parsed, values), {}};
}

evm::Log logOf(const evm::Hash& topic, const evm::TransferWithAuthorization& authorization)
{
    evm::Log log;
    log.address = EscrowModel::token();
    log.topics = {topic, abi::word(authorization.from), authorization.nonce};
    return log;
}

/// The channel's name as text: the zeros behind it are not part of it.
std::string textOf(const evm::Hash& channel)
{
    const std::string bytes(channel.bytes());
    return bytes.substr(0, bytes.find('\0'));
}
} // namespace

const evm::Address& EscrowModel::token()
{
    static const evm::Address address = *evm::Address::fromHex("0x" + std::string(40, '7'));
    return address;
}

const evm::Address& EscrowModel::contract()
{
    static const evm::Address address = *evm::Address::fromHex("0x" + std::string(40, '9'));
    return address;
}

EscrowModel::EscrowModel(const evm::Address& owner, std::uint64_t chainId, evm::Address settler,
                         std::function<std::uint64_t()> time)
    : SimulatedChain(owner, chainId), m_owner(owner), m_settler(settler), m_blocks(1)
{
    timeOfBlock = std::move(time);
    resized = [this](std::size_t blocks) {
        while (m_blocks.size() > blocks)
            m_blocks.pop_back();
        while (m_blocks.size() < blocks)
            m_blocks.push_back({m_blocks.back().state, {}});
    };
    reverts = [this](const evm::SignedTransaction& mined) {
        return mined.transaction.to == contract() && !execute(mined.transaction.data, mined.hash);
    };
    onEstimate = [this](const evm::CallRequest& request) -> std::optional<evm::GasEstimate> {
        Execution run{m_blocks[visible() - 1].state, {}, timeOfBlock()};
        try {
            dispatch(run, request.data);
            return std::nullopt;
        } catch (const Reverted&) {
            return evm::GasEstimate{0, reverted().rejection};
        }
    };
}

const EscrowModel::State& EscrowModel::final(unsigned confirmations) const
{
    return m_blocks[m_blocks.size() - std::min<std::size_t>(confirmations, m_blocks.size())].state;
}

bool EscrowModel::execute(const std::string& data, const evm::Hash& transaction)
{
    BlockState& block = m_blocks.back();
    Execution run{block.state, {}, timeOfBlock()};
    try {
        dispatch(run, data);
    } catch (const Reverted&) {
        return false;
    }
    block.state = std::move(run.state);
    for (evm::Log& log : run.logs) {
        log.block = refOf(head());
        log.transactionHash = transaction;
        log.logIndex = block.logs.size();
        block.logs.push_back(std::move(log));
    }
    return true;
}

void EscrowModel::dispatch(Execution& run, const std::string& data) const
{
    if (const auto a = kDeposit.decode(data)) {
        const evm::TransferWithAuthorization authorization{a->at(1).address(), contract(), a->at(2).amount(), a->at(3).amount(),
                                                           a->at(4).amount(), a->at(5).hash()};
        run.state.assigned.insert({authorization.from, authorization.nonce});
        run.state.accounted += authorization.value.asUint64().value();
        transfer(run, authorization);
        accept(run, a->at(0).hash(), authorization.value.asUint64().value());
    } else if (const auto b = kAssign.decode(data)) {
        const Authorization used{b->at(1).address(), b->at(3).hash()};
        const std::uint64_t amount = b->at(2).amount().asUint64().value();
        if (!run.state.used.contains(used) || !run.state.assigned.insert(used).second
            || run.state.usdc[contract()] - run.state.accounted < amount)
            throw Reverted{};
        run.state.accounted += amount;
        accept(run, b->at(0).hash(), amount);
    } else if (const auto c = kSettle.decode(data)) {
        settle(run, *c);
    } else if (const auto d = kExit.decode(data)) {
        exit(run, *d);
    } else {
        throw Reverted{};
    }
}

void EscrowModel::transfer(Execution& run, const evm::TransferWithAuthorization& authorization) const
{
    const std::uint64_t value = authorization.value.asUint64().value();
    const Amount time(run.time);
    if (time <= authorization.validAfter || time >= authorization.validBefore || run.state.usdc[authorization.from] < value
        || !run.state.used.insert({authorization.from, authorization.nonce}).second)
        throw Reverted{};
    run.state.usdc[authorization.from] -= value;
    run.state.usdc[authorization.to] += value;
    run.logs.push_back(logOf(kUsed.topic(), authorization));
    evm::Log moved;
    moved.address = token();
    moved.topics = {kTransfer.topic(), abi::word(authorization.from), abi::word(authorization.to)};
    moved.data = authorization.value.bigEndian();
    run.logs.push_back(std::move(moved));
}

void EscrowModel::accept(Execution& run, const evm::Hash& id, std::uint64_t amount) const
{
    Channel& channel = run.state.channels[id];
    if (amount == 0 || amount % kUnitsPerCredit != 0 || channel.state == Channel::State::Settled)
        throw Reverted{};
    channel.state = Channel::State::Open;
    channel.deposited += amount;
    channel.remaining += amount;
}

void EscrowModel::payOut(Execution& run, Channel& channel, const evm::Address& agent, std::uint64_t credits) const
{
    const std::uint64_t amount = credits * kUnitsPerCredit;
    if (amount > channel.remaining)
        throw Reverted{};
    channel.remaining -= amount;
    channel.paid[agent] += amount;
    run.state.accounted -= amount;
    run.state.usdc[contract()] -= amount;
    run.state.usdc[agent] += amount;
}

namespace {
void requireSigned(const channels::escrow_contract::Statement& statement, const std::string& proof, const evm::Address& settler,
                   std::uint64_t chainId, const auto& refused)
{
    const evm::Hash digest = statement.digest(chainId, EscrowModel::contract());
    if (crypto::recoverAddress(digest.bytes(), evm::dataHex(proof)) != settler.hex())
        throw refused;
}
} // namespace

void EscrowModel::settle(Execution& run, const abi::Value::List& arguments) const
{
    const evm::Hash id = arguments[0].hash();
    Channel& channel = run.state.channels[id];
    channels::escrow_contract::Statement statement{textOf(id), channel.sequence, Amount(channel.deposited), {}, false, {}};
    for (std::size_t i = 0; i < arguments[1].list().size(); ++i)
        statement.shares.push_back({arguments[1].at(i).address(), arguments[2].list().at(i).amount().asUint64().value()});
    if (channel.state != Channel::State::Open)
        throw Reverted{};
    requireSigned(statement, arguments[3].bytes(), m_settler, chainId(), Reverted{});
    for (std::size_t i = 1; i < statement.shares.size(); ++i) {
        if (!(statement.shares[i - 1].agent < statement.shares[i].agent))
            throw Reverted{};
    }
    for (const auto& share : statement.shares)
        payOut(run, channel, share.agent, share.credits);
    if (channel.remaining != 0)
        throw Reverted{};
    ++channel.sequence;
    channel.state = Channel::State::Settled;
}

void EscrowModel::exit(Execution& run, const abi::Value::List& arguments) const
{
    const evm::Hash id = arguments[0].hash();
    Channel& channel = run.state.channels[id];
    const std::uint64_t credits = arguments[2].amount().asUint64().value();
    const channels::escrow_contract::Statement statement{textOf(id), channel.sequence, Amount(channel.deposited),
                                                         {{arguments[1].address(), credits}}, true, {}};
    if (channel.state != Channel::State::Open || credits == 0)
        throw Reverted{};
    requireSigned(statement, arguments[3].bytes(), m_settler, chainId(), Reverted{});
    payOut(run, channel, arguments[1].address(), credits);
    ++channel.sequence;
}

void EscrowModel::foreign(const std::function<void(Execution&)>& act)
{
    mine();
    BlockState& block = m_blocks.back();
    Execution run{block.state, {}, timeOfBlock()};
    try {
        act(run);
    } catch (const Reverted&) {
        return;
    }
    const evm::Hash transaction = evm::keccak("foreign " + std::to_string(chainId()) + " " + std::to_string(++m_foreign));
    block.state = std::move(run.state);
    for (evm::Log& log : run.logs) {
        log.block = refOf(head());
        log.transactionHash = transaction;
        log.logIndex = block.logs.size();
        block.logs.push_back(std::move(log));
    }
}

void EscrowModel::mint(const evm::Address& owner, std::uint64_t amount)
{
    foreign([&](Execution& run) { run.state.usdc[owner] += amount; });
}

void EscrowModel::carryOut(const evm::TransferWithAuthorization& authorization)
{
    foreign([&](Execution& run) { transfer(run, authorization); });
}

void EscrowModel::cancel(const evm::TransferWithAuthorization& authorization)
{
    foreign([&](Execution& run) {
        if (!run.state.used.insert({authorization.from, authorization.nonce}).second)
            throw Reverted{};
        run.logs.push_back(logOf(kCanceled.topic(), authorization));
    });
}

evm::CallResult EscrowModel::call(const evm::CallRequest& request, evm::BlockAt at)
{
    Call call(*this, "call");
    const auto* number = std::get_if<std::uint64_t>(&at);
    if (number && *number >= visible())
        throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "header not found");
    return call.done(answer(request, m_blocks[number ? *number : visible() - 1].state, timeOfBlock()));
}

evm::CallResult EscrowModel::answer(const evm::CallRequest& request, const State& state, std::uint64_t time) const
{
    const std::string& data = request.data;
    if (request.to == contract()) {
        if (kUsdc.decode(data))
            return result({"address"}, {token()});
        if (kOwner.decode(data) || kSettler.decode(data))
            return result({"address"}, {kOwner.decode(data) ? m_owner : m_settler});
        const auto asked = kEscrows.decode(data);
        if (!asked)
            return reverted();
        const auto found = state.channels.find(asked->at(0).hash());
        const Channel channel = found == state.channels.end() ? Channel() : found->second;
        return result({"uint8", "uint256", "uint256", "uint256", "uint256", "uint256", "uint256"},
                      {unsigned(channel.state), channel.deposited, channel.remaining, 0u, channel.sequence, 0u, 0u});
    }
    if (request.to != token())
        return {};
    if (kName.decode(data) || kSymbol.decode(data))
        return result({"string"}, {"USDC"});
    if (kVersion.decode(data))
        return result({"string"}, {"2"});
    if (const auto a = kBalance.decode(data)) {
        const auto found = state.usdc.find(a->at(0).address());
        return result({"uint256"}, {found == state.usdc.end() ? std::uint64_t(0) : found->second});
    }
    if (const auto a = kState.decode(data))
        return result({"bool"}, {state.used.contains({a->at(0).address(), a->at(1).hash()})});
    if (const auto a = kPay.decode(data)) {
        Execution run{state, {}, time};
        try {
            transfer(run, {a->at(0).address(), a->at(1).address(), a->at(2).amount(), a->at(3).amount(), a->at(4).amount(),
                           a->at(5).hash()});
            return {};
        } catch (const Reverted&) {
        }
    }
    return reverted();
}

std::optional<evm::Receipt> EscrowModel::receipt(const evm::Hash& hash)
{
    auto found = SimulatedChain::receipt(hash);
    for (std::size_t number = 0; number < visible(); ++number) {
        for (const evm::Log& log : m_blocks[number].logs) {
            if (log.transactionHash != hash)
                continue;
            if (!found) {
                found = evm::Receipt{};
                found->transactionHash = hash;
                found->block = refOf(number);
                found->succeeded = true;
            }
            if (found->block == refOf(number))
                found->logs.push_back(log);
        }
    }
    return found;
}

std::vector<evm::Log> EscrowModel::logs(const evm::LogFilter& filter, std::uint64_t from, std::uint64_t to)
{
    Call call(*this, "logs");
    std::vector<evm::Log> found;
    for (std::uint64_t number = from; number <= to && number < visible(); ++number) {
        std::copy_if(m_blocks[number].logs.begin(), m_blocks[number].logs.end(), std::back_inserter(found),
                     [&](const evm::Log& log) { return filter.matches(log); });
    }
    return call.done(found);
}

} // namespace bursar::test
