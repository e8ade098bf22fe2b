-- The journal, the read models that its triggers keep, and the little that is not an appeal's.
--
-- Commands write one INSERT into `event`; the triggers below do the rest in the same statement
-- (ARCHITECTURE.md, "The journal"). Statements are run one at a time and may be run twice, when two
-- instances start together: hence IF NOT EXISTS. A statement ends with `;` at the end of a line, a
-- trigger with a line `END;`.
--
-- Times are milliseconds since 1970-01-01 UTC. A number is year * 10,000,000 + ordinal (domain::number).

CREATE TABLE IF NOT EXISTS agency (
  code TEXT PRIMARY KEY,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS category (
  code TEXT PRIMARY KEY,
  parent TEXT,
  position INTEGER NOT NULL,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL,
  agency TEXT REFERENCES agency (code),
  deadline_class TEXT,
  anonymous_allowed INTEGER NOT NULL DEFAULT 0,
  min_text_chars INTEGER NOT NULL DEFAULT 20,
  types TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(types)),
  required_documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(required_documents)),
  applicant_required TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(applicant_required)),
  fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fields))
) WITHOUT ROWID;

-- The key under which access codes and upload tokens are hashed, where ops gave none.
CREATE TABLE IF NOT EXISTS server_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL
);

-- A file that came, or is still coming, and the appeal that took it. Its bytes are in the key-value
-- store under the keys that `chunks` lists in their order, sealed. `private` holds the name, the declared type
-- and the content's hash, sealed. `size_bytes` is NULL while it is not known.
CREATE TABLE IF NOT EXISTS upload (
  id TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL,
  private BLOB,
  size_bytes INTEGER,
  received_bytes INTEGER NOT NULL DEFAULT 0,
  chunks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chunks)),
  media_type TEXT,
  state TEXT NOT NULL CHECK (state IN ('receiving', 'ready', 'removed')),
  created_at INTEGER NOT NULL,
  idempotency_key BLOB UNIQUE,
  appeal TEXT
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS upload_by_appeal ON upload (appeal) WHERE appeal IS NOT NULL;

CREATE INDEX IF NOT EXISTS upload_unused ON upload (created_at) WHERE appeal IS NULL;

-- The journal: the only table that commands write, and nothing changes or removes a row of it.
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

CREATE TABLE IF NOT EXISTS appeal (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  category TEXT NOT NULL,
  region TEXT NOT NULL,
  agency TEXT NOT NULL,
  channel TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  status TEXT NOT NULL,
  status_since INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  clock TEXT NOT NULL,
  overdue INTEGER NOT NULL DEFAULT 0,
  deadline TEXT NOT NULL,
  processing_started INTEGER NOT NULL DEFAULT 0,
  assignee TEXT,
  account TEXT,
  unit TEXT,
  repeat_of INTEGER,
  score INTEGER,
  access_hash BLOB,
  data TEXT NOT NULL,
  private BLOB
);

-- Every list is read along one of these, newest first; what the index does not hold is checked row
-- by row on the way.
CREATE INDEX IF NOT EXISTS appeal_by_created ON appeal (created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_status ON appeal (status, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_agency ON appeal (agency, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_agency_status ON appeal (agency, status, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_category ON appeal (category, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_type ON appeal (type, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_assignee ON appeal (assignee, created_at, number) WHERE assignee IS NOT NULL;

CREATE INDEX IF NOT EXISTS appeal_by_region ON appeal (region, created_at, number);

CREATE INDEX IF NOT EXISTS appeal_by_unit ON appeal (unit, created_at, number) WHERE unit IS NOT NULL;

CREATE INDEX IF NOT EXISTS appeal_by_account ON appeal (account, created_at, number) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS appeal_overdue ON appeal (overdue, created_at, number) WHERE overdue = 1;

-- What the tick looks through: running deadlines that may have passed.
CREATE INDEX IF NOT EXISTS appeal_running ON appeal (due_at) WHERE clock = 'running' AND overdue = 0;

CREATE INDEX IF NOT EXISTS appeal_repeats ON appeal (repeat_of) WHERE repeat_of IS NOT NULL;

-- Keyed hashes of stems only; the text stands in the journal, sealed. Contentless: rowid is the appeal's
-- number.
CREATE VIRTUAL TABLE IF NOT EXISTS appeal_search USING fts5 (terms, content = '', contentless_delete = 1, tokenize = "ascii");

-- How many appeals of an agency are in a status, and how many of those are overdue: kept, never counted.
CREATE TABLE IF NOT EXISTS counter (
  agency TEXT NOT NULL,
  status TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  PRIMARY KEY (agency, status)
) WITHOUT ROWID;

-- The same by place, for those whose territory is a region or a unit; '' is what no unit has yet. At
-- most a row for each unit, region and status in use.
CREATE TABLE IF NOT EXISTS counter_place (
  agency TEXT NOT NULL,
  unit TEXT NOT NULL,
  region TEXT NOT NULL,
  status TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  PRIMARY KEY (agency, unit, region, status)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS rating (
  appeal TEXT PRIMARY KEY,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  category TEXT,
  given_at INTEGER NOT NULL,
  revised_at INTEGER,
  actor TEXT NOT NULL,
  seq INTEGER NOT NULL,
  private BLOB
) WITHOUT ROWID;

-- Answers kept for repeated requests (Idempotency-Key), for 24 hours.
CREATE TABLE IF NOT EXISTS idempotency (
  key BLOB PRIMARY KEY,
  request_hash BLOB NOT NULL,
  appeal TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS idempotency_by_age ON idempotency (created_at);

CREATE TRIGGER IF NOT EXISTS appeal_registered AFTER INSERT ON event WHEN NEW.kind = 'appeal_registered'
BEGIN
  INSERT INTO number_sequence (year, last) VALUES (NEW.number / 10000000, NEW.number % 10000000)
    ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last);
  INSERT INTO appeal (number, id, version, type, category, region, agency, channel, anonymous, status,
      status_since, created_at, updated_at, due_at, clock, deadline, account, unit, repeat_of, access_hash, data, private)
    VALUES (NEW.number, NEW.appeal, NEW.seq, NEW.data ->> '$.type', NEW.data ->> '$.category',
      NEW.data ->> '$.region', NEW.data ->> '$.agency', NEW.data ->> '$.channel',
      NEW.data ->> '$.anonymous', NEW.data ->> '$.status', NEW.at, NEW.at, NEW.at,
      NEW.data ->> '$.due_ms', NEW.data ->> '$.clock', NEW.data -> '$.deadline',
      NEW.data ->> '$.account', NEW.data ->> '$.unit', NEW.data ->> '$.repeat_key', NEW.access_hash, NEW.data, NEW.private);
  UPDATE upload SET appeal = NEW.appeal
    WHERE appeal IS NULL AND state = 'ready'
      AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments'));
  SELECT RAISE(ABORT, 'attachment_unavailable')
    WHERE (SELECT count(*) FROM upload WHERE appeal = NEW.appeal)
      <> coalesce(json_array_length(NEW.data, '$.attachments'), 0);
  INSERT INTO appeal_search (rowid, terms) VALUES (NEW.number, coalesce(NEW.search, ''));
  INSERT INTO idempotency (key, request_hash, appeal, created_at)
    SELECT NEW.idempotency_key, NEW.request_hash, NEW.appeal, NEW.at WHERE NEW.idempotency_key IS NOT NULL;
END;

CREATE TRIGGER IF NOT EXISTS status_changed AFTER INSERT ON event WHEN NEW.kind = 'status_changed'
BEGIN
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at, status_since = NEW.at,
      status = NEW.data ->> '$.to', clock = NEW.data ->> '$.clock',
      due_at = NEW.data ->> '$.due_ms', deadline = NEW.data -> '$.deadline',
      processing_started = processing_started OR (NEW.data ->> '$.to') = 'in_progress',
      overdue = overdue AND (NEW.data ->> '$.clock') <> 'stopped'
        AND (NEW.data ->> '$.due_ms') <= NEW.at
    WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS deadline_passed AFTER INSERT ON event WHEN NEW.kind = 'deadline_passed'
BEGIN
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at, overdue = 1 WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS rating_given AFTER INSERT ON event WHEN NEW.kind IN ('rating_given', 'rating_revised')
BEGIN
  INSERT INTO rating (appeal, score, category, given_at, actor, seq, private)
    VALUES (NEW.appeal, NEW.data ->> '$.score', NEW.data ->> '$.category', NEW.at, NEW.actor, NEW.seq, NEW.private)
    ON CONFLICT (appeal) DO UPDATE SET score = excluded.score, category = excluded.category,
      revised_at = excluded.given_at, actor = excluded.actor, seq = excluded.seq, private = excluded.private;
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at, score = NEW.data ->> '$.score'
    WHERE id = NEW.appeal;
END;

-- The read models follow when the journal's sealed parts change their key, or go.
CREATE TRIGGER IF NOT EXISTS registration_is_sealed_again AFTER UPDATE OF private, access_hash ON event
WHEN NEW.kind = 'appeal_registered'
BEGIN
  UPDATE appeal SET private = NEW.private, access_hash = NEW.access_hash WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS rating_is_sealed_again AFTER UPDATE OF private ON event
WHEN NEW.kind IN ('rating_given', 'rating_revised')
BEGIN
  UPDATE rating SET private = NEW.private WHERE appeal = NEW.appeal AND seq = NEW.seq;
END;

CREATE TRIGGER IF NOT EXISTS terms_are_hashed_again AFTER UPDATE OF search ON event
WHEN NEW.kind = 'appeal_registered'
BEGIN
  DELETE FROM appeal_search WHERE rowid = NEW.number;
  INSERT INTO appeal_search (rowid, terms) VALUES (NEW.number, coalesce(NEW.search, ''));
END;

CREATE TRIGGER IF NOT EXISTS appeal_is_counted AFTER INSERT ON appeal
BEGIN
  INSERT INTO counter (agency, status, appeals, overdue) VALUES (NEW.agency, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
  INSERT INTO counter_place (agency, unit, region, status, appeals, overdue)
    VALUES (NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, unit, region, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
END;

CREATE TRIGGER IF NOT EXISTS appeal_is_recounted AFTER UPDATE OF status, agency, unit, region, overdue ON appeal
WHEN (OLD.status, OLD.agency, coalesce(OLD.unit, ''), OLD.region, OLD.overdue)
  <> (NEW.status, NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.overdue)
BEGIN
  UPDATE counter SET appeals = appeals - 1, overdue = overdue - OLD.overdue
    WHERE agency = OLD.agency AND status = OLD.status;
  INSERT INTO counter (agency, status, appeals, overdue) VALUES (NEW.agency, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
  UPDATE counter_place SET appeals = appeals - 1, overdue = overdue - OLD.overdue
    WHERE agency = OLD.agency AND unit = coalesce(OLD.unit, '') AND region = OLD.region
      AND status = OLD.status;
  INSERT INTO counter_place (agency, unit, region, status, appeals, overdue)
    VALUES (NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, unit, region, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
END;
