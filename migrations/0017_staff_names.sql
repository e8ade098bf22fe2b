-- An administrator changes what a member of staff is called, too. The name and the position stand in the sealed
-- profile; NULL leaves it as it is.

-- In one statement and decided on looking at a version: what somebody may do, as `staff_change` has it, and what
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
