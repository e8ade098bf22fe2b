-- Time: what is due later, by itself.

-- An index of what the appeals' states say (domain::timer), for the tick to look through. Each command writes
-- the timers that follow from it into its last event; the trigger takes them from there, so that the journal makes
-- this table again. The kind 'refresh' stands for "count anew": a database from before this migration has no
-- timers yet, and rules that change move them.
CREATE TABLE IF NOT EXISTS timer (
  appeal TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (appeal, kind)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS timer_due ON timer (at);

CREATE TRIGGER IF NOT EXISTS timers_are_set AFTER INSERT ON event WHEN json_type(NEW.data, '$.timers') = 'array'
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal;
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.data, '$.timers');
END;

-- One insert replaces an appeal's timers without an event, as long as nobody acted since they were counted.
CREATE VIEW IF NOT EXISTS timer_count AS SELECT '' AS appeal, 0 AS version, '[]' AS timers WHERE 0;

CREATE TRIGGER IF NOT EXISTS timers_are_counted_anew INSTEAD OF INSERT ON timer_count
WHEN (SELECT version FROM appeal WHERE id = NEW.appeal) = NEW.version
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal;
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;

-- Rules that change move what is due. The deadlines themselves stay what they are until they are counted next.
CREATE TRIGGER IF NOT EXISTS rules_have_changed AFTER INSERT ON configuration_change
WHEN NEW.kind IN ('setting', 'deadline_class', 'calendar_day', 'calendar_year')
BEGIN
  INSERT OR IGNORE INTO timer (appeal, kind, at)
    SELECT id, 'refresh', NEW.at FROM appeal
      WHERE status IN ('created', 'in_progress', 'awaiting_reply', 'clarification_required', 'approved', 'rejected');
END;

-- What was open or answered before this migration.
INSERT OR IGNORE INTO timer (appeal, kind, at)
  SELECT id, 'refresh', updated_at FROM appeal
    WHERE status IN ('created', 'in_progress', 'awaiting_reply', 'clarification_required', 'approved', 'rejected');

-- The timers do what this index was for.
DROP INDEX IF EXISTS appeal_running;
