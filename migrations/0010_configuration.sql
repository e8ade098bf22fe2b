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

ALTER TABLE agency ADD COLUMN instance TEXT NOT NULL DEFAULT 'regional' CHECK (instance IN ('local', 'regional', 'federal'));

ALTER TABLE agency ADD COLUMN superior TEXT;

ALTER TABLE agency ADD COLUMN active INTEGER NOT NULL DEFAULT 1;

ALTER TABLE category ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords));

ALTER TABLE category ADD COLUMN active INTEGER NOT NULL DEFAULT 1;

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

-- What the history begins with. Who stands above whom: a local agency's answer may be taken to a regional one,
-- that one's to a federal one (product rules, D9).
INSERT OR IGNORE INTO agency (code, name_ru, name_en) VALUES
  ('regional_government', 'Правительство региона', 'Regional Government'),
  ('federal_reception', 'Федеральная приёмная по обращениям граждан', 'Federal Reception for Appeals of Citizens');

INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'agency', code, 1, code,
    json_object('code', code, 'name_ru', name_ru, 'name_en', name_en,
      'instance', CASE
        WHEN code IN ('municipality', 'road_agency', 'transport_agency', 'portal_support') THEN 'local'
        WHEN code IN ('social_fund', 'tax_service', 'interior_ministry', 'property_registry', 'consumer_protection',
          'federal_reception') THEN 'federal'
        ELSE 'regional' END,
      'superior', CASE
        WHEN code IN ('municipality', 'road_agency', 'transport_agency', 'portal_support') THEN 'regional_government'
        WHEN code IN ('regional_government', 'housing_inspection', 'health_ministry', 'education_ministry',
          'social_protection', 'service_centres', 'public_reception') THEN 'federal_reception' END,
      'active', json('true'))
  FROM agency
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'agency')
  ORDER BY code;

INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'category', code, 1, agency,
    json_object('code', code, 'parent', parent, 'position', position, 'name_ru', name_ru, 'name_en', name_en,
      'agency', agency, 'deadline_class', deadline_class,
      'anonymous_allowed', json(iif(anonymous_allowed, 'true', 'false')), 'min_text_chars', min_text_chars,
      'types', json(types), 'required_documents', json(required_documents),
      'applicant_required', json(applicant_required), 'fields', json(fields), 'help', json(help),
      'keywords', json(keywords), 'kept_months', kept_months, 'active', json('true'))
  FROM category
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'category')
  ORDER BY position, code;

-- Terms of the classes in working days (product rules, 5). Where no hours to a first response are given, those
-- of the setting hold for the classes of support.
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'deadline_class', column1, 1, NULL,
    json_object('code', column1, 'working_days', column2, 'first_response_hours', NULL)
  FROM (VALUES ('standard', 10), ('urgent', 3), ('urgent_support', 2), ('documents', 5), ('complex', 30), ('support', 5),
    ('feedback_review', 5))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'deadline_class');

-- What operators may begin with; {words} in braces are filled in (domain::configuration::template).
INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
  SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'system', 'answer_template', column1, 1, NULL,
    json_object('agency', NULL, 'kind', column2, 'snippet', column3, 'name_ru', column4, 'name_en', column5,
      'text_ru', column6, 'text_en', column7, 'active', json('true'))
  FROM (VALUES
    ('accepted', 'answer', 'accept', 'Взято в работу', 'Taken up', 'Здравствуйте!

Ваше обращение № {number} от {registered} по теме «{category}» рассмотрено. Сообщаем, что … .

Работы будут выполнены до … . Если к этому времени ничего не изменится, верните обращение в работу в личном кабинете или по коду доступа.

{agency}, {executor}', 'Hello,

We have considered your appeal No. {number} of {registered} about “{category}”. … .

The work will be done by … . If nothing has changed by then, return the appeal to work in your cabinet or with your access code.

{agency}, {executor}'),
    ('done', 'answer', 'done', 'Выполнено', 'Done', 'Здравствуйте!

По вашему обращению № {number} от {registered} выполнено следующее: … . Дата выполнения: … .

Если вы не согласны с ответом, его можно обжаловать в течение 30 дней. Оцените, пожалуйста, как мы справились.

{agency}, {executor}', 'Hello,

On your appeal No. {number} of {registered} the following has been done: … . Date: … .

If you disagree with this answer, you may object within 30 days. Please rate how we did.

{agency}, {executor}'),
    ('explained', 'answer', 'explain', 'Разъяснение', 'Explanation', 'Здравствуйте!

На ваш вопрос «{title}» (обращение № {number}) отвечаем: … .

Основание: … . Подробнее: … .

{agency}, {executor}', 'Hello,

To your question “{title}” (appeal No. {number}) we answer: … .

The grounds: … . More: … .

{agency}, {executor}'),
    ('refused_grounds', 'refusal', 'refuse', 'Нет оснований', 'No grounds', 'Здравствуйте!

Ваше обращение № {number} от {registered} рассмотрено. Выполнить просьбу нельзя, потому что … (основание: …).

Вы можете … . Ответ можно обжаловать в течение 30 дней.

{agency}, {executor}', 'Hello,

We have considered your appeal No. {number} of {registered}. What you ask for cannot be done because … (grounds: …).

You can … . You may object to this answer within 30 days.

{agency}, {executor}'),
    ('refused_repeat', 'refusal', 'answered', 'Ответ уже дан', 'Already answered', 'Здравствуйте!

На вопрос из обращения № {number} вам уже ответили: обращение № … от … . Новых обстоятельств в обращении нет. Если они есть, опишите их и приложите документы.

{agency}, {executor}', 'Hello,

The question of appeal No. {number} has been answered: appeal No. … of … . The appeal has no new facts. If there are any, describe them and attach documents.

{agency}, {executor}'),
    ('ask_address', 'question', 'address', 'Уточнить адрес', 'Ask for the address', 'Здравствуйте! Чтобы заняться обращением № {number}, нам нужен точный адрес: улица, дом, подъезд или ближайший ориентир. Пока вы не ответите, срок рассмотрения стоит.', 'Hello! To deal with appeal No. {number} we need the exact address: the street, the house, the entrance or the nearest landmark. Until you answer, the term does not run.'),
    ('ask_documents', 'question', 'documents', 'Запросить документы', 'Ask for documents', 'Здравствуйте! Для рассмотрения обращения № {number} приложите, пожалуйста: … . Подойдут фото или скан. Пока документов нет, срок рассмотрения стоит.', 'Hello! To consider appeal No. {number} please attach: … . A photo or a scan will do. Until the documents come, the term does not run.'),
    ('ask_photo', 'question', 'photo', 'Попросить фотографию', 'Ask for a photo', 'Здравствуйте! Приложите, пожалуйста, фотографию места к обращению № {number}: так бригада найдёт его сразу.', 'Hello! Please attach a photo of the place to appeal No. {number}, so that the crew finds it at once.'),
    ('note_called', 'note', 'called', 'Разговор с заявителем', 'A talk with the applicant', '{today}: говорили с заявителем по телефону. Договорились: … .', '{today}: talked with the applicant by telephone. Agreed: … .'),
    ('note_site', 'note', 'site', 'Осмотр места', 'The place was looked at', '{today}: место осмотрено. Видно: … . Нужно: … .', '{today}: the place was looked at. Seen: … . Needed: … .'))
  WHERE NOT EXISTS (SELECT 1 FROM configuration_change WHERE kind = 'answer_template');
