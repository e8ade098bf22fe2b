-- The read model of appeals: what lists show, what is searched, what is counted. It is copied from
-- domain::read_model (read_model.sql).

CREATE TABLE IF NOT EXISTS appeal (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- The sequence number of its last event.
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- As it was registered: a copy of the first event.
  type TEXT NOT NULL,
  channel TEXT NOT NULL,
  region TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  repeat_of INTEGER,
  access_hash BLOB,
  data TEXT NOT NULL CHECK (json_valid(data)),
  -- What people wrote, sealed: a copy from the event `private_seq`, the registration or the last change of the text.
  private BLOB,
  private_seq INTEGER NOT NULL,
  -- Texts of the journal that are hidden, and from whom: {"1": ["staff"]}. The first is the appeal's own.
  hidden TEXT NOT NULL CHECK (json_valid(hidden)),
  -- `open`: somebody owes a decision. `ended`: nothing is due any more.
  status TEXT NOT NULL,
  status_since INTEGER NOT NULL,
  open INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  processing_started INTEGER NOT NULL,
  deadline TEXT NOT NULL CHECK (json_valid(deadline)),
  due_at INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  -- Who has it, and what it is about.
  category TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT,
  assignee TEXT,
  account TEXT,
  priority TEXT NOT NULL,
  priority_confirmed INTEGER NOT NULL,
  -- 'drafted', 'submitted', 'returned'; NULL while there is no draft.
  answer_state TEXT,
  score INTEGER,
  -- The agencies above that have had an objection: they see the appeal with its whole history.
  higher TEXT NOT NULL CHECK (json_valid(higher)),
  -- When its people went.
  anonymised_at INTEGER
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

CREATE INDEX IF NOT EXISTS appeal_repeats ON appeal (repeat_of) WHERE repeat_of IS NOT NULL;

-- What is kept until its term is over.
CREATE INDEX IF NOT EXISTS appeal_ended ON appeal (status_since) WHERE open = 0 AND anonymised_at IS NULL;

-- What moves when the rules do.
CREATE INDEX IF NOT EXISTS appeal_going_on ON appeal (id) WHERE ended = 0;

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
