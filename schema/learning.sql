-- What the classifier learns from people.

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

-- The category that a person of staff confirmed (domain::decide::AppealState). One appeal teaches once, whatever
-- happens to it.
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
WHEN NEW.seq = 1 AND EXISTS (SELECT 1 FROM learned_appeal WHERE appeal = NEW.appeal)
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT OLD.search, category, -1 FROM learned_appeal WHERE appeal = NEW.appeal;
  INSERT INTO learning (search, category, sign)
    SELECT NEW.search, category, 1 FROM learned_appeal WHERE appeal = NEW.appeal;
END;
