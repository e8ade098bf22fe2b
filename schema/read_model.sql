-- One door to the journal, and the read models that are copied from what comes through it.
--
-- A command is one INSERT into `journal_entry`, of one or several events. The last of them carries what follows from
-- all: `read_model` (domain::read_model: the rows of the appeal, by table), `notices` (domain::notice::news) and
-- `timers` (domain::timer), all JSON. They are decided there; here they are copied, and nothing stands here twice
-- that stands there.

CREATE VIEW IF NOT EXISTS journal_entry AS
  SELECT appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash, search, idempotency_key,
    request_hash, previous_hash, '' AS read_model, '' AS notices, '' AS timers
  FROM event WHERE 0;

CREATE TRIGGER IF NOT EXISTS journal_entry_is_written INSTEAD OF INSERT ON journal_entry
BEGIN
  INSERT INTO event (appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash, search,
      idempotency_key, request_hash, previous_hash)
    VALUES (NEW.appeal, NEW.seq, NEW.kind, NEW.actor, NEW.at, NEW.data, NEW.private, NEW.private_hash, NEW.number,
      NEW.access_hash, NEW.search, NEW.idempotency_key, NEW.request_hash, NEW.previous_hash);
  INSERT INTO read_model (appeal, content) SELECT NEW.appeal, NEW.read_model WHERE NEW.read_model IS NOT NULL;
  INSERT INTO notice (appeal, seq, topic, recipient, actor, at, next_at)
    SELECT NEW.appeal, value ->> '$.seq', value ->> '$.topic', value ->> '$.recipient', NEW.actor, NEW.at, 0
    FROM json_each(NEW.notices) WHERE true
    ON CONFLICT DO NOTHING;
  -- "Count anew" outlives the commands that come before the tick does: they were decided by the rules of some
  -- seconds ago, perhaps, and count no deadline anew.
  DELETE FROM timer WHERE appeal = NEW.appeal AND kind <> 'refresh' AND NEW.timers IS NOT NULL;
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;

-- The rows of an appeal, taken over as they are: by commands, and when they are made anew from the journal. Of
-- the two tables that every appeal is in, columns with indexes are written only when they change.
CREATE VIEW IF NOT EXISTS read_model AS SELECT id AS appeal, '' AS content FROM appeal WHERE 0;

CREATE TRIGGER IF NOT EXISTS read_model_is_copied INSTEAD OF INSERT ON read_model
BEGIN
  INSERT INTO appeal (number, id, access_hash, data, private, private_seq, version, type, channel, anonymous,
      repeat_of, created_at, updated_at, status, status_since, open, ended, region, category, agency, unit, assignee,
      priority, priority_confirmed, deadline, due_at, overdue, processing_started, answer_state, score, higher,
      hidden, anonymised_at)
    SELECT first.number, first.appeal, first.access_hash, first.data, text.private, text.seq, it ->> '$.version',
      it ->> '$.type', it ->> '$.channel', it ->> '$.anonymous', it ->> '$.repeat_of', it ->> '$.created_at',
      it ->> '$.updated_at', it ->> '$.status', it ->> '$.status_since', it ->> '$.open', it ->> '$.ended',
      it ->> '$.region', it ->> '$.category', it ->> '$.agency', it ->> '$.unit', it ->> '$.assignee',
      it ->> '$.priority', it ->> '$.priority_confirmed', it ->> '$.deadline', it ->> '$.due_at',
      it ->> '$.overdue', it ->> '$.processing_started', it ->> '$.answer_state', it ->> '$.score',
      it ->> '$.higher', it ->> '$.hidden', it ->> '$.anonymised_at'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
      JOIN event AS first ON first.appeal = NEW.appeal AND first.seq = 1
      JOIN event AS text ON text.appeal = NEW.appeal AND text.seq = it ->> '$.private_seq'
    WHERE NOT EXISTS (SELECT 1 FROM appeal WHERE id = NEW.appeal);
  UPDATE appeal SET version = it ->> '$.version', updated_at = it ->> '$.updated_at', due_at = it ->> '$.due_at',
      deadline = it ->> '$.deadline', processing_started = it ->> '$.processing_started',
      priority = it ->> '$.priority', priority_confirmed = it ->> '$.priority_confirmed',
      answer_state = it ->> '$.answer_state', score = it ->> '$.score', higher = it ->> '$.higher',
      hidden = it ->> '$.hidden', private_seq = it ->> '$.private_seq'
    FROM (SELECT NEW.content -> '$.appeal' AS it) WHERE id = NEW.appeal;
  UPDATE appeal SET status = it ->> '$.status', status_since = it ->> '$.status_since', open = it ->> '$.open',
      ended = it ->> '$.ended', overdue = it ->> '$.overdue', anonymised_at = it ->> '$.anonymised_at'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
    WHERE id = NEW.appeal AND (status, status_since, open, ended, overdue, anonymised_at) IS NOT
      (it ->> '$.status', it ->> '$.status_since', it ->> '$.open', it ->> '$.ended', it ->> '$.overdue',
        it ->> '$.anonymised_at');
  UPDATE appeal SET category = it ->> '$.category', agency = it ->> '$.agency', unit = it ->> '$.unit'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
    WHERE id = NEW.appeal AND (category, agency, unit) IS NOT
      (it ->> '$.category', it ->> '$.agency', it ->> '$.unit');
  UPDATE appeal SET assignee = NEW.content ->> '$.appeal.assignee'
    WHERE id = NEW.appeal AND assignee IS NOT NEW.content ->> '$.appeal.assignee';
  -- An account that was erased has no appeals any more, whatever the journal says of whose they were.
  UPDATE appeal SET account = its
    FROM (SELECT (SELECT NEW.content ->> '$.appeal.account' WHERE NOT EXISTS (SELECT 1 FROM account
      WHERE id = NEW.content ->> '$.appeal.account' AND erased_at IS NOT NULL)) AS its)
    WHERE id = NEW.appeal AND account IS NOT its;
  INSERT INTO queue (number, agency, unit, region, category, status, assignee, priority, due_at, overdue, open,
      approval, replied, call_at, rank)
    SELECT number, it ->> '$.agency', it ->> '$.unit', it ->> '$.region', it ->> '$.category', it ->> '$.status',
      it ->> '$.assignee', it ->> '$.priority', it ->> '$.due_at', it ->> '$.overdue', it ->> '$.open',
      it ->> '$.approval', it ->> '$.replied', it ->> '$.call_at', it ->> '$.rank'
    FROM (SELECT NEW.content -> '$.queue' AS it) JOIN appeal ON id = NEW.appeal WHERE true
    ON CONFLICT (number) DO UPDATE SET agency = excluded.agency, unit = excluded.unit, region = excluded.region,
      category = excluded.category, status = excluded.status, assignee = excluded.assignee,
      priority = excluded.priority, due_at = excluded.due_at, overdue = excluded.overdue, open = excluded.open,
      approval = excluded.approval, replied = excluded.replied, call_at = excluded.call_at, rank = excluded.rank
    WHERE (queue.agency, queue.unit, queue.region, queue.category, queue.status, queue.assignee, queue.priority,
        queue.due_at, queue.overdue, queue.open, queue.approval, queue.replied, queue.call_at, queue.rank)
      IS NOT (excluded.agency, excluded.unit, excluded.region, excluded.category, excluded.status,
        excluded.assignee, excluded.priority, excluded.due_at, excluded.overdue, excluded.open, excluded.approval,
        excluded.replied, excluded.call_at, excluded.rank);
  DELETE FROM rating WHERE appeal = NEW.appeal;
  INSERT INTO rating (appeal, score, category, given_at, revised_at, seq, outcome, reviewed_at, review_seq)
    SELECT NEW.appeal, it ->> '$.score', it ->> '$.category', it ->> '$.given_at', it ->> '$.revised_at',
      it ->> '$.seq', it ->> '$.outcome', it ->> '$.reviewed_at', it ->> '$.review_seq'
    FROM (SELECT NEW.content -> '$.rating' AS it) WHERE it <> 'null';
  DELETE FROM review WHERE appeal = NEW.appeal;
  INSERT INTO review (appeal, appeal_number, category, region, agency, unit, score, about, given_at, review_by,
      provisional)
    SELECT NEW.appeal, it ->> '$.appeal_number', it ->> '$.category', it ->> '$.region', it ->> '$.agency',
      it ->> '$.unit', it ->> '$.score', it ->> '$.about', it ->> '$.given_at', it ->> '$.review_by',
      it ->> '$.provisional'
    FROM (SELECT NEW.content -> '$.review' AS it) WHERE it <> 'null';
  DELETE FROM objection WHERE appeal = NEW.appeal;
  INSERT INTO objection (appeal, ordinal, number, appeal_number, category, region, unit, origin, agency, instance,
      reviewer, ground, filed_at, decide_by, outcome, decided_at)
    SELECT NEW.appeal, value ->> '$.ordinal', value ->> '$.number', value ->> '$.appeal_number',
      value ->> '$.category', value ->> '$.region', value ->> '$.unit', value ->> '$.origin', value ->> '$.agency',
      value ->> '$.instance', value ->> '$.reviewer', value ->> '$.ground', value ->> '$.filed_at',
      value ->> '$.decide_by', value ->> '$.outcome', value ->> '$.decided_at'
    FROM json_each(NEW.content, '$.objection');
  DELETE FROM participant WHERE appeal = NEW.appeal;
  INSERT INTO participant (id, appeal, role, rights, account, agency, unit, state, by_applicant, at, seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.role', value ->> '$.rights', value ->> '$.account',
      value ->> '$.agency', value ->> '$.unit', value ->> '$.state', value ->> '$.by_applicant', value ->> '$.at',
      value ->> '$.seq'
    FROM json_each(NEW.content, '$.participant');
  DELETE FROM task WHERE appeal = NEW.appeal;
  INSERT INTO task (id, appeal, participant, state, due_on, created_at, changed_at, seq, done_seq, returned_seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.participant', value ->> '$.state', value ->> '$.due_on',
      value ->> '$.created_at', value ->> '$.changed_at', value ->> '$.seq', value ->> '$.done_seq',
      value ->> '$.returned_seq'
    FROM json_each(NEW.content, '$.task');
  DELETE FROM attachment_version WHERE appeal = NEW.appeal;
  INSERT INTO attachment_version (appeal, attachment, version, file, at, actor, current)
    SELECT NEW.appeal, value ->> '$.attachment', value ->> '$.version', value ->> '$.file', value ->> '$.at',
      value ->> '$.actor', value ->> '$.current'
    FROM json_each(NEW.content, '$.attachment_version');
  DELETE FROM conduct_mark WHERE appeal = NEW.appeal;
  INSERT INTO conduct_mark (id, appeal, conduct, marked_seq, state, at, changed_at, seq, appealed_seq, decided_seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.conduct', value ->> '$.marked_seq', value ->> '$.state',
      value ->> '$.at', value ->> '$.changed_at', value ->> '$.seq', value ->> '$.appealed_seq',
      value ->> '$.decided_seq'
    FROM json_each(NEW.content, '$.conduct_mark');
  INSERT INTO learned_appeal (appeal, category)
    SELECT NEW.appeal, NEW.content ->> '$.learned_appeal.category'
    WHERE NEW.content ->> '$.learned_appeal' IS NOT NULL
    ON CONFLICT (appeal) DO UPDATE SET category = excluded.category WHERE category <> excluded.category;
END;

-- An appeal is found by its text as it is now.
CREATE TRIGGER IF NOT EXISTS appeal_is_found AFTER INSERT ON appeal
BEGIN
  DELETE FROM appeal_search WHERE rowid = NEW.number;
  INSERT INTO appeal_search (rowid, terms)
    SELECT NEW.number, coalesce(search, '') FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq;
END;

CREATE TRIGGER IF NOT EXISTS text_is_another AFTER UPDATE OF private_seq ON appeal
WHEN OLD.private_seq <> NEW.private_seq
BEGIN
  UPDATE appeal SET private = (SELECT private FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq)
    WHERE id = NEW.id;
  DELETE FROM appeal_search WHERE rowid = NEW.number;
  INSERT INTO appeal_search (rowid, terms)
    SELECT NEW.number, coalesce(search, '') FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq;
END;

-- The copies follow when the journal's sealed parts change their key, or go.
CREATE TRIGGER IF NOT EXISTS text_is_sealed_again AFTER UPDATE OF private ON event
BEGIN
  UPDATE appeal SET private = NEW.private WHERE id = NEW.appeal AND private_seq = NEW.seq;
END;

CREATE TRIGGER IF NOT EXISTS access_code_is_hashed_again AFTER UPDATE OF access_hash ON event WHEN NEW.seq = 1
BEGIN
  UPDATE appeal SET access_hash = NEW.access_hash WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS terms_are_hashed_again AFTER UPDATE OF search ON event
WHEN EXISTS (SELECT 1 FROM appeal WHERE id = NEW.appeal AND private_seq = NEW.seq)
BEGIN
  DELETE FROM appeal_search WHERE rowid = (SELECT number FROM appeal WHERE id = NEW.appeal);
  INSERT INTO appeal_search (rowid, terms)
    SELECT number, coalesce(NEW.search, '') FROM appeal WHERE id = NEW.appeal;
END;

-- People go, figures stay: everything that was sealed, every hash of a secret, and nobody is told any more of what
-- nobody may know any more.
CREATE TRIGGER IF NOT EXISTS appeal_is_erased AFTER UPDATE OF anonymised_at ON appeal
WHEN OLD.anonymised_at IS NULL AND NEW.anonymised_at IS NOT NULL
BEGIN
  UPDATE event SET private = NULL, search = NULL, access_hash = NULL, idempotency_key = NULL, request_hash = NULL
    WHERE appeal = NEW.id;
  UPDATE upload SET private = NULL, token_hash = x'', idempotency_key = NULL, state = 'removed'
    WHERE appeal = NEW.id;
  DELETE FROM idempotency WHERE appeal = NEW.id;
  DELETE FROM outbox WHERE appeal = NEW.id;
  DELETE FROM delivery WHERE appeal = NEW.id;
  DELETE FROM notice WHERE appeal = NEW.id;
END;
