-- Work on an appeal: who has it, how soon it has to be looked at, its answer on the way.

ALTER TABLE appeal ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';

ALTER TABLE appeal ADD COLUMN priority_confirmed INTEGER NOT NULL DEFAULT 0;

-- 'drafted', 'submitted', 'returned'; NULL while there is no draft.
ALTER TABLE appeal ADD COLUMN answer_state TEXT;

-- Kinds without a read model of their own still move the appeal's version. Whatever migration adds a kind
-- needs no trigger for that.
CREATE TRIGGER IF NOT EXISTS event_is_the_newest AFTER INSERT ON event
WHEN NEW.kind NOT IN ('appeal_registered', 'status_changed', 'deadline_passed', 'rating_given',
  'rating_revised', 'appeal_claimed', 'personal_data_erased')
BEGIN
  UPDATE appeal SET version = NEW.seq, updated_at = NEW.at WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS appeal_assigned AFTER INSERT ON event WHEN NEW.kind = 'assigned'
BEGIN
  UPDATE appeal SET assignee = NEW.data ->> '$.assignee', unit = NEW.data ->> '$.unit' WHERE id = NEW.appeal;
END;

-- Nobody of the new place has it yet, and what the old one drafted is not its answer.
CREATE TRIGGER IF NOT EXISTS appeal_forwarded AFTER INSERT ON event WHEN NEW.kind = 'forwarded'
BEGIN
  UPDATE appeal SET agency = NEW.data ->> '$.agency', unit = NEW.data ->> '$.unit', assignee = NULL,
      answer_state = NULL
    WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS appeal_reclassified AFTER INSERT ON event WHEN NEW.kind = 'reclassified'
BEGIN
  UPDATE appeal SET category = NEW.data ->> '$.to' WHERE id = NEW.appeal;
  UPDATE appeal SET agency = NEW.data ->> '$.agency', unit = NEW.data ->> '$.unit', assignee = NULL,
      answer_state = NULL
    WHERE id = NEW.appeal AND NEW.data ->> '$.agency' IS NOT NULL;
END;

CREATE TRIGGER IF NOT EXISTS priority_set AFTER INSERT ON event WHEN NEW.kind = 'priority_set'
BEGIN
  UPDATE appeal SET priority = NEW.data ->> '$.priority', priority_confirmed = NEW.data ->> '$.confirmed'
    WHERE id = NEW.appeal;
END;

-- A deadline that moved without a change of status; `due_ms` and `clock` stand beside it then.
CREATE TRIGGER IF NOT EXISTS deadline_moved AFTER INSERT ON event
WHEN NEW.kind NOT IN ('appeal_registered', 'status_changed') AND NEW.data ->> '$.due_ms' IS NOT NULL
BEGIN
  UPDATE appeal SET due_at = NEW.data ->> '$.due_ms', deadline = NEW.data -> '$.deadline',
      overdue = overdue AND (NEW.data ->> '$.due_ms') <= NEW.at
    WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS answer_moved AFTER INSERT ON event
WHEN NEW.kind IN ('answer_drafted', 'answer_submitted', 'answer_returned')
BEGIN
  UPDATE appeal SET answer_state = substr(NEW.kind, 8) WHERE id = NEW.appeal;
END;

CREATE TRIGGER IF NOT EXISTS answer_given AFTER INSERT ON event
WHEN NEW.kind = 'status_changed' AND NEW.data ->> '$.to' IN ('approved', 'rejected')
BEGIN
  UPDATE appeal SET answer_state = NULL WHERE id = NEW.appeal AND answer_state IS NOT NULL;
END;

-- Files that come with anything after the registration. Those that the appeal has already may be named again,
-- as a draft names the files of the version before.
CREATE TRIGGER IF NOT EXISTS files_are_attached AFTER INSERT ON event
WHEN NEW.kind <> 'appeal_registered' AND json_array_length(NEW.data, '$.attachments') > 0
BEGIN
  UPDATE upload SET appeal = NEW.appeal
    WHERE appeal IS NULL AND state = 'ready'
      AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments'));
  SELECT RAISE(ABORT, 'attachment_unavailable')
    WHERE (SELECT count(*) FROM upload WHERE appeal = NEW.appeal AND state = 'ready'
        AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments')))
      <> json_array_length(NEW.data, '$.attachments');
END;
