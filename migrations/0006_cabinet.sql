-- What the cabinet needs: an appeal taken into it, drafts, and help with writing.

-- An appeal that was sent without signing in goes into the cabinet of whoever has shown its access code.
CREATE TRIGGER IF NOT EXISTS appeal_claimed AFTER INSERT ON event WHEN NEW.kind = 'appeal_claimed'
BEGIN
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at, account = NEW.data ->> '$.account'
    WHERE id = NEW.appeal;
END;

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
