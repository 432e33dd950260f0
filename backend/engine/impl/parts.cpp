// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/parts.h"

#include "analytics/handlers.h"
#include "audit/audit.h"
#include "base/error.h"
#include "base/log.h"
#include "channels/handlers.h"
#include "engine/impl/system_handlers.h"
#include "identity/handlers.h"
#include "ingest/handlers.h"
#include "ingest/log_reader.h"
#include "ledger/handlers.h"
#include "registry/handlers.h"

#include <boost/json.hpp>

#include <sys/resource.h>

namespace bursar::engine {

namespace {
namespace json = boost::json;
using namespace std::chrono_literals;
constexpr base::Log kLog{"engine"};
constexpr std::chrono::milliseconds kSealEvery{800};
constexpr std::int64_t kCheckedAtStartMax = 1'000'000; // entries
constexpr rlim_t kFilesWanted = 16'384;
constexpr std::uintmax_t kFreeBytesMin = 512ull * 1024 * 1024;

std::string hostName()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "server";
}

ingest::Options ingestOptions(const base::Config& config, events::EventLog& events, registry::Registry& registry)
{
    ingest::Options options;
    options.workers = std::size_t(config.integer("ingest_workers"));
    options.queuedBatchesMax = std::size_t(config.integer("ingest_buffer_size"));
    options.bodyBytesMax = std::size_t(config.integer("max_body_size_bytes"));
    options.bodyRetention = std::chrono::days(config.integer("body_retention_days"));
    options.geoipPath = config.text("geoip_db_path");
    options.committed = [&events, &registry](std::int64_t agentKey, std::int64_t rows, base::Time newest) {
        const std::string agent = registry.slugOf(agentKey);
        events.count("stats", agent, rows, newest);
        events.count("log", agent, rows, newest);
    };
    return options;
}

ledger::Options ledgerOptions(audit::Sealer& sealer, channels::Hub& hub)
{
    ledger::Options options;
    options.server = fmt::format("{} ({})", hostName(), ::getpid());
    options.committed = [&sealer, &hub](ledger::JournalId first, std::vector<std::string> entries) {
        sealer.offer(std::uint64_t(ledger::number(first) - 1), std::move(entries));
        hub.poke();
    };
    return options;
}

channels::Options channelsOptions(const base::Config& config, events::EventLog& events, const base::Clock& clock,
                                  std::function<std::string()> url)
{
    channels::Options options;
    options.freeChannels = config.boolean("free_channels") || config.boolean("enable_simulation");
    options.milestoneSilence = std::chrono::hours(config.integer("milestone_silence_hours"));
    options.url = std::move(url);
    options.changed = [&events, &clock](const std::string& id) { events.count("channel", id, 1, clock.now()); };
    return options;
}

identity::Credentials credentialsOf(const net::HttpRequest& request)
{
    auto header = [&](std::string_view name) -> std::optional<std::string> {
        const std::string_view value = request.header(name);
        return value.empty() ? std::nullopt : std::optional(std::string(value));
    };
    // The proxy's own Authorization may stand in the way of the caller's; only a trusted proxy gets this header through.
    auto authorization = header("x-forwarded-authorization");
    return {authorization ? authorization : header("authorization"), header("x-admin-key"), header("x-internal-secret")};
}

analytics::ScopeOf scopeOf(registry::Registry& registry)
{
    return [&registry](const std::optional<std::string>& agentId) {
        return agentId && !agentId->empty() ? rollup::AgentScope{registry.agentKeyOf(*agentId)} : rollup::AgentScope();
    };
}

analytics::FindRequests findRequests(db::Pool& pool, registry::Registry& registry)
{
    return [&pool, &registry](const std::string& text, std::size_t limit) {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return ingest::findByAnyId(tx, text, limit, [&registry](std::int64_t key) { return registry.slugOf(key); });
    };
}

/// Anyone beyond this machine must not read keys and money off the wire.
void requireTls(const base::Config& config)
{
    if (api::isLoopback(config.text("listen")) || config.text("listen") == "localhost")
        return;
    if (config.text("tls_cert").empty() || config.text("tls_key").empty())
        throw base::Error(base::ErrorCode::InvalidInput, "tls_required",
                          "listening beyond this machine needs tls_cert and tls_key");
}
/// The usual soft limit of 1024 files is less than the connections that the listener takes.
void raiseFileLimit()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= kFilesWanted)
        return;
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, kFilesWanted);
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur < kFilesWanted)
        kLog.warning("at most {} files may be open here: fewer connections than {} fit", files.rlim_cur,
                     net::HttpServerOptions().connectionsMax);
}
} // namespace

Engine::Parts::Parts(const Options& options)
    : clock(options.clock), startedAt(options.clock->now()), database(options), run(database.pool(), *clock),
      events(database.pool(), database.connection(), *clock),
      identity(database.pool(), *clock, {options.config.text("internal_secret")}),
      registry(database.pool(), identity, *clock,
               {options.config.boolean("open_registration"), options.config.boolean("allow_private_origins")}),
      keys(database.pool(), identity, registry, *clock),
      health(registry, httpClient, *clock,
             {options.config.boolean("open_registration"), options.config.boolean("allow_private_origins")}),
      sealKey(audit::keyInFile(options.dataDirectory / "seal.key")),
      journalSealer(database.pool(), sealKey, *clock, std::string(ledger::kJournalLog), ledger::journalEntries()),
      auditSealer(database.pool(), sealKey, *clock, std::string(ledger::kAuditLog), audit::auditEntries()),
      moneyClock(*clock), hub(channels, ledger, ledgerReader, [this] { return !m_diskFull; }),
      ledger(database.pool(), database.connection(), metrics, moneyClock, ledgerOptions(journalSealer, hub)),
      ledgerReader(database.pool(), ledger, sealKey.publicKey()),
      chain(Chain::of(options.config, database.pool(), httpClient, metrics, *clock, [this] { return publicUrl(); })),
      channels(database.pool(), ledger, ledgerReader, registry, chain ? &chain->escrow : nullptr, metrics, moneyClock,
               channelsOptions(options.config, events, *clock, [this] { return publicUrl(); })),
      channelsReader(database.pool(), ledger, ledgerReader, channels, chain ? &chain->escrow : nullptr, registry, moneyClock),
      ingest(database.pool(), metrics, *clock, ingestOptions(options.config, events, registry)),
      folder(database.pool(), metrics, *clock),
      imports(database.pool(), ingest, folder, metrics, *clock,
              [this](const std::string& id) { events.count("task", id, 1, this->clock->now()); }),
      analytics(database.analyticsPool(), *clock, scopeOf(registry), findRequests(database.pool(), registry),
                {options.config.seconds("benchmark_interval")}),
      simulator(database.pool(), ingest, folder, *clock, {.seed = options.simulatorSeed}),
      channelTraffic(channels, channelsReader, moneyClock, options.simulatorSeed),
      dispatcher(database.pool(), metrics, *clock,
                 {.workers = std::size_t(options.config.integer("workers")), .runId = run.id(),
                  .changed = [this] { events.poke(); },
                  .writable = [this] { return !m_diskFull; }}),
      http(dispatcher, events, metrics, *clock,
           [this](const net::HttpRequest& request) {
               const std::string_view ticket = api::ticketOf(request);
               return ticket.empty() ? identity.authenticate(credentialsOf(request))
                                     : identity.tickets().redeem(std::string(ticket));
           },
           {.ratePerSecond = double(options.config.integer("rate_limit_per_second")),
            .rateBurst = double(options.config.integer("rate_limit_burst"))}),
      leader(database.connection()), metricsPage(metrics), m_dataDirectory(options.dataDirectory),
      m_baseUrl(options.config.text("base_url"))
{
    registerHandlers(options);
}

void Engine::Parts::registerHandlers(const Options& options)
{
    contract::HandlerTable& table = dispatcher.handlers();
    identity::registerHandlers(table, identity);
    ledger::registerHandlers(table, ledgerReader);
    channels::registerHandlers(table, channels, channelsReader);
    registry::registerHandlers(table, registry, keys, health);
    ingest::registerHandlers(
        table, database.pool(), ingest, imports, *clock,
        [this](const std::string& agentId) { return registry.agentKeyOf(agentId); },
        [this](std::int64_t agentKey) { return registry.slugOf(agentKey); });
    analytics::registerHandlers(table, analytics);
    SystemSources sources;
    sources.config = options.config;
    sources.settingsFile = options.config.file().empty() ? options.dataDirectory / "bursar.toml" : options.config.file();
    sources.url = [this] { return url(); };
    sources.readiness = [this] {
        if (!database.running())
            throw base::Error(base::ErrorCode::Unavailable, "database_unavailable", "the database is starting");
        database.pool().ping();
        return contract::Readiness{"ready", true, m_simulated, BURSAR_VERSION};
    };
    sources.status = [this, mode = options.mode] { return status(mode); };
    sources.settingChanged = [this](const contract::Context& context, const std::string& key) {
        database.pool().transact([&](db::Transaction& tx) {
            audit::record(tx, context, "ChangeSetting", "setting", key);
        });
    };
    registerSystemHandlers(table, std::move(sources));
    dispatcher.addResolver("agent", registry.agentRelation());
    dispatcher.addResolver("wallet", registry.walletRelation());
    dispatcher.addResolver("channel", [this](const contract::Principal& who, contract::Relation, const std::string& id) {
        return channels.takesPart(who, id);
    });
    const auto prepare = [this](const contract::Context& context, const std::string& id, const net::HttpRequest& request) {
        std::function<void()> stillValid;
        if (api::ticketOf(request).empty())
            stillValid = [this, credentials = credentialsOf(request)] { identity.authenticate(credentials); };
        return hub.prepare(context, id, request, std::move(stillValid));
    };
    http.addSocket({"/v1/channels/{id}/ws", prepare});
    http.addSocket({"/v1/admin/events/ws", prepare});
}

void Engine::Parts::addLeaderJobs()
{
    leader.add("fold", 1s, [this] { folder.fold(); });
    leader.add("partitions", 60s, [this] {
        ingest.maintain();
        folder.trim();
    });
    leader.add("trim", 60s, [this] {
        events.trim();
        dispatcher.trim();
    });
    leader.add("benchmark", 1s, [this] { analytics.tick(); });
    leader.add("check", 5s, [this] { checkLedger(); });
    leader.add("channels", 1s, [this] { channels.sweep(); });
    leader.add("tally", 1s, [this] { channels.count(); });
    if (!chain)
        return;
    leader.add("transactions", 500ms, [this] { chain->sender.step(); });
    leader.add("touch", 10min, [this] { chain->escrow.keepAlive(); });
}

net::HttpServerOptions Engine::Parts::serverOptions(const Options& options) const
{
    const base::Config& config = options.config;
    net::HttpServerOptions wanted;
    wanted.host = config.text("listen");
    wanted.port = static_cast<unsigned short>(config.integer("port"));
    wanted.portAttempts = options.portAttempts;
    if (!config.text("tls_cert").empty()) {
        wanted.tlsCertificate = config.text("tls_cert");
        wanted.tlsKey = config.text("tls_key");
    }
    wanted.corsOrigins = config.list("cors_origins");
    wanted.trustedProxies = config.list("trusted_proxies");
    return wanted;
}

void Engine::Parts::start(const Options& options)
{
    if (options.listen) {
        requireTls(options.config);
        raiseFileLimit();
    }
    run.begin();
    ledger.start();
    sealing = std::make_unique<base::Ticker>("seal", kSealEvery, [this] { seal(); });
    ingest.maintain();
    ingest.start();
    if (options.config.boolean("enable_simulation")) {
        m_simulated = true;
        simulator.fillHistory([&](double share) {
            if (options.progress)
                options.progress({"preparing history", share});
        });
        simulator.start();
        channelTraffic.open();
        channelTraffic.start();
    } else {
        simulator.refuseSimulatedDatabase();
    }
    events.start();
    imports.start();
    channelsTick = std::make_unique<base::Ticker>("channels-tick", 200ms, [this] { channels.tick(); });
    addLeaderJobs();
    leader.start();
    local = std::make_shared<LocalEngineClient>(dispatcher, events, identity.localOwner());
    pulse = std::make_unique<base::Ticker>("pulse", 1s, [this] { beat(); });
    if (options.listen) {
        server = std::make_unique<net::HttpServer>(serverOptions(options), http, metrics);
        server->start();
        if (const auto port = options.config.integer("metrics_port")) {
            net::HttpServerOptions wanted;
            wanted.port = static_cast<unsigned short>(port);
            wanted.threads = 1;
            wanted.connectionsMax = 64;
            metricsServer = std::make_unique<net::HttpServer>(wanted, metricsPage, metrics);
            metricsServer->start();
        }
        db::writeEngineInfo(m_dataDirectory, {server->url(), int(::getpid())});
    }
}

void Engine::Parts::stop(std::chrono::milliseconds grace)
{
    if (server) {
        db::removeEngineInfo(m_dataDirectory);
        server->stop(grace);
        if (metricsServer)
            metricsServer->stop(0ms);
    }
    if (local)
        local->close();
    pulse.reset();
    channelTraffic.stop();
    simulator.stop();
    imports.stop();
    dispatcher.stop();
    hub.stop();
    channels.stop();
    channelsTick.reset();
    ingest.stop();
    leader.stop();
    sealing.reset();
    ledger.stop();
    events.stop();
    try {
        identity.maintain();
        run.end();
    } catch (const base::Error& error) {
        kLog.warning("the end of this run was not recorded: {}", error.text());
    }
}

void Engine::Parts::beat()
{
    const auto free = database.bytesFree();
    const bool full = free && *free < kFreeBytesMin;
    if (m_diskFull.exchange(full) != full)
        kLog.warning("{}", full ? "less than 512 MB free: writes are refused" : "enough space again: writes are taken");
    contract::Link link;
    link.state = contract::LinkState::live;
    if (!database.running()) {
        link.state = contract::LinkState::offline;
        link.reason = "the database is being started again";
        link.retryAt = clock->now() + 1s;
    }
    local->setLink(link);
    identity.maintain();
    run.beat();
}

/// Where the journal is written: that server knows without asking the database whether there are new entries.
void Engine::Parts::seal()
{
    if (!ledger.isWriter()) {
        m_journalSealed = false;
        return;
    }
    if (!m_journalSealed || journalSealer.hasOffers())
        m_journalSealed = !journalSealer.seal();
    auditSealer.seal();
}

/// Once after the start, beside the work. What must hold of balances was checked before the first entry was written; this is
/// the whole journal, which takes ten seconds for a million entries. Beyond, an operator asks for it.
void Engine::Parts::checkLedger()
{
    if (std::exchange(m_ledgerChecked, true) || ledger::number(ledger.progress().committed) > kCheckedAtStartMax)
        return;
    const contract::LedgerCheck check = ledgerReader.check();
    metrics.gauge("bursar_ledger_faults", "What the last check after a start found").set(double(check.faults.size()));
    for (const std::string& fault : check.faults)
        kLog.error("the ledger does not add up: {}", fault);
    if (check.faults.empty())
        kLog.info("the ledger adds up: {} entries in {:.1f} s", check.entries, check.seconds);
}

contract::SystemStatus Engine::Parts::status(Mode mode)
{
    contract::SystemStatus status;
    status.version = BURSAR_VERSION;
    status.started_at = startedAt;
    status.now = clock->now();
    status.simulated = m_simulated;
    status.mode = mode == Mode::Embedded ? "embedded" : "server";
    status.url = url();
    status.data_directory = m_dataDirectory.string();
    status.disk_free_bytes = std::int64_t(database.bytesFree().value_or(0));
    status.connections = server ? std::int64_t(server->connections()) : 0;
    const ingest::Counters counters = ingest.counters();
    status.ingest_per_second = counters.rowsPerSecond;
    status.ingest_queued = counters.queuedBatches;
    status.revenue_basis = m_simulated ? "simulated" : "claimed";
    status.database = "unavailable";
    if (!database.running())
        return status;
    status.database_ms = double(database.pool().ping().count()) / 1000;
    status.database = "ok";
    db::Transaction tx = database.analyticsPool().begin(db::Mode::ReadOnly);
    const db::Row row = tx.one(
        "SELECT current_setting('server_version'), pg_database_size(current_database()), "
        "coalesce(extract(epoch FROM $1::timestamptz - (SELECT min(written_at) FROM rollup_delta)), 0)::float8, "
        "coalesce((SELECT sum(requests) FROM rollup_day WHERE dimension = 0), 0)::bigint "
        "+ coalesce((SELECT sum(requests) FROM rollup_delta WHERE dimension = 0), 0)::bigint", {clock->now()});
    status.database_version = row.string(0);
    status.database_bytes = row.integer(1);
    status.ingest_lag_seconds = std::max(0.0, row.number(2));
    status.logs_total = row.integer(3);
    return status;
}

} // namespace bursar::engine
