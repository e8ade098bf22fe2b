-- Where an appeal goes when it is registered, and what the classifier learns from people.

-- As in 0001, and with what the routing rule and the text decided: the executor, and a priority that nobody has
-- confirmed yet. The old trigger goes after the new one came: a registration between the two is refused, and
-- the other way round it would be lost to the read models.
CREATE TRIGGER IF NOT EXISTS appeal_registered_and_routed AFTER INSERT ON event WHEN NEW.kind = 'appeal_registered'
BEGIN
  INSERT INTO number_sequence (year, last) VALUES (NEW.number / 10000000, NEW.number % 10000000)
    ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last);
  INSERT INTO appeal (number, id, version, type, category, region, agency, channel, anonymous, status,
      status_since, created_at, updated_at, due_at, clock, deadline, account, unit, repeat_of, access_hash, data,
      private, assignee, priority)
    VALUES (NEW.number, NEW.appeal, NEW.seq, NEW.data ->> '$.type', NEW.data ->> '$.category',
      NEW.data ->> '$.region', NEW.data ->> '$.agency', NEW.data ->> '$.channel',
      NEW.data ->> '$.anonymous', NEW.data ->> '$.status', NEW.at, NEW.at, NEW.at,
      NEW.data ->> '$.due_ms', NEW.data ->> '$.clock', NEW.data -> '$.deadline',
      NEW.data ->> '$.account', NEW.data ->> '$.unit', NEW.data ->> '$.repeat_key', NEW.access_hash, NEW.data,
      NEW.private, NEW.data ->> '$.assignee', iif(NEW.data ->> '$.urgency' IS NULL, 'normal', 'high'));
  UPDATE upload SET appeal = NEW.appeal
    WHERE appeal IS NULL AND state = 'ready'
      AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments'));
  SELECT RAISE(ABORT, 'attachment_unavailable')
    WHERE (SELECT count(*) FROM upload WHERE appeal = NEW.appeal)
      <> coalesce(json_array_length(NEW.data, '$.attachments'), 0);
  INSERT INTO appeal_search (rowid, terms) VALUES (NEW.number, coalesce(NEW.search, ''));
  INSERT INTO idempotency (key, request_hash, appeal, created_at)
    SELECT NEW.idempotency_key, NEW.request_hash, NEW.appeal, NEW.at WHERE NEW.idempotency_key IS NOT NULL;
END;

DROP TRIGGER IF EXISTS appeal_registered;

-- What was learnt: in how many appeals of a category a stem came. Stems stand here by the first twenty bits of
-- their keyed hashes (the terms of the search): many share a bucket, and no word can be read from it. The table
-- is exactly the sum over the appeals of `learned_appeal`, so it is made again from the journal, follows a change
-- of the key, and forgets what is erased.
CREATE TABLE IF NOT EXISTS learned_term (
  bucket TEXT NOT NULL,
  category TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  PRIMARY KEY (bucket, category)
) WITHOUT ROWID;

-- How many appeals of a category were learnt from, and the sum of its rows above.
CREATE TABLE IF NOT EXISTS learned_category (
  category TEXT PRIMARY KEY,
  appeals INTEGER NOT NULL,
  terms INTEGER NOT NULL
) WITHOUT ROWID;

-- The category that a person of staff confirmed. One appeal teaches once, whatever happens to it.
CREATE TABLE IF NOT EXISTS learned_appeal (
  appeal TEXT PRIMARY KEY,
  category TEXT NOT NULL
) WITHOUT ROWID;

-- The door to the tables: +1 learns the terms of an appeal, -1 unlearns them. Of a long text the first 128
-- terms are taken; they stand in the order of their hashes, which is as good as drawn by lot, and no
-- confirmation writes more rows than that.
CREATE VIEW IF NOT EXISTS learning AS SELECT e.search, l.category, 0 AS sign FROM event e, learned_appeal l WHERE 0;

CREATE TRIGGER IF NOT EXISTS learning_is_done INSTEAD OF INSERT ON learning WHEN coalesce(NEW.search, '') <> ''
BEGIN
  INSERT INTO learned_term (bucket, category, appeals)
    SELECT DISTINCT substr(value, 1, 5), NEW.category, NEW.sign
      FROM json_each('["' || replace(NEW.search, ' ', '","') || '"]') WHERE key < 128
    ON CONFLICT (bucket, category) DO UPDATE SET appeals = appeals + excluded.appeals;
  INSERT INTO learned_category (category, appeals, terms)
    SELECT NEW.category, NEW.sign, NEW.sign * count(DISTINCT substr(value, 1, 5))
      FROM json_each('["' || replace(NEW.search, ' ', '","') || '"]') WHERE key < 128
    ON CONFLICT (category) DO UPDATE SET appeals = appeals + excluded.appeals, terms = terms + excluded.terms;
  DELETE FROM learned_term
    WHERE NEW.sign < 0 AND category = NEW.category AND appeals <= 0
      AND bucket IN (SELECT substr(value, 1, 5)
        FROM json_each('["' || replace(NEW.search, ' ', '","') || '"]') WHERE key < 128);
END;

CREATE TRIGGER IF NOT EXISTS category_is_learnt AFTER INSERT ON learned_appeal
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT search, NEW.category, 1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
END;

CREATE TRIGGER IF NOT EXISTS category_is_learnt_otherwise AFTER UPDATE OF category ON learned_appeal
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT search, OLD.category, -1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
  INSERT INTO learning (search, category, sign)
    SELECT search, NEW.category, 1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
END;

CREATE TRIGGER IF NOT EXISTS terms_are_learnt_again AFTER UPDATE OF search ON event
WHEN NEW.kind = 'appeal_registered' AND EXISTS (SELECT 1 FROM learned_appeal WHERE appeal = NEW.appeal)
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT OLD.search, category, -1 FROM learned_appeal WHERE appeal = NEW.appeal;
  INSERT INTO learning (search, category, sign)
    SELECT NEW.search, category, 1 FROM learned_appeal WHERE appeal = NEW.appeal;
END;

-- A person of staff corrected the category: that teaches at once.
CREATE TRIGGER IF NOT EXISTS correction_teaches AFTER INSERT ON event
WHEN NEW.kind = 'reclassified' AND NEW.actor LIKE '%:%'
BEGIN
  INSERT INTO learned_appeal (appeal, category) VALUES (NEW.appeal, NEW.data ->> '$.to')
    ON CONFLICT (appeal) DO UPDATE SET category = excluded.category WHERE category <> excluded.category;
END;

-- Whoever gives the answer has read the appeal to its end and left the category as it is. Taking it teaches
-- nothing: people take first and read then. Nor does the registration, so that a suggestion which an applicant
-- followed does not confirm itself.
CREATE TRIGGER IF NOT EXISTS answer_teaches AFTER INSERT ON event
WHEN NEW.kind = 'status_changed' AND NEW.data ->> '$.to' IN ('approved', 'rejected') AND NEW.actor LIKE '%:%'
BEGIN
  INSERT INTO learned_appeal (appeal, category) SELECT NEW.appeal, category FROM appeal WHERE id = NEW.appeal
    ON CONFLICT (appeal) DO UPDATE SET category = excluded.category WHERE category <> excluded.category;
END;
