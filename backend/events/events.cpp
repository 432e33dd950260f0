// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events.h"

#include "base/error.h"
#include "base/log.h"
#include "base/worker_pool.h"

#include <boost/json.hpp>

#include <charconv>
#include <list>

namespace bursar::events {

namespace {
namespace json = boost::json;
constexpr base::Log kLog{"events"};
constexpr std::size_t kPayloadBytesMax = 4096;
constexpr std::size_t kReadMax = 1000;
constexpr std::size_t kReplayMax = 20'000;
constexpr std::size_t kCountersMax = 10'000;
constexpr std::size_t kSubscribersMax = 20'000;
constexpr std::chrono::milliseconds kPublishEvery{250};
constexpr std::chrono::milliseconds kLookEvery{2'000};
constexpr std::string_view kChannel = "bursar_event";
constexpr std::string_view kTrimmedKey = "events_trimmed";

/// A place in the log: everything at or below it has been seen.
struct Position {
    std::uint64_t xid = 0;
    std::int64_t id = 0;
    auto operator<=>(const Position&) const = default;

    std::string token() const { return fmt::format("{}-{}", xid, id); }
    static std::optional<Position> fromToken(std::string_view token)
    {
        Position position;
        const auto dash = token.find('-');
        if (dash == std::string_view::npos)
            return std::nullopt;
        const char* begin = token.data();
        const auto xid = std::from_chars(begin, begin + dash, position.xid);
        const auto id = std::from_chars(begin + dash + 1, begin + token.size(), position.id);
        if (xid.ec != std::errc() || xid.ptr != begin + dash || id.ec != std::errc()
            || id.ptr != begin + token.size())
            return std::nullopt;
        return position;
    }
};

/// Shared by the log and the Subscription handle: the mutex makes "not called after destruction" true.
struct Subscriber {
    std::recursive_mutex mutex;
    bool alive = true;
    std::string topic;
    std::string token; // to start from; consumed by the first pass
    bool fresh = true;
    std::function<void(const contract::Event&)> receive;

    void deliver(const contract::Event& event)
    {
        const std::lock_guard lock(mutex);
        if (alive)
            receive(event);
    }
};

class Handle final : public contract::Subscription {
public:
    explicit Handle(std::shared_ptr<Subscriber> subscriber) : m_subscriber(std::move(subscriber)) {}
    ~Handle() override
    {
        const std::lock_guard lock(m_subscriber->mutex);
        m_subscriber->alive = false;
        m_subscriber->receive = nullptr;
    }

private:
    std::shared_ptr<Subscriber> m_subscriber;
};

struct Stored {
    Position position;
    contract::Event event;
};

std::vector<Stored> stored(const db::Result& rows)
{
    std::vector<Stored> out;
    out.reserve(rows.size());
    for (const db::Row row : rows) {
        Stored item;
        item.position = {std::uint64_t(row.integer(0)), row.integer(1)};
        item.event.topic = row.string(2);
        item.event.key = row.string(3);
        item.event.token = item.position.token();
        item.event.payload = json::parse(row.text(4));
        out.push_back(std::move(item));
    }
    return out;
}
} // namespace

struct EventLog::Impl {
    db::Pool& pool;
    std::string connection;
    const base::Clock& clock;

    std::mutex mutex;
    std::list<std::shared_ptr<Subscriber>> subscribers;
    struct Count {
        std::int64_t rows = 0;
        base::Time cursor;
    };
    std::map<std::pair<std::string, std::string>, Count> counts;
    std::atomic<bool> notifyDue = false;

    std::optional<Position> position; // of the live subscribers; only the reader's thread
    std::unique_ptr<db::Listener> listener;
    std::unique_ptr<base::Ticker> publisher;
    std::unique_ptr<base::Ticker> reader;

    Impl(db::Pool& p, std::string c, const base::Clock& k) : pool(p), connection(std::move(c)), clock(k) {}

    void publishCounts()
    {
        decltype(counts) due;
        {
            const std::lock_guard lock(mutex);
            due.swap(counts);
        }
        if (due.empty() && !notifyDue.exchange(false))
            return;
        db::Transaction tx = pool.begin();
        for (const auto& [where, count] : due)
            EventLog::publish(tx, where.first, where.second,
                              {{"rows", count.rows}, {"cursor", base::formatTime(count.cursor)}});
        tx.exec(fmt::format("NOTIFY {}", kChannel));
        tx.commit();
    }

    /// Rows that every transaction older than them has finished, so that no earlier one can still appear.
    std::vector<Stored> readAfter(const Position& after, std::size_t rowsMax)
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return stored(tx.exec("SELECT xid::text, id, topic, key, payload::text FROM event_log "
                              "WHERE (xid, id) > ($1::xid8, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot()) "
                              "ORDER BY xid, id LIMIT $3",
                              {std::to_string(after.xid), after.id, rowsMax}));
    }

    Position now()
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        const db::Result rows = tx.exec("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        return {std::uint64_t(rows[0].integer(0) - 1), std::numeric_limits<std::int64_t>::max()};
    }

    std::optional<Position> trimmed()
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        const db::Result rows = tx.exec("SELECT value FROM engine_setting WHERE key = $1", {kTrimmedKey});
        return rows.empty() ? std::nullopt : Position::fromToken(rows[0].text(0));
    }

    std::vector<std::shared_ptr<Subscriber>> living()
    {
        const std::lock_guard lock(mutex);
        subscribers.remove_if([](const auto& subscriber) {
            const std::lock_guard inner(subscriber->mutex);
            return !subscriber->alive;
        });
        return {subscribers.begin(), subscribers.end()};
    }

    void look()
    {
        const auto everyone = living();
        if (everyone.empty()) {
            position.reset();
            return;
        }
        if (!position)
            position = now();
        for (const auto& subscriber : everyone) {
            if (std::exchange(subscriber->fresh, false))
                catchUp(*subscriber);
        }
        for (;;) {
            const std::vector<Stored> rows = readAfter(*position, kReadMax);
            for (const Stored& row : rows) {
                for (const auto& subscriber : everyone) {
                    if (subscriber->topic == row.event.topic)
                        subscriber->deliver(row.event);
                }
            }
            if (!rows.empty())
                position = rows.back().position;
            if (rows.size() < kReadMax)
                return;
        }
    }

    /// From the subscriber's token to where the others are.
    void catchUp(Subscriber& subscriber)
    {
        if (subscriber.token.empty())
            return;
        const auto from = Position::fromToken(subscriber.token);
        const auto gone = trimmed();
        const bool tooOld = !from || (gone && *from < *gone);
        const std::vector<Stored> rows = tooOld ? std::vector<Stored>() : readAfter(*from, kReplayMax);
        if (tooOld || rows.size() == kReplayMax) {
            contract::Event resync;
            resync.topic = subscriber.topic;
            resync.token = position->token();
            resync.resync = true;
            subscriber.deliver(resync);
            return;
        }
        for (const Stored& row : rows) {
            if (row.position <= *position && row.event.topic == subscriber.topic)
                subscriber.deliver(row.event);
        }
    }
};

EventLog::EventLog(db::Pool& pool, std::string connection, const base::Clock& clock)
    : m_impl(std::make_unique<Impl>(pool, std::move(connection), clock))
{
}

EventLog::~EventLog()
{
    stop();
}

void EventLog::start()
{
    Impl& impl = *m_impl;
    impl.publisher = std::make_unique<base::Ticker>("event-publish", kPublishEvery, [&impl] { impl.publishCounts(); });
    impl.reader = std::make_unique<base::Ticker>("event-read", kLookEvery, [&impl] { impl.look(); });
    impl.listener = std::make_unique<db::Listener>(impl.connection, std::string(kChannel),
                                                   [reader = impl.reader.get()] { reader->poke(); });
}

void EventLog::stop()
{
    m_impl->listener.reset();
    m_impl->publisher.reset();
    m_impl->reader.reset();
}

void EventLog::publish(db::Transaction& tx, std::string_view topic, std::string_view key,
                       const contract::json::object& payload)
{
    const std::string text = json::serialize(payload);
    if (text.size() > kPayloadBytesMax)
        throw base::Error(base::ErrorCode::Internal, "event_too_large", "an event is larger than 4 KiB");
    tx.exec("INSERT INTO event_log (topic, key, payload) VALUES ($1, $2, $3)", {topic, key, text});
}

void EventLog::poke()
{
    m_impl->notifyDue = true;
}

void EventLog::count(std::string_view topic, std::string_view key, std::int64_t rows, base::Time cursor)
{
    const std::lock_guard lock(m_impl->mutex);
    if (m_impl->counts.size() >= kCountersMax)
        return; // a hint only: readers look again with the next one
    Impl::Count& count = m_impl->counts[{std::string(topic), std::string(key)}];
    count.rows += rows;
    count.cursor = std::max(count.cursor, cursor);
}

std::unique_ptr<contract::Subscription> EventLog::subscribe(std::string topic, std::string token,
                                                            std::function<void(const contract::Event&)> receive)
{
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->topic = std::move(topic);
    subscriber->token = std::move(token);
    subscriber->receive = std::move(receive);
    {
        const std::lock_guard lock(m_impl->mutex);
        if (m_impl->subscribers.size() >= kSubscribersMax)
            throw base::Error(base::ErrorCode::Unavailable, "too_many_subscribers", "too many subscribers");
        m_impl->subscribers.push_back(subscriber);
    }
    if (m_impl->reader)
        m_impl->reader->poke();
    return std::make_unique<Handle>(std::move(subscriber));
}

void EventLog::trim()
{
    m_impl->pool.transact([](db::Transaction& tx) {
        const db::Result gone = tx.exec(
            "WITH old AS (DELETE FROM event_log WHERE at < now() - interval '1 hour' OR (xid, id) <= "
            "(SELECT xid, id FROM event_log ORDER BY xid DESC, id DESC OFFSET 100000 LIMIT 1) RETURNING xid, id) "
            "SELECT xid::text, id FROM old ORDER BY xid DESC, id DESC LIMIT 1");
        if (gone.empty())
            return;
        tx.exec("INSERT INTO engine_setting (key, value) VALUES ($1, $2) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                {kTrimmedKey, gone[0].string(0) + "-" + gone[0].string(1)});
    });
}

} // namespace bursar::events
