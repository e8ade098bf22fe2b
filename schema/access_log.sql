-- Who read whose personal data. The log only grows; each row's hash is a keyed one over the row before and
-- itself, so whoever has the file alone can neither change a row nor put one in. The head says where the
-- log ends, under a keyed hash of its own: rows taken away from the end are missed.

CREATE TABLE IF NOT EXISTS access_log (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  reason TEXT NOT NULL,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  rows INTEGER NOT NULL,
  account TEXT,
  appeals TEXT NOT NULL CHECK (json_valid(appeals)),
  hash BLOB NOT NULL
);

-- Ids of appeals and accounts, to be found by those whom they concern; made from the rows above.
CREATE TABLE IF NOT EXISTS access_log_subject (
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject, seq)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS access_log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  proof BLOB NOT NULL
);

-- The door to the log: a row, its subjects and the head in one statement.
CREATE VIEW IF NOT EXISTS access_log_entry AS
  SELECT l.*, x'' AS proof FROM access_log l;

CREATE TRIGGER IF NOT EXISTS access_is_logged INSTEAD OF INSERT ON access_log_entry
BEGIN
  INSERT INTO access_log (seq, at, actor, role, reason, fields, rows, account, appeals, hash)
    VALUES (NEW.seq, NEW.at, NEW.actor, NEW.role, NEW.reason, NEW.fields, NEW.rows, NEW.account,
      NEW.appeals, NEW.hash);
  INSERT OR IGNORE INTO access_log_subject (subject, seq)
    SELECT value, NEW.seq FROM json_each(NEW.appeals)
    UNION ALL SELECT NEW.account, NEW.seq WHERE NEW.account IS NOT NULL;
  INSERT INTO access_log_head (id, seq, hash, proof) VALUES (1, NEW.seq, NEW.hash, NEW.proof)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, proof = excluded.proof;
END;

CREATE TRIGGER IF NOT EXISTS access_log_is_never_changed BEFORE UPDATE ON access_log
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER IF NOT EXISTS access_log_is_never_removed BEFORE DELETE ON access_log
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;
