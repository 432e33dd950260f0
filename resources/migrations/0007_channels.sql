-- Why: payment channels. Balances and transactions are entries of the ledger; these rows are what the ledger cannot say:
--   who takes part, what was promised, and how money gets in and out.
-- Locks: none but on new tables.
-- Old code: sees tables that it does not know.

CREATE TABLE channels_channel (
    id               text PRIMARY KEY,      -- ch_…
    uuid             uuid NOT NULL UNIQUE,
    state            text NOT NULL,         -- pending, active, closing, settled, failed
    paused           boolean NOT NULL DEFAULT false,
    reason           text,
    max_participants integer NOT NULL,
    chain_id         bigint,                -- with contract: where the money stands; null when none does
    contract         text,
    simulated        boolean NOT NULL,
    deposit_account  bigint,                -- ledger: USDC that came in
    closing_account  bigint,                -- ledger: credits on their way out
    deposited        numeric(78,0) NOT NULL DEFAULT 0, -- USDC, final
    transactions     bigint NOT NULL DEFAULT 0,        -- as far as channels_tally has counted
    latency_us       bigint NOT NULL DEFAULT 0,
    latency_count    bigint NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    opened_at        timestamptz,
    closed_at        timestamptz,
    touched_at       timestamptz,           -- contract: when its time of inactivity was last begun anew
    attention_at     timestamptz            -- when to look at it again; null while there is nothing to do
);
CREATE INDEX channels_channel_new ON channels_channel (created_at, id);
CREATE INDEX channels_channel_state ON channels_channel (state, created_at, id);
CREATE INDEX channels_channel_deposited ON channels_channel (deposited, id);
CREATE INDEX channels_channel_transactions ON channels_channel (transactions, id);
CREATE INDEX channels_channel_attention ON channels_channel (attention_at) WHERE attention_at IS NOT NULL;

CREATE TABLE channels_participant (
    channel_id  text NOT NULL REFERENCES channels_channel (id),
    participant text NOT NULL,              -- an agent's slug, or a lower-case 0x address
    position    integer NOT NULL,
    role        text,                       -- client, provider
    address     text,                       -- where its USDC goes
    share       bigint NOT NULL,            -- credits of the opening deposit
    account     bigint,                     -- ledger
    state       text NOT NULL,              -- active, exiting, exited, settled
    PRIMARY KEY (channel_id, participant)
);
CREATE INDEX channels_participant_of ON channels_participant (participant, channel_id);

CREATE TABLE channels_milestone (
    id           uuid PRIMARY KEY,
    channel_id   text NOT NULL REFERENCES channels_channel (id),
    position     integer NOT NULL,
    name         text NOT NULL,
    credits      bigint NOT NULL,
    client       text NOT NULL,
    provider     text NOT NULL,
    state        text NOT NULL,             -- pending, completed, approving, approved, rejecting, rejected
    proof        text,
    completed_at timestamptz,
    approves_at  timestamptz,
    decided_at   timestamptz,
    decided_by   text,
    hold         bigint,                    -- ledger
    UNIQUE (channel_id, name)
);

CREATE TABLE channels_deposit (
    id           uuid PRIMARY KEY,
    channel_id   text NOT NULL REFERENCES channels_channel (id),
    kind         text NOT NULL,             -- open, topup
    state        text NOT NULL,             -- claimed, settling, unknown, mined, final, credited, failed
    amount       numeric(78,0) NOT NULL,    -- USDC
    participant  text,                      -- of a top-up: who gets the credits
    payer        text,
    nonce        text,
    payment      uuid,                      -- x402_payment
    call         text,                      -- key of our transaction, see module transactions
    transaction  text,                      -- hash of the one that moved the money
    reason       text,
    entry        bigint,                    -- ledger
    created_at   timestamptz NOT NULL,
    next_look_at timestamptz
);
CREATE INDEX channels_deposit_of ON channels_deposit (channel_id, created_at);
CREATE INDEX channels_deposit_payer ON channels_deposit (payer, nonce);

CREATE TABLE channels_payout (
    id          uuid PRIMARY KEY,
    channel_id  text NOT NULL REFERENCES channels_channel (id),
    kind        text NOT NULL,              -- exit, settle
    state       text NOT NULL,              -- posting, signing, sending, unknown, mined, final, done
    sequence    bigint NOT NULL DEFAULT 0,
    credits     bigint NOT NULL,
    participant text,                       -- of an exit
    version     text,                       -- of the preview that was confirmed
    statement   text,                       -- what was signed, JSON: one for a sequence
    call        text,
    transaction text,
    reason      text,
    entry       bigint,                     -- ledger: took the credits in
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    next_look_at timestamptz
);
CREATE INDEX channels_payout_of ON channels_payout (channel_id, created_at);
CREATE UNIQUE INDEX channels_payout_statement ON channels_payout (channel_id, sequence) WHERE statement IS NOT NULL;
-- One exit of a participant; one settlement of a channel.
CREATE UNIQUE INDEX channels_payout_once ON channels_payout (channel_id, kind, coalesce(participant, ''));

-- What a payout took in, participant by participant.
CREATE TABLE channels_payout_share (
    payout_id   uuid NOT NULL REFERENCES channels_payout (id),
    participant text NOT NULL,
    credits     bigint NOT NULL,
    PRIMARY KEY (payout_id, participant)
);

-- How far transactions have been counted.
CREATE TABLE channels_tally (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    journal_id bigint NOT NULL
);
INSERT INTO channels_tally (journal_id) VALUES (0);
