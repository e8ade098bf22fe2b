-- Members of staff and keys of programs: how they come and how they change.

-- The secret part of a key is shown once and kept as a keyed hash; a revoked key stays, so that what the journal says
-- of it can still be understood.
CREATE TABLE IF NOT EXISTS api_key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  agency TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT,
  idempotency_key BLOB UNIQUE,
  request_hash BLOB
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS api_key_by_agency ON api_key (agency, id);

CREATE TRIGGER IF NOT EXISTS api_key_issued AFTER INSERT ON api_key
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES ((SELECT id FROM account WHERE id = NEW.created_by), 'key_issued', NEW.created_at,
      json_object('key', NEW.id, 'by', NEW.created_by));
END;

CREATE TRIGGER IF NOT EXISTS api_key_revoked AFTER UPDATE OF revoked_at ON api_key
WHEN OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES ((SELECT id FROM account WHERE id = NEW.revoked_by), 'key_revoked', NEW.revoked_at,
      json_object('key', NEW.id, 'by', NEW.revoked_by));
END;

-- The first administrator: only while there is none, blocked ones included.
CREATE VIEW IF NOT EXISTS first_administrator AS
  SELECT id, lang, password, profile, '[]' AS logins, created_at AS at FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS first_administrator_is_made INSTEAD OF INSERT ON first_administrator
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: administrator_exists')
    WHERE EXISTS (SELECT 1 FROM account WHERE role = 'administrator');
  INSERT INTO new_account (id, role, lang, state, password, profile, logins, at)
    VALUES (NEW.id, 'administrator', NEW.lang, 'active', NEW.password, NEW.profile, NEW.logins, NEW.at);
END;

-- An invitation that is accepted becomes an account and works no more, in one statement.
CREATE VIEW IF NOT EXISTS accepted_invitation AS
  SELECT x'' AS hash, id, role, agency, unit, region, lang, password, profile, '[]' AS logins,
    '' AS invited_by, created_at AS at
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS invitation_is_accepted INSTEAD OF INSERT ON accepted_invitation
BEGIN
  UPDATE one_time SET used_at = NEW.at
    WHERE hash = NEW.hash AND purpose = 'invitation' AND used_at IS NULL AND expires_at > NEW.at;
  SELECT RAISE(ABORT, 'constraint failed: invitation_gone') WHERE changes() = 0;
  INSERT INTO new_account (id, role, agency, unit, region, lang, state, password, profile, logins, at)
    VALUES (NEW.id, NEW.role, NEW.agency, NEW.unit, NEW.region, NEW.lang, 'active', NEW.password,
      NEW.profile, NEW.logins, NEW.at);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'invitation_accepted', NEW.at, json_object('by', NEW.invited_by));
END;

-- Another role, territory or state of a member of staff, decided on looking at a version. Their sessions
-- end: what they may do now is asked anew. The last administrator of everything stays one.
CREATE VIEW IF NOT EXISTS staff_change AS
  SELECT id AS account, role, agency, unit, region, state, version, '' AS changed_by, created_at AS at
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS staff_change_is_made INSTEAD OF INSERT ON staff_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: last_administrator')
    WHERE EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND role = 'administrator'
        AND state = 'active' AND agency IS NULL AND unit IS NULL AND region IS NULL)
      AND NOT (NEW.role = 'administrator' AND NEW.state = 'active'
        AND NEW.agency IS NULL AND NEW.unit IS NULL AND NEW.region IS NULL)
      AND NOT EXISTS (SELECT 1 FROM account WHERE id <> NEW.account AND role = 'administrator'
        AND state = 'active' AND agency IS NULL AND unit IS NULL AND region IS NULL);
  UPDATE account SET role = NEW.role, agency = NEW.agency, unit = NEW.unit, region = NEW.region,
      state = NEW.state, version = version + 1, updated_at = NEW.at
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  UPDATE session SET ended_at = NEW.at, end_reason = 'role_changed'
    WHERE account = NEW.account AND ended_at IS NULL;
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'staff_changed', NEW.at, json_object('by', NEW.changed_by, 'role', NEW.role,
      'agency', NEW.agency, 'unit', NEW.unit, 'region', NEW.region, 'state', NEW.state));
END;

-- An administrator changes what a member of staff is called, too. The name and the position stand in the sealed
-- profile; NULL leaves it as it is. In one statement and decided on looking at a version: what somebody may do, as `staff_change` has it, and what
-- they are called. Only the first ends their sessions.
CREATE VIEW IF NOT EXISTS staff_member_change AS
  SELECT id AS account, role, agency, unit, region, state, profile, version, '' AS changed_by, created_at AS at
  FROM account WHERE 0;

CREATE TRIGGER IF NOT EXISTS staff_member_change_is_made INSTEAD OF INSERT ON staff_member_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: version_changed')
    WHERE NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND version = NEW.version);
  INSERT INTO staff_change (account, role, agency, unit, region, state, version, changed_by, at)
    SELECT id, NEW.role, NEW.agency, NEW.unit, NEW.region, NEW.state, NEW.version, NEW.changed_by, NEW.at
    FROM account WHERE id = NEW.account AND (role <> NEW.role OR agency IS NOT NEW.agency
      OR unit IS NOT NEW.unit OR region IS NOT NEW.region OR state <> NEW.state);
  UPDATE account SET profile = NEW.profile, version = version + 1, updated_at = NEW.at
    WHERE id = NEW.account AND NEW.profile IS NOT NULL;
  INSERT INTO account_event (account, kind, at, data)
    SELECT NEW.account, 'staff_named', NEW.at, json_object('by', NEW.changed_by)
    WHERE NEW.profile IS NOT NULL;
END;
