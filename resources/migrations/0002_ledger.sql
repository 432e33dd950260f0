-- Why: the double-entry ledger. ledger_journal is the record; every other table here is derived from it and may be
--   dropped and derived again, except ledger_inbox and ledger_outcome, which carry commands between servers.
-- Locks: none but on new tables.
-- Old code: sees tables that it does not know.

-- One row is one accepted action, in the order in which they took effect, without gaps. Never updated or deleted.
CREATE TABLE ledger_journal (
    id    bigint PRIMARY KEY,
    entry text NOT NULL                 -- canonical JSON (backend/ledger/README.md)
);

-- Who writes: informs people and servers. The right to write is a session advisory lock, not this row.
CREATE TABLE ledger_writer (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    server       text NOT NULL,
    heartbeat_at timestamptz NOT NULL
);

-- The last entry that the tables below have taken in: they are the checkpoint as of it.
CREATE TABLE ledger_progress (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    journal_id bigint NOT NULL,
    at         timestamptz NOT NULL
);
INSERT INTO ledger_progress (journal_id, at) VALUES (0, 'epoch');

CREATE TABLE ledger_account (
    id                bigint PRIMARY KEY, -- the journal entry that opened it
    owner             text NOT NULL,
    asset             text NOT NULL,
    kind              text NOT NULL,
    may_be_negative   boolean NOT NULL,
    frozen            boolean NOT NULL,
    limit_transaction numeric(78,0),
    limit_day         numeric(78,0),
    limit_month       numeric(78,0),
    settled           numeric(78,0) NOT NULL,
    held              numeric(78,0) NOT NULL,
    spent_day         date,               -- with spent_on_day, spent_month, spent_in_month: null until limits are set
    spent_on_day      numeric(78,0),
    spent_month       date,
    spent_in_month    numeric(78,0),
    opened_at         timestamptz NOT NULL,
    UNIQUE (owner, asset, kind)
) WITH (fillfactor = 70);
CREATE INDEX ledger_account_asset ON ledger_account (asset, id);

CREATE TABLE ledger_hold (
    id         bigint PRIMARY KEY,      -- the journal entry that made it
    from_id    bigint NOT NULL,
    to_id      bigint NOT NULL,
    amount     numeric(78,0) NOT NULL,
    cause      text NOT NULL,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz,
    state      text NOT NULL,           -- open, posted, voided, expired
    posted     numeric(78,0),
    closed_by  bigint,                  -- journal entry
    closed_at  timestamptz
);
CREATE INDEX ledger_hold_open ON ledger_hold (id) WHERE state = 'open';
CREATE INDEX ledger_hold_from ON ledger_hold (from_id, id);
CREATE INDEX ledger_hold_to ON ledger_hold (to_id, id);

-- What an entry did to an account, and how the account stood after it: statements, and balances at any time.
CREATE TABLE ledger_posting (
    account_id bigint NOT NULL,
    journal_id bigint NOT NULL,
    at         timestamptz NOT NULL,
    amount     numeric(78,0) NOT NULL,  -- of the settled balance; 0 when only the held part changed
    settled    numeric(78,0) NOT NULL,
    held       numeric(78,0) NOT NULL,
    PRIMARY KEY (account_id, journal_id)
);

-- Idempotency keys (16 bytes of SHA-256) and causes of the entries that the progress row covers.
CREATE TABLE ledger_key (
    key        uuid PRIMARY KEY,
    body       uuid NOT NULL,
    journal_id bigint NOT NULL,
    cause      text NOT NULL
);
CREATE INDEX ledger_key_cause ON ledger_key (cause, journal_id) WHERE cause <> '';

-- Commands of servers that do not write, and what became of them.
CREATE TABLE ledger_inbox (
    id      uuid PRIMARY KEY,           -- version 7
    command text NOT NULL
);
CREATE TABLE ledger_outcome (
    id      uuid PRIMARY KEY,
    outcome text NOT NULL,
    at      timestamptz NOT NULL
);
