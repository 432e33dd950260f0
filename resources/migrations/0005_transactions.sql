-- Why: transactions that we send to EVM chains: what was asked for, which nonce it got, what was signed, and
--   how it ended.
-- Locks: none but on new tables.
-- Old code: sees tables that it does not know.

-- What somebody wants done, once. The key is taken for ever, whoever would send it.
CREATE TABLE transactions_intent (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key           text NOT NULL UNIQUE,
    chain_id      bigint NOT NULL,
    sender        bytea NOT NULL,
    cause         text NOT NULL,
    recipient     bytea,                    -- null: creates a contract
    value         numeric(78,0) NOT NULL,
    data          bytea NOT NULL,
    gas_limit_max bigint NOT NULL,
    state         text NOT NULL,            -- queued, in_flight, refused, succeeded, reverted, failed
    reason        text NOT NULL,            -- why it waits, was refused or failed
    detail        text NOT NULL,
    revert_data   bytea NOT NULL,           -- of a refusal
    next_look_at  timestamptz NOT NULL,     -- while queued
    made_at       timestamptz NOT NULL,
    ended_at      timestamptz
);
CREATE INDEX transactions_intent_queued ON transactions_intent (chain_id, sender, id) WHERE state = 'queued';

-- What a nonce is used for: chosen once, never changed or deleted. The rest says how far it is.
CREATE TABLE transactions_nonce (
    chain_id      bigint NOT NULL,
    sender        bytea NOT NULL,
    nonce         bigint NOT NULL,
    intent        bigint REFERENCES transactions_intent, -- null: fills a gap
    assigned_at   timestamptz NOT NULL,
    version       bigint NOT NULL,          -- raised by each change: who read an older one is overtaken
    state         text NOT NULL,            -- signed, sent, unknown, mined, final, lost
    reason        text NOT NULL,
    detail        text NOT NULL,
    next_look_at  timestamptz NOT NULL,
    waiting_since timestamptz NOT NULL,     -- could have been mined: its fee is raised when that lasts
    foreign_looks integer NOT NULL,         -- in a row that found the nonce used for good, and not by us
    mined_hash    bytea,                    -- with the rest: of the receipt, while mined or final
    block_number  bigint,
    block_hash    bytea,
    gas_used      bigint,
    gas_price     numeric(78,0),
    succeeded     boolean,
    PRIMARY KEY (chain_id, sender, nonce)
);
-- A second nonce for an intent only once nothing can be mined under the first.
CREATE UNIQUE INDEX transactions_nonce_intent ON transactions_nonce (intent) WHERE state <> 'lost';
CREATE INDEX transactions_nonce_of ON transactions_nonce (intent, nonce);
CREATE INDEX transactions_nonce_open ON transactions_nonce (chain_id, sender, nonce)
    WHERE state NOT IN ('final', 'lost');

-- Everything that was ever signed. Rows are added, never removed; only what nodes said of them changes.
CREATE TABLE transactions_attempt (
    chain_id  bigint NOT NULL,
    sender    bytea NOT NULL,
    nonce     bigint NOT NULL,
    ordinal   integer NOT NULL,
    hash      bytea NOT NULL UNIQUE,
    raw       bytea NOT NULL,
    filler    boolean NOT NULL,             -- pays nobody, in place of what no node takes
    cost_max  numeric(78,0) NOT NULL,       -- gas and value
    signed_at timestamptz NOT NULL,
    sent_at   timestamptz,                  -- last
    verdict   text NOT NULL,                -- the last: none, accepted, unknown, permanent, underpriced, …
    detail    text NOT NULL,
    PRIMARY KEY (chain_id, sender, nonce, ordinal),
    FOREIGN KEY (chain_id, sender, nonce) REFERENCES transactions_nonce
);
