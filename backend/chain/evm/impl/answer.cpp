// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/impl/answer.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace bursar::chain::evm::impl {

namespace {
constexpr std::size_t kTopicsMax = 4;

const json::object& objectOf(const json::value& value)
{
    if (!value.is_object())
        throw BadAnswer{"an object is missing"};
    return value.get_object();
}

const json::array& arrayOf(const json::value& value)
{
    if (!value.is_array())
        throw BadAnswer{"an array is missing"};
    return value.get_array();
}

std::string_view textOf(const json::value& value)
{
    if (!value.is_string())
        throw BadAnswer{"a text is missing"};
    return value.get_string();
}

const json::value& at(const json::object& object, std::string_view name)
{
    const json::value* found = object.if_contains(name);
    if (!found)
        throw BadAnswer{"a member is missing"};
    return *found;
}

/// Null and absent are the same.
const json::value* ifAny(const json::object& object, std::string_view name)
{
    const json::value* found = object.if_contains(name);
    return found && !found->is_null() ? found : nullptr;
}

template <class T> T valued(std::optional<T> value, const char* what)
{
    if (!value)
        throw BadAnswer{what};
    return std::move(*value);
}

Address readAddress(const json::value& value)
{
    return valued(Address::fromHex(textOf(value)), "an address is malformed");
}

std::optional<Address> readAddressIfAny(const json::object& object, std::string_view name)
{
    const json::value* value = ifAny(object, name);
    return value ? std::optional(readAddress(*value)) : std::nullopt;
}

BlockRef readBlockRef(const json::object& object)
{
    return {readNumber(at(object, "blockNumber")), readHash(at(object, "blockHash"))};
}

/// Wei for a unit of gas. Bounded, so that sums and products with gas cannot overflow.
Amount readPrice(const json::value& value)
{
    const Amount price = readQuantity(value);
    if (price.bigEndian().find_first_not_of('\0') < 16)
        throw BadAnswer{"a price is absurd"};
    return price;
}

/// anvil writes it as a number where others write hex.
std::uint64_t readTimestamp(const json::value& value)
{
    if (value.is_int64() && value.get_int64() >= 0)
        return std::uint64_t(value.get_int64());
    return readNumber(value);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool mentionsAny(std::string_view text, std::initializer_list<std::string_view> phrases)
{
    const std::string message = lower(text);
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return message.find(phrase) != std::string::npos; });
}

/// "0x…", "Reverted 0x…" (Nethermind) or {"data": "0x…"} (Hardhat).
std::string revertData(const json::value& value)
{
    if (const auto* object = value.if_object()) {
        const json::value* inner = object->if_contains("data");
        return inner && inner->is_string() ? revertData(*inner) : std::string();
    }
    if (!value.is_string())
        return {};
    std::string_view text = value.get_string();
    if (text.starts_with("Reverted "))
        text.remove_prefix(9);
    return fromDataHex(text).value_or("");
}

bool isId(const json::value& value, std::uint64_t id)
{
    return (value.is_int64() && value.get_int64() >= 0 && std::uint64_t(value.get_int64()) == id)
        || (value.is_uint64() && value.get_uint64() == id);
}
} // namespace

Answer readAnswer(std::string_view body, std::uint64_t id)
{
    boost::system::error_code failed;
    json::value parsed = json::parse(json::string_view(body.data(), body.size()), failed);
    if (failed)
        throw BadAnswer{"no JSON"};
    if (!parsed.is_object())
        throw BadAnswer{"not one answer"};
    json::object& object = parsed.get_object();
    const json::value* version = object.if_contains("jsonrpc");
    json::value* result = object.if_contains("result");
    const json::value* error = ifAny(object, "error");
    if (!version || *version != "2.0" || (result && !result->is_null() && error) || (!result && !error))
        throw BadAnswer{"no answer of JSON-RPC 2.0"};
    const json::value& answered = at(object, "id");
    // An error may come without an id: the node could not read the question.
    if (!isId(answered, id) && !(error && answered.is_null()))
        throw BadAnswer{"the answer to another question"};
    Answer answer;
    if (!error) {
        answer.result = std::move(*result);
        return answer;
    }
    const json::object& details = objectOf(*error);
    const json::value* code = ifAny(details, "code");
    answer.kind = Answer::Kind::Error;
    answer.error.code = code && code->is_int64() ? code->get_int64() : 0;
    answer.error.message = textOf(at(details, "message"));
    if (const json::value* data = ifAny(details, "data"))
        answer.error.data = revertData(*data);
    return answer;
}

Amount readQuantity(const json::value& value)
{
    return valued(fromQuantityHex(textOf(value)), "a quantity is malformed");
}

std::uint64_t readNumber(const json::value& value)
{
    return valued(readQuantity(value).asUint64(), "a number is too large");
}

std::string readData(const json::value& value)
{
    return valued(fromDataHex(textOf(value)), "data is malformed");
}

Hash readHash(const json::value& value)
{
    return valued(Hash::fromHex(textOf(value)), "a hash is malformed");
}

Block readBlock(const json::value& value)
{
    const json::object& object = objectOf(value);
    Block block;
    block.ref = {readNumber(at(object, "number")), readHash(at(object, "hash"))};
    block.parentHash = readHash(at(object, "parentHash"));
    block.timestamp = readTimestamp(at(object, "timestamp"));
    block.gasLimit = readNumber(at(object, "gasLimit"));
    block.gasUsed = readNumber(at(object, "gasUsed"));
    if (const json::value* fee = ifAny(object, "baseFeePerGas"))
        block.baseFeePerGas = readPrice(*fee);
    return block;
}

Log readLog(const json::value& value)
{
    const json::object& object = objectOf(value);
    Log log;
    log.address = readAddress(at(object, "address"));
    for (const json::value& topic : arrayOf(at(object, "topics")))
        log.topics.push_back(readHash(topic));
    if (log.topics.size() > kTopicsMax)
        throw BadAnswer{"a log has too many topics"};
    log.data = readData(at(object, "data"));
    log.block = readBlockRef(object);
    log.transactionHash = readHash(at(object, "transactionHash"));
    log.logIndex = readNumber(at(object, "logIndex"));
    return log;
}

Receipt readReceipt(const json::value& value)
{
    const json::object& object = objectOf(value);
    Receipt receipt;
    receipt.transactionHash = readHash(at(object, "transactionHash"));
    receipt.block = readBlockRef(object);
    receipt.from = readAddress(at(object, "from"));
    receipt.to = readAddressIfAny(object, "to");
    receipt.contractAddress = readAddressIfAny(object, "contractAddress");
    const std::uint64_t status = readNumber(at(object, "status"));
    if (status > 1)
        throw BadAnswer{"a receipt has an unknown status"};
    receipt.succeeded = status == 1;
    receipt.gasUsed = readNumber(at(object, "gasUsed"));
    receipt.effectiveGasPrice = readPrice(at(object, "effectiveGasPrice"));
    for (const json::value& log : arrayOf(at(object, "logs")))
        receipt.logs.push_back(readLog(log));
    return receipt;
}

KnownTransaction readTransaction(const json::value& value)
{
    const json::object& object = objectOf(value);
    KnownTransaction transaction;
    transaction.hash = readHash(at(object, "hash"));
    transaction.from = readAddress(at(object, "from"));
    transaction.to = readAddressIfAny(object, "to");
    transaction.nonce = readNumber(at(object, "nonce"));
    transaction.value = readQuantity(at(object, "value"));
    transaction.data = readData(at(object, "input"));
    if (ifAny(object, "blockHash"))
        transaction.block = readBlockRef(object);
    return transaction;
}

FeeHistory readFeeHistory(const json::value& value, unsigned blocks)
{
    const json::object& object = objectOf(value);
    FeeHistory history;
    for (const json::value& fee : arrayOf(at(object, "baseFeePerGas")))
        history.baseFeePerGas.push_back(readPrice(fee));
    if (const json::value* rows = ifAny(object, "reward")) {
        for (const json::value& row : arrayOf(*rows)) {
            if (arrayOf(row).size() != 1)
                throw BadAnswer{"a fee history has other percentiles"};
            history.tips.push_back(readPrice(arrayOf(row)[0]));
        }
    }
    // The oldest blocks of a young chain are missing, so there may be fewer.
    if (history.baseFeePerGas.empty() || history.baseFeePerGas.size() > blocks + 1
        || (!history.tips.empty() && history.tips.size() + 1 != history.baseFeePerGas.size()))
        throw BadAnswer{"a fee history has the wrong length"};
    return history;
}

std::vector<Log> readLogs(const json::value& value, const LogFilter& filter, std::uint64_t from, std::uint64_t to)
{
    std::vector<Log> logs;
    for (const json::value& item : arrayOf(value)) {
        Log log = readLog(item);
        const json::value* removed = ifAny(item.get_object(), "removed");
        if (log.block.number < from || log.block.number > to || !filter.matches(log))
            throw BadAnswer{"a log that was not asked for"};
        if (!removed || *removed != true)
            logs.push_back(std::move(log));
    }
    const auto position = [](const Log& log) { return std::pair(log.block.number, log.logIndex); };
    std::sort(logs.begin(), logs.end(), [&](const Log& a, const Log& b) { return position(a) < position(b); });
    for (std::size_t i = 1; i < logs.size(); ++i) {
        const bool sameBlock = logs[i].block.number == logs[i - 1].block.number;
        if (position(logs[i]) == position(logs[i - 1]) || (sameBlock && logs[i].block != logs[i - 1].block))
            throw BadAnswer{"logs contradict each other"};
    }
    return logs;
}

std::optional<Rejection> readRejection(const NodeError& error)
{
    Rejection rejection;
    rejection.text = oneLine(error.message);
    if (error.code == 3 || !error.data.empty() || mentionsAny(error.message, {"revert", "vm execution error"})) {
        rejection.rejectionClass = RejectionClass::Permanent;
        rejection.revert = Revert::fromData(error.data);
        return rejection;
    }
    rejection.rejectionClass = classifyRejection(error.message);
    return rejection.rejectionClass == RejectionClass::Unknown ? std::nullopt : std::optional(rejection);
}

bool isEndpointTrouble(const NodeError& error)
{
    constexpr std::int64_t kLimitExceeded = -32005;
    return error.code == kLimitExceeded
        || mentionsAny(error.message, {"rate limit", "too many requests", "throttle", "capacity", "quota",
                                       "unauthorized", "api key", "project id", "header not found", "missing trie node",
                                       "service unavailable", "timed out", "timeout", "beyond current head"});
}

bool isTooManyLogs(const NodeError& error)
{
    if (mentionsAny(error.message, {"beyond current head", "outofrange", "rate limit", "invalid block range"}))
        return false;
    return mentionsAny(error.message, {"range", "results", "response size", "too large", "too many logs",
                                       "too many blocks", "query timeout", "query exceeds"});
}

} // namespace bursar::chain::evm::impl

namespace bursar::chain::evm {

bool LogFilter::matches(const Log& log) const
{
    if (!addresses.empty() && std::find(addresses.begin(), addresses.end(), log.address) == addresses.end())
        return false;
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const auto& wanted = topics[i];
        if (wanted.empty())
            continue;
        if (i >= log.topics.size() || std::find(wanted.begin(), wanted.end(), log.topics[i]) == wanted.end())
            return false;
    }
    return true;
}

} // namespace bursar::chain::evm
