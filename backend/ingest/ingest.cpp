// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/ingest.h"

#include "base/error.h"
#include "base/log.h"
#include "base/worker_pool.h"
#include "ingest/impl/batch_parser.h"
#include "ingest/impl/geoip.h"
#include "ingest/impl/writer.h"

#include <atomic>
#include <future>

namespace bursar::ingest {

namespace json = contract::json;

namespace {
constexpr base::Log kLog{"ingest"};
/// Batches that wait may not take more memory than this, however few they are.
constexpr std::size_t kQueuedBytesMax = 256 * 1024 * 1024;
constexpr std::size_t kWriteRowsMax = 20'000;
constexpr std::size_t kValueBytes = 64;

/// Memory of a JSON value, roughly: texts and a constant for each value.
std::size_t approximateBytes(const json::value& value, int depth = 0)
{
    std::size_t bytes = kValueBytes;
    if (value.is_string())
        bytes += value.get_string().size();
    else if (value.is_array() && depth < 8) {
        for (const json::value& item : value.get_array())
            bytes += approximateBytes(item, depth + 1);
    } else if (value.is_object() && depth < 8) {
        for (const auto& item : value.get_object())
            bytes += item.key().size() + approximateBytes(item.value(), depth + 1);
    }
    return bytes;
}

base::Error later(const char* reason, const char* text)
{
    base::Error error(base::ErrorCode::RateLimited, reason, text);
    error.retryAfter = std::chrono::seconds(1);
    return error;
}

Sender senderOf(const contract::Context& context)
{
    const contract::Principal& principal = context.principal;
    if (principal.agentKey == 0) {
        throw base::Error(base::ErrorCode::Forbidden, "agent_key_required",
                          "Requests are taken in with an agent's API key only.");
    }
    return {principal.agentKey, principal.agentId, principal.keyId};
}
} // namespace

struct Ingest::Impl {
    Impl(db::Pool& pool, base::Metrics& metrics, const base::Clock& wallClock, Options given)
        : clock(wallClock), options(std::move(given)), geoip(options.geoipPath), partitions(pool, clock),
          writer(pool, metrics, clock, partitions, options),
          batches(metrics.counter("bursar_ingest_batches_total", "Batches that were answered.", {{"result", "stored"}})),
          refused(metrics.counter("bursar_ingest_batches_total", "Batches that were answered.", {{"result", "refused"}})),
          rejected(metrics.counter("bursar_ingest_rejected_total", "Entries that could not be read.")),
          queued(metrics.gauge("bursar_ingest_queued_batches", "Batches that wait or are being written."))
    {
    }

    void enrich(Row& row) const;
    void handle(const contract::Context& context, const json::value& batch,
                const std::shared_ptr<contract::Reply<contract::IngestResult>>& reply);
    bool admit(std::size_t bytes);
    void leave(std::size_t bytes);

    const base::Clock& clock;
    const Options options;
    const GeoIp geoip;
    Partitions partitions;
    Writer writer;
    base::Counter& batches;
    base::Counter& refused;
    base::Counter& rejected;
    base::Gauge& queued;

    std::mutex mutex;
    std::unique_ptr<base::WorkerPool> workers; // while running
    std::size_t pending = 0;
    std::size_t pendingBytes = 0;
};

void Ingest::Impl::enrich(Row& row) const
{
    if (row.country.empty() && !row.ip.empty()) {
        const Place place = geoip.find(row.ip);
        row.country = place.country;
        row.city = place.city;
    }
    complete(row);
}

bool Ingest::Impl::admit(std::size_t bytes)
{
    const std::lock_guard lock(mutex);
    if (pending >= options.queuedBatchesMax || pendingBytes + bytes > kQueuedBytesMax)
        return false;
    ++pending;
    pendingBytes += bytes;
    queued.set(double(pending));
    return true;
}

void Ingest::Impl::leave(std::size_t bytes)
{
    const std::lock_guard lock(mutex);
    --pending;
    pendingBytes -= bytes;
    queued.set(double(pending));
}

void Ingest::Impl::handle(const contract::Context& context, const json::value& batch,
                          const std::shared_ptr<contract::Reply<contract::IngestResult>>& reply)
{
    try {
        const Sender sender = senderOf(context);
        ParsedBatch parsed = parseBatch(batch, sender, clock.now(), options.bodyBytesMax);
        for (Row& row : parsed.rows)
            enrich(row);
        rejected.add(double(parsed.rejected.size()));
        contract::IngestResult result{.status = "accepted", .entries = parsed.entries, .accepted = parsed.pings,
                                      .rejected = std::move(parsed.rejected)};
        Job job{.rows = std::move(parsed.rows)};
        if (parsed.pings > 0)
            job.pings.insert(sender.agentKey);
        job.done = [result = std::move(result), reply](contract::Outcome<Stored> stored) mutable {
            if (!stored)
                return (*reply)(stored.error());
            result.accepted += stored->accepted;
            result.duplicates = stored->duplicates;
            (*reply)(std::move(result));
        };
        if (job.rows.empty() && job.pings.empty())
            return job.done(Stored{});
        writer.submit(std::move(job));
    } catch (const base::Error& error) {
        (*reply)(error);
    } catch (const std::exception& error) {
        kLog.error("a batch could not be read: {}", error.what());
        (*reply)(base::Error(base::ErrorCode::Internal, "internal", "The batch could not be read."));
    }
}

Ingest::Ingest(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Options options)
    : m_impl(std::make_unique<Impl>(pool, metrics, clock, std::move(options)))
{
}

Ingest::~Ingest()
{
    stop();
}

void Ingest::start()
{
    const std::lock_guard lock(m_impl->mutex);
    if (m_impl->workers)
        return;
    m_impl->writer.start();
    m_impl->workers = std::make_unique<base::WorkerPool>("ingest", std::max<std::size_t>(m_impl->options.workers, 1),
                                                         m_impl->options.queuedBatchesMax);
}

void Ingest::stop()
{
    std::unique_ptr<base::WorkerPool> workers;
    {
        const std::lock_guard lock(m_impl->mutex);
        workers = std::move(m_impl->workers);
    }
    workers.reset(); // reads what was accepted
    m_impl->writer.stop();
}

void Ingest::submit(contract::Context context, json::value batch, contract::Reply<contract::IngestResult> done)
{
    const std::size_t bytes = approximateBytes(batch);
    if (!m_impl->admit(bytes)) {
        m_impl->refused.add();
        return done(later("ingest_busy", "Too many batches wait to be stored; send this one again."));
    }
    auto reply = std::make_shared<contract::Reply<contract::IngestResult>>(
        [impl = m_impl.get(), bytes, done = std::move(done)](contract::Outcome<contract::IngestResult> outcome) {
            impl->leave(bytes);
            (outcome ? impl->batches : impl->refused).add();
            done(std::move(outcome));
        });
    auto job = [impl = m_impl.get(), context = std::move(context), batch = std::move(batch), reply] {
        impl->handle(context, batch, reply);
    };
    bool running = false, taken = false;
    {
        const std::lock_guard lock(m_impl->mutex);
        running = m_impl->workers != nullptr;
        taken = running && m_impl->workers->submit(std::move(job));
    }
    if (!running)
        (*reply)(base::Error(base::ErrorCode::Unavailable, "ingest_stopped", "The server is not taking in requests."));
    else if (!taken)
        (*reply)(later("ingest_busy", "Too many batches wait to be stored; send this one again."));
}

std::size_t Ingest::write(std::vector<Row> rows)
{
    if (rows.empty())
        return 0;
    if (rows.size() > kWriteRowsMax) {
        throw base::Error(base::ErrorCode::TooLarge, "too_many_rows",
                          fmt::format("At most {} rows are written at once.", kWriteRowsMax));
    }
    for (Row& row : rows)
        m_impl->enrich(row);
    std::promise<contract::Outcome<Stored>> promise;
    std::future<contract::Outcome<Stored>> outcome = promise.get_future();
    m_impl->writer.submit({.rows = std::move(rows), .done = [&promise](contract::Outcome<Stored> stored) {
                               promise.set_value(std::move(stored));
                           }});
    const contract::Outcome<Stored> stored = outcome.get();
    if (!stored)
        throw stored.error();
    return std::size_t(stored->accepted);
}

void Ingest::maintain()
{
    m_impl->partitions.makeAhead();
    m_impl->partitions.dropBodiesBefore(m_impl->clock.now() - m_impl->options.bodyRetention);
}

Counters Ingest::counters() const
{
    Counters counters{.rowsPerSecond = m_impl->writer.rowsPerSecond(), .rowsTotal = m_impl->writer.rowsTotal()};
    const std::lock_guard lock(m_impl->mutex);
    counters.queuedBatches = std::int64_t(m_impl->pending);
    return counters;
}

} // namespace bursar::ingest
