-- Ratings, and those that complain until somebody has looked into them.

-- `seq` is the event in which the comment stands, sealed, `review_seq` the one that explains what a review found.
CREATE TABLE IF NOT EXISTS rating (
  appeal TEXT PRIMARY KEY,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  category TEXT,
  given_at INTEGER NOT NULL,
  revised_at INTEGER,
  seq INTEGER NOT NULL,
  outcome TEXT,
  reviewed_at INTEGER,
  review_seq INTEGER
) WITHOUT ROWID;

-- Whoever has the appeal has the complaint: the place is the appeal's.
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
  review_by INTEGER NOT NULL,
  provisional INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS review_due ON review (review_by, appeal_number);

CREATE INDEX IF NOT EXISTS review_due_by_agency ON review (agency, review_by, appeal_number);
