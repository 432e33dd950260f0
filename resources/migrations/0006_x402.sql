-- Why:      payments by x402: each signed authorization is taken once, for one cause, for ever.
-- Locks:    none; the table is new.
-- Old code: does not know it.

CREATE TABLE x402_payment (
    id           uuid PRIMARY KEY,
    chain_id     bigint NOT NULL CHECK (chain_id > 0),
    token        text NOT NULL CHECK (token = lower(token)),
    payer        text NOT NULL CHECK (payer = lower(payer)),
    nonce        text NOT NULL CHECK (nonce = lower(nonce)),
    pay_to       text NOT NULL CHECK (pay_to = lower(pay_to)),
    value        numeric(78,0) NOT NULL,  -- atomic
    valid_after  numeric(78,0) NOT NULL,  -- Unix seconds, up to 256 bits
    valid_before numeric(78,0) NOT NULL,
    search_from  bigint NOT NULL,         -- no block before this one can have used it
    signature    bytea NOT NULL,
    cause        text NOT NULL CHECK (octet_length(cause) BETWEEN 1 AND 200),
    state        text NOT NULL CHECK (state IN ('claimed', 'settling', 'unknown', 'settled', 'failed')),
    transaction  text CHECK (transaction = lower(transaction)),
    block        bigint,
    reason       text,                    -- of failed; of unknown: the evidence
    next_look_at timestamptz,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    UNIQUE (chain_id, token, payer, nonce),
    CHECK ((next_look_at IS NULL) = (state IN ('settled', 'failed'))),
    CHECK (state <> 'settled' OR (transaction IS NOT NULL AND block IS NOT NULL)),
    CHECK (state NOT IN ('unknown', 'failed') OR reason IS NOT NULL)
);
CREATE INDEX x402_payment_look ON x402_payment (next_look_at, id) WHERE next_look_at IS NOT NULL;
