// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/json_rpc.h"

#include "base/error.h"
#include "base/log.h"
#include "chain/evm/impl/answer.h"
#include "chain/evm/impl/endpoints.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>

namespace bursar::chain::evm {

namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using impl::Answer;
using impl::BadAnswer;

namespace {
constexpr base::Log kLog{"chain"};

/// An endpoint did not answer as it should.
struct Failure {
    const char* kind; // of the metric
    bool inDoubt;     // the question may have taken effect
    std::optional<std::chrono::seconds> retryAfter;
};

std::string_view tagWord(BlockTag tag)
{
    switch (tag) {
    case BlockTag::Safe: return "safe";
    case BlockTag::Finalized: return "finalized";
    case BlockTag::Latest: break;
    }
    return "latest";
}

json::value blockParameter(const BlockAt& at)
{
    if (const auto* number = std::get_if<std::uint64_t>(&at))
        return json::value(quantityHex(*number));
    return json::value(tagWord(std::get<BlockTag>(at)));
}

json::object callParameter(const CallRequest& request)
{
    json::object object;
    if (request.from)
        object["from"] = request.from->hex();
    if (request.to)
        object["to"] = request.to->hex();
    if (!request.value.isZero())
        object["value"] = quantityHex(request.value);
    object["data"] = dataHex(request.data);
    return object;
}

json::object filterParameter(const LogFilter& filter, std::uint64_t from, std::uint64_t to)
{
    json::object object{{"fromBlock", quantityHex(from)}, {"toBlock", quantityHex(to)}};
    json::array addresses;
    for (const Address& address : filter.addresses)
        addresses.emplace_back(address.hex());
    if (!addresses.empty())
        object["address"] = std::move(addresses);
    json::array topics;
    for (const auto& wanted : filter.topics) {
        json::array any;
        for (const Hash& topic : wanted)
            any.emplace_back(topic.hex());
        topics.push_back(any.empty() ? json::value() : json::value(std::move(any)));
    }
    if (!topics.empty())
        object["topics"] = std::move(topics);
    return object;
}

std::optional<std::chrono::seconds> retryAfterOf(const net::ClientResponse& response)
{
    for (const auto& [name, value] : response.headers) {
        unsigned seconds = 0;
        if (name == "retry-after"
            && std::from_chars(value.data(), value.data() + value.size(), seconds).ec == std::errc())
            return std::chrono::seconds(std::min(seconds, 3600u));
    }
    return std::nullopt;
}
} // namespace

struct JsonRpc::Impl {
    Impl(JsonRpcOptions given, net::HttpClient& client, base::Metrics& counters, const base::Clock& clock)
        : options(std::move(given)), http(client), metrics(counters), chain(std::to_string(options.chainId)),
          endpoints(options.urls, clock)
    {
        for (std::size_t i = 0; i < endpoints.count(); ++i)
            setUp(i, true);
    }

    const JsonRpcOptions options;
    net::HttpClient& http;
    base::Metrics& metrics;
    const std::string chain;
    impl::Endpoints endpoints;
    std::atomic<std::uint64_t> lastId{0};

    void setUp(std::size_t endpoint, bool up)
    {
        metrics.gauge("bursar_chain_rpc_endpoint_up", "1 while an endpoint is in use",
                      {{"chain", chain}, {"endpoint", std::to_string(endpoint)}})
            .set(up ? 1 : 0);
    }

    /// Rests an endpoint.
    void fail(std::size_t endpoint, const char* method, const Failure& failure)
    {
        metrics.counter("bursar_chain_rpc_errors_total", "Questions that an endpoint did not answer as it should",
                        {{"chain", chain}, {"method", method}, {"endpoint", std::to_string(endpoint)},
                         {"kind", failure.kind}})
            .add();
        kLog.warning("endpoint {} of chain {}: {}: {}", endpoint, chain, method, failure.kind);
        endpoints.failed(endpoint, failure.retryAfter);
        setUp(endpoint, false);
    }

    void succeed(std::size_t endpoint)
    {
        endpoints.answered(endpoint);
        setUp(endpoint, true);
    }

    net::ClientResponse post(std::size_t endpoint, const char* method, const std::string& body)
    {
        const base::Labels labels{{"chain", chain}, {"method", method}, {"endpoint", std::to_string(endpoint)}};
        metrics.counter("bursar_chain_rpc_calls_total", "Questions put to endpoints", labels).add();
        auto& seconds = metrics.histogram("bursar_chain_rpc_seconds", "Until an endpoint answered or failed", labels);
        const auto begin = std::chrono::steady_clock::now();
        const auto observe = [&] {
            seconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        };
        try {
            auto response = http.send({.method = "POST", .url = endpoints.url(endpoint),
                                       .headers = {{"Content-Type", "application/json"}}, .body = body,
                                       .policy = net::AddressPolicy::Open, .timeout = options.timeout,
                                       .bodyBytesMax = options.answerBytesMax, .redirectsMax = 0});
            observe();
            return response;
        } catch (const Error& error) {
            observe();
            throw Failure{error.code() == ErrorCode::Timeout        ? "timeout"
                              : error.code() == ErrorCode::Upstream ? "unreachable"
                                                                    : "bad_url",
                          error.code() != ErrorCode::InvalidInput, {}};
        }
    }

    /// One question to one endpoint. Throws Failure.
    Answer exchange(std::size_t endpoint, const char* method, const json::array& parameters)
    {
        const std::uint64_t id = ++lastId;
        const auto response = post(
            endpoint, method,
            json::serialize(json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", parameters}}));
        const bool refused = response.status == 400 || response.status == 413; // some gateways explain themselves
        if (response.status == 429)
            throw Failure{"limited", false, retryAfterOf(response)};
        if (response.status != 200 && !refused) // 4xx: it went no further than the gateway
            throw Failure{"http_status", response.status < 400 || response.status >= 500, retryAfterOf(response)};
        if (response.truncated)
            return Answer{.kind = Answer::Kind::TooLarge};
        try {
            Answer answer = impl::readAnswer(response.body, id);
            if (refused && answer.kind != Answer::Kind::Error)
                throw BadAnswer{"a result with an error's status"};
            answer.error.message = endpoints.redacted(std::move(answer.error.message));
            return answer;
        } catch (const BadAnswer& bad) {
            if (!refused)
                kLog.debug("endpoint {} of chain {}: {}", endpoint, chain, bad.what);
            throw Failure{refused ? "http_status" : "malformed", !refused, {}};
        }
    }

    /// Throws Failure unless the endpoint has named our chain.
    void confirm(std::size_t endpoint)
    {
        if (endpoints.isConfirmed(endpoint))
            return;
        const Answer answer = exchange(endpoint, "eth_chainId", {});
        if (answer.kind != Answer::Kind::Result)
            throw Failure{"malformed", false, {}};
        try {
            if (const Amount named = impl::readQuantity(answer.result); named != Amount(options.chainId)) {
                kLog.error("endpoint {} of chain {} is of chain {}: it is not asked again", endpoint, chain,
                           named.atomic());
                endpoints.takeOut(endpoint);
                throw Failure{"wrong_chain", false, {}};
            }
        } catch (const BadAnswer&) {
            throw Failure{"malformed", false, {}};
        }
        endpoints.confirmed(endpoint);
    }

    /// Calls `attempt(endpoint)` for each that may be asked, until one returns true. It throws Failure or BadAnswer.
    template <class F> bool eachEndpoint(const char* method, F attempt)
    {
        for (std::size_t i = 0; i < endpoints.count(); ++i) {
            if (!endpoints.isUsable(i))
                continue;
            const char* asked = "eth_chainId";
            try {
                confirm(i);
                asked = method;
                const bool done = attempt(i);
                succeed(i);
                if (done)
                    return true;
            } catch (const Failure& failure) {
                fail(i, asked, failure);
            } catch (const BadAnswer& bad) {
                kLog.debug("endpoint {} of chain {}: {}", i, chain, bad.what);
                fail(i, asked, {"malformed", false, {}});
            }
        }
        return false;
    }

    [[noreturn]] void unavailable() const
    {
        Error error(ErrorCode::Unavailable, "chain_unavailable", "no node of chain " + chain + " answers");
        error.retryAfter = endpoints.restLeft();
        throw error;
    }

    /// Asks until an endpoint answers; `read` makes the value of it, or throws BadAnswer.
    template <class Read> auto ask(const char* method, const json::array& parameters, Read read)
    {
        std::optional<decltype(read(std::declval<Answer&>()))> value;
        eachEndpoint(method, [&](std::size_t endpoint) {
            Answer answer = exchange(endpoint, method, parameters);
            value = read(answer);
            return true;
        });
        if (!value)
            unavailable();
        return std::move(*value);
    }

    /// Throws what a reading call throws for an answer that is no result.
    void wantResult(const char* method, const Answer& answer) const
    {
        if (answer.kind == Answer::Kind::Result)
            return;
        if (answer.kind == Answer::Kind::Error && impl::isEndpointTrouble(answer.error))
            throw Failure{"limited", false, {}};
        const std::string why = answer.kind == Answer::Kind::TooLarge ? "its answer is too large"
                                                                      : oneLine(answer.error.message);
        throw Error(ErrorCode::Upstream, "chain_rpc_error",
                    "a node of chain " + chain + " refuses " + method + ": " + why);
    }

    /// `read` gets the result.
    template <class Read> auto result(const char* method, const json::array& parameters, Read read)
    {
        return ask(method, parameters, [&](Answer& answer) {
            wantResult(method, answer);
            return read(answer.result);
        });
    }

    /// The same where null means that the chain does not have it.
    template <class Read> auto resultIfAny(const char* method, const json::array& parameters, Read read)
    {
        return result(method, parameters, [&](const json::value& value) {
            return value.is_null() ? std::nullopt : std::optional(read(value));
        });
    }

    /// Empty when a node wants a smaller range.
    std::optional<std::vector<Log>> logs(const LogFilter& filter, std::uint64_t from, std::uint64_t to)
    {
        return ask("eth_getLogs", {filterParameter(filter, from, to)}, [&](Answer& answer) {
            const bool tooMany = answer.kind == Answer::Kind::TooLarge
                || (answer.kind == Answer::Kind::Error && impl::isTooManyLogs(answer.error));
            if (tooMany && from < to)
                return std::optional<std::vector<Log>>();
            wantResult("eth_getLogs", answer);
            return std::optional(impl::readLogs(answer.result, filter, from, to));
        });
    }

    /// True when the endpoint decided the matter.
    bool send(std::size_t endpoint, std::string_view raw, SendOutcome& outcome, bool& inDoubt);
};

bool JsonRpc::Impl::send(std::size_t endpoint, std::string_view raw, SendOutcome& outcome, bool& inDoubt)
{
    constexpr const char* kMethod = "eth_sendRawTransaction";
    const bool before = inDoubt;
    inDoubt = true; // until it is known what this endpoint did
    Answer answer;
    try {
        answer = exchange(endpoint, kMethod, {dataHex(raw)});
    } catch (const Failure& failure) {
        inDoubt = before || failure.inDoubt;
        throw;
    }
    if (answer.kind == Answer::Kind::TooLarge)
        throw BadAnswer{"a hash of megabytes"};
    if (answer.kind == Answer::Kind::Result) {
        if (impl::readHash(answer.result) != keccak(raw))
            throw BadAnswer{"the hash of another transaction"};
        outcome = {.state = SendOutcome::State::Accepted};
        return true;
    }
    const Rejection rejection{classifyRejection(answer.error.message), oneLine(answer.error.message), {}};
    if (rejection.rejectionClass == RejectionClass::AlreadyKnown) {
        outcome = {.state = SendOutcome::State::Accepted, .alreadyKnown = true};
        return true;
    }
    outcome.rejection = rejection;
    if (rejection.rejectionClass == RejectionClass::Unknown) {
        if (impl::isEndpointTrouble(answer.error)) {
            inDoubt = before;
            throw Failure{"limited", false, {}};
        }
        return false; // still in doubt: what it says may mean anything
    }
    inDoubt = before;
    if (!inDoubt)
        outcome.state = SendOutcome::State::Rejected;
    return !inDoubt; // else another node may yet have it
}

JsonRpc::JsonRpc(JsonRpcOptions options, net::HttpClient& http, base::Metrics& metrics, const base::Clock& clock)
{
    if (options.urls.empty() || options.chainId == 0)
        throw Error(ErrorCode::InvalidInput, "invalid_chain", "a chain needs an id and the URL of a node");
    options.logBlocksMax = std::max<std::uint64_t>(options.logBlocksMax, 1);
    m_impl = std::make_unique<Impl>(std::move(options), http, metrics, clock);
}

JsonRpc::~JsonRpc() = default;

std::uint64_t JsonRpc::chainId() const
{
    return m_impl->options.chainId;
}

std::uint64_t JsonRpc::blockNumber()
{
    return m_impl->result("eth_blockNumber", {}, impl::readNumber);
}

std::optional<Block> JsonRpc::block(BlockAt at)
{
    const auto* number = std::get_if<std::uint64_t>(&at);
    const bool mayLack = !number && std::get<BlockTag>(at) != BlockTag::Latest;
    constexpr const char* kMethod = "eth_getBlockByNumber";
    return m_impl->ask(kMethod, {blockParameter(at), false}, [&](Answer& answer) -> std::optional<Block> {
        if (mayLack && answer.kind == Answer::Kind::Error && !impl::isEndpointTrouble(answer.error))
            return std::nullopt; // "finalized block not found"
        m_impl->wantResult(kMethod, answer);
        if (answer.result.is_null())
            return std::nullopt;
        Block block = impl::readBlock(answer.result);
        if (number && block.ref.number != *number)
            throw BadAnswer{"another block"};
        return block;
    });
}

std::optional<Block> JsonRpc::block(const Hash& hash)
{
    return m_impl->resultIfAny("eth_getBlockByHash", {hash.hex(), false}, [&](const json::value& value) {
        Block block = impl::readBlock(value);
        if (block.ref.hash != hash)
            throw BadAnswer{"another block"};
        return block;
    });
}

Amount JsonRpc::balance(const Address& address, BlockAt at)
{
    return m_impl->result("eth_getBalance", {address.hex(), blockParameter(at)}, impl::readQuantity);
}

std::uint64_t JsonRpc::transactionCount(const Address& address, NonceOf of)
{
    return m_impl->result("eth_getTransactionCount", {address.hex(), of == NonceOf::Latest ? "latest" : "pending"},
                          impl::readNumber);
}

std::uint64_t JsonRpc::transactionCount(const Address& address, BlockAt at)
{
    return m_impl->result("eth_getTransactionCount", {address.hex(), blockParameter(at)}, impl::readNumber);
}

CallResult JsonRpc::call(const CallRequest& request, BlockAt at)
{
    return m_impl->ask("eth_call", {callParameter(request), blockParameter(at)}, [&](Answer& answer) {
        if (answer.kind == Answer::Kind::Error && !impl::isEndpointTrouble(answer.error)) {
            if (auto rejection = impl::readRejection(answer.error))
                return CallResult{{}, std::move(rejection)};
        }
        m_impl->wantResult("eth_call", answer);
        return CallResult{impl::readData(answer.result), {}};
    });
}

GasEstimate JsonRpc::estimateGas(const CallRequest& request)
{
    return m_impl->ask("eth_estimateGas", {callParameter(request)}, [&](Answer& answer) {
        if (answer.kind == Answer::Kind::Error && !impl::isEndpointTrouble(answer.error)) {
            if (auto rejection = impl::readRejection(answer.error))
                return GasEstimate{0, std::move(rejection)};
        }
        m_impl->wantResult("eth_estimateGas", answer);
        return GasEstimate{impl::readNumber(answer.result), {}};
    });
}

FeeHistory JsonRpc::feeHistory(unsigned blocks, double percentile)
{
    blocks = std::clamp(blocks, 1u, 1024u);
    percentile = std::clamp(percentile, 0.0, 100.0);
    return m_impl->result("eth_feeHistory", {quantityHex(blocks), "latest", json::array{percentile}},
                          [&](const json::value& value) { return impl::readFeeHistory(value, blocks); });
}

SendOutcome JsonRpc::sendRawTransaction(std::string_view raw)
{
    if (raw.empty() || raw.size() > 128 * 1024)
        throw Error(ErrorCode::InvalidInput, "invalid_transaction", "no transaction has that many bytes");
    SendOutcome outcome;
    bool inDoubt = false;
    m_impl->eachEndpoint("eth_sendRawTransaction",
                         [&](std::size_t endpoint) { return m_impl->send(endpoint, raw, outcome, inDoubt); });
    return outcome;
}

std::optional<KnownTransaction> JsonRpc::transactionByHash(const Hash& hash)
{
    return m_impl->resultIfAny("eth_getTransactionByHash", {hash.hex()}, [&](const json::value& value) {
        KnownTransaction transaction = impl::readTransaction(value);
        if (transaction.hash != hash)
            throw BadAnswer{"another transaction"};
        return transaction;
    });
}

std::optional<Receipt> JsonRpc::receipt(const Hash& transactionHash)
{
    return m_impl->resultIfAny("eth_getTransactionReceipt", {transactionHash.hex()}, [&](const json::value& value) {
        Receipt receipt = impl::readReceipt(value);
        if (receipt.transactionHash != transactionHash)
            throw BadAnswer{"another receipt"};
        return receipt;
    });
}

std::vector<Log> JsonRpc::logs(const LogFilter& filter, std::uint64_t fromBlock, std::uint64_t toBlock)
{
    std::vector<Log> all;
    std::uint64_t blocks = m_impl->options.logBlocksMax;
    while (fromBlock <= toBlock) {
        const std::uint64_t end = toBlock - fromBlock < blocks ? toBlock : fromBlock + blocks - 1;
        auto some = m_impl->logs(filter, fromBlock, end);
        if (!some) {
            blocks = (end - fromBlock + 1) / 2;
            continue;
        }
        if (all.size() + some->size() > kLogsMax)
            throw Error(ErrorCode::Upstream, "chain_rpc_error",
                        "more logs than are taken at once: ask for fewer blocks");
        std::move(some->begin(), some->end(), std::back_inserter(all));
        if (end == toBlock)
            break;
        fromBlock = end + 1;
    }
    return all;
}

} // namespace bursar::chain::evm
