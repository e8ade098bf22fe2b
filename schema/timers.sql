-- What is due later, by itself.

-- An index of what the appeals' states say (domain::timer), for the tick to look through; commands write it
-- (read_model.sql). The kind 'refresh' stands for "count anew": rules that change move what is due.
CREATE TABLE IF NOT EXISTS timer (
  appeal TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (appeal, kind)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS timer_due ON timer (at);

-- One insert replaces an appeal's timers without an event, as long as nobody acted since they were counted. "Count
-- anew" goes only where it is named, and stays where the rules have changed again since it was read.
CREATE VIEW IF NOT EXISTS timer_replacement AS
  SELECT '' AS appeal, 0 AS version, '[]' AS timers, 0 AS refreshed_at WHERE 0;

CREATE TRIGGER IF NOT EXISTS timers_are_replaced INSTEAD OF INSERT ON timer_replacement
WHEN (SELECT version FROM appeal WHERE id = NEW.appeal) = NEW.version
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal AND (kind <> 'refresh' OR at = NEW.refreshed_at);
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;

-- The deadlines themselves stay what they are until they are counted next, but for provisional ones.
CREATE TRIGGER IF NOT EXISTS rules_move_what_is_due AFTER INSERT ON configuration_change
WHEN NEW.kind IN ('setting', 'deadline_class', 'calendar_day', 'calendar_year')
BEGIN
  INSERT INTO timer (appeal, kind, at)
    SELECT id, 'refresh', NEW.at FROM appeal WHERE ended = 0
    UNION SELECT appeal, 'refresh', NEW.at FROM review WHERE true
    ON CONFLICT (appeal, kind) DO UPDATE SET at = excluded.at;
END;
