// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include "analytics/analytics.h"
#include "api/dispatcher.h"
#include "api/http_api.h"
#include "api/metrics_page.h"
#include "base/worker_pool.h"
#include "channels/database_engine.h"
#include "channels/hub.h"
#include "channels/reader.h"
#include "db/cluster.h"
#include "db/db.h"
#include "engine/impl/chain.h"
#include "engine/impl/database.h"
#include "engine/impl/leader.h"
#include "engine/impl/local_client.h"
#include "engine/impl/run_record.h"
#include "events/events.h"
#include "identity/identity.h"
#include "ingest/ingest.h"
#include "ingest/import.h"
#include "ledger/ledger.h"
#include "ledger/reader.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "registry/health.h"
#include "registry/keys.h"
#include "registry/registry.h"
#include "rollup/rollup.h"
#include "simulator/channel_traffic.h"
#include "simulator/simulator.h"

namespace bursar::engine {

/// The parts list of the system, in the order they are built; destroyed in reverse.
struct Engine::Parts {
    explicit Parts(const Options& options);

    void start(const Options& options);
    void stop(std::chrono::milliseconds grace);
    std::string url() const { return server ? server->url() : std::string(); }
    /// How clients reach this server.
    std::string publicUrl() const { return m_baseUrl.empty() ? url() : m_baseUrl; }

    std::shared_ptr<const base::Clock> clock;
    base::Time startedAt;
    base::Metrics metrics;
    Database database;
    RunRecord run;
    events::EventLog events;
    identity::Identity identity;
    net::HttpClient httpClient;
    registry::Registry registry;
    registry::Keys keys;
    registry::Health health;
    crypto::Ed25519Key sealKey;
    audit::Sealer journalSealer;
    audit::Sealer auditSealer;
    simulator::PastClock moneyClock; // the present, but while the demo's past is made up
    channels::Hub hub; // pokes of the ledger's thread come as long as there is a ledger
    ledger::Ledger ledger;
    ledger::Reader ledgerReader;
    std::unique_ptr<Chain> chain; // null: no money stands behind channels
    channels::DatabaseEngine channels;
    channels::Reader channelsReader;
    ingest::Ingest ingest;
    rollup::Folder folder;
    ingest::ImportService imports;
    analytics::Analytics analytics;
    simulator::Simulator simulator;
    simulator::ChannelTraffic channelTraffic;
    api::Dispatcher dispatcher;
    api::HttpApi http;
    Leader leader;
    api::MetricsPage metricsPage;
    std::unique_ptr<net::HttpServer> server;
    std::unique_ptr<net::HttpServer> metricsServer;
    std::shared_ptr<LocalEngineClient> local;
    std::unique_ptr<base::Ticker> sealing; // journal and audit entries, where the journal is written
    std::unique_ptr<base::Ticker> channelsTick; // replies that wait, latencies
    std::unique_ptr<base::Ticker> pulse; // heartbeat, link of the local client, free space

private:
    void registerHandlers(const Options& options);
    void addLeaderJobs();
    void beat();
    void seal();
    void checkLedger();
    contract::SystemStatus status(Mode mode);
    net::HttpServerOptions serverOptions(const Options& options) const;

    std::filesystem::path m_dataDirectory;
    std::string m_baseUrl;
    bool m_ledgerChecked = false; // since this server started
    bool m_journalSealed = false; // all of it was, when this server last looked; only the sealing thread
    std::atomic<bool> m_diskFull = false;
    std::atomic<bool> m_simulated = false;
};

} // namespace bursar::engine
