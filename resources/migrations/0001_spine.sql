-- Why:      the first schema: who calls, which agents there are, the requests they report and what is counted of them.
-- Locks:    none; every object is new.
-- Old code: there is none.

-- identity ------------------------------------------------------------------------------------------------------

CREATE TABLE identity_principal (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('user', 'service')),
    name        text NOT NULL,
    desk_role   text CHECK (desk_role IN ('observer', 'operator', 'admin', 'owner')),
    status      text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deactivated')),
    created_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX identity_principal_name ON identity_principal (lower(name));

CREATE TABLE registry_agent (
    agent_key          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id                 uuid NOT NULL UNIQUE,
    agent_id           text NOT NULL UNIQUE,
    name               text NOT NULL,
    origin_endpoint    text,
    protocols          text[] NOT NULL DEFAULT '{}',
    category           text,
    pricing_model      text,
    pricing_amount     numeric(38,18),
    pricing_currency   text,
    status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deregistered')),
    evm_address        text CHECK (evm_address = lower(evm_address)),
    tier               text NOT NULL DEFAULT 'open' CHECK (tier IN ('open', 'lite')),
    tier_updated_at    timestamptz,
    simulated          boolean NOT NULL DEFAULT false,
    sdk_connected_at   timestamptz,
    external_requests  bigint NOT NULL DEFAULT 0,         -- counted by other services (/internal)
    external_revenue   numeric(78,0) NOT NULL DEFAULT 0,  -- atomic USDC, likewise
    external_customers bigint,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);
CREATE INDEX registry_agent_wallet ON registry_agent (evm_address) WHERE evm_address IS NOT NULL;
CREATE INDEX registry_agent_category ON registry_agent (category) WHERE status = 'active';

-- A key belongs to a person or service of the desk, or to an agent. The secret is never stored.
CREATE TABLE identity_key (
    id            uuid PRIMARY KEY,
    principal_id  uuid REFERENCES identity_principal,
    agent_key     bigint REFERENCES registry_agent,
    name          text NOT NULL,
    prefix        text NOT NULL,
    secret_sha256 bytea NOT NULL UNIQUE,
    scopes        text[] NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    CHECK ((principal_id IS NULL) <> (agent_key IS NULL))
);
CREATE INDEX identity_key_agent ON identity_key (agent_key) WHERE agent_key IS NOT NULL;
CREATE INDEX identity_key_principal ON identity_key (principal_id) WHERE principal_id IS NOT NULL;
CREATE INDEX identity_key_prefix ON identity_key (prefix);

CREATE TABLE identity_challenge (
    challenge   bytea PRIMARY KEY,       -- 32 random bytes
    subject     text NOT NULL,           -- agent id or address, lower case
    requester   text NOT NULL,           -- address that asked: the limit counts per subject and requester
    expires_at  timestamptz NOT NULL
);
CREATE INDEX identity_challenge_subject ON identity_challenge (subject, requester);
CREATE INDEX identity_challenge_expiry ON identity_challenge (expires_at);

CREATE TABLE identity_session (
    token_sha256 bytea PRIMARY KEY,
    wallet       text NOT NULL CHECK (wallet = lower(wallet)),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX identity_session_wallet ON identity_session (wallet);
CREATE INDEX identity_session_expiry ON identity_session (expires_at);

CREATE TABLE audit_entry (
    id          uuid PRIMARY KEY,        -- version 7: sorts by time
    at          timestamptz NOT NULL,
    actor_id    text NOT NULL,
    actor_kind  text NOT NULL,
    actor_name  text NOT NULL,
    key_id      uuid,
    action      text NOT NULL,
    target_kind text NOT NULL,
    target_id   text NOT NULL,
    request_id  text NOT NULL,
    detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_target ON audit_entry (target_kind, target_id, id DESC);
CREATE INDEX audit_entry_key ON audit_entry (key_id, id DESC) WHERE key_id IS NOT NULL;

CREATE TABLE api_idempotency (
    principal    text NOT NULL,
    operation    text NOT NULL,
    key          text NOT NULL,
    input_sha256 bytea NOT NULL,
    state        text NOT NULL CHECK (state IN ('running', 'done')),
    owner        uuid NOT NULL,          -- the engine run that executes it
    response     text,                   -- as it was sent; jsonb would change how numbers are written
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (principal, operation, key)
);
CREATE INDEX api_idempotency_age ON api_idempotency (created_at);

-- engine --------------------------------------------------------------------------------------------------------

-- One row per start of an engine; the holes between the rows are the gaps that charts show.
CREATE TABLE engine_run (
    id         uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    alive_at   timestamptz NOT NULL,
    stopped_at timestamptz
);
CREATE INDEX engine_run_time ON engine_run (started_at);

CREATE TABLE engine_setting (            -- facts about this database: simulated, instance id
    key   text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE event_log (
    xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    id      bigint GENERATED ALWAYS AS IDENTITY,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic   text NOT NULL,
    key     text NOT NULL,
    payload jsonb NOT NULL,
    PRIMARY KEY (xid, id)
);

CREATE TABLE task (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    title       text NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'canceled')),
    agent_key   bigint REFERENCES registry_agent,
    done        bigint NOT NULL DEFAULT 0,
    total       bigint,
    unit        text NOT NULL,
    message     text NOT NULL DEFAULT '',
    result      jsonb NOT NULL DEFAULT '{}',
    state_data  jsonb NOT NULL DEFAULT '{}', -- what the worker needs to go on
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX task_time ON task (created_at DESC);

CREATE TABLE insight_marker (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('deploy', 'price', 'setting', 'note')),
    title      text NOT NULL,
    agent_key  bigint REFERENCES registry_agent, -- NULL: concerns all
    at         timestamptz NOT NULL,
    created_by text NOT NULL,
    detail     jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX insight_marker_time ON insight_marker (at);
-- One deploy marker for each version of an agent, whoever sees it first.
CREATE UNIQUE INDEX insight_marker_deploy ON insight_marker (agent_key, title) WHERE kind = 'deploy';

-- ingest --------------------------------------------------------------------------------------------------------

-- Partitions are made by the engine: days for the last 100 days and the days ahead, months before.
-- identity: the first 16 bytes of SHA-256(UTC day ‖ 0x00 ‖ request id). Unique indexes live on the partitions.
CREATE TABLE ingest_log (
    ts               timestamptz NOT NULL,
    identity         uuid NOT NULL,
    agent_key        bigint NOT NULL,
    status           smallint NOT NULL,
    protocol         smallint NOT NULL,     -- 0 http, 1 mcp, 2 a2a
    source           smallint NOT NULL,     -- 0 sdk, 1 gateway, 2 import, 3 simulator
    flags            smallint NOT NULL,     -- 1 arrival time instead of its own, 2 has a body row, 4 repaired line,
                                            -- 8 and 16: how the customer is known (0…3, see known_by below)
    response_us      bigint NOT NULL,
    request_size     bigint,
    response_size    bigint,
    payment_amount   numeric(78,0),         -- atomic units of payment_asset
    key_id           uuid,
    request_id       text NOT NULL,
    method           text NOT NULL,
    path             text NOT NULL,
    tool             text,
    customer         text,
    error_type       text,
    payment_asset    text,                  -- as reported: USDC-base-mainnet
    payment_tx       text,
    payment_payer    text,
    ip               text,
    country          text,
    city             text,
    user_agent       text,
    referer          text,
    content_type     text,
    accept_language  text,
    agent_version    text,
    sdk_version      text,
    batch_id         text
) PARTITION BY RANGE (ts);

-- Captured headers and bodies, dropped by partition when their retention ends.
CREATE TABLE ingest_body (
    ts            timestamptz NOT NULL,
    identity      uuid NOT NULL,
    agent_key     bigint NOT NULL,
    headers       jsonb,
    request_body  text,
    response_body text
) PARTITION BY RANGE (ts);

CREATE TABLE ingest_payment (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_key bigint NOT NULL,
    ts        timestamptz NOT NULL,
    identity  uuid NOT NULL,             -- of the request that claimed it
    tx        text,
    asset     text NOT NULL,             -- normalised: USDC, ETH
    decimals  smallint NOT NULL,
    amount    numeric(78,0) NOT NULL,
    payer     text,
    customer  text,
    tool      text,
    state     text NOT NULL CHECK (state IN ('unverified', 'verified', 'rejected', 'simulated'))
);
-- A transaction is one payment to an agent, however often it is claimed.
CREATE UNIQUE INDEX ingest_payment_tx ON ingest_payment (agent_key, tx) WHERE tx IS NOT NULL;
CREATE INDEX ingest_payment_time ON ingest_payment (agent_key, ts);
CREATE INDEX ingest_payment_identity ON ingest_payment (identity);
CREATE INDEX ingest_payment_by_tx ON ingest_payment (tx) WHERE tx IS NOT NULL;
CREATE INDEX ingest_payment_by_payer ON ingest_payment (payer, ts DESC) WHERE payer IS NOT NULL;

-- Bytes of access logs that wait to be parsed; removed when their task ends.
CREATE TABLE ingest_chunk (
    task_id      uuid NOT NULL REFERENCES task ON DELETE CASCADE,
    chunk_offset bigint NOT NULL,
    data         bytea NOT NULL,
    PRIMARY KEY (task_id, chunk_offset)
);
ALTER TABLE ingest_chunk ALTER COLUMN data SET STORAGE EXTERNAL;  -- mostly gzip already

-- rollup --------------------------------------------------------------------------------------------------------

-- What a batch added, written in its transaction and folded into the tables below by the leader. A reader sums both.
-- resolution: seconds of the bucket, 60 for recent requests, else 3600. latency: see backend/rollup/README.md.
CREATE TABLE rollup_delta (
    agent_key   bigint NOT NULL,
    dimension   smallint NOT NULL,
    resolution  integer NOT NULL,
    bucket      timestamptz NOT NULL,
    value       text NOT NULL,
    requests    bigint NOT NULL,
    errors      bigint NOT NULL,
    required    bigint NOT NULL,
    timeouts    bigint NOT NULL,
    payments    bigint NOT NULL,
    revenue     numeric NOT NULL,           -- atomic USDC
    response_us numeric NOT NULL,
    latency     bytea NOT NULL,
    written_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE rollup_minute (
    dimension   smallint NOT NULL,
    bucket      timestamptz NOT NULL,
    agent_key   bigint NOT NULL,
    value       text NOT NULL,
    requests    bigint NOT NULL,
    errors      bigint NOT NULL,
    required    bigint NOT NULL,
    timeouts    bigint NOT NULL,
    payments    bigint NOT NULL,
    revenue     numeric NOT NULL,
    response_us numeric NOT NULL,
    latency     bytea NOT NULL,
    PRIMARY KEY (dimension, bucket, agent_key, value)
);
CREATE TABLE rollup_hour (LIKE rollup_minute INCLUDING ALL);
CREATE TABLE rollup_day (LIKE rollup_minute INCLUDING ALL);
CREATE INDEX rollup_minute_agent ON rollup_minute (agent_key, dimension, bucket);
CREATE INDEX rollup_hour_agent ON rollup_hour (agent_key, dimension, bucket);
CREATE INDEX rollup_day_agent ON rollup_day (agent_key, dimension, bucket);

-- Presence of a customer on a UTC day, by protocol: distinct counts, cohorts, funnel, churn.
CREATE TABLE rollup_customer_delta (
    agent_key     bigint NOT NULL,
    customer      text NOT NULL,
    day           date NOT NULL,
    protocol      smallint NOT NULL,
    requests      bigint NOT NULL,
    errors        bigint NOT NULL,
    required      bigint NOT NULL,
    timeouts      bigint NOT NULL,
    payments      bigint NOT NULL,
    revenue       numeric NOT NULL,
    response_us   numeric NOT NULL,
    latency       bytea NOT NULL,
    hours         integer NOT NULL,         -- bit h: active in hour h UTC
    first_at      timestamptz NOT NULL,
    last_at       timestamptz NOT NULL,
    first_paid_at timestamptz,
    country       text,
    city          text,
    known_by      smallint NOT NULL         -- 0 customer id, 1 payer, 2 header, 3 address
);
CREATE TABLE rollup_customer_day (
    agent_key     bigint NOT NULL,
    customer      text NOT NULL,
    day           date NOT NULL,
    protocol      smallint NOT NULL,
    requests      bigint NOT NULL,
    errors        bigint NOT NULL,
    required      bigint NOT NULL,
    timeouts      bigint NOT NULL,
    payments      bigint NOT NULL,
    revenue       numeric NOT NULL,
    response_us   numeric NOT NULL,
    latency       bytea NOT NULL,
    hours         integer NOT NULL,
    first_at      timestamptz NOT NULL,
    last_at       timestamptz NOT NULL,
    first_paid_at timestamptz,
    PRIMARY KEY (agent_key, customer, day, protocol)
);
CREATE INDEX rollup_customer_day_day ON rollup_customer_day (day, agent_key);
CREATE INDEX rollup_customer_day_customer ON rollup_customer_day (customer, day);

CREATE TABLE rollup_customer (
    agent_key   bigint NOT NULL,
    customer    text NOT NULL,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    requests    bigint NOT NULL,
    errors      bigint NOT NULL,
    required    bigint NOT NULL,
    payments    bigint NOT NULL,
    revenue     numeric NOT NULL,
    response_us numeric NOT NULL,
    country     text,
    city        text,
    known_by    smallint NOT NULL,
    PRIMARY KEY (agent_key, customer)
);
CREATE INDEX rollup_customer_recent ON rollup_customer (agent_key, last_at DESC, customer);
CREATE INDEX rollup_customer_last ON rollup_customer (last_at DESC, customer);
CREATE INDEX rollup_customer_name ON rollup_customer (customer text_pattern_ops);

-- Which tools a customer uses, all time.
CREATE TABLE rollup_customer_tool_delta (
    agent_key   bigint NOT NULL,
    customer    text NOT NULL,
    tool        text NOT NULL,
    requests    bigint NOT NULL,
    errors      bigint NOT NULL,
    payments    bigint NOT NULL,
    revenue     numeric NOT NULL,
    response_us numeric NOT NULL
);
CREATE TABLE rollup_customer_tool (
    agent_key   bigint NOT NULL,
    customer    text NOT NULL,
    tool        text NOT NULL,
    requests    bigint NOT NULL,
    errors      bigint NOT NULL,
    payments    bigint NOT NULL,
    revenue     numeric NOT NULL,
    response_us numeric NOT NULL,
    PRIMARY KEY (agent_key, customer, tool)
);
CREATE INDEX rollup_customer_tool_customer ON rollup_customer_tool (customer);

-- Every delta lives for seconds: readers scan these tables, so what is folded has to be cleared away soon.
ALTER TABLE rollup_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE rollup_customer_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE rollup_customer_tool_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);

-- analytics -----------------------------------------------------------------------------------------------------

CREATE TABLE analytics_benchmark (
    category       text NOT NULL,
    agent_key      bigint NOT NULL REFERENCES registry_agent,
    rank           integer NOT NULL,
    score          double precision NOT NULL,
    raw_score      double precision NOT NULL,
    volume         double precision NOT NULL,
    reliability    double precision NOT NULL,
    customers      double precision NOT NULL,
    latency        double precision NOT NULL,
    total_requests bigint NOT NULL,
    avg_us         double precision NOT NULL,
    error_rate     double precision NOT NULL,
    revenue        numeric NOT NULL,
    customer_count bigint NOT NULL,
    calculated_at  timestamptz NOT NULL,
    PRIMARY KEY (category, agent_key)
);
