-- Signing in: factors, sessions, and what works once.

-- Second factors: an app for codes, a passkey, codes by message, or one recovery code. `hash` finds a passkey by its
-- credential or a recovery code by itself; `counter` is the last time step or the last sign count.
CREATE TABLE IF NOT EXISTS factor (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('totp', 'passkey', 'message', 'recovery')),
  hash BLOB,
  data TEXT NOT NULL,
  counter INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  UNIQUE (kind, hash)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS factor_by_account ON factor (account, kind);

CREATE UNIQUE INDEX IF NOT EXISTS factor_message ON factor (account) WHERE kind = 'message';

CREATE TRIGGER IF NOT EXISTS factor_added AFTER INSERT ON factor WHEN NEW.kind <> 'recovery'
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'factor_added', NEW.created_at, json_object('factor', NEW.id, 'kind', NEW.kind));
END;

CREATE TABLE IF NOT EXISTS session (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id),
  level TEXT NOT NULL CHECK (level IN ('password', 'full')),
  method TEXT NOT NULL,
  agent TEXT NOT NULL,
  agent_hash BLOB NOT NULL,
  network_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS session_by_account ON session (account, created_at);

CREATE INDEX IF NOT EXISTS session_by_end ON session (expires_at);

-- A session begins only for an account that is open at that moment.
CREATE TRIGGER IF NOT EXISTS session_needs_an_open_account BEFORE INSERT ON session
WHEN NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND state <> 'blocked'
  AND (locked_until IS NULL OR locked_until <= NEW.created_at))
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: account_closed');
END;

CREATE TRIGGER IF NOT EXISTS session_began AFTER INSERT ON session
BEGIN
  UPDATE account SET failures = 0, locked_until = NULL, lock_reason = NULL WHERE id = NEW.account
    AND (failures <> 0 OR locked_until IS NOT NULL);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'sign_in', NEW.created_at,
      json_object('session', NEW.id, 'method', NEW.method, 'level', NEW.level));
END;

CREATE TRIGGER IF NOT EXISTS session_ended AFTER UPDATE OF ended_at ON session
WHEN OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'session_ended', NEW.ended_at, json_object('session', NEW.id, 'reason', NEW.end_reason));
END;

-- Things that work once: codes, tickets, challenges, invitations. `hash` is the keyed hash of the secret
-- that its holder has, `code_hash` that of the code that went another way.
CREATE TABLE IF NOT EXISTS one_time (
  hash BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  account TEXT,
  code_hash BLOB,
  data TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  sends INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS one_time_by_end ON one_time (expires_at);

CREATE INDEX IF NOT EXISTS one_time_by_account ON one_time (account, purpose) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS one_time_by_code ON one_time (purpose, code_hash) WHERE code_hash IS NOT NULL;

-- A login or a second factor was wrong. `account` is NULL where nobody has the login.
CREATE VIEW IF NOT EXISTS sign_in_failure AS
  SELECT id AS account, '{}' AS data, 0 AS most, 0 AS lock_until, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS sign_in_failure_is_counted INSTEAD OF INSERT ON sign_in_failure
BEGIN
  INSERT INTO account_event (account, kind, at, data) VALUES (NEW.account, 'sign_in_failed', NEW.at, NEW.data);
  UPDATE account SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
      locked_until = NULL, lock_reason = NULL, updated_at = NEW.at
    WHERE id = NEW.account AND (locked_until IS NULL OR locked_until <= NEW.at);
  UPDATE account SET locked_until = NEW.lock_until, lock_reason = 'failures', updated_at = NEW.at
    WHERE id = NEW.account AND locked_until IS NULL AND failures >= NEW.most;
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE changes() = 1 AND NEW.message IS NOT NULL;
END;

-- A ticket with a code, and the message that carries the code; a ticket that is there gets another code.
-- `message` is NULL where nothing is to go out and nobody is to notice that. With `lock_until` the account
-- is locked, since too many codes were asked for, and the message says so, once.
CREATE VIEW IF NOT EXISTS new_code AS
  SELECT hash, purpose, account, code_hash, data, sends AS most_sends, created_at AS at, expires_at,
    expires_at AS lock_until,
    '' AS message_id, '' AS channel, '' AS kind, '' AS message
  FROM one_time WHERE 0;

CREATE TRIGGER IF NOT EXISTS new_code_is_kept INSTEAD OF INSERT ON new_code
BEGIN
  INSERT INTO one_time (hash, purpose, account, code_hash, data, created_at, expires_at)
    VALUES (NEW.hash, NEW.purpose, NEW.account, NEW.code_hash, NEW.data, NEW.at, NEW.expires_at)
    ON CONFLICT (hash) DO UPDATE SET code_hash = excluded.code_hash, sends = sends + 1
      WHERE purpose = excluded.purpose AND used_at IS NULL AND expires_at > NEW.at AND sends < NEW.most_sends;
  SELECT RAISE(ABORT, 'constraint failed: code_refused') WHERE changes() = 0;
  UPDATE account SET locked_until = NEW.lock_until, lock_reason = 'codes', updated_at = NEW.at
    WHERE id = NEW.account AND NEW.lock_until IS NOT NULL
      AND (locked_until IS NULL OR locked_until <= NEW.at);
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL AND (NEW.lock_until IS NULL OR changes() = 1);
END;

-- Another password. It ends all sessions but `keep`, and every ticket that began with the old one.
CREATE VIEW IF NOT EXISTS password_change AS
  SELECT id AS account, password, '' AS keep, '' AS how, created_at AS at, '' AS message_id, '' AS channel,
    '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS password_change_is_made INSTEAD OF INSERT ON password_change
BEGIN
  UPDATE account SET password = NEW.password, password_at = NEW.at, failures = 0, locked_until = NULL,
      lock_reason = NULL, updated_at = NEW.at, version = version + 1
    WHERE id = NEW.account AND state <> 'blocked';
  SELECT RAISE(ABORT, 'constraint failed: account_closed') WHERE changes() = 0;
  UPDATE session SET ended_at = NEW.at, end_reason = 'password_changed'
    WHERE account = NEW.account AND ended_at IS NULL AND id IS NOT NEW.keep;
  UPDATE one_time SET used_at = NEW.at
    WHERE account = NEW.account AND purpose IN ('second_factor', 'recovery') AND used_at IS NULL;
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'password_changed', NEW.at, json_object('how', NEW.how));
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL;
END;

CREATE TRIGGER IF NOT EXISTS approvals_end_with_the_password AFTER UPDATE OF password_at ON account
WHEN OLD.password_at IS NOT NEW.password_at
BEGIN
  UPDATE one_time SET used_at = NEW.updated_at WHERE account = NEW.id AND purpose = 'qr' AND used_at IS NULL;
END;

-- A fresh set of recovery codes in place of the one before: a list of {id, hash}, the hash in hex.
CREATE VIEW IF NOT EXISTS recovery_codes AS
  SELECT id AS account, '[]' AS codes, created_at AS at FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS recovery_codes_are_made INSTEAD OF INSERT ON recovery_codes
BEGIN
  DELETE FROM factor WHERE account = NEW.account AND kind = 'recovery';
  INSERT INTO factor (id, account, kind, hash, data, created_at)
    SELECT value ->> '$.id', NEW.account, 'recovery', unhex(value ->> '$.hash'), '', NEW.at
    FROM json_each(NEW.codes);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'recovery_codes_made', NEW.at, json_object('codes', json_array_length(NEW.codes)));
END;
