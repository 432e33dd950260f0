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
constexpr std::chrono::seconds kStuckAfter{10};
constexpr std::size_t kAnswerBytes = 400; // of a transaction's answer, beyond what the frame itself said
constexpr std::chrono::seconds kCheckEvery{1};
constexpr int kPolicyViolation = 1008, kTryAgainLater = 1013;

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
    std::function<void()> stillValid;
    std::chrono::steady_clock::time_point opened = std::chrono::steady_clock::now();

    std::atomic<std::size_t> runningBytes = 0; // of frames that were not answered yet, and their answers

    // Only the hub's thread, after the start.
    std::int64_t at = 0;   // through this entry it has been told
    bool isBehind = true;  // it is told from the journal as it takes it, not with the others
    std::chrono::steady_clock::time_point took = opened, checkDue{};

    bool isFull() const { return sink->waitingBytes() > Hub::kWaitingBytesMax; }

    /// Throws once it must not go on.
    void requireValid() const
    {
        if (stillValid)
            stillValid();
        else if (std::chrono::steady_clock::now() - opened > Hub::kTicketLife)
            throw Error(ErrorCode::Unauthenticated, "session_expired", "the ticket's time is over: connect anew");
    }
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

contract::SendTransaction::Input inputOf(json::object frame, const Subscriber& subscriber, DatabaseEngine& engine)
{
    frame.erase("action");
    frame["id"] = subscriber.channel;
    if (!frame.contains("from")) { // whoever it is that speaks
        for (const auto& [account, name] : engine.participantsOf(subscriber.channel).byAccount) {
            if (engine.actsFor(subscriber.context.principal, name))
                frame["from"] = name;
        }
    }
    return contract::Codec<contract::SendTransaction>::decodeInput(frame);
}
} // namespace

struct Hub::Impl {
    DatabaseEngine& engine;
    ledger::Ledger& ledger;
    ledger::Reader& journal;
    std::function<bool()> writable;

    std::mutex mutex;
    std::vector<std::shared_ptr<Subscriber>> subscribers;
    std::int64_t read = 0; // through this entry all have been told who are not behind; only the thread
    std::mutex tickerMutex;
    std::unique_ptr<base::Ticker> ticker;

    /// Frames are worked off away from the network, those of one socket in their order.
    static constexpr std::size_t kLanes = 2;
    static constexpr std::size_t kFramesQueuedMax = 20'000; // a lane
    std::array<std::unique_ptr<base::WorkerPool>, kLanes> lanes;

    void tell();
    void catchUp(Subscriber& one);
    void tellOthers(const std::vector<std::shared_ptr<Subscriber>>& present);
    /// False, and the socket ends, once its credential has.
    bool mayHear(Subscriber& one);
    void take(const std::shared_ptr<Subscriber>& one, std::string_view text);
    void receive(const std::shared_ptr<Subscriber>& one, const std::string& text);
    void transact(const std::shared_ptr<Subscriber>& one, const json::object& frame, const json::value& reference,
                  std::size_t bytes);
    void leave(const std::shared_ptr<Subscriber>& one);
};

Hub::Hub(DatabaseEngine& engine, ledger::Ledger& ledger, ledger::Reader& journal, std::function<bool()> writable)
    : m_impl(new Impl{engine, ledger, journal, std::move(writable), {}, {}, 0, {}, {}, {}})
{
    for (auto& lane : m_impl->lanes)
        lane = std::make_unique<base::WorkerPool>("channels", 1, Impl::kFramesQueuedMax);
    m_impl->ticker = std::make_unique<base::Ticker>("channels", kPoll, [this] { m_impl->tell(); });
}

Hub::~Hub()
{
    stop();
}

void Hub::stop()
{
    for (auto& lane : m_impl->lanes)
        lane->stop();
    const std::lock_guard lock(m_impl->tickerMutex);
    m_impl->ticker.reset();
}

void Hub::poke()
{
    const std::lock_guard lock(m_impl->tickerMutex);
    if (m_impl->ticker)
        m_impl->ticker->poke();
}

Hub::Open Hub::prepare(const contract::Context& context, const std::string& channel, const net::HttpRequest& request,
                       std::function<void()> stillValid)
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
    return [this, context, channel, stillValid, after = std::min(after, last)](std::shared_ptr<net::EventSink> sink) {
        auto one = std::make_shared<Subscriber>();
        one->sink = std::move(sink);
        one->context = context;
        one->channel = channel;
        one->stillValid = stillValid;
        one->at = after;
        {
            const std::lock_guard lock(m_impl->mutex);
            m_impl->subscribers.push_back(one);
        }
        poke();
        net::SocketHandlers handlers;
        handlers.onText = [this, one](std::string_view text) { m_impl->take(one, text); };
        handlers.onClose = [this, one] { m_impl->leave(one); };
        return handlers;
    };
}

void Hub::Impl::leave(const std::shared_ptr<Subscriber>& one)
{
    const std::lock_guard lock(mutex);
    std::erase(subscribers, one);
}

// Telling. ------------------------------------------------------------------------------------------------------------------

bool Hub::Impl::mayHear(Subscriber& one)
{
    const auto now = std::chrono::steady_clock::now();
    if (now < one.checkDue)
        return one.sink->open();
    one.checkDue = now + kCheckEvery;
    try {
        one.requireValid();
        return one.sink->open();
    } catch (const Error& error) {
        one.sink->close(kPolicyViolation, error.reason());
        return false;
    }
}

/// As much as it takes now, of what all others have been told.
void Hub::Impl::catchUp(Subscriber& one)
{
    const std::int64_t before = one.at;
    while (one.at < read && !one.isFull()) {
        const std::vector<ledger::JournalRow> rows = journal.tail(ledger::JournalId(one.at), kEntriesPerRead);
        for (const ledger::JournalRow& row : rows) {
            if (ledger::number(row.id) > read || one.isFull())
                break;
            if (one.channel.empty() || channelOfCause(row.cause) == one.channel) {
                if (const auto event = eventOf(row, engine))
                    one.sink->send({std::to_string(event->seq), event->event_type, messageOf(*event)});
            }
            one.at = ledger::number(row.id); // not before: what fails is told at the next attempt
        }
        if (rows.empty() || ledger::number(rows.front().id) > read)
            one.at = read;
    }
    const auto now = std::chrono::steady_clock::now();
    one.isBehind = one.at < read;
    if (one.at > before || !one.isBehind)
        one.took = now;
    if (one.isBehind && (now - one.took > kStuckAfter || read - one.at > kResumeEntriesMax))
        one.sink->close(kTryAgainLater, "resume with after");
}

void Hub::Impl::tellOthers(const std::vector<std::shared_ptr<Subscriber>>& present)
{
    const auto hears = [](const Subscriber& one, std::string_view channel) {
        return !one.isBehind && (one.channel.empty() || one.channel == channel);
    };
    for (;;) {
        const std::vector<ledger::JournalRow> rows = journal.tail(ledger::JournalId(read), kEntriesPerRead);
        for (const ledger::JournalRow& row : rows) {
            const std::int64_t entry = ledger::number(row.id);
            const std::string_view channel = channelOfCause(row.cause);
            std::optional<contract::ChannelEvent> event;
            if (!channel.empty() && std::any_of(present.begin(), present.end(), [&](const auto& one) { return hears(*one, channel); }))
                event = eventOf(row, engine);
            for (const auto& one : present) {
                if (one->isBehind || one->at >= entry)
                    continue;
                one->at = entry;
                if (event && hears(*one, channel)) {
                    one->sink->send({std::to_string(event->seq), event->event_type, messageOf(*event)});
                    one->isBehind = one->isFull();
                }
            }
            read = entry; // not before: what fails is told at the next attempt
        }
        if (rows.size() < std::size_t(kEntriesPerRead))
            return;
    }
}

void Hub::Impl::tell()
{
    std::vector<std::shared_ptr<Subscriber>> present;
    {
        const std::lock_guard lock(mutex);
        std::erase_if(subscribers, [](const auto& one) { return !one->sink->open(); });
        present = subscribers;
    }
    std::erase_if(present, [this](const auto& one) { return !mayHear(*one); });
    if (present.empty())
        return;
    if (std::all_of(present.begin(), present.end(), [](const auto& one) { return one->isBehind; }))
        read = ledger::number(ledger.progress().committed); // there is nobody to tell what went by
    for (const auto& one : present) {
        if (one->isBehind)
            catchUp(*one);
    }
    tellOthers(present);
}

// Frames. -------------------------------------------------------------------------------------------------------------------

/// On a network thread.
void Hub::Impl::take(const std::shared_ptr<Subscriber>& one, std::string_view text)
{
    if (text.size() > kFrameBytesMax)
        return sendFailure(*one, Error(ErrorCode::TooLarge, "frame_too_large", "a frame has at most 4096 bytes"), nullptr);
    const std::size_t bytes = text.size() + kAnswerBytes;
    if (one->runningBytes.fetch_add(bytes) + bytes > kRunningBytesMax) {
        one->runningBytes.fetch_sub(bytes);
        return sendFailure(*one, Error(ErrorCode::RateLimited, "too_many_running", "too many frames of this socket are not answered yet"),
                           nullptr);
    }
    auto& lane = *lanes[std::hash<const void*>()(one.get()) / alignof(std::max_align_t) % kLanes];
    if (lane.submit([this, one, frame = std::string(text)] { receive(one, frame); }))
        return;
    one->runningBytes.fetch_sub(bytes);
    sendFailure(*one, Error(ErrorCode::Unavailable, "server_busy", "the server is busy"), nullptr);
}

void Hub::Impl::receive(const std::shared_ptr<Subscriber>& one, const std::string& text)
{
    json::value reference;
    try {
        boost::system::error_code fault;
        const json::value parsed = json::parse(text, fault);
        if (fault || !parsed.is_object())
            throw Error(ErrorCode::InvalidInput, "invalid_json", "a frame is a JSON object");
        const json::object& frame = parsed.get_object();
        if (const json::value* given = frame.if_contains("client_ref"); given && given->is_string())
            reference = *given;
        const json::value* action = frame.if_contains("action");
        if (!action || !action->is_string() || action->get_string() != "tx")
            throw base::invalidField("action", "not_allowed", "must be tx");
        transact(one, frame, reference, text.size() + kAnswerBytes);
        return;
    } catch (const Error& error) {
        sendFailure(*one, error, reference);
        if (error.code() == ErrorCode::Unauthenticated)
            one->sink->close(kPolicyViolation, error.reason());
    } catch (const std::exception& error) {
        kLog.error("a frame of {}: {}", one->channel, error.what());
        sendFailure(*one, Error(ErrorCode::Internal, "internal", "something went wrong here"), reference);
    }
    one->runningBytes.fetch_sub(text.size() + kAnswerBytes);
}

void Hub::Impl::transact(const std::shared_ptr<Subscriber>& one, const json::object& frame, const json::value& reference,
                         std::size_t bytes)
{
    one->requireValid();
    if (one->channel.empty())
        throw Error(ErrorCode::InvalidInput, "no_channel", "transactions go to the socket of a channel");
    if (!one->context.principal.hasScope(contract::Scope::manage))
        throw Error(ErrorCode::Forbidden, "scope_missing", "this credential may not manage");
    if (writable && !writable())
        throw Error(ErrorCode::Unavailable, "disk_full", "the disk is nearly full: nothing is written");
    engine.sendTransaction(one->context, inputOf(frame, *one, engine),
                           [one, reference, bytes](contract::Outcome<contract::TransactionResult> outcome) {
                               one->runningBytes.fetch_sub(bytes);
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
}

} // namespace bursar::channels
