-- The configuration: what an administrator looks after, as data with a history.
--
-- A change is one INSERT into `configuration_entry`. Its trigger writes a row of `configuration_change`, which
-- only grows, and that row's triggers keep what is true now: `configuration_item` holds every item as JSON,
-- `agency` and `category` are kept for the statements that join them. `version` counts an item's changes:
-- of two people who change the same version, UNIQUE (kind, key, version) lets one through.
--
-- | kind | key |
-- | --- | --- |
-- | agency | its code |
-- | unit | agency:code |
-- | category | its code |
-- | routing_rule, answer_template, webhook | an id |
-- | deadline_class | its code |
-- | calendar_day | date, or region:date |
-- | calendar_year | the year |
-- | setting | its code; without an item the default holds |
-- | block | the block's id; what is blocked is in the table `block` alone |
--
-- The shapes of the JSON are those of domain::configuration. No personal data is here, and no secret.

CREATE TABLE IF NOT EXISTS agency (
  code TEXT PRIMARY KEY,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL,
  instance TEXT NOT NULL DEFAULT 'regional' CHECK (instance IN ('local', 'regional', 'federal')),
  superior TEXT,
  active INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- Help with writing, as data of a category: what a text of it should not leave out (a hint is shown unless
-- one of its words begins a word of the text; # is any digit), and examples to begin with.
-- How many months after its end the personal data of an appeal is kept. The law: personal data is kept no
-- longer than its purpose needs (152-ФЗ, article 5, part 7), and appeals of citizens with what was done about
-- them are kept for five years, after repeated appeals from the last one on (Rosarkhiv's list of standard
-- documents, order 236 of 20.12.2019, entry 154). Our default: these five years for every category; a term of
-- its own is an administrator's to set.
CREATE TABLE IF NOT EXISTS category (
  code TEXT PRIMARY KEY,
  parent TEXT,
  position INTEGER NOT NULL,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL,
  agency TEXT REFERENCES agency (code),
  deadline_class TEXT,
  anonymous_allowed INTEGER NOT NULL DEFAULT 0,
  min_text_chars INTEGER NOT NULL DEFAULT 20,
  types TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(types)),
  required_documents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(required_documents)),
  applicant_required TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(applicant_required)),
  fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
  help TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(help)),
  kept_months INTEGER NOT NULL DEFAULT 60 CHECK (kept_months > 0),
  keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  active INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS configuration_change (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('agency', 'unit', 'category', 'routing_rule', 'deadline_class',
    'calendar_day', 'calendar_year', 'setting', 'answer_template', 'webhook', 'block')),
  key TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  agency TEXT,
  data TEXT CHECK (data IS NULL OR json_valid(data)),
  UNIQUE (kind, key, version)
);

CREATE INDEX IF NOT EXISTS configuration_change_by_agency ON configuration_change (agency, id);

CREATE INDEX IF NOT EXISTS configuration_change_by_kind ON configuration_change (kind, id);

CREATE TRIGGER IF NOT EXISTS configuration_change_is_never_changed BEFORE UPDATE ON configuration_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER IF NOT EXISTS configuration_change_is_never_removed BEFORE DELETE ON configuration_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

-- What is true now. `agency` is the one whose administrator may look after the item; NULL is everybody's.
CREATE TABLE IF NOT EXISTS configuration_item (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  agency TEXT,
  data TEXT NOT NULL CHECK (json_valid(data)),
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- Secrets that sign what goes to webhooks, sealed: they change their key, which the history must not.
CREATE TABLE IF NOT EXISTS webhook_secret (
  webhook TEXT PRIMARY KEY,
  secret TEXT NOT NULL
) WITHOUT ROWID;

-- Who may not write for a while: an account, or whoever uses an address or a telephone, known by keyed hashes
-- only (vault's look-up hashes). `private` is the reason, sealed. `appeal` is the one that it was for, `agency` the one that
-- blocked. A block that was lifted stays.
CREATE TABLE IF NOT EXISTS block (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('account', 'email', 'phone')),
  hash BLOB,
  account TEXT,
  agency TEXT,
  appeal TEXT,
  private BLOB NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  until INTEGER,
  lifted_at INTEGER,
  lifted_by TEXT,
  CHECK ((hash IS NULL) = (kind = 'account') AND (account IS NOT NULL OR kind <> 'account'))
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS block_by_hash ON block (kind, hash) WHERE hash IS NOT NULL AND lifted_at IS NULL;

CREATE INDEX IF NOT EXISTS block_by_account ON block (account) WHERE account IS NOT NULL AND lifted_at IS NULL;

CREATE INDEX IF NOT EXISTS block_by_agency ON block (agency, id);

CREATE TRIGGER IF NOT EXISTS block_is_set AFTER INSERT ON block
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.created_at, NEW.created_by, 'block', NEW.id, 1, NEW.agency,
      json_object('kind', NEW.kind, 'until_ms', NEW.until, 'appeal', NEW.appeal));
END;

CREATE TRIGGER IF NOT EXISTS block_is_lifted AFTER UPDATE OF lifted_at ON block
WHEN OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.lifted_at, NEW.lifted_by, 'block', NEW.id, 2, NEW.agency, NULL);
END;

-- The door: a change and, with it, a webhook's secret, in one statement.
CREATE VIEW IF NOT EXISTS configuration_entry AS
  SELECT c.at, c.actor, c.kind, c.key, c.version, c.agency, c.data, '' AS secret FROM configuration_change c WHERE 0;

CREATE TRIGGER IF NOT EXISTS configuration_is_entered INSTEAD OF INSERT ON configuration_entry
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.at, NEW.actor, NEW.kind, NEW.key, NEW.version, NEW.agency, NEW.data);
  INSERT INTO webhook_secret (webhook, secret) SELECT NEW.key, NEW.secret WHERE NEW.secret IS NOT NULL
    ON CONFLICT (webhook) DO UPDATE SET secret = excluded.secret;
END;

CREATE TRIGGER IF NOT EXISTS configuration_is_changed AFTER INSERT ON configuration_change WHEN NEW.data IS NOT NULL
BEGIN
  INSERT INTO configuration_item (kind, key, version, agency, data)
    VALUES (NEW.kind, NEW.key, NEW.version, NEW.agency, NEW.data)
    ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version, agency = excluded.agency, data = excluded.data;
END;

CREATE TRIGGER IF NOT EXISTS configuration_is_removed AFTER INSERT ON configuration_change WHEN NEW.data IS NULL
BEGIN
  DELETE FROM configuration_item WHERE kind = NEW.kind AND key = NEW.key;
END;

CREATE TRIGGER IF NOT EXISTS agency_is_changed AFTER INSERT ON configuration_change WHEN NEW.kind = 'agency'
BEGIN
  INSERT INTO agency (code, name_ru, name_en, instance, superior, active)
    VALUES (NEW.key, NEW.data ->> '$.name_ru', NEW.data ->> '$.name_en', NEW.data ->> '$.instance',
      NEW.data ->> '$.superior', NEW.data ->> '$.active')
    ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, name_en = excluded.name_en,
      instance = excluded.instance, superior = excluded.superior, active = excluded.active;
END;

CREATE TRIGGER IF NOT EXISTS category_is_changed AFTER INSERT ON configuration_change WHEN NEW.kind = 'category'
BEGIN
  INSERT INTO category (code, parent, position, name_ru, name_en, agency, deadline_class, anonymous_allowed,
      min_text_chars, types, required_documents, applicant_required, fields, help, kept_months, keywords, active)
    VALUES (NEW.key, NEW.data ->> '$.parent', NEW.data ->> '$.position', NEW.data ->> '$.name_ru',
      NEW.data ->> '$.name_en', NEW.data ->> '$.agency', NEW.data ->> '$.deadline_class',
      NEW.data ->> '$.anonymous_allowed', NEW.data ->> '$.min_text_chars', NEW.data -> '$.types',
      NEW.data -> '$.required_documents', NEW.data -> '$.applicant_required', NEW.data -> '$.fields',
      NEW.data -> '$.help', NEW.data ->> '$.kept_months', NEW.data -> '$.keywords', NEW.data ->> '$.active')
    ON CONFLICT (code) DO UPDATE SET parent = excluded.parent, position = excluded.position,
      name_ru = excluded.name_ru, name_en = excluded.name_en, agency = excluded.agency,
      deadline_class = excluded.deadline_class, anonymous_allowed = excluded.anonymous_allowed,
      min_text_chars = excluded.min_text_chars, types = excluded.types,
      required_documents = excluded.required_documents, applicant_required = excluded.applicant_required,
      fields = excluded.fields, help = excluded.help, kept_months = excluded.kept_months,
      keywords = excluded.keywords, active = excluded.active;
END;
