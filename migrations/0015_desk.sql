-- The queue of the desk: a thin row for each appeal, with what it is narrowed by and ordered by, so that what
-- an index does not hold is checked without reading the appeal; counters of what staff look for first; and
-- the filters that they keep.

-- `priority` is 0 normal, 1 high, 2 urgent; `approval` says that an answer waits for a supervisor, `replied`
-- that the applicant wrote and nobody acted since, `call_at` that the applicant waits for a call, which was due then.
--
-- `rank` is the order: first whom somebody has to call, then what waits for the agency, urgent before high before normal, each by the time left;
-- then what waits for the applicant, in the same order; then what is being carried out; then what is done, the
-- latest first. Thousand-billions are the bands, milliseconds until 2286 fit between them.
CREATE TABLE IF NOT EXISTS queue (
  number INTEGER PRIMARY KEY,
  agency TEXT NOT NULL,
  unit TEXT,
  region TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  assignee TEXT,
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  overdue INTEGER NOT NULL DEFAULT 0,
  approval INTEGER NOT NULL DEFAULT 0,
  replied INTEGER NOT NULL DEFAULT 0,
  call_at INTEGER,
  open INTEGER GENERATED ALWAYS AS
    (status IN ('created', 'in_progress', 'awaiting_reply', 'clarification_required')) VIRTUAL,
  rank INTEGER GENERATED ALWAYS AS (CASE
    WHEN call_at IS NOT NULL AND status IN ('created', 'in_progress') THEN call_at / 1000
    WHEN status IN ('created', 'in_progress') THEN (2 - priority) * 10000000000000 + due_at
    WHEN status IN ('awaiting_reply', 'clarification_required') THEN (5 - priority) * 10000000000000 + due_at
    WHEN status = 'approved' THEN 60000000000000 + due_at
    ELSE 80000000000000 - due_at END) VIRTUAL
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

CREATE TRIGGER IF NOT EXISTS appeal_is_queued AFTER INSERT ON appeal
BEGIN
  INSERT INTO queue (number, agency, unit, region, category, status, assignee, due_at, overdue, priority)
    VALUES (NEW.number, NEW.agency, NEW.unit, NEW.region, NEW.category, NEW.status, NEW.assignee, NEW.due_at,
      NEW.overdue, CASE NEW.priority WHEN 'urgent' THEN 2 WHEN 'high' THEN 1 ELSE 0 END);
END;

CREATE TRIGGER IF NOT EXISTS appeal_is_queued_again
AFTER UPDATE OF agency, unit, region, category, status, assignee, due_at, overdue, priority, answer_state ON appeal
WHEN (OLD.agency, OLD.unit, OLD.region, OLD.category, OLD.status, OLD.assignee, OLD.due_at, OLD.overdue,
    OLD.priority, OLD.answer_state)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.category, NEW.status, NEW.assignee, NEW.due_at, NEW.overdue,
    NEW.priority, NEW.answer_state)
BEGIN
  UPDATE queue SET agency = NEW.agency, unit = NEW.unit, region = NEW.region, category = NEW.category,
      status = NEW.status, assignee = NEW.assignee, due_at = NEW.due_at, overdue = NEW.overdue,
      priority = CASE NEW.priority WHEN 'urgent' THEN 2 WHEN 'high' THEN 1 ELSE 0 END,
      approval = NEW.answer_state IS 'submitted'
    WHERE number = NEW.number;
END;

CREATE TRIGGER IF NOT EXISTS queue_reply AFTER INSERT ON event
WHEN NEW.kind IN ('message_written', 'answer_drafted', 'status_changed')
BEGIN
  UPDATE queue SET replied = (NEW.actor = 'applicant')
    WHERE number = (SELECT number FROM appeal WHERE id = NEW.appeal) AND replied <> (NEW.actor = 'applicant');
END;

-- The time of a call comes by a timer, and goes with the call or with the appeal.
CREATE TRIGGER IF NOT EXISTS queue_call AFTER INSERT ON event
WHEN NEW.kind = 'call_made' OR (NEW.kind = 'reminded' AND NEW.data ->> '$.of' = 'call_back')
  OR (NEW.kind = 'status_changed' AND NEW.data ->> '$.to' IN ('closed', 'cancelled'))
BEGIN
  UPDATE queue SET call_at = CASE NEW.kind WHEN 'reminded' THEN unixepoch(NEW.data ->> '$.until') * 1000 END
    WHERE number = (SELECT number FROM appeal WHERE id = NEW.appeal) AND (call_at IS NOT NULL OR NEW.kind = 'reminded');
END;

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
AFTER UPDATE OF agency, unit, region, status, assignee, overdue, approval ON queue
WHEN OLD.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  UPDATE queue_counter SET appeals = appeals - 1, overdue = overdue - OLD.overdue, approval = approval - OLD.approval
    WHERE assignee = coalesce(OLD.assignee, '') AND agency = OLD.agency AND unit = coalesce(OLD.unit, '')
      AND region = OLD.region;
END;

CREATE TRIGGER IF NOT EXISTS queue_is_counted_again
AFTER UPDATE OF agency, unit, region, status, assignee, overdue, approval ON queue
WHEN NEW.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
    VALUES (coalesce(NEW.assignee, ''), NEW.agency, coalesce(NEW.unit, ''), NEW.region, 1, NEW.overdue, NEW.approval)
    ON CONFLICT (assignee, agency, unit, region) DO UPDATE SET appeals = appeals + 1,
      overdue = overdue + excluded.overdue, approval = approval + excluded.approval;
END;

-- The appeals that are there already.
INSERT OR IGNORE INTO queue (number, agency, unit, region, category, status, assignee, due_at, overdue)
  SELECT number, agency, unit, region, category, status, assignee, due_at, overdue FROM appeal;

-- The filters that somebody keeps: name and query, sealed, since a query may hold a telephone number.
CREATE TABLE IF NOT EXISTS saved_filter (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  private TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS saved_filter_by_account ON saved_filter (account, created_at, id);

