-- Accounts: who has one, by what it is found, what happened to it, and the doors through which it changes.
--
-- A command that touches several tables is one INSERT into a view; its INSTEAD OF trigger does the rest
-- in the same statement, so that it is atomic and races are decided by constraints. A refusal is
-- RAISE(ABORT, 'constraint failed: …'), which the store tells apart by the word.
--
-- Personal data is sealed before it comes here; contacts are found by keyed hashes only.

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
  version INTEGER NOT NULL DEFAULT 1,
  erased_at INTEGER
) WITHOUT ROWID;

-- Members of staff, found by their territory.
CREATE INDEX IF NOT EXISTS account_by_role ON account (role, id);

CREATE INDEX IF NOT EXISTS account_by_agency ON account (agency, role, id) WHERE agency IS NOT NULL;

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

-- An account goes: what it was found by and opened with, and what is sealed in it. The row stays, closed and
-- empty, so that the journal and the access log name somebody. `profile` is an empty one, sealed.
CREATE VIEW IF NOT EXISTS account_erasure AS
  SELECT id AS account, profile, created_at AS at FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS account_erasure_is_made INSTEAD OF INSERT ON account_erasure
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: appeals_open')
    WHERE EXISTS (SELECT 1 FROM appeal WHERE account = NEW.account AND open = 1);
  DELETE FROM login WHERE account = NEW.account;
  DELETE FROM factor WHERE account = NEW.account;
  DELETE FROM one_time WHERE account = NEW.account;
  DELETE FROM outbox WHERE account = NEW.account;
  DELETE FROM draft WHERE account = NEW.account;
  DELETE FROM session WHERE account = NEW.account;
  UPDATE appeal SET account = NULL WHERE account = NEW.account;
  UPDATE account SET profile = NEW.profile, password = NULL, password_at = NULL, state = 'blocked',
      locked_until = NULL, lock_reason = NULL, failures = 0, erased_at = NEW.at, updated_at = NEW.at, version = version + 1
    WHERE id = NEW.account;
  INSERT INTO account_event (account, kind, at) VALUES (NEW.account, 'erased', NEW.at);
END;
