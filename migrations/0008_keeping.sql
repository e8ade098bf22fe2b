-- Keeping personal data: how far sealing again has come, and how long what is kept.

-- How far each part is, under the key whose id this is. `after` are the last row's key columns.
CREATE TABLE IF NOT EXISTS rekey (
  key BLOB NOT NULL,
  part TEXT NOT NULL,
  after_1,
  after_2,
  seen INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (key, part)
) WITHOUT ROWID;

-- How many months after its end the personal data of an appeal is kept. The law: personal data is kept no
-- longer than its purpose needs (152-ФЗ, article 5, part 7), and appeals of citizens with what was done about
-- them are kept for five years, after repeated appeals from the last one on (Rosarkhiv's list of standard
-- documents, order 236 of 20.12.2019, entry 154). Our default: these five years for every category; a term of
-- its own is an administrator's to set.
ALTER TABLE category ADD COLUMN kept_months INTEGER NOT NULL DEFAULT 60 CHECK (kept_months > 0);

ALTER TABLE appeal ADD COLUMN anonymised_at INTEGER;

CREATE INDEX IF NOT EXISTS appeal_ended ON appeal (status_since) WHERE clock = 'stopped' AND anonymised_at IS NULL;

-- Files whose appeal lost its personal data, until their bytes are gone too.
CREATE INDEX IF NOT EXISTS upload_erased ON upload (id) WHERE state = 'removed' AND appeal IS NOT NULL AND chunks <> '[]';

-- People go, figures stay: everything that was sealed, every hash of a secret, and the way to the account.
CREATE TRIGGER IF NOT EXISTS personal_data_erased AFTER INSERT ON event WHEN NEW.kind = 'personal_data_erased'
BEGIN
  UPDATE event SET private = NULL, search = NULL, access_hash = NULL, idempotency_key = NULL, request_hash = NULL
    WHERE appeal = NEW.appeal;
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at, anonymised_at = NEW.at, account = NULL
    WHERE id = NEW.appeal;
  UPDATE upload SET private = NULL, token_hash = x'', idempotency_key = NULL, state = 'removed'
    WHERE appeal = NEW.appeal;
  DELETE FROM idempotency WHERE appeal = NEW.appeal;
  DELETE FROM outbox WHERE appeal = NEW.appeal;
END;

-- An account goes: what it was found by and opened with, and what is sealed in it. The row stays, closed and
-- empty, so that the journal and the access log name somebody. `profile` is an empty one, sealed.
CREATE VIEW IF NOT EXISTS account_erasure AS
  SELECT id AS account, profile, created_at AS at FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS account_erasure_is_made INSTEAD OF INSERT ON account_erasure
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: appeals_open')
    WHERE EXISTS (SELECT 1 FROM appeal WHERE account = NEW.account AND clock <> 'stopped');
  DELETE FROM login WHERE account = NEW.account;
  DELETE FROM factor WHERE account = NEW.account;
  DELETE FROM one_time WHERE account = NEW.account;
  DELETE FROM outbox WHERE account = NEW.account;
  DELETE FROM draft WHERE account = NEW.account;
  DELETE FROM session WHERE account = NEW.account;
  UPDATE appeal SET account = NULL WHERE account = NEW.account;
  UPDATE account SET profile = NEW.profile, password = NULL, password_at = NULL, state = 'blocked',
      locked_until = NULL, lock_reason = NULL, failures = 0, updated_at = NEW.at, version = version + 1
    WHERE id = NEW.account;
  INSERT INTO account_event (account, kind, at) VALUES (NEW.account, 'erased', NEW.at);
END;
