-- Objections to answers: what lists show and what is looked up. The words of people stay in the journal.

-- `origin` is the agency that answered, `agency` the one that is to decide now; they differ once it went up.
CREATE TABLE IF NOT EXISTS objection (
  appeal TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  number TEXT NOT NULL UNIQUE,
  appeal_number INTEGER NOT NULL,
  category TEXT NOT NULL,
  region TEXT NOT NULL,
  unit TEXT,
  origin TEXT NOT NULL,
  agency TEXT NOT NULL,
  instance TEXT NOT NULL,
  reviewer TEXT,
  ground TEXT NOT NULL,
  filed_at INTEGER NOT NULL,
  decide_by INTEGER NOT NULL,
  outcome TEXT,
  decided_at INTEGER,
  PRIMARY KEY (appeal, ordinal)
) WITHOUT ROWID;

-- One at a time, whatever the commands say.
CREATE UNIQUE INDEX IF NOT EXISTS objection_open ON objection (appeal) WHERE outcome IS NULL;

-- The lists, by time left.
CREATE INDEX IF NOT EXISTS objection_due ON objection (decide_by, appeal_number) WHERE outcome IS NULL;

CREATE INDEX IF NOT EXISTS objection_due_by_agency ON objection (agency, decide_by, appeal_number) WHERE outcome IS NULL;

CREATE INDEX IF NOT EXISTS objection_due_by_reviewer ON objection (reviewer, decide_by, appeal_number)
  WHERE outcome IS NULL AND reviewer IS NOT NULL;

CREATE INDEX IF NOT EXISTS objection_without_reviewer ON objection (decide_by, appeal_number)
  WHERE outcome IS NULL AND reviewer IS NULL;

-- Those that were decided, the latest first.
CREATE INDEX IF NOT EXISTS objection_by_decision ON objection (decided_at, appeal_number) WHERE outcome IS NOT NULL;

CREATE INDEX IF NOT EXISTS objection_by_decision_of_agency ON objection (agency, decided_at, appeal_number)
  WHERE outcome IS NOT NULL;

CREATE INDEX IF NOT EXISTS objection_went_up ON objection (origin, decide_by, appeal_number)
  WHERE outcome IS NULL AND origin <> agency;

-- Objections for which somebody is to be looked for, since there may be somebody now, or since the one who had it
-- may be gone: the tick tries and takes them from here, unless something has changed again meanwhile.
CREATE TABLE IF NOT EXISTS reviewer_sought (
  appeal TEXT PRIMARY KEY,
  changes INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS supervisor_comes AFTER INSERT ON account
WHEN NEW.role = 'supervisor' AND NEW.state = 'active'
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

CREATE TRIGGER IF NOT EXISTS supervisor_changes AFTER UPDATE OF role, state, agency, unit, region ON account
WHEN 'supervisor' IN (OLD.role, NEW.role)
  AND (OLD.role, OLD.state, OLD.agency, OLD.unit, OLD.region)
    IS NOT (NEW.role, NEW.state, NEW.agency, NEW.unit, NEW.region)
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NOT NULL AND reviewer = NEW.id
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

CREATE TRIGGER IF NOT EXISTS agency_is_placed AFTER UPDATE OF superior, active ON agency
WHEN (OLD.superior, OLD.active) IS NOT (NEW.superior, NEW.active)
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;
