-- Every answer to a request with an Idempotency-Key, for 24 hours: sealed under a key that is made from the caller's
-- own and stands nowhere. `appeal` is empty where the request was about none.
ALTER TABLE idempotency ADD COLUMN answer BLOB;

CREATE INDEX IF NOT EXISTS idempotency_by_request ON idempotency (request_hash, created_at);

-- A command marks its key in the statement that writes it: of two with one key, the second is written not at all.
CREATE TRIGGER IF NOT EXISTS event_marks_its_key AFTER INSERT ON event
WHEN NEW.seq > 1 AND NEW.idempotency_key IS NOT NULL
BEGIN
  INSERT INTO idempotency (key, request_hash, appeal, created_at)
    VALUES (NEW.idempotency_key, NEW.request_hash, NEW.appeal, NEW.at);
END;
