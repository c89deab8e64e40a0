-- Sealed parts of photos, each by its id within a scope and era; the relay knows no more of them.
CREATE TABLE parts (
    team BLOB NOT NULL,
    scope INTEGER NOT NULL,
    era INTEGER NOT NULL,
    id BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (team, scope, era, id)
) STRICT;

CREATE INDEX parts_by_time ON parts (at_ms);
