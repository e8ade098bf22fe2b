-- Appeals that were not sent yet.

-- The unsent appeal of a person, sealed: one for each account and, of a repeat appeal, for each number
-- that it repeats ('' else). `saved_at` is the time of the device that wrote it.
CREATE TABLE IF NOT EXISTS draft (
  account TEXT NOT NULL,
  repeat_of TEXT NOT NULL DEFAULT '',
  draft TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (account, repeat_of)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS draft_by_age ON draft (saved_at);

-- What is sent is no draft any more.
CREATE TRIGGER IF NOT EXISTS draft_is_sent AFTER INSERT ON event
WHEN NEW.seq = 1 AND NEW.data ->> '$.account' IS NOT NULL
BEGIN
  DELETE FROM draft WHERE account = NEW.data ->> '$.account'
    AND repeat_of = coalesce(NEW.data ->> '$.repeat_of', '');
END;
