-- What the relay keeps: rows by team, and of envelopes only what it needs to order and find them.

-- The roster's chain, one signed operation a row.
CREATE TABLE operations (
    team BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (team, sequence)
) STRICT, WITHOUT ROWID;

-- Scope keys sealed to invites, until the invite is used, cancelled or expired.
CREATE TABLE sealed_keys (
    team BLOB NOT NULL,
    invite BLOB NOT NULL,
    expires_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (team, invite)
) STRICT;

-- Where the log of each scope and era ends. The number stands for the log in the tables below.
CREATE TABLE logs (
    log INTEGER PRIMARY KEY,
    team BLOB NOT NULL,
    scope INTEGER NOT NULL,
    era INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    running BLOB NOT NULL,
    UNIQUE (team, scope, era)
) STRICT;

-- Signed and sealed envelopes in the order of their log.
CREATE TABLE envelopes (
    log INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    id BLOB NOT NULL,
    tag BLOB NOT NULL,
    running BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (log, sequence),
    UNIQUE (log, id)
) STRICT;

-- For fetching one page by its tag.
CREATE INDEX envelopes_by_page ON envelopes (log, tag, sequence);

-- The highest counter of each author in each log: 8 bytes, big endian, because an author may choose any number.
CREATE TABLE authors (
    log INTEGER NOT NULL,
    author BLOB NOT NULL,
    counter BLOB NOT NULL,
    PRIMARY KEY (log, author)
) STRICT, WITHOUT ROWID;
