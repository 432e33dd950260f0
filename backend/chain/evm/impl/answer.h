// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/rpc.h"

#include <boost/json/value.hpp>

/// What nodes answer, read strictly: a node is a stranger.
namespace bursar::chain::evm::impl {

namespace json = boost::json;

/// An answer that is not what the protocol says. Stays inside the driver.
struct BadAnswer {
    const char* what;
};

struct NodeError {
    std::int64_t code = 0;
    std::string message; // as sent
    std::string data;    // raw bytes of a revert
};

struct Answer {
    enum class Kind { Result, Error, TooLarge };
    Kind kind = Kind::Result;
    json::value result;
    NodeError error;
};

/// The answer to question `id`. Throws BadAnswer: no JSON, several answers, another id, neither result nor error.
Answer readAnswer(std::string_view body, std::uint64_t id);

/// Of a result. Each throws BadAnswer.
Amount readQuantity(const json::value& value);
std::uint64_t readNumber(const json::value& value);
std::string readData(const json::value& value);
Hash readHash(const json::value& value);
Block readBlock(const json::value& value);
Log readLog(const json::value& value);
Receipt readReceipt(const json::value& value);
KnownTransaction readTransaction(const json::value& value);
FeeHistory readFeeHistory(const json::value& value, unsigned blocks);
/// In order; all of them in the range and of the filter, none twice.
std::vector<Log> readLogs(const json::value& value, const LogFilter& filter, std::uint64_t from, std::uint64_t to);

/// What a refusal of eth_call or eth_estimateGas means; empty when it says nothing about the call itself.
std::optional<Rejection> readRejection(const NodeError& error);
/// A refusal that tells of the endpoint rather than of the question: limits, keys, lost state.
bool isEndpointTrouble(const NodeError& error);
/// Of eth_getLogs: the range is to be smaller.
bool isTooManyLogs(const NodeError& error);

} // namespace bursar::chain::evm::impl
