-- The journal: the only table that commands write, and nothing changes or removes a row of it. Commands come
-- through the door `journal_entry` (read_model.sql).
--
-- Times are milliseconds since 1970-01-01 UTC. A number is year * 10,000,000 + ordinal (domain::number).

-- `data` holds what is not personal, `private` what is, sealed; `private_hash` vouches for what is sealed
-- and tells nothing of it; `search` holds keyed hashes of the stems to be found by.
CREATE TABLE IF NOT EXISTS event (
  id INTEGER PRIMARY KEY,
  appeal TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  private BLOB,
  private_hash BLOB CHECK (private IS NULL OR private_hash IS NOT NULL),
  number INTEGER UNIQUE CHECK ((number IS NOT NULL) = (kind = 'appeal_registered')),
  access_hash BLOB,
  search TEXT,
  idempotency_key BLOB,
  request_hash BLOB,
  previous_hash BLOB NOT NULL,
  UNIQUE (appeal, seq)
);

-- What is sealed or hashed under a key may be so under another, and may go when its term ends. That it is
-- still what it was is not for SQL to see; the hash tells (`store::journal::verify`).
CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
WHEN (NEW.id, NEW.appeal, NEW.seq, NEW.kind, NEW.actor, NEW.at, NEW.data, NEW.number, NEW.previous_hash,
      NEW.private_hash) IS NOT
    (OLD.id, OLD.appeal, OLD.seq, OLD.kind, OLD.actor, OLD.at, OLD.data, OLD.number, OLD.previous_hash,
      OLD.private_hash)
  OR (OLD.private IS NULL AND NEW.private IS NOT NULL)
  OR (OLD.search IS NULL AND NEW.search IS NOT NULL)
  OR (NEW.access_hash IS NOT NULL AND NEW.access_hash IS NOT OLD.access_hash)
  OR (NEW.idempotency_key IS NOT NULL AND NEW.idempotency_key IS NOT OLD.idempotency_key)
  OR (NEW.request_hash IS NOT NULL AND NEW.request_hash IS NOT OLD.request_hash)
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER IF NOT EXISTS event_is_never_removed BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

-- The last ordinal given in each year: numbers follow each other without gaps, because the row is
-- raised by the very statement that registers the appeal.
CREATE TABLE IF NOT EXISTS number_sequence (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
);

CREATE TRIGGER IF NOT EXISTS number_is_given AFTER INSERT ON event WHEN NEW.number IS NOT NULL
BEGIN
  INSERT INTO number_sequence (year, last) VALUES (NEW.number / 10000000, NEW.number % 10000000)
    ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last);
END;
