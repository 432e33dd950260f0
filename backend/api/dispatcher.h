// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "base/worker_pool.h"
#include "contract/operation.h"
#include "db/db.h"

#include <map>
#include <string>

namespace bursar::api {

/// The one way in: permission, idempotency, metrics and errors are the same for the local console, HTTP and the
/// command line.
class Dispatcher {
public:
    struct Options {
        std::size_t workers = 8;
        std::size_t queuedMax = 4096;
        std::string runId; // of this engine, for idempotency rows
        /// Called after each successful operation that changes something.
        std::function<void()> changed;
        /// False while nothing may be written (disk full): such operations get 503.
        std::function<bool()> writable;
    };
    Dispatcher(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Options options);

    /// Filled by the modules before the first dispatch.
    contract::HandlerTable& handlers() { return m_handlers; }
    void addResolver(std::string resource, contract::RelationResolver resolver);

    /// Runs `job` on the pool; it may block. When the pool is full, `refused` is called here and now instead.
    void run(std::function<void()> job, const std::function<void(const base::Error&)>& refused);

    /// Must be called on the pool (see run). The reply may come on any thread.
    void dispatch(const contract::OperationInfo& operation, contract::json::value input, contract::Context context,
                  const std::string& idempotencyKey, contract::Reply<contract::json::value> reply);

    /// Drops idempotency rows that are older than their retention.
    void trim();
    void stop() { m_pool.stop(); }

private:
    void authorise(const contract::OperationInfo& operation, const contract::json::value& input,
                   const contract::Principal& principal) const;
    void execute(const contract::OperationInfo& operation, const contract::json::value& input,
                 const contract::Context& context, contract::Reply<contract::json::value> reply);

    db::Pool& m_database;
    const base::Clock& m_clock;
    Options m_options;
    contract::HandlerTable m_handlers;
    std::map<std::string, contract::RelationResolver, std::less<>> m_resolvers;
    std::map<std::string_view, base::Histogram*> m_durations;
    std::map<std::string_view, base::Counter*> m_failures;
    base::WorkerPool m_pool;
};

/// Any exception as the error that goes out: library texts and SQL never do.
base::Error toError(const std::exception& error, std::string_view requestId);

} // namespace bursar::api
