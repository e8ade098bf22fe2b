-- Who is to be told of what: written by the journal's triggers, delivered by `components/notifier`.

-- A message that goes by e-mail waits for its time and, while somebody delivers it, for the end of that
-- somebody's lease: both are `next_at`. One that can't be delivered says why in `error`, without addresses.
ALTER TABLE outbox ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0;

ALTER TABLE outbox ADD COLUMN failed_at INTEGER;

ALTER TABLE outbox ADD COLUMN error TEXT;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (next_at, id)
  WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL;

-- Somebody is to be told of an event. `recipient`: 'applicant', 'assignee', 'unit', 'supervisors',
-- 'account:ID' or 'participant:ID'; who that is, is found out when it is addressed, not in the trigger.
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

-- One person told by one channel. `target` is the person: 'account:ID', 'participant:ID', or 'appeal:ID' for an
-- applicant without an account. `message` is the row of `outbox` that it went with: several in a digest.
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
  message TEXT,
  read_at INTEGER,
  sent INTEGER NOT NULL DEFAULT 0,
  UNIQUE (notice, target, channel)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due_at, target) WHERE channel <> 'inbox' AND message IS NULL;

CREATE INDEX IF NOT EXISTS delivery_by_target ON delivery (target, channel, created_at);

CREATE INDEX IF NOT EXISTS delivery_by_account ON delivery (account, channel, created_at) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS delivery_unread ON delivery (account) WHERE channel = 'inbox' AND read_at IS NULL;

CREATE INDEX IF NOT EXISTS delivery_by_appeal ON delivery (appeal, created_at);

CREATE INDEX IF NOT EXISTS delivery_by_message ON delivery (message) WHERE message IS NOT NULL;

CREATE INDEX IF NOT EXISTS delivery_by_age ON delivery (created_at);
