-- Why: a browser cannot send a credential in a header when it opens a WebSocket; it brings a ticket instead.
-- Locks: none but on the new table.
-- Old code: does not know tickets and refuses such sockets.
CREATE TABLE identity_ticket (
    ticket_sha256 bytea PRIMARY KEY,
    owner         text NOT NULL,        -- principal's id: tickets are limited per owner
    principal     text NOT NULL,        -- JSON: who the socket is opened as
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX identity_ticket_owner ON identity_ticket (owner, created_at);
CREATE INDEX identity_ticket_expiry ON identity_ticket (expires_at);
