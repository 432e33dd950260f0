-- Why: the journal and the audit entries are sealed: a Merkle tree over each, its heads signed.
-- Locks: audit_entry is rewritten once for its new column; seconds for a million rows, during which changes wait.
-- Old code: inserts audit entries as before (the column has a default).

-- How far a log is sealed.
CREATE TABLE seal_log (
    log  text PRIMARY KEY,
    size bigint NOT NULL
);

-- Hashes of the complete subtrees of 256^level leaves, 256 in a row; the last row of a level is filled up in place.
CREATE TABLE seal_tile (
    log    text NOT NULL,
    level  smallint NOT NULL,
    tile   bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (log, level, tile)
);

CREATE TABLE seal_head (
    log        text NOT NULL,
    size       bigint NOT NULL,
    root       bytea NOT NULL,
    previous   bytea NOT NULL,
    at         timestamptz NOT NULL,
    public_key bytea NOT NULL,
    signature  bytea NOT NULL,
    PRIMARY KEY (log, size)
);

-- The order in which audit entries are sealed, and the text that is: entries become visible in another order than that of
-- their ids.
ALTER TABLE audit_entry ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX audit_entry_xid ON audit_entry (xid, id);
CREATE TABLE audit_sealed (
    index bigint PRIMARY KEY,
    id    uuid NOT NULL UNIQUE,
    xid   xid8 NOT NULL,
    entry text NOT NULL
);
