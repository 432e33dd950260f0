// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/fees.h"
#include "chain/evm/rejection.h"
#include "chain/evm/types.h"

#include <variant>
#include <vector>

namespace bursar::chain::evm {

enum class BlockTag { Latest, Safe, Finalized };
/// Where to look: a tag or a height.
using BlockAt = std::variant<BlockTag, std::uint64_t>;

/// A block by height and hash: what a fact was built on. The hash tells forks apart.
struct BlockRef {
    std::uint64_t number = 0;
    Hash hash;
    bool operator==(const BlockRef&) const = default;
};

struct Block {
    BlockRef ref;
    Hash parentHash;
    std::uint64_t timestamp = 0; // Unix seconds
    std::uint64_t gasLimit = 0;
    std::uint64_t gasUsed = 0;
    std::optional<Amount> baseFeePerGas; // wei; none before EIP-1559
};

struct Log {
    Address address; // of the contract
    std::vector<Hash> topics;
    std::string data; // raw bytes
    BlockRef block;
    Hash transactionHash;
    std::uint64_t logIndex = 0; // in the block
    bool operator==(const Log&) const = default;
};

struct Receipt {
    Hash transactionHash;
    BlockRef block;
    Address from;
    std::optional<Address> to;              // none: created a contract
    std::optional<Address> contractAddress; // the one created
    bool succeeded = false;                 // false: reverted; it paid its gas all the same
    std::uint64_t gasUsed = 0;
    Amount effectiveGasPrice; // wei
    /// Also those of the chain itself, as Polygon adds to every receipt: filter by address.
    std::vector<Log> logs;

    Amount fee() const { return effectiveGasPrice * gasUsed; } // wei
};

/// A transaction that a node knows, whatever its type.
struct KnownTransaction {
    Hash hash;
    Address from;
    std::optional<Address> to;
    std::uint64_t nonce = 0;
    Amount value;
    std::string data;
    std::optional<BlockRef> block; // none: not mined yet
};

struct CallRequest {
    std::optional<Address> from;
    std::optional<Address> to; // none: a contract creation
    std::string data;
    Amount value; // wei
};

/// What a read-only call gave. A contract's refusal is a result, not an error.
struct CallResult {
    std::string data; // raw; empty also when there is no contract at that address
    std::optional<Rejection> rejection;
};

struct GasEstimate {
    std::uint64_t gas = 0;
    std::optional<Rejection> rejection;
};

/// What became of a raw transaction that was handed to the nodes.
struct SendOutcome {
    enum class State {
        Accepted, // a node has it in its pool
        Rejected, // every node that answered refused it, and no node was left in doubt
        Unknown,  // it may be in a pool: look it up by its hash, send the same bytes again, never sign anew
    };
    State state = State::Unknown;
    std::optional<Rejection> rejection; // of Rejected; of Unknown only when some node said something
    bool alreadyKnown = false; // Accepted: it had been there before
};

/// Logs of these contracts with these topics. `topics[i]` names what position i may hold; none means anything.
struct LogFilter {
    std::vector<Address> addresses; // empty: every contract
    std::vector<std::vector<Hash>> topics;

    bool matches(const Log& log) const;
};

/// A chain as its nodes tell it. The driver is JsonRpc; tests put a fake here. Calls block: for worker threads; any
/// number at a time.
/// Reading calls throw base::Error: Unavailable "chain_unavailable" (no node answers as it should, with retryAfter when
/// all are resting), Upstream "chain_rpc_error" (a node refused the question). What a chain does not have (yet, or any
/// more) is an empty optional.
class Rpc {
public:
    virtual ~Rpc() = default;

    /// The configured one; every node in use has confirmed it.
    virtual std::uint64_t chainId() const = 0;
    virtual std::uint64_t blockNumber() = 0;
    virtual std::optional<Block> block(BlockAt at) = 0; // empty too when the chain has no such tag
    virtual std::optional<Block> block(const Hash& hash) = 0;
    virtual Amount balance(const Address& address, BlockAt at = BlockTag::Latest) = 0; // wei

    enum class NonceOf { Latest, Pending }; // mined only, or with what waits in the pool
    /// The next nonce of an account.
    virtual std::uint64_t transactionCount(const Address& address, NonceOf of) = 0;
    /// As of a block: nonces below it can never be used by another transaction as long as that block stands.
    virtual std::uint64_t transactionCount(const Address& address, BlockAt at) = 0;

    virtual CallResult call(const CallRequest& request, BlockAt at = BlockTag::Latest) = 0;
    virtual GasEstimate estimateGas(const CallRequest& request) = 0;
    /// The last `blocks` blocks (1…1024), with the tip that `percentile` (0…100) of their gas paid less than.
    virtual FeeHistory feeHistory(unsigned blocks, double percentile) = 0;

    /// Throws nothing but Error{InvalidInput} for what is no transaction: an outcome always tells what happened.
    virtual SendOutcome sendRawTransaction(std::string_view raw) = 0;
    virtual std::optional<KnownTransaction> transactionByHash(const Hash& hash) = 0;
    virtual std::optional<Receipt> receipt(const Hash& transactionHash) = 0;

    /// In chain order, both ends included; every one matches the filter. A range that a node finds too large is asked
    /// for in pieces.
    virtual std::vector<Log> logs(const LogFilter& filter, std::uint64_t fromBlock, std::uint64_t toBlock) = 0;
};

} // namespace bursar::chain::evm
