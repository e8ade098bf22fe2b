-- Messages that go out, and those that went.

-- Messages to people, until something delivers them. `message` is sealed: {to, subject, text}.
-- A message that goes by e-mail waits for its time and, while somebody delivers it, for the end of that
-- somebody's lease: both are `next_at`. One that can't be delivered says why in `error`, without addresses.
CREATE TABLE IF NOT EXISTS outbox (
  id TEXT PRIMARY KEY,
  account TEXT,
  appeal TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  kind TEXT NOT NULL,
  message TEXT,
  created_at INTEGER NOT NULL,
  delivered_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  error TEXT
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;

CREATE INDEX IF NOT EXISTS outbox_by_account ON outbox (account, created_at) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS outbox_by_appeal ON outbox (appeal, created_at) WHERE appeal IS NOT NULL;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (next_at, id)
  WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL;

-- Somebody waits before a screen for a code: it goes before a thousand letters that are due.
CREATE TRIGGER IF NOT EXISTS code_goes_first AFTER INSERT ON outbox WHEN substr(NEW.kind, -5) = '_code'
BEGIN
  UPDATE outbox SET next_at = -1 WHERE id = NEW.id;
END;
