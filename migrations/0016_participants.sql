-- Participants, their tasks, versions of files, other texts, conduct.

-- Who takes part in an appeal, or did: for the cabinet's and the desk's lists, and to let them in. `rights` is a
-- JSON list. `seq` is the event in which the name stands, sealed.
CREATE TABLE IF NOT EXISTS participant (
  id TEXT PRIMARY KEY,
  appeal TEXT NOT NULL,
  role TEXT NOT NULL,
  rights TEXT NOT NULL CHECK (json_valid(rights)),
  account TEXT,
  agency TEXT,
  unit TEXT,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'removed')),
  by_applicant INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS participant_by_appeal ON participant (appeal, at);

-- Newest first along the id, which is a UUIDv7.
CREATE INDEX IF NOT EXISTS participant_by_account ON participant (account, id) WHERE account IS NOT NULL AND state = 'active';

CREATE INDEX IF NOT EXISTS participant_by_agency ON participant (agency, id) WHERE agency IS NOT NULL AND state = 'active';

-- Tasks inside appeals. What is to be done stands in the event `seq`, the last report in `done_seq`, the last
-- remarks in `returned_seq`, sealed.
CREATE TABLE IF NOT EXISTS task (
  id TEXT PRIMARY KEY,
  appeal TEXT NOT NULL,
  participant TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'confirmed', 'dropped')),
  due_on TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  done_seq INTEGER,
  returned_seq INTEGER
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS task_by_appeal ON task (appeal, created_at);

CREATE INDEX IF NOT EXISTS task_by_participant ON task (participant, id);

-- The versions of files that have more than one. `file` is the upload; its first version is the file's id.
CREATE TABLE IF NOT EXISTS attachment_version (
  appeal TEXT NOT NULL,
  attachment TEXT NOT NULL,
  version INTEGER NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (appeal, attachment, version)
) WITHOUT ROWID;

-- Marks for bad conduct. The reason, the complaint and the decision stand in these events, sealed.
CREATE TABLE IF NOT EXISTS conduct_mark (
  id TEXT PRIMARY KEY,
  appeal TEXT NOT NULL,
  conduct TEXT NOT NULL,
  marked_seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('marked', 'contested', 'kept', 'lifted')),
  at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  appealed_seq INTEGER,
  decided_seq INTEGER
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS conduct_mark_by_appeal ON conduct_mark (appeal, at);

CREATE INDEX IF NOT EXISTS conduct_mark_contested ON conduct_mark (changed_at) WHERE state = 'contested';

-- The event whose sealed part the appeal's own is a copy of: the registration, or the last change of the text.
ALTER TABLE appeal ADD COLUMN private_seq INTEGER NOT NULL DEFAULT 1;

-- Texts of the journal that are hidden, and from whom: {"1": ["staff"]}. The first event is the appeal's own text.
ALTER TABLE appeal ADD COLUMN hidden TEXT NOT NULL DEFAULT '{}';

CREATE TRIGGER IF NOT EXISTS participant_came AFTER INSERT ON event
WHEN NEW.kind IN ('participant_invited', 'participant_added')
BEGIN
  INSERT INTO participant (id, appeal, role, rights, account, agency, unit, state, by_applicant, at, seq)
    VALUES (NEW.data ->> '$.participant', NEW.appeal, NEW.data ->> '$.role', NEW.data -> '$.rights',
      NEW.data ->> '$.account', NEW.data ->> '$.agency', NEW.data ->> '$.unit',
      CASE NEW.kind WHEN 'participant_added' THEN 'active' ELSE 'invited' END,
      coalesce(NEW.data ->> '$.by_applicant', 0), NEW.at, NEW.seq)
    ON CONFLICT (id) DO UPDATE SET account = excluded.account, agency = excluded.agency, unit = excluded.unit,
      state = excluded.state, at = excluded.at, seq = excluded.seq;
END;

CREATE TRIGGER IF NOT EXISTS participant_left AFTER INSERT ON event WHEN NEW.kind = 'participant_removed'
BEGIN
  UPDATE participant SET state = 'removed', at = NEW.at
    WHERE id = NEW.data ->> '$.participant' AND appeal = NEW.appeal;
  UPDATE task SET state = 'dropped', changed_at = NEW.at
    WHERE participant = NEW.data ->> '$.participant' AND state <> 'confirmed';
END;

CREATE TRIGGER IF NOT EXISTS task_created AFTER INSERT ON event WHEN NEW.kind = 'task_created'
BEGIN
  INSERT INTO task (id, appeal, participant, state, due_on, created_at, changed_at, seq)
    VALUES (NEW.data ->> '$.task', NEW.appeal, NEW.data ->> '$.participant', 'open', NEW.data ->> '$.due_on',
      NEW.at, NEW.at, NEW.seq);
END;

CREATE TRIGGER IF NOT EXISTS task_moved AFTER INSERT ON event
WHEN NEW.kind IN ('task_done', 'task_confirmed', 'task_returned')
BEGIN
  UPDATE task SET changed_at = NEW.at,
      state = CASE NEW.kind WHEN 'task_done' THEN 'done' WHEN 'task_confirmed' THEN 'confirmed' ELSE 'open' END,
      done_seq = CASE NEW.kind WHEN 'task_done' THEN NEW.seq ELSE done_seq END,
      returned_seq = CASE NEW.kind WHEN 'task_returned' THEN NEW.seq ELSE returned_seq END
    WHERE id = NEW.data ->> '$.task' AND appeal = NEW.appeal;
END;

-- The first version has no row until there is a second.
CREATE TRIGGER IF NOT EXISTS attachment_versioned AFTER INSERT ON event WHEN NEW.kind = 'attachment_versioned'
BEGIN
  INSERT INTO attachment_version (appeal, attachment, version, file, at, actor, current)
    SELECT NEW.appeal, NEW.data ->> '$.attachment', 1, NEW.data ->> '$.attachment', e.at, e.actor, 0
      FROM event e WHERE e.appeal = NEW.appeal AND EXISTS (
        SELECT 1 FROM json_each(e.data, '$.attachments') WHERE value ->> '$.id' = NEW.data ->> '$.attachment')
      LIMIT 1
    ON CONFLICT DO NOTHING;
  UPDATE attachment_version SET current = 0
    WHERE appeal = NEW.appeal AND attachment = NEW.data ->> '$.attachment';
  INSERT INTO attachment_version (appeal, attachment, version, file, at, actor, current)
    VALUES (NEW.appeal, NEW.data ->> '$.attachment', NEW.data ->> '$.version', NEW.data ->> '$.attachments[0].id',
      NEW.at, NEW.actor, 1);
END;

CREATE TRIGGER IF NOT EXISTS attachment_restored AFTER INSERT ON event WHEN NEW.kind = 'attachment_restored'
BEGIN
  UPDATE attachment_version SET current = version = (NEW.data ->> '$.version')
    WHERE appeal = NEW.appeal AND attachment = NEW.data ->> '$.attachment';
END;

CREATE TRIGGER IF NOT EXISTS text_edited AFTER INSERT ON event WHEN NEW.kind = 'text_edited'
BEGIN
  UPDATE appeal SET private = NEW.private, private_seq = NEW.seq
    WHERE id = NEW.appeal;
  DELETE FROM appeal_search WHERE rowid = (SELECT number FROM appeal WHERE id = NEW.appeal);
  INSERT INTO appeal_search (rowid, terms)
    SELECT number, coalesce(NEW.search, '') FROM appeal WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS conduct_marked AFTER INSERT ON event WHEN NEW.kind = 'conduct_marked'
BEGIN
  INSERT INTO conduct_mark (id, appeal, conduct, marked_seq, state, at, changed_at, seq)
    VALUES (NEW.data ->> '$.mark', NEW.appeal, NEW.data ->> '$.conduct', NEW.data ->> '$.seq', 'marked', NEW.at,
      NEW.at, NEW.seq);
END;

CREATE TRIGGER IF NOT EXISTS content_hidden AFTER INSERT ON event WHEN NEW.kind = 'content_hidden'
BEGIN
  UPDATE appeal SET hidden = json_set(hidden, '$."' || (NEW.data ->> '$.seq') || '"', json(NEW.data -> '$.from'))
    WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS content_shown AFTER INSERT ON event WHEN NEW.kind = 'content_shown'
BEGIN
  UPDATE appeal SET hidden = json_remove(hidden, '$."' || (NEW.data ->> '$.seq') || '"') WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS conduct_decided AFTER INSERT ON event
WHEN NEW.kind IN ('conduct_appealed', 'conduct_lifted')
BEGIN
  UPDATE conduct_mark SET changed_at = NEW.at,
      state = CASE WHEN NEW.kind = 'conduct_appealed' THEN 'contested'
        WHEN NEW.data ->> '$.lifted' THEN 'lifted' ELSE 'kept' END,
      appealed_seq = CASE NEW.kind WHEN 'conduct_appealed' THEN NEW.seq ELSE appealed_seq END,
      decided_seq = CASE NEW.kind WHEN 'conduct_lifted' THEN NEW.seq ELSE decided_seq END
    WHERE id = NEW.data ->> '$.mark' AND appeal = NEW.appeal;
END;

-- What is news for those who take part: that they were brought in, what becomes of their tasks, and the answer.
-- Whoever acts for the applicant hears of questions, too, where the correspondence is theirs to read. What a
-- participant is given to do is in 0014. Whose words were marked hears of that and of what was decided;
-- supervisors hear of what was contested.
CREATE TRIGGER IF NOT EXISTS event_is_news_for_participants AFTER INSERT ON event
WHEN NEW.kind IN ('participant_added', 'task_confirmed', 'task_returned', 'message_written', 'status_changed',
  'conduct_marked', 'conduct_appealed', 'conduct_lifted')
BEGIN
  INSERT INTO notice (appeal, seq, topic, recipient, actor, at, next_at)
    SELECT NEW.appeal, NEW.seq, news.topic, news.recipient, NEW.actor, NEW.at, 0 FROM (
      SELECT 'participation' AS topic, 'participant:' || (NEW.data ->> '$.participant') AS recipient
        WHERE NEW.kind = 'participant_added' AND NEW.actor NOT LIKE 'participant:%'
      UNION ALL SELECT 'task', 'participant:' || participant FROM task
        WHERE NEW.kind IN ('task_confirmed', 'task_returned') AND id = NEW.data ->> '$.task'
      UNION ALL SELECT 'answer', 'participant:' || id FROM participant
        WHERE NEW.kind = 'status_changed' AND NEW.data ->> '$.to' IN ('approved', 'rejected')
          AND appeal = NEW.appeal AND state = 'active'
      UNION ALL SELECT 'question', 'participant:' || id FROM participant
        WHERE ((NEW.kind = 'message_written' AND NEW.data ->> '$.direction' = 'question')
            OR (NEW.kind = 'status_changed' AND NEW.data ->> '$.to' IN ('awaiting_reply', 'clarification_required')))
          AND appeal = NEW.appeal AND state = 'active' AND role = 'representative'
          AND EXISTS (SELECT 1 FROM json_each(rights) WHERE value = 'dialogue')
      UNION ALL SELECT 'conduct', CASE WHEN written.actor LIKE 'participant:%' THEN written.actor ELSE 'applicant' END
        FROM event AS written
        WHERE NEW.kind IN ('conduct_marked', 'conduct_lifted') AND written.appeal = NEW.appeal
          AND written.seq = coalesce(NEW.data ->> '$.seq',
            (SELECT marked_seq FROM conduct_mark WHERE id = NEW.data ->> '$.mark'))
          AND (written.seq = 1 OR written.actor = 'applicant' OR written.actor LIKE 'participant:%')
      UNION ALL SELECT 'conduct', 'supervisors' WHERE NEW.kind = 'conduct_appealed'
    ) AS news
    WHERE true
    ON CONFLICT DO NOTHING;
END;

-- The read models follow when the journal's sealed parts change their key, or go: of the registration, or of the
-- change that came last.
DROP TRIGGER IF EXISTS registration_is_sealed_again;

CREATE TRIGGER IF NOT EXISTS text_is_sealed_again AFTER UPDATE OF private ON event
WHEN NEW.kind IN ('appeal_registered', 'text_edited')
BEGIN
  UPDATE appeal SET private = NEW.private WHERE id = NEW.appeal AND private_seq = NEW.seq;
END;

CREATE TRIGGER IF NOT EXISTS access_code_is_hashed_again AFTER UPDATE OF access_hash ON event
WHEN NEW.kind = 'appeal_registered'
BEGIN
  UPDATE appeal SET access_hash = NEW.access_hash WHERE id = NEW.appeal;
END;

DROP TRIGGER IF EXISTS terms_are_hashed_again;

CREATE TRIGGER IF NOT EXISTS terms_are_hashed_again_by_text AFTER UPDATE OF search ON event
WHEN NEW.kind IN ('appeal_registered', 'text_edited')
  AND EXISTS (SELECT 1 FROM appeal WHERE id = NEW.appeal AND private_seq = NEW.seq)
BEGIN
  DELETE FROM appeal_search WHERE rowid = (SELECT number FROM appeal WHERE id = NEW.appeal);
  INSERT INTO appeal_search (rowid, terms)
    SELECT number, coalesce(NEW.search, '') FROM appeal WHERE id = NEW.appeal;
END;

-- Nobody takes part in what was erased: that somebody stood by the applicant tells of them, too.
CREATE TRIGGER IF NOT EXISTS participants_are_erased AFTER INSERT ON event WHEN NEW.kind = 'personal_data_erased'
BEGIN
  UPDATE participant SET state = 'removed', account = NULL WHERE appeal = NEW.appeal;
END;

-- Where whoever is kept from writing contests that: the only topic that stays open to them.
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'category', 'portal.conduct', 1, 'portal_support',
    json_object('code', 'portal.conduct', 'parent', 'portal', 'position', 908,
      'name_ru', 'Ограничения и модерация', 'name_en', 'Restrictions and moderation',
      'agency', 'portal_support', 'deadline_class', 'standard', 'anonymous_allowed', json('false'),
      'min_text_chars', 20, 'types', json('["complaint", "request"]'), 'required_documents', json('[]'),
      'applicant_required', json('[]'), 'fields', json('[]'), 'help', json('{}'),
      'keywords', json('["блокировка", "модерация", "ограничение", "block", "moderation"]'),
      'kept_months', 60, 'active', json('true'))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'category' AND key = 'portal.conduct');
