-- Objections to answers, and ratings that complain: what lists show and what is looked up. The words of people
-- stay in the journal.

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

-- The agencies above that have had an objection: they see the appeal with its whole history. JSON array of codes.
ALTER TABLE appeal ADD COLUMN higher TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(higher));

-- A rating that complains, until somebody has looked into it.
CREATE TABLE IF NOT EXISTS review (
  appeal TEXT PRIMARY KEY,
  appeal_number INTEGER NOT NULL,
  category TEXT NOT NULL,
  region TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT,
  score INTEGER NOT NULL,
  about TEXT,
  given_at INTEGER NOT NULL,
  review_by INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS review_due ON review (review_by, appeal_number);

CREATE INDEX IF NOT EXISTS review_due_by_agency ON review (agency, review_by, appeal_number);

-- What a review found stays with the rating; `review_seq` is the event that explains it.
ALTER TABLE rating ADD COLUMN outcome TEXT;

ALTER TABLE rating ADD COLUMN reviewed_at INTEGER;

ALTER TABLE rating ADD COLUMN review_seq INTEGER;

CREATE TRIGGER IF NOT EXISTS objection_filed AFTER INSERT ON event WHEN NEW.kind = 'objection_filed'
BEGIN
  INSERT INTO objection (appeal, ordinal, number, appeal_number, category, region, unit, origin, agency, instance,
      ground, filed_at, decide_by)
    SELECT NEW.appeal, NEW.data ->> '$.objection', NEW.data ->> '$.number', number, category, region, unit, agency,
      NEW.data ->> '$.agency', NEW.data ->> '$.instance', coalesce(NEW.data ->> '$.ground', 'answer'), NEW.at,
      unixepoch(NEW.data ->> '$.decide_by') * 1000
    FROM appeal WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS objection_assigned AFTER INSERT ON event WHEN NEW.kind = 'objection_assigned'
BEGIN
  UPDATE objection SET reviewer = NEW.data ->> '$.reviewer'
    WHERE appeal = NEW.appeal AND ordinal = NEW.data ->> '$.objection';
END;

-- The units of an agency are not those of the one above it.
CREATE TRIGGER IF NOT EXISTS objection_escalated AFTER INSERT ON event WHEN NEW.kind = 'escalated'
BEGIN
  UPDATE objection SET agency = NEW.data ->> '$.agency', instance = NEW.data ->> '$.instance', reviewer = NULL,
      unit = NULL
    WHERE appeal = NEW.appeal AND ordinal = NEW.data ->> '$.objection';
  UPDATE appeal SET higher = json_insert(higher, '$[#]', NEW.data ->> '$.agency')
    WHERE id = NEW.appeal
      AND NOT EXISTS (SELECT 1 FROM json_each(appeal.higher) WHERE value = NEW.data ->> '$.agency');
END;

CREATE TRIGGER IF NOT EXISTS objection_decided AFTER INSERT ON event WHEN NEW.kind = 'objection_decided'
BEGIN
  UPDATE objection SET outcome = NEW.data ->> '$.outcome', decided_at = NEW.at
    WHERE appeal = NEW.appeal AND ordinal = NEW.data ->> '$.objection';
END;

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

-- A revised rating may complain for the first time, or no longer; the term of one that still does goes on.
CREATE TRIGGER IF NOT EXISTS rating_complains AFTER INSERT ON event
WHEN NEW.kind IN ('rating_given', 'rating_revised') AND NEW.data ->> '$.review_by' IS NOT NULL
BEGIN
  INSERT INTO review (appeal, appeal_number, category, region, agency, unit, score, about, given_at, review_by)
    SELECT NEW.appeal, number, category, region, agency, unit, NEW.data ->> '$.score', NEW.data ->> '$.category',
      NEW.at, unixepoch(NEW.data ->> '$.review_by') * 1000
    FROM appeal WHERE id = NEW.appeal
    ON CONFLICT (appeal) DO UPDATE SET score = excluded.score, about = excluded.about;
END;

CREATE TRIGGER IF NOT EXISTS rating_complains_no_longer AFTER INSERT ON event
WHEN NEW.kind = 'rating_revised' AND NEW.data ->> '$.review_by' IS NULL
BEGIN
  DELETE FROM review WHERE appeal = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS rating_reviewed AFTER INSERT ON event WHEN NEW.kind = 'rating_reviewed'
BEGIN
  UPDATE rating SET outcome = NEW.data ->> '$.outcome', reviewed_at = NEW.at, review_seq = NEW.seq
    WHERE appeal = NEW.appeal;
  DELETE FROM review WHERE appeal = NEW.appeal;
END;

-- Whoever has the appeal has the complaint.
CREATE TRIGGER IF NOT EXISTS review_follows_its_appeal AFTER UPDATE OF agency, unit, category ON appeal
BEGIN
  UPDATE review SET agency = NEW.agency, unit = NEW.unit, category = NEW.category WHERE appeal = NEW.id;
END;
