-- Which team an invite is or was of, for whoever has its short code: that names no team. The row stays when the invite is
-- used, cancelled or expired, so that its holder can be told so.
CREATE TABLE invites (
    invite BLOB PRIMARY KEY,
    team BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO invites (invite, team) SELECT invite, team FROM sealed_keys;
