-- The queue of the desk, its counters, and the filters that people keep.

-- A thin row for each appeal, with what the queue is narrowed by and ordered by, so that what an index does not hold
-- is checked without reading the appeal. It is copied from domain::read_model, which says what `rank` is: the order.
-- `priority` is 0 normal, 1 high, 2 urgent; `approval` says that an answer waits for a supervisor, `replied` that the
-- applicant was the last to act, `call_at` that the applicant waits for a call, which was due then.
CREATE TABLE IF NOT EXISTS queue (
  number INTEGER PRIMARY KEY,
  agency TEXT NOT NULL,
  unit TEXT,
  region TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  assignee TEXT,
  priority INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  approval INTEGER NOT NULL,
  replied INTEGER NOT NULL,
  call_at INTEGER,
  open INTEGER NOT NULL,
  rank INTEGER NOT NULL
);

-- A page walks along one of these. Whoever is limited to an agency, and that is nearly everybody, finds all
-- that they look for along an index of their own.
CREATE INDEX IF NOT EXISTS queue_all ON queue (rank, number);

CREATE INDEX IF NOT EXISTS queue_by_agency ON queue (agency, rank, number);

CREATE INDEX IF NOT EXISTS queue_by_status ON queue (agency, status, rank, number);

CREATE INDEX IF NOT EXISTS queue_by_category ON queue (agency, category, rank, number);

CREATE INDEX IF NOT EXISTS queue_by_assignee ON queue (assignee, rank, number) WHERE assignee IS NOT NULL;

CREATE INDEX IF NOT EXISTS queue_unassigned ON queue (agency, rank, number) WHERE assignee IS NULL AND open = 1;

CREATE INDEX IF NOT EXISTS queue_overdue ON queue (agency, rank, number) WHERE overdue = 1;

CREATE INDEX IF NOT EXISTS queue_by_priority ON queue (agency, priority, rank, number) WHERE priority > 0;

CREATE INDEX IF NOT EXISTS queue_for_approval ON queue (agency, rank, number) WHERE approval = 1;

-- Few at any time, of all agencies.
CREATE INDEX IF NOT EXISTS queue_to_call ON queue (rank, number) WHERE call_at IS NOT NULL;

-- How many open appeals somebody has, by place; '' is what nobody has. At most a row for each member of staff
-- and place that they ever worked in.
CREATE TABLE IF NOT EXISTS queue_counter (
  assignee TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT NOT NULL,
  region TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  approval INTEGER NOT NULL,
  PRIMARY KEY (assignee, agency, unit, region)
) WITHOUT ROWID;

-- The same of an agency, whoever has them.
CREATE INDEX IF NOT EXISTS queue_counter_by_agency ON queue_counter (agency, unit, region);

CREATE TRIGGER IF NOT EXISTS queue_is_counted AFTER INSERT ON queue WHEN NEW.open
BEGIN
  INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
    VALUES (coalesce(NEW.assignee, ''), NEW.agency, coalesce(NEW.unit, ''), NEW.region, 1, NEW.overdue, NEW.approval)
    ON CONFLICT (assignee, agency, unit, region) DO UPDATE SET appeals = appeals + 1,
      overdue = overdue + excluded.overdue, approval = approval + excluded.approval;
END;

CREATE TRIGGER IF NOT EXISTS queue_is_no_more_counted
AFTER UPDATE OF agency, unit, region, open, assignee, overdue, approval ON queue
WHEN OLD.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  UPDATE queue_counter SET appeals = appeals - 1, overdue = overdue - OLD.overdue, approval = approval - OLD.approval
    WHERE assignee = coalesce(OLD.assignee, '') AND agency = OLD.agency AND unit = coalesce(OLD.unit, '')
      AND region = OLD.region;
END;

CREATE TRIGGER IF NOT EXISTS queue_is_counted_again
AFTER UPDATE OF agency, unit, region, open, assignee, overdue, approval ON queue
WHEN NEW.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
    VALUES (coalesce(NEW.assignee, ''), NEW.agency, coalesce(NEW.unit, ''), NEW.region, 1, NEW.overdue, NEW.approval)
    ON CONFLICT (assignee, agency, unit, region) DO UPDATE SET appeals = appeals + 1,
      overdue = overdue + excluded.overdue, approval = approval + excluded.approval;
END;

-- The filters that somebody keeps: name and query, sealed, since a query may hold a telephone number.
CREATE TABLE IF NOT EXISTS saved_filter (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  private TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS saved_filter_by_account ON saved_filter (account, created_at, id);
