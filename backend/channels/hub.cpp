// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/hub.h"

#include "base/error.h"
#include "base/log.h"
#include "base/worker_pool.h"
#include "channels/impl/engine_impl.h"
#include "channels/impl/events.h"

#include <boost/json.hpp>

#include <charconv>
#include <mutex>

namespace bursar::channels {

namespace {
namespace json = boost::json;
using base::Error;
using base::ErrorCode;

constexpr base::Log kLog{"channels"};
constexpr std::chrono::milliseconds kPoll{200};
constexpr int kEntriesPerRead = 5'000;

std::optional<std::int64_t> afterOf(const net::HttpRequest& request)
{
    for (const auto& [name, value] : request.query) {
        if (name != "after")
            continue;
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc() || end != value.data() + value.size() || number < 0)
            throw base::invalidField("after", "malformed", "must be a seq");
        return number;
    }
    return std::nullopt;
}

/// One connected client.
struct Subscriber {
    std::shared_ptr<net::EventSink> sink;
    contract::Context context;
    std::string channel; // empty: all
    std::int64_t sent = 0; // seq; only the hub's thread, after the start
    std::atomic<std::size_t> running = 0;
};

void send(net::EventSink& sink, json::object message)
{
    const std::string type(message.at("type").as_string());
    sink.send({"", type, json::serialize(message)});
}

void sendFailure(Subscriber& subscriber, const Error& error, const json::value& reference)
{
    json::object payload{{"client_ref", reference}, {"code", error.reason()}, {"error", error.text()},
                         {"status", base::httpStatus(error.code())}};
    if (!error.members.empty())
        payload["tx_id"] = json::parse(error.members).as_object().at("tx_id");
    send(*subscriber.sink, {{"type", "tx_failed"}, {"channel_id", subscriber.channel}, {"payload", std::move(payload)}});
}

std::string textOf(const json::object& frame, std::string_view name)
{
    const json::value* value = frame.if_contains(name);
    if (!value || value->is_null())
        return {};
    if (!value->is_string())
        throw base::invalidField(std::string(name), "wrong_type", "must be text");
    return std::string(value->get_string());
}

contract::SendTransaction::Input inputOf(const json::object& frame, const Subscriber& subscriber, DatabaseEngine& engine)
{
    contract::SendTransaction::Input input;
    input.id = subscriber.channel;
    input.from = textOf(frame, "from");
    input.to = textOf(frame, "to");
    if (frame.contains("memo"))
        input.memo = textOf(frame, "memo");
    if (frame.contains("client_ref"))
        input.client_ref = textOf(frame, "client_ref");
    const json::value* amount = frame.if_contains("amount");
    if (!amount)
        throw base::invalidField("amount", "missing", "is required");
    boost::system::error_code error;
    input.amount = amount->is_number() ? amount->to_number<std::int64_t>(error) : 0;
    if (!amount->is_number() || error)
        throw base::invalidField("amount", amount->is_number() ? "out_of_range" : "wrong_type", "must be an integer in range");
    if (input.from.empty()) { // whoever it is that speaks
        for (const auto& [account, name] : engine.participantsOf(subscriber.channel).byAccount) {
            if (engine.actsFor(subscriber.context.principal, name))
                input.from = name;
        }
    }
    return input;
}
} // namespace

struct Hub::Impl {
    DatabaseEngine& engine;
    ledger::Ledger& ledger;
    ledger::Reader& journal;

    std::mutex mutex;
    std::vector<std::shared_ptr<Subscriber>> subscribers;
    std::vector<std::shared_ptr<Subscriber>> joining;
    std::int64_t read = 0; // through this entry everybody has been told; only the thread
    std::unique_ptr<base::Ticker> ticker;

    /// Frames are worked off away from the network, those of one socket in their order.
    static constexpr std::size_t kLanes = 2;
    static constexpr std::size_t kFramesQueuedMax = 20'000; // a lane
    std::array<std::unique_ptr<base::WorkerPool>, kLanes> lanes;

    void tell();
    void catchUp(const std::shared_ptr<Subscriber>& one);
    static void deliver(Subscriber& one, const contract::ChannelEvent& event);
    void receive(const std::shared_ptr<Subscriber>& one, std::string_view text);
    void transact(const std::shared_ptr<Subscriber>& one, const json::object& frame, const json::value& reference);
    void leave(const std::shared_ptr<Subscriber>& one);
};

Hub::Hub(DatabaseEngine& engine, ledger::Ledger& ledger, ledger::Reader& journal)
    : m_impl(new Impl{engine, ledger, journal, {}, {}, {}, 0, {}, {}})
{
    for (auto& lane : m_impl->lanes)
        lane = std::make_unique<base::WorkerPool>("channels", 1, Impl::kFramesQueuedMax);
    m_impl->ticker = std::make_unique<base::Ticker>("channels", kPoll, [this] { m_impl->tell(); });
}

Hub::~Hub()
{
    m_impl->ticker.reset();
}

void Hub::stop()
{
    for (auto& lane : m_impl->lanes)
        lane->stop();
}

void Hub::poke()
{
    m_impl->ticker->poke();
}

Hub::Open Hub::prepare(const contract::Context& context, const std::string& channel, const net::HttpRequest& request)
{
    if (!context.principal.hasScope(contract::Scope::read))
        throw Error(ErrorCode::Forbidden, "scope_missing", "this credential may not read");
    if (channel.empty() && !context.principal.hasDesk(contract::Role::observer))
        throw Error(ErrorCode::Forbidden, "role_missing", "needs the desk role observer");
    if (!channel.empty() && !m_impl->engine.takesPart(context.principal, channel)
        && !context.principal.hasDesk(contract::Role::observer))
        throw Error(ErrorCode::Forbidden, "not_yours", "this is not yours");
    const std::int64_t last = ledger::number(m_impl->ledger.progress().committed);
    const std::int64_t after = afterOf(request).value_or(last);
    if (last - after > kResumeEntriesMax)
        throw Error(ErrorCode::Gone, "resync", "that is too far back: read the transactions, then connect without after");
    return [this, context, channel, after = std::min(after, last)](std::shared_ptr<net::EventSink> sink) {
        auto one = std::make_shared<Subscriber>();
        one->sink = std::move(sink);
        one->context = context;
        one->channel = channel;
        one->sent = after;
        {
            const std::lock_guard lock(m_impl->mutex);
            m_impl->joining.push_back(one);
        }
        poke();
        net::SocketHandlers handlers;
        handlers.onText = [this, one](std::string_view text) {
            auto& lane = *m_impl->lanes[std::hash<const void*>()(one.get()) / alignof(std::max_align_t) % Impl::kLanes];
            if (text.size() > kFrameBytesMax)
                sendFailure(*one, Error(ErrorCode::TooLarge, "frame_too_large", "a frame has at most 4096 bytes"), nullptr);
            else if (!lane.submit([this, one, frame = std::string(text)] { m_impl->receive(one, frame); }))
                sendFailure(*one, Error(ErrorCode::Unavailable, "server_busy", "the server is busy"), nullptr);
        };
        handlers.onClose = [this, one] { m_impl->leave(one); };
        return handlers;
    };
}

void Hub::Impl::leave(const std::shared_ptr<Subscriber>& one)
{
    const std::lock_guard lock(mutex);
    std::erase(subscribers, one);
    std::erase(joining, one);
}

void Hub::Impl::deliver(Subscriber& one, const contract::ChannelEvent& event)
{
    if (event.seq <= one.sent || (!one.channel.empty() && one.channel != event.channel_id))
        return;
    one.sink->send({std::to_string(event.seq), event.event_type, messageOf(event)});
    one.sent = event.seq;
}

/// Brings one that has just come to where all others are.
void Hub::Impl::catchUp(const std::shared_ptr<Subscriber>& one)
{
    std::int64_t at = one->sent;
    while (at < read) {
        const std::vector<ledger::JournalRow> rows = journal.tail(ledger::JournalId(at), kEntriesPerRead);
        if (rows.empty())
            return;
        for (const ledger::JournalRow& row : rows) {
            at = ledger::number(row.id);
            if (at > read)
                return;
            if (one->channel.empty() || channelOfCause(row.cause) == one->channel) {
                if (const auto event = eventOf(row, engine))
                    deliver(*one, *event);
            }
        }
    }
}

void Hub::Impl::tell()
{
    std::vector<std::shared_ptr<Subscriber>> present, coming;
    {
        const std::lock_guard lock(mutex);
        coming.swap(joining);
        present = subscribers;
    }
    if (present.empty() && coming.empty())
        return;
    if (present.empty()) // nobody was listening: what went by is caught up with, not told to all
        read = ledger::number(ledger.progress().committed);
    for (const auto& one : coming) {
        catchUp(one);
        present.push_back(one);
        const std::lock_guard lock(mutex);
        if (one->sink->open())
            subscribers.push_back(one);
    }
    for (;;) {
        const std::vector<ledger::JournalRow> rows = journal.tail(ledger::JournalId(read), kEntriesPerRead);
        for (const ledger::JournalRow& row : rows) {
            read = ledger::number(row.id);
            const std::string_view channel = channelOfCause(row.cause);
            const bool wanted = !channel.empty() && std::any_of(present.begin(), present.end(), [&](const auto& one) {
                return one->channel.empty() || one->channel == channel;
            });
            if (!wanted)
                continue;
            if (const auto event = eventOf(row, engine)) {
                for (const auto& one : present)
                    deliver(*one, *event);
            }
        }
        if (rows.size() < std::size_t(kEntriesPerRead))
            return;
    }
}

void Hub::Impl::receive(const std::shared_ptr<Subscriber>& one, std::string_view text)
{
    json::value reference;
    try {
        boost::system::error_code fault;
        const json::value parsed = json::parse(json::string_view(text.data(), text.size()), fault);
        if (fault || !parsed.is_object())
            throw Error(ErrorCode::InvalidInput, "invalid_json", "a frame is a JSON object");
        const json::object& frame = parsed.get_object();
        if (const json::value* given = frame.if_contains("client_ref"); given && given->is_string())
            reference = *given;
        if (textOf(frame, "action") != "tx")
            throw base::invalidField("action", "not_allowed", "must be tx");
        transact(one, frame, reference);
    } catch (const Error& error) {
        sendFailure(*one, error, reference);
    } catch (const std::exception& error) {
        kLog.error("a frame of {}: {}", one->channel, error.what());
        sendFailure(*one, Error(ErrorCode::Internal, "internal", "something went wrong here"), reference);
    }
}

void Hub::Impl::transact(const std::shared_ptr<Subscriber>& one, const json::object& frame, const json::value& reference)
{
    if (one->channel.empty())
        throw Error(ErrorCode::InvalidInput, "no_channel", "transactions go to the socket of a channel");
    if (!one->context.principal.hasScope(contract::Scope::manage))
        throw Error(ErrorCode::Forbidden, "scope_missing", "this credential may not manage");
    if (one->running.fetch_add(1) >= kRunningPerSocketMax) {
        one->running.fetch_sub(1);
        throw Error(ErrorCode::RateLimited, "too_many_running", "too many transactions of this socket are not answered yet");
    }
    try {
        engine.sendTransaction(one->context, inputOf(frame, *one, engine),
                               [one, reference](contract::Outcome<contract::TransactionResult> outcome) {
                                   one->running.fetch_sub(1);
                                   if (!outcome)
                                       return sendFailure(*one, outcome.error(), reference);
                                   json::object payload{{"tx_id", outcome->tx_id}, {"channel_id", outcome->channel_id},
                                                        {"from", outcome->from}, {"to", outcome->to},
                                                        {"amount", outcome->amount}, {"memo", outcome->memo},
                                                        {"status", outcome->status}, {"latency_ms", outcome->latency_ms},
                                                        {"entry_id", outcome->entry_id}, {"client_ref", reference}};
                                   send(*one->sink, {{"type", "tx_confirmed"}, {"channel_id", outcome->channel_id},
                                                     {"payload", std::move(payload)}});
                               });
    } catch (...) {
        one->running.fetch_sub(1);
        throw;
    }
}

} // namespace bursar::channels
