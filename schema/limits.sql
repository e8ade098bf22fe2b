-- Rate limits and used proofs. What is here may be lost: it is written without waiting for the disk.

-- How far the requests of a key (a keyed hash of the limit and of whom it is for) reach into the future, in
-- milliseconds of the epoch: the theoretical arrival time of the generic cell rate algorithm. A row
-- that lies in the past says nothing, and the tick removes it.
CREATE TABLE IF NOT EXISTS rate_limit (
    key BLOB PRIMARY KEY,
    spent_until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS rate_limit_by_time ON rate_limit (spent_until);

-- Proofs of work and waiting tickets that were used, until they would expire anyway (milliseconds).
CREATE TABLE IF NOT EXISTS used_proof (
    id BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS used_proof_by_time ON used_proof (expires_at);
