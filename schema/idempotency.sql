-- What was asked with an Idempotency-Key, and what was answered, for 24 hours.

-- Answers are sealed under a key that is made from the caller's
-- own and stands nowhere. `appeal` is empty where the request was about none.
CREATE TABLE IF NOT EXISTS idempotency (
  key BLOB PRIMARY KEY,
  request_hash BLOB NOT NULL,
  appeal TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  answer BLOB
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS idempotency_by_age ON idempotency (created_at);

CREATE INDEX IF NOT EXISTS idempotency_by_request ON idempotency (request_hash, created_at);

-- A command marks its key in the statement that writes it: of two with one key, the second is written not at all.
CREATE TRIGGER IF NOT EXISTS event_marks_its_key AFTER INSERT ON event
WHEN NEW.idempotency_key IS NOT NULL
BEGIN
  INSERT INTO idempotency (key, request_hash, appeal, created_at)
    VALUES (NEW.idempotency_key, NEW.request_hash, NEW.appeal, NEW.at);
END;
