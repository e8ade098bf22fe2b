-- Terms that reach a year without a calendar are provisional, and follow the calendar when it changes.

-- The term to look into a complaint, as the rating's event says it.
ALTER TABLE review ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER IF NOT EXISTS review_may_be_provisional AFTER INSERT ON review
BEGIN
  UPDATE review SET provisional = coalesce((SELECT data ->> '$.review_provisional' FROM event
      WHERE appeal = NEW.appeal AND kind IN ('rating_given', 'rating_revised') ORDER BY seq DESC LIMIT 1), 0)
    WHERE appeal = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS review_term_recounted AFTER INSERT ON event WHEN NEW.kind = 'review_term_recounted'
BEGIN
  UPDATE review SET review_by = unixepoch(NEW.data ->> '$.review_by') * 1000,
      provisional = coalesce(NEW.data ->> '$.provisional', 0)
    WHERE appeal = NEW.appeal;
END;

-- Whoever was promised the date hears of another one; that a date has become certain is no news.
CREATE TRIGGER IF NOT EXISTS recount_is_news AFTER INSERT ON event
WHEN NEW.kind IN ('deadline_recounted', 'review_term_recounted') AND NEW.data ->> '$.moved_from' IS NOT NULL
BEGIN
  INSERT INTO notice (appeal, seq, topic, recipient, actor, at, next_at)
    SELECT NEW.appeal, NEW.seq, 'deadline', recipient, NEW.actor, NEW.at, 0 FROM (
      SELECT 'applicant' AS recipient
      UNION ALL SELECT CASE NEW.kind WHEN 'deadline_recounted' THEN 'assignee' ELSE 'supervisors' END)
    WHERE true
    ON CONFLICT DO NOTHING;
END;

-- "Count anew" outlives the commands that come before the tick does: they were decided by the rules of some
-- seconds ago, perhaps, and count no deadline anew.
DROP TRIGGER IF EXISTS timers_are_set;

CREATE TRIGGER IF NOT EXISTS timers_follow_the_state AFTER INSERT ON event
WHEN json_type(NEW.data, '$.timers') = 'array'
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal AND kind <> 'refresh';
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.data, '$.timers');
END;

-- As `timer_count`, which is for the version before; "count anew" goes only where it is named, and stays where the
-- rules have changed again since it was read.
CREATE VIEW IF NOT EXISTS timer_replacement AS
  SELECT '' AS appeal, 0 AS version, '[]' AS timers, 0 AS refreshed_at WHERE 0;

CREATE TRIGGER IF NOT EXISTS timers_are_replaced INSTEAD OF INSERT ON timer_replacement
WHEN (SELECT version FROM appeal WHERE id = NEW.appeal) = NEW.version
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal AND (kind <> 'refresh' OR at = NEW.refreshed_at);
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;

DROP TRIGGER IF EXISTS rules_have_changed;

CREATE TRIGGER IF NOT EXISTS rules_move_what_is_due AFTER INSERT ON configuration_change
WHEN NEW.kind IN ('setting', 'deadline_class', 'calendar_day', 'calendar_year')
BEGIN
  INSERT INTO timer (appeal, kind, at)
    SELECT id, 'refresh', NEW.at FROM appeal
      WHERE status IN ('created', 'in_progress', 'awaiting_reply', 'clarification_required', 'approved', 'rejected')
    UNION SELECT appeal, 'refresh', NEW.at FROM review WHERE true
    ON CONFLICT (appeal, kind) DO UPDATE SET at = excluded.at;
END;
