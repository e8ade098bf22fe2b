-- Who is to be told of what (domain::notice), and what became of it: delivered by `components/notifier`.

-- Somebody is to be told of an event. `recipient`: 'applicant', 'assignee', 'unit', 'supervisors' (of the agency
-- that has the appeal), 'supervisors:AGENCY', 'account:ID' or 'participant:ID'; who that is, is found out when it is
-- addressed.
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

-- A question that is a message and a change of status at once is one notice.
CREATE UNIQUE INDEX IF NOT EXISTS notice_once ON notice (appeal, at, topic, recipient);

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

CREATE TRIGGER IF NOT EXISTS deliveries_are_erased AFTER INSERT ON account_event WHEN NEW.kind = 'erased'
BEGIN
  DELETE FROM delivery WHERE account = NEW.account;
END;
