// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "base/time.h"
#include "chain/evm/rpc.h"
#include "net/http_client.h"

#include <chrono>
#include <memory>

namespace bursar::chain::evm {

struct JsonRpcOptions {
    std::uint64_t chainId = 0;
    /// Endpoints of this chain in order of preference: the first that is not resting is asked. They come from the
    /// operator's configuration and may hold keys: they are never logged, measured or shown.
    std::vector<std::string> urls;
    std::chrono::milliseconds timeout{10'000}; // of one question to one endpoint
    std::size_t answerBytesMax = 16 * 1024 * 1024;
    std::uint64_t logBlocksMax = 2'000; // of one eth_getLogs; halved whenever that is too much
};

/// Rpc over HTTP with failover.
///
/// An endpoint that does not answer, answers nonsense or limits us rests: 1 s, doubled up to a minute, or as long as it
/// says, also up to a minute. Before its first use and after every rest it must confirm the chain's id; one that names
/// another chain is out for good. A question goes to each endpoint at most once.
/// Metrics: bursar_chain_rpc_calls_total{chain,method,endpoint}, …_errors_total{chain,method,endpoint,kind},
/// …_seconds{chain,method,endpoint}, …_endpoint_up{chain,endpoint}; `endpoint` is the index in `urls`.
class JsonRpc final : public Rpc {
public:
    static constexpr std::size_t kLogsMax = 200'000; // of one logs()

    /// Throws Error{InvalidInput, "invalid_chain"} without an URL or a chain id. All three must outlive it.
    JsonRpc(JsonRpcOptions options, net::HttpClient& http, base::Metrics& metrics, const base::Clock& clock);
    ~JsonRpc() override;

    std::uint64_t chainId() const override;
    std::uint64_t blockNumber() override;
    std::optional<Block> block(BlockAt at) override;
    std::optional<Block> block(const Hash& hash) override;
    Amount balance(const Address& address, BlockAt at) override;
    std::uint64_t transactionCount(const Address& address, NonceOf of) override;
    std::uint64_t transactionCount(const Address& address, BlockAt at) override;
    CallResult call(const CallRequest& request, BlockAt at) override;
    GasEstimate estimateGas(const CallRequest& request) override;
    FeeHistory feeHistory(unsigned blocks, double percentile) override;
    SendOutcome sendRawTransaction(std::string_view raw) override;
    std::optional<KnownTransaction> transactionByHash(const Hash& hash) override;
    std::optional<Receipt> receipt(const Hash& transactionHash) override;
    std::vector<Log> logs(const LogFilter& filter, std::uint64_t fromBlock, std::uint64_t toBlock) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::chain::evm
