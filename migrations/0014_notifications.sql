-- Who is to be told of what: written by the journal's triggers, delivered by `components/notifier`.

-- A message that goes by e-mail waits for its time and, while somebody delivers it, for the end of that
-- somebody's lease: both are `next_at`. One that can't be delivered says why in `error`, without addresses.
ALTER TABLE outbox ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0;

ALTER TABLE outbox ADD COLUMN failed_at INTEGER;

ALTER TABLE outbox ADD COLUMN error TEXT;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (next_at, id)
  WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL;

-- Somebody waits before a screen for a code: it goes before a thousand letters that are due.
CREATE TRIGGER IF NOT EXISTS code_goes_first AFTER INSERT ON outbox WHEN substr(NEW.kind, -5) = '_code'
BEGIN
  UPDATE outbox SET next_at = -1 WHERE id = NEW.id;
END;

-- Somebody is to be told of an event. `recipient`: 'applicant', 'assignee', 'unit', 'supervisors' (of the agency
-- that has the appeal), 'supervisors:AGENCY', 'account:ID' or 'participant:ID'; who that is, is found out when it is
-- addressed, not in the trigger.
CREATE TABLE IF NOT EXISTS notice (
  id INTEGER PRIMARY KEY,
  appeal TEXT NOT NULL,
  seq INTEGER NOT NULL,
  topic TEXT NOT NULL,
  recipient TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  addressed_at INTEGER,
  UNIQUE (appeal, seq, topic, recipient)
);

CREATE INDEX IF NOT EXISTS notice_new ON notice (next_at, id) WHERE addressed_at IS NULL;

CREATE INDEX IF NOT EXISTS notice_by_age ON notice (at);

-- One person told by one channel. `target` is the person: 'account:ID', 'participant:ID', or 'appeal:ID' for an
-- applicant without an account. `letter` is the row of `outbox` that it went with: several in a digest.
CREATE TABLE IF NOT EXISTS delivery (
  id TEXT PRIMARY KEY,
  notice INTEGER NOT NULL,
  appeal TEXT NOT NULL,
  topic TEXT NOT NULL,
  target TEXT NOT NULL,
  account TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('inbox', 'email', 'sms')),
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  letter TEXT,
  read_at INTEGER,
  sent INTEGER NOT NULL DEFAULT 0,
  UNIQUE (notice, target, channel)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due_at, target) WHERE channel <> 'inbox' AND letter IS NULL;

CREATE INDEX IF NOT EXISTS delivery_by_target ON delivery (target, channel, created_at);

CREATE INDEX IF NOT EXISTS delivery_by_account ON delivery (account, channel, created_at) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS delivery_unread ON delivery (account) WHERE channel = 'inbox' AND read_at IS NULL;

CREATE INDEX IF NOT EXISTS delivery_by_appeal ON delivery (appeal, created_at);

CREATE INDEX IF NOT EXISTS delivery_by_letter ON delivery (letter) WHERE letter IS NOT NULL;

CREATE INDEX IF NOT EXISTS delivery_by_age ON delivery (created_at);

-- Of what an event is news, and for whom. What the applicant did, the applicant is not told; that somebody of the
-- staff need not hear of their own deeds is seen to when the notice is addressed. A question that is a message and a
-- change of status at once is one notice.
CREATE UNIQUE INDEX IF NOT EXISTS notice_once ON notice (appeal, at, topic, recipient);

CREATE TRIGGER IF NOT EXISTS event_is_news AFTER INSERT ON event
WHEN NEW.kind NOT IN ('appeal_claimed', 'personal_data_erased')
BEGIN
  INSERT INTO notice (appeal, seq, topic, recipient, actor, at, next_at)
    SELECT NEW.appeal, NEW.seq, news.topic, news.recipient, NEW.actor, NEW.at, 0 FROM (
      SELECT 'registered' AS topic, 'applicant' AS recipient WHERE NEW.kind = 'appeal_registered'
      UNION ALL SELECT 'new_appeal', 'unit' WHERE NEW.kind = 'appeal_registered'
      UNION ALL SELECT
          CASE WHEN NEW.data ->> '$.to' IN ('approved', 'rejected') THEN 'answer'
            WHEN NEW.data ->> '$.to' IN ('awaiting_reply', 'clarification_required') THEN 'question'
            WHEN NEW.data ->> '$.to' IN ('closed', 'cancelled') THEN 'closed'
            ELSE 'status' END, 'applicant'
        WHERE NEW.kind = 'status_changed' AND NEW.actor <> 'applicant'
      UNION ALL SELECT
          CASE WHEN NEW.data ->> '$.to' = 'cancelled' THEN 'withdrawn'
            WHEN NEW.data ->> '$.from' IN ('approved', 'rejected', 'closed') THEN 'reopened'
            ELSE 'reply' END, 'assignee'
        WHERE NEW.kind = 'status_changed' AND NEW.actor = 'applicant' AND NEW.data ->> '$.to' <> 'closed'
      UNION ALL SELECT 'question', 'applicant'
        WHERE NEW.kind = 'message_written' AND NEW.data ->> '$.direction' = 'question'
      UNION ALL SELECT 'reply', 'assignee'
        WHERE NEW.kind = 'message_written' AND NEW.data ->> '$.direction' = 'reply'
      UNION ALL SELECT 'assigned', 'account:' || (NEW.data ->> '$.assignee')
        WHERE NEW.kind = 'assigned' AND NEW.data ->> '$.assignee' IS NOT NULL AND NEW.data ->> '$.how' <> 'taken'
      UNION ALL SELECT 'forwarded', 'unit' WHERE NEW.kind = 'forwarded'
      UNION ALL SELECT 'forwarded', 'applicant'
        WHERE NEW.kind = 'forwarded' AND NEW.data ->> '$.agency' <> NEW.data ->> '$.from_agency'
      UNION ALL SELECT 'submitted', 'supervisors' WHERE NEW.kind = 'answer_submitted'
      UNION ALL SELECT 'returned', 'assignee' WHERE NEW.kind = 'answer_returned'
      UNION ALL SELECT 'overdue', 'assignee' WHERE NEW.kind = 'deadline_passed'
      UNION ALL SELECT 'overdue', 'supervisors' WHERE NEW.kind = 'deadline_passed'
      UNION ALL SELECT 'deadline', 'applicant' WHERE NEW.kind = 'deadline_extended'
      UNION ALL SELECT
          CASE NEW.data ->> '$.of' WHEN 'silence' THEN 'reply_needed' WHEN 'execution' THEN 'execution'
            WHEN 'call_back' THEN 'call_back' WHEN 'review' THEN 'review_due' ELSE 'reminder' END,
          CASE WHEN NEW.data ->> '$.of' IN ('silence', 'execution') THEN 'applicant'
            WHEN NEW.data ->> '$.of' = 'review' THEN 'supervisors'
            WHEN NEW.data ->> '$.of' = 'objection' THEN (
              SELECT coalesce('account:' || reviewer, 'supervisors:' || agency) FROM objection
                WHERE appeal = NEW.appeal AND outcome IS NULL)
            ELSE 'assignee' END
        WHERE NEW.kind = 'reminded' AND NEW.data ->> '$.of' <> 'overdue'
      UNION ALL SELECT 'reminder', 'supervisors'
        WHERE NEW.kind = 'reminded' AND NEW.data ->> '$.of' = 'objection' AND EXISTS (
          SELECT 1 FROM objection WHERE appeal = NEW.appeal AND outcome IS NULL AND reviewer IS NULL)
      UNION ALL SELECT 'objection', 'supervisors' WHERE NEW.kind = 'objection_filed'
      UNION ALL SELECT 'objection', 'supervisors:' || (NEW.data ->> '$.agency') WHERE NEW.kind = 'escalated'
      UNION ALL SELECT 'objection', 'supervisors:' || (SELECT agency FROM objection
          WHERE appeal = NEW.appeal AND ordinal = NEW.data ->> '$.objection')
        WHERE NEW.kind = 'objection_assigned' AND NEW.data ->> '$.reviewer' IS NULL
      UNION ALL SELECT 'objection', 'account:' || (NEW.data ->> '$.reviewer')
        WHERE NEW.kind = 'objection_assigned' AND NEW.data ->> '$.reviewer' IS NOT NULL
      UNION ALL SELECT 'objection_decided', 'applicant' WHERE NEW.kind = 'objection_decided'
        AND NEW.data ->> '$.outcome' <> 'settled'
      UNION ALL SELECT 'escalated', 'applicant' WHERE NEW.kind = 'escalated'
      UNION ALL SELECT 'escalated', 'assignee' WHERE NEW.kind = 'escalated'
      UNION ALL SELECT 'review_due', 'supervisors'
        WHERE NEW.kind IN ('rating_given', 'rating_revised') AND NEW.data ->> '$.review_by' IS NOT NULL
      UNION ALL SELECT 'review_outcome', 'applicant' WHERE NEW.kind = 'rating_reviewed'
      UNION ALL SELECT 'task', 'participant:' || (NEW.data ->> '$.participant') WHERE NEW.kind = 'task_created'
      UNION ALL SELECT 'task', 'assignee' WHERE NEW.kind = 'task_done'
    ) AS news
    WHERE true
    ON CONFLICT DO NOTHING;
END;

-- Nobody is told any more of what nobody may know any more.
CREATE TRIGGER IF NOT EXISTS notices_are_erased AFTER INSERT ON event WHEN NEW.kind = 'personal_data_erased'
BEGIN
  DELETE FROM delivery WHERE appeal = NEW.appeal;
  DELETE FROM notice WHERE appeal = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS deliveries_are_erased AFTER INSERT ON account_event WHEN NEW.kind = 'erased'
BEGIN
  DELETE FROM delivery WHERE account = NEW.account;
END;

-- A message of news: the deliveries that it carries are marked with it in the same statement, and if somebody was
-- faster with one of them, it is not written.
CREATE VIEW IF NOT EXISTS news_message AS
  SELECT id, account, appeal, channel, kind, message, created_at AS at, '[]' AS deliveries FROM outbox WHERE 0;

CREATE TRIGGER IF NOT EXISTS news_message_is_written INSTEAD OF INSERT ON news_message
BEGIN
  UPDATE delivery SET letter = NEW.id, sent = sent + 1
    WHERE letter IS NULL AND id IN (SELECT value FROM json_each(NEW.deliveries));
  SELECT RAISE(ABORT, 'constraint failed: news_taken') WHERE changes() <> json_array_length(NEW.deliveries);
  INSERT INTO outbox (id, account, appeal, channel, kind, message, created_at)
    VALUES (NEW.id, NEW.account, NEW.appeal, NEW.channel, NEW.kind, NEW.message, NEW.at);
END;

-- A notice is addressed once: who is told by it, and by which ways. Whoever is told of one thing for two reasons,
-- as its executor and as the supervisor, is told once.
CREATE VIEW IF NOT EXISTS addressed_notice AS
  SELECT id AS notice, appeal, topic, at, '[]' AS deliveries FROM notice WHERE 0;

CREATE TRIGGER IF NOT EXISTS notice_is_addressed INSTEAD OF INSERT ON addressed_notice
BEGIN
  UPDATE notice SET addressed_at = NEW.at WHERE id = NEW.notice AND addressed_at IS NULL;
  INSERT INTO delivery (id, notice, appeal, topic, target, account, channel, created_at, due_at)
    SELECT value ->> '$.id', NEW.notice, NEW.appeal, NEW.topic, value ->> '$.target', value ->> '$.account',
      value ->> '$.channel', NEW.at, value ->> '$.due_at'
    FROM json_each(NEW.deliveries) WHERE changes() = 1
      AND NOT EXISTS (SELECT 1 FROM delivery AS told JOIN notice AS other ON other.id = told.notice
        WHERE told.appeal = NEW.appeal AND told.topic = NEW.topic AND told.target = value ->> '$.target'
          AND told.channel = value ->> '$.channel'
          AND other.at = (SELECT at FROM notice WHERE id = NEW.notice))
    ON CONFLICT DO NOTHING;
END;

-- Somebody wants a letter once more: three times at most, and not before ten minutes have passed. What went in one
-- letter goes in one again.
CREATE VIEW IF NOT EXISTS letter_again AS SELECT id AS delivery, created_at AS at FROM delivery WHERE 0;

CREATE TRIGGER IF NOT EXISTS letter_goes_again INSTEAD OF INSERT ON letter_again
BEGIN
  UPDATE delivery SET letter = NULL, due_at = NEW.at
    WHERE channel = 'email' AND sent < 4
      AND letter = (SELECT outbox.id FROM delivery AS wanted JOIN outbox ON outbox.id = wanted.letter
        WHERE wanted.id = NEW.delivery AND outbox.created_at <= NEW.at - 600000
          AND (outbox.delivered_at IS NOT NULL OR outbox.failed_at IS NOT NULL));
  SELECT RAISE(ABORT, 'constraint failed: not_again') WHERE changes() = 0;
END;
