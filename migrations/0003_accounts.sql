-- Accounts: who may sign in and how, sessions, codes on their way, what happened, and the messages that
-- are to go out.
--
-- A command that touches several tables is one INSERT into a view; its INSTEAD OF trigger does the rest
-- in the same statement, so that it is atomic and races are decided by constraints. A refusal is
-- RAISE(ABORT, 'constraint failed: …'), which the store tells apart by the word.
--
-- Personal data is sealed before it comes here; contacts are found by keyed hashes only.
-- Times are milliseconds since 1970-01-01 UTC.

CREATE TABLE IF NOT EXISTS account (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  agency TEXT,
  unit TEXT,
  region TEXT,
  lang TEXT NOT NULL DEFAULT 'ru',
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'active', 'blocked')),
  locked_until INTEGER,
  lock_reason TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  password TEXT,
  password_at INTEGER,
  profile TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- What an account is found by. A login that was only declared (a SNILS typed into the profile) has no
-- `confirmed_at` and gives way to one that somebody proved.
CREATE TABLE IF NOT EXISTS login (
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'snils', 'oidc', 'certificate')),
  hash BLOB NOT NULL,
  account TEXT NOT NULL REFERENCES account (id),
  confirmed_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, hash)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS login_by_account ON login (account, kind);

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

-- What happened to an account; no personal data. It only grows. Failures at logins that nobody has are
-- written like all others (the time of an answer tells nothing), without an account, and may go.
CREATE TABLE IF NOT EXISTS account_event (
  id INTEGER PRIMARY KEY,
  account TEXT,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(data))
);

CREATE INDEX IF NOT EXISTS account_event_by_account ON account_event (account, id);

CREATE TRIGGER IF NOT EXISTS account_event_is_never_changed BEFORE UPDATE ON account_event
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER IF NOT EXISTS account_event_is_never_removed BEFORE DELETE ON account_event
WHEN OLD.account IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

-- Messages to people, until something delivers them. `message` is sealed: {to, subject, text}.
CREATE TABLE IF NOT EXISTS outbox (
  id TEXT PRIMARY KEY,
  account TEXT,
  appeal TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  kind TEXT NOT NULL,
  message TEXT,
  created_at INTEGER NOT NULL,
  delivered_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;

CREATE INDEX IF NOT EXISTS outbox_by_account ON outbox (account, created_at) WHERE account IS NOT NULL;

CREATE INDEX IF NOT EXISTS outbox_by_appeal ON outbox (appeal, created_at) WHERE appeal IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS account_is_locked AFTER UPDATE OF locked_until ON account
WHEN NEW.locked_until IS NOT NULL AND OLD.locked_until IS NOT NEW.locked_until
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'locked', NEW.updated_at, json_object('reason', NEW.lock_reason, 'until', NEW.locked_until));
END;

CREATE TRIGGER IF NOT EXISTS account_state_is_noted AFTER UPDATE OF state ON account WHEN OLD.state <> NEW.state
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'state_changed', NEW.updated_at, json_object('from', OLD.state, 'to', NEW.state));
  UPDATE session SET ended_at = NEW.updated_at, end_reason = 'blocked'
    WHERE account = NEW.id AND ended_at IS NULL AND NEW.state = 'blocked';
END;

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

CREATE TRIGGER IF NOT EXISTS factor_added AFTER INSERT ON factor WHEN NEW.kind <> 'recovery'
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'factor_added', NEW.created_at, json_object('factor', NEW.id, 'kind', NEW.kind));
END;

-- A new account with its logins: a list of {kind, hashes, confirmed}, where `hashes` holds the hash under
-- the current key first and those under earlier keys behind, in hex.
CREATE VIEW IF NOT EXISTS new_account AS
  SELECT id, role, agency, unit, region, lang, state, password, profile, '[]' AS logins, created_at AS at
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS new_account_is_made INSTEAD OF INSERT ON new_account
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: login_taken') WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.logins) AS own, json_each(own.value, '$.hashes') AS hash
      JOIN login ON login.kind = own.value ->> '$.kind' AND login.hash = unhex(hash.value)
    WHERE login.confirmed_at IS NOT NULL);
  INSERT INTO account (id, role, agency, unit, region, lang, state, password, password_at, profile,
      created_at, updated_at)
    VALUES (NEW.id, NEW.role, NEW.agency, NEW.unit, NEW.region, NEW.lang, NEW.state, NEW.password,
      CASE WHEN NEW.password IS NOT NULL THEN NEW.at END, NEW.profile, NEW.at, NEW.at);
  DELETE FROM login WHERE confirmed_at IS NULL AND (kind, hash) IN (
    SELECT own.value ->> '$.kind', unhex(hash.value)
      FROM json_each(NEW.logins) AS own, json_each(own.value, '$.hashes') AS hash);
  INSERT INTO login (kind, hash, account, confirmed_at, created_at)
    SELECT value ->> '$.kind', unhex(value ->> '$.hashes[0]'), NEW.id,
      CASE WHEN value ->> '$.confirmed' THEN NEW.at END, NEW.at
    FROM json_each(NEW.logins);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'registered', NEW.at, json_object('role', NEW.role));
END;

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

-- An account is locked for another reason than wrong passwords; its sessions end.
CREATE VIEW IF NOT EXISTS account_lock AS
  SELECT id AS account, lock_reason AS reason, locked_until AS until, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS account_lock_is_set INSTEAD OF INSERT ON account_lock
BEGIN
  UPDATE account SET locked_until = NEW.until, lock_reason = NEW.reason, updated_at = NEW.at
    WHERE id = NEW.account AND (locked_until IS NULL OR locked_until < NEW.until);
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE changes() = 1 AND NEW.message IS NOT NULL;
  UPDATE session SET ended_at = NEW.at, end_reason = 'locked' WHERE account = NEW.account AND ended_at IS NULL;
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

-- A contact takes the place of the one before it, and the message tells the old one.
CREATE VIEW IF NOT EXISTS contact_change AS
  SELECT id AS account, '' AS contact, '[]' AS hashes, profile, version, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS contact_change_is_made INSTEAD OF INSERT ON contact_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: login_taken') WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.hashes) AS hash
      JOIN login ON login.kind = NEW.contact AND login.hash = unhex(hash.value)
    WHERE login.account <> NEW.account AND login.confirmed_at IS NOT NULL);
  UPDATE account SET profile = NEW.profile, version = version + 1, updated_at = NEW.at,
      state = CASE state WHEN 'unconfirmed' THEN 'active' ELSE state END
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  DELETE FROM login WHERE account = NEW.account AND kind = NEW.contact;
  INSERT OR REPLACE INTO login (kind, hash, account, confirmed_at, created_at)
    VALUES (NEW.contact, unhex(NEW.hashes ->> '$[0]'), NEW.account, NEW.at, NEW.at);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'contact_changed', NEW.at, json_object('contact', NEW.contact));
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL;
END;

-- Another profile, and the login by SNILS that follows from it. Whether somebody else has declared the
-- same SNILS is not told: the login is then simply not made.
CREATE VIEW IF NOT EXISTS profile_change AS
  SELECT id AS account, profile, lang, version, '[]' AS snils, created_at AS at FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS profile_change_is_made INSTEAD OF INSERT ON profile_change
BEGIN
  UPDATE account SET profile = NEW.profile, lang = NEW.lang, version = version + 1, updated_at = NEW.at
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  DELETE FROM login WHERE account = NEW.account AND kind = 'snils' AND confirmed_at IS NULL
    AND hex(hash) NOT IN (SELECT upper(value) FROM json_each(NEW.snils));
  INSERT INTO login (kind, hash, account, created_at)
    SELECT 'snils', unhex(NEW.snils ->> '$[0]'), NEW.account, NEW.at
    WHERE json_array_length(NEW.snils) > 0 AND NOT EXISTS (
      SELECT 1 FROM json_each(NEW.snils) AS hash
        JOIN login ON login.kind = 'snils' AND login.hash = unhex(hash.value));
  INSERT INTO account_event (account, kind, at) VALUES (NEW.account, 'profile_changed', NEW.at);
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
