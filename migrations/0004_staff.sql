-- Keys of programs. The secret part is shown once and kept as a keyed hash; a revoked key stays, so that
-- what the journal says of it can still be understood.
CREATE TABLE IF NOT EXISTS api_key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  agency TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT,
  idempotency_key BLOB UNIQUE,
  request_hash BLOB
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS api_key_by_agency ON api_key (agency, id);
