-- Envelopes that another one replaces, and bytes that are kept no longer. The row in the log stays as it is, without
-- bytes, so every sequence, running hash and id stays known.
ALTER TABLE envelopes ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;

-- The bytes of replaced envelopes, by their place in the log, for as long as they are kept aside.
CREATE TABLE aside (
    log INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    replaced_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (log, sequence)
) STRICT;

CREATE INDEX aside_by_time ON aside (log, replaced_ms);

-- What envelopes that are held replace and what has not come: it is set aside when it does.
CREATE TABLE awaited (
    log INTEGER NOT NULL,
    id BLOB NOT NULL,
    author BLOB NOT NULL,
    tag BLOB NOT NULL,
    PRIMARY KEY (log, id, author, tag)
) STRICT, WITHOUT ROWID;

-- For what is read of one page.
DROP INDEX envelopes_by_page;
CREATE INDEX envelopes_by_page ON envelopes (log, tag, sequence) WHERE passed = 0;

-- The secret of the key that this relay signs receipts with, and when a backup last took the place of its data.
CREATE TABLE relay (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    secret BLOB NOT NULL,
    restored_ms INTEGER
) STRICT;
