-- What a database has after all versions. Made by `cargo xtask schema`; a test compares it.

CREATE TABLE access_log (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  reason TEXT NOT NULL,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  rows INTEGER NOT NULL,
  account TEXT,
  appeals TEXT NOT NULL CHECK (json_valid(appeals)),
  hash BLOB NOT NULL
);

CREATE TABLE access_log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  proof BLOB NOT NULL
);

CREATE TABLE access_log_subject (
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject, seq)
) WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  agency TEXT,
  unit TEXT,
  region TEXT,
  lang TEXT NOT NULL DEFAULT 'ru',
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'active', 'blocked')),
  locked_until INTEGER,
  lock_reason TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  password TEXT,
  password_at INTEGER,
  profile TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  erased_at INTEGER
) WITHOUT ROWID;

CREATE TABLE account_event (
  id INTEGER PRIMARY KEY,
  account TEXT,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(data))
);

CREATE TABLE agency (
  code TEXT PRIMARY KEY,
  name_ru TEXT NOT NULL,
  name_en TEXT NOT NULL,
  instance TEXT NOT NULL DEFAULT 'regional' CHECK (instance IN ('local', 'regional', 'federal')),
  superior TEXT,
  active INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  agency TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT,
  idempotency_key BLOB UNIQUE,
  request_hash BLOB
) WITHOUT ROWID;

CREATE TABLE appeal (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- The sequence number of its last event.
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- As it was registered: a copy of the first event.
  type TEXT NOT NULL,
  channel TEXT NOT NULL,
  region TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  repeat_of INTEGER,
  access_hash BLOB,
  data TEXT NOT NULL CHECK (json_valid(data)),
  -- What people wrote, sealed: a copy from the event `private_seq`, the registration or the last change of the text.
  private BLOB,
  private_seq INTEGER NOT NULL,
  -- Texts of the journal that are hidden, and from whom: {"1": ["staff"]}. The first is the appeal's own.
  hidden TEXT NOT NULL CHECK (json_valid(hidden)),
  -- `open`: somebody owes a decision. `ended`: nothing is due any more.
  status TEXT NOT NULL,
  status_since INTEGER NOT NULL,
  open INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  processing_started INTEGER NOT NULL,
  deadline TEXT NOT NULL CHECK (json_valid(deadline)),
  due_at INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  -- Who has it, and what it is about.
  category TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT,
  assignee TEXT,
  account TEXT,
  priority TEXT NOT NULL,
  priority_confirmed INTEGER NOT NULL,
  -- 'drafted', 'submitted', 'returned'; NULL while there is no draft.
  answer_state TEXT,
  score INTEGER,
  -- The agencies above that have had an objection: they see the appeal with its whole history.
  higher TEXT NOT NULL CHECK (json_valid(higher)),
  -- When its people went.
  anonymised_at INTEGER
);

CREATE VIRTUAL TABLE appeal_search USING fts5 (terms, content = '', contentless_delete = 1, tokenize = "ascii");

CREATE TABLE attachment_version (
  appeal TEXT NOT NULL,
  attachment TEXT NOT NULL,
  version INTEGER NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (appeal, attachment, version)
) WITHOUT ROWID;

CREATE TABLE block (
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

CREATE TABLE category (
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

CREATE TABLE conduct_mark (
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

CREATE TABLE configuration_change (
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

CREATE TABLE configuration_item (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  agency TEXT,
  data TEXT NOT NULL CHECK (json_valid(data)),
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;

CREATE TABLE counter (
  agency TEXT NOT NULL,
  status TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  PRIMARY KEY (agency, status)
) WITHOUT ROWID;

CREATE TABLE counter_place (
  agency TEXT NOT NULL,
  unit TEXT NOT NULL,
  region TEXT NOT NULL,
  status TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  PRIMARY KEY (agency, unit, region, status)
) WITHOUT ROWID;

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  notice INTEGER NOT NULL,
  appeal TEXT NOT NULL,
  topic TEXT NOT NULL,
  target TEXT NOT NULL,
  account TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('inbox', 'email', 'sms')),
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  letter TEXT,
  read_at INTEGER,
  sent INTEGER NOT NULL DEFAULT 0,
  UNIQUE (notice, target, channel)
) WITHOUT ROWID;

CREATE TABLE draft (
  account TEXT NOT NULL,
  repeat_of TEXT NOT NULL DEFAULT '',
  draft TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (account, repeat_of)
) WITHOUT ROWID;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  appeal TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  private BLOB,
  private_hash BLOB CHECK (private IS NULL OR private_hash IS NOT NULL),
  number INTEGER UNIQUE CHECK ((number IS NOT NULL) = (kind = 'appeal_registered')),
  access_hash BLOB,
  search TEXT,
  idempotency_key BLOB,
  request_hash BLOB,
  previous_hash BLOB NOT NULL,
  UNIQUE (appeal, seq)
);

CREATE TABLE factor (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('totp', 'passkey', 'message', 'recovery')),
  hash BLOB,
  data TEXT NOT NULL,
  counter INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  UNIQUE (kind, hash)
) WITHOUT ROWID;

CREATE TABLE idempotency (
  key BLOB PRIMARY KEY,
  request_hash BLOB NOT NULL,
  appeal TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  answer BLOB
) WITHOUT ROWID;

CREATE TABLE learned_appeal (
  appeal TEXT PRIMARY KEY,
  category TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE learned_category (
  category TEXT PRIMARY KEY,
  appeals INTEGER NOT NULL,
  terms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE learned_term (
  bucket TEXT NOT NULL,
  category TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  PRIMARY KEY (bucket, category)
) WITHOUT ROWID;

CREATE TABLE login (
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'snils', 'oidc', 'certificate')),
  hash BLOB NOT NULL,
  account TEXT NOT NULL REFERENCES account (id),
  confirmed_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (kind, hash)
) WITHOUT ROWID;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  appeal TEXT NOT NULL,
  seq INTEGER NOT NULL,
  topic TEXT NOT NULL,
  recipient TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  addressed_at INTEGER,
  UNIQUE (appeal, seq, topic, recipient)
);

CREATE TABLE number_sequence (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
);

CREATE TABLE objection (
  appeal TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  number TEXT NOT NULL UNIQUE,
  appeal_number INTEGER NOT NULL,
  category TEXT NOT NULL,
  region TEXT NOT NULL,
  unit TEXT,
  origin TEXT NOT NULL,
  agency TEXT NOT NULL,
  instance TEXT NOT NULL,
  reviewer TEXT,
  ground TEXT NOT NULL,
  filed_at INTEGER NOT NULL,
  decide_by INTEGER NOT NULL,
  outcome TEXT,
  decided_at INTEGER,
  PRIMARY KEY (appeal, ordinal)
) WITHOUT ROWID;

CREATE TABLE one_time (
  hash BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  account TEXT,
  code_hash BLOB,
  data TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  sends INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) WITHOUT ROWID;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  account TEXT,
  appeal TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  kind TEXT NOT NULL,
  message TEXT,
  created_at INTEGER NOT NULL,
  delivered_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  error TEXT
) WITHOUT ROWID;

CREATE TABLE participant (
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

CREATE TABLE queue (
  number INTEGER PRIMARY KEY,
  agency TEXT NOT NULL,
  unit TEXT,
  region TEXT NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  assignee TEXT,
  priority INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  approval INTEGER NOT NULL,
  replied INTEGER NOT NULL,
  call_at INTEGER,
  open INTEGER NOT NULL,
  rank INTEGER NOT NULL
);

CREATE TABLE queue_counter (
  assignee TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT NOT NULL,
  region TEXT NOT NULL,
  appeals INTEGER NOT NULL,
  overdue INTEGER NOT NULL,
  approval INTEGER NOT NULL,
  PRIMARY KEY (assignee, agency, unit, region)
) WITHOUT ROWID;

CREATE TABLE rate_limit (
    key BLOB PRIMARY KEY,
    spent_until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE rating (
  appeal TEXT PRIMARY KEY,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  category TEXT,
  given_at INTEGER NOT NULL,
  revised_at INTEGER,
  seq INTEGER NOT NULL,
  outcome TEXT,
  reviewed_at INTEGER,
  review_seq INTEGER
) WITHOUT ROWID;

CREATE TABLE rekey (
  key BLOB NOT NULL,
  part TEXT NOT NULL,
  after_1,
  after_2,
  seen INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (key, part)
) WITHOUT ROWID;

CREATE TABLE review (
  appeal TEXT PRIMARY KEY,
  appeal_number INTEGER NOT NULL,
  category TEXT NOT NULL,
  region TEXT NOT NULL,
  agency TEXT NOT NULL,
  unit TEXT,
  score INTEGER NOT NULL,
  about TEXT,
  given_at INTEGER NOT NULL,
  review_by INTEGER NOT NULL,
  provisional INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE reviewer_sought (
  appeal TEXT PRIMARY KEY,
  changes INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE saved_filter (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  private TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE schema_lock (id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT, until INTEGER NOT NULL);

CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL);

CREATE TABLE server_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL
);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id),
  level TEXT NOT NULL CHECK (level IN ('password', 'full')),
  method TEXT NOT NULL,
  agent TEXT NOT NULL,
  agent_hash BLOB NOT NULL,
  network_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  authenticated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason TEXT
) WITHOUT ROWID;

CREATE TABLE task (
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

CREATE TABLE timer (
  appeal TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (appeal, kind)
) WITHOUT ROWID;

CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL,
  private BLOB,
  size_bytes INTEGER,
  received_bytes INTEGER NOT NULL DEFAULT 0,
  chunks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chunks)),
  media_type TEXT,
  state TEXT NOT NULL CHECK (state IN ('receiving', 'ready', 'removed')),
  created_at INTEGER NOT NULL,
  idempotency_key BLOB UNIQUE,
  appeal TEXT
) WITHOUT ROWID;

CREATE TABLE used_proof (
    id BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE webhook_secret (
  webhook TEXT PRIMARY KEY,
  secret TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX account_by_agency ON account (agency, role, id) WHERE agency IS NOT NULL;

CREATE INDEX account_by_role ON account (role, id);

CREATE INDEX account_event_by_account ON account_event (account, id);

CREATE INDEX api_key_by_agency ON api_key (agency, id);

CREATE INDEX appeal_by_account ON appeal (account, created_at, number) WHERE account IS NOT NULL;

CREATE INDEX appeal_by_agency ON appeal (agency, created_at, number);

CREATE INDEX appeal_by_agency_status ON appeal (agency, status, created_at, number);

CREATE INDEX appeal_by_assignee ON appeal (assignee, created_at, number) WHERE assignee IS NOT NULL;

CREATE INDEX appeal_by_category ON appeal (category, created_at, number);

CREATE INDEX appeal_by_created ON appeal (created_at, number);

CREATE INDEX appeal_by_region ON appeal (region, created_at, number);

CREATE INDEX appeal_by_status ON appeal (status, created_at, number);

CREATE INDEX appeal_by_type ON appeal (type, created_at, number);

CREATE INDEX appeal_by_unit ON appeal (unit, created_at, number) WHERE unit IS NOT NULL;

CREATE INDEX appeal_ended ON appeal (status_since) WHERE open = 0 AND anonymised_at IS NULL;

CREATE INDEX appeal_going_on ON appeal (id) WHERE ended = 0;

CREATE INDEX appeal_overdue ON appeal (overdue, created_at, number) WHERE overdue = 1;

CREATE INDEX appeal_repeats ON appeal (repeat_of) WHERE repeat_of IS NOT NULL;

CREATE INDEX block_by_account ON block (account) WHERE account IS NOT NULL AND lifted_at IS NULL;

CREATE INDEX block_by_agency ON block (agency, id);

CREATE INDEX block_by_hash ON block (kind, hash) WHERE hash IS NOT NULL AND lifted_at IS NULL;

CREATE INDEX conduct_mark_by_appeal ON conduct_mark (appeal, at);

CREATE INDEX conduct_mark_contested ON conduct_mark (changed_at) WHERE state = 'contested';

CREATE INDEX configuration_change_by_agency ON configuration_change (agency, id);

CREATE INDEX configuration_change_by_kind ON configuration_change (kind, id);

CREATE INDEX delivery_by_account ON delivery (account, channel, created_at) WHERE account IS NOT NULL;

CREATE INDEX delivery_by_age ON delivery (created_at);

CREATE INDEX delivery_by_appeal ON delivery (appeal, created_at);

CREATE INDEX delivery_by_letter ON delivery (letter) WHERE letter IS NOT NULL;

CREATE INDEX delivery_by_target ON delivery (target, channel, created_at);

CREATE INDEX delivery_due ON delivery (due_at, target) WHERE channel <> 'inbox' AND letter IS NULL;

CREATE INDEX delivery_unread ON delivery (account) WHERE channel = 'inbox' AND read_at IS NULL;

CREATE INDEX draft_by_age ON draft (saved_at);

CREATE INDEX factor_by_account ON factor (account, kind);

CREATE UNIQUE INDEX factor_message ON factor (account) WHERE kind = 'message';

CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE INDEX idempotency_by_request ON idempotency (request_hash, created_at);

CREATE INDEX login_by_account ON login (account, kind);

CREATE INDEX notice_by_age ON notice (at);

CREATE INDEX notice_new ON notice (next_at, id) WHERE addressed_at IS NULL;

CREATE UNIQUE INDEX notice_once ON notice (appeal, at, topic, recipient);

CREATE INDEX objection_by_decision ON objection (decided_at, appeal_number) WHERE outcome IS NOT NULL;

CREATE INDEX objection_by_decision_of_agency ON objection (agency, decided_at, appeal_number)
  WHERE outcome IS NOT NULL;

CREATE INDEX objection_due ON objection (decide_by, appeal_number) WHERE outcome IS NULL;

CREATE INDEX objection_due_by_agency ON objection (agency, decide_by, appeal_number) WHERE outcome IS NULL;

CREATE INDEX objection_due_by_reviewer ON objection (reviewer, decide_by, appeal_number)
  WHERE outcome IS NULL AND reviewer IS NOT NULL;

CREATE UNIQUE INDEX objection_open ON objection (appeal) WHERE outcome IS NULL;

CREATE INDEX objection_went_up ON objection (origin, decide_by, appeal_number)
  WHERE outcome IS NULL AND origin <> agency;

CREATE INDEX objection_without_reviewer ON objection (decide_by, appeal_number)
  WHERE outcome IS NULL AND reviewer IS NULL;

CREATE INDEX one_time_by_account ON one_time (account, purpose) WHERE account IS NOT NULL;

CREATE INDEX one_time_by_code ON one_time (purpose, code_hash) WHERE code_hash IS NOT NULL;

CREATE INDEX one_time_by_end ON one_time (expires_at);

CREATE INDEX outbox_by_account ON outbox (account, created_at) WHERE account IS NOT NULL;

CREATE INDEX outbox_by_appeal ON outbox (appeal, created_at) WHERE appeal IS NOT NULL;

CREATE INDEX outbox_due ON outbox (next_at, id)
  WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL;

CREATE INDEX outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;

CREATE INDEX participant_by_account ON participant (account, id) WHERE account IS NOT NULL AND state = 'active';

CREATE INDEX participant_by_agency ON participant (agency, id) WHERE agency IS NOT NULL AND state = 'active';

CREATE INDEX participant_by_appeal ON participant (appeal, at);

CREATE INDEX queue_all ON queue (rank, number);

CREATE INDEX queue_by_agency ON queue (agency, rank, number);

CREATE INDEX queue_by_assignee ON queue (assignee, rank, number) WHERE assignee IS NOT NULL;

CREATE INDEX queue_by_category ON queue (agency, category, rank, number);

CREATE INDEX queue_by_priority ON queue (agency, priority, rank, number) WHERE priority > 0;

CREATE INDEX queue_by_status ON queue (agency, status, rank, number);

CREATE INDEX queue_counter_by_agency ON queue_counter (agency, unit, region);

CREATE INDEX queue_for_approval ON queue (agency, rank, number) WHERE approval = 1;

CREATE INDEX queue_overdue ON queue (agency, rank, number) WHERE overdue = 1;

CREATE INDEX queue_to_call ON queue (rank, number) WHERE call_at IS NOT NULL;

CREATE INDEX queue_unassigned ON queue (agency, rank, number) WHERE assignee IS NULL AND open = 1;

CREATE INDEX rate_limit_by_time ON rate_limit (spent_until);

CREATE INDEX review_due ON review (review_by, appeal_number);

CREATE INDEX review_due_by_agency ON review (agency, review_by, appeal_number);

CREATE INDEX saved_filter_by_account ON saved_filter (account, created_at, id);

CREATE INDEX session_by_account ON session (account, created_at);

CREATE INDEX session_by_end ON session (expires_at);

CREATE INDEX task_by_appeal ON task (appeal, created_at);

CREATE INDEX task_by_participant ON task (participant, id);

CREATE INDEX timer_due ON timer (at);

CREATE INDEX upload_by_appeal ON upload (appeal) WHERE appeal IS NOT NULL;

CREATE INDEX upload_erased ON upload (id) WHERE state = 'removed' AND appeal IS NOT NULL AND chunks <> '[]';

CREATE INDEX upload_unused ON upload (created_at) WHERE appeal IS NULL;

CREATE INDEX used_proof_by_time ON used_proof (expires_at);

CREATE VIEW accepted_invitation AS
  SELECT x'' AS hash, id, role, agency, unit, region, lang, password, profile, '[]' AS logins,
    '' AS invited_by, created_at AS at
  FROM account WHERE 0;

CREATE VIEW access_log_entry AS
  SELECT l.*, x'' AS proof FROM access_log l;

CREATE VIEW account_erasure AS
  SELECT id AS account, profile, created_at AS at FROM account WHERE 0;

CREATE VIEW account_lock AS
  SELECT id AS account, lock_reason AS reason, locked_until AS until, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE VIEW addressed_notice AS
  SELECT id AS notice, appeal, topic, at, '[]' AS deliveries FROM notice WHERE 0;

CREATE VIEW configuration_entry AS
  SELECT c.at, c.actor, c.kind, c.key, c.version, c.agency, c.data, '' AS secret FROM configuration_change c WHERE 0;

CREATE VIEW contact_change AS
  SELECT id AS account, '' AS contact, '[]' AS hashes, profile, version, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE VIEW first_administrator AS
  SELECT id, lang, password, profile, '[]' AS logins, created_at AS at FROM account WHERE 0;

CREATE VIEW journal_entry AS
  SELECT appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash, search, idempotency_key,
    request_hash, previous_hash, '' AS read_model, '' AS notices, '' AS timers
  FROM event WHERE 0;

CREATE VIEW learning AS SELECT e.search, l.category, 0 AS sign FROM event e, learned_appeal l WHERE 0;

CREATE VIEW letter_again AS SELECT id AS delivery, created_at AS at FROM delivery WHERE 0;

CREATE VIEW new_account AS
  SELECT id, role, agency, unit, region, lang, state, password, profile, '[]' AS logins, created_at AS at
  FROM account WHERE 0;

CREATE VIEW new_code AS
  SELECT hash, purpose, account, code_hash, data, sends AS most_sends, created_at AS at, expires_at,
    expires_at AS lock_until,
    '' AS message_id, '' AS channel, '' AS kind, '' AS message
  FROM one_time WHERE 0;

CREATE VIEW news_message AS
  SELECT id, account, appeal, channel, kind, message, created_at AS at, '[]' AS deliveries FROM outbox WHERE 0;

CREATE VIEW password_change AS
  SELECT id AS account, password, '' AS keep, '' AS how, created_at AS at, '' AS message_id, '' AS channel,
    '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE VIEW profile_change AS
  SELECT id AS account, profile, lang, version, '[]' AS snils, created_at AS at FROM account WHERE 0;

CREATE VIEW read_model AS SELECT id AS appeal, '' AS content FROM appeal WHERE 0;

CREATE VIEW recovery_codes AS
  SELECT id AS account, '[]' AS codes, created_at AS at FROM account WHERE 0;

CREATE VIEW sign_in_failure AS
  SELECT id AS account, '{}' AS data, 0 AS most, 0 AS lock_until, created_at AS at, '' AS message_id,
    '' AS channel, '' AS kind, '' AS message
  FROM account WHERE 0;

CREATE VIEW staff_change AS
  SELECT id AS account, role, agency, unit, region, state, version, '' AS changed_by, created_at AS at
  FROM account WHERE 0;

CREATE VIEW staff_member_change AS
  SELECT id AS account, role, agency, unit, region, state, profile, version, '' AS changed_by, created_at AS at
  FROM account WHERE 0;

CREATE VIEW timer_replacement AS
  SELECT '' AS appeal, 0 AS version, '[]' AS timers, 0 AS refreshed_at WHERE 0;

CREATE TRIGGER access_code_is_hashed_again AFTER UPDATE OF access_hash ON event WHEN NEW.seq = 1
BEGIN
  UPDATE appeal SET access_hash = NEW.access_hash WHERE id = NEW.appeal;
END;

CREATE TRIGGER access_is_logged INSTEAD OF INSERT ON access_log_entry
BEGIN
  INSERT INTO access_log (seq, at, actor, role, reason, fields, rows, account, appeals, hash)
    VALUES (NEW.seq, NEW.at, NEW.actor, NEW.role, NEW.reason, NEW.fields, NEW.rows, NEW.account,
      NEW.appeals, NEW.hash);
  INSERT OR IGNORE INTO access_log_subject (subject, seq)
    SELECT value, NEW.seq FROM json_each(NEW.appeals)
    UNION ALL SELECT NEW.account, NEW.seq WHERE NEW.account IS NOT NULL;
  INSERT INTO access_log_head (id, seq, hash, proof) VALUES (1, NEW.seq, NEW.hash, NEW.proof)
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, proof = excluded.proof;
END;

CREATE TRIGGER access_log_is_never_changed BEFORE UPDATE ON access_log
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER access_log_is_never_removed BEFORE DELETE ON access_log
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER account_erasure_is_made INSTEAD OF INSERT ON account_erasure
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: appeals_open')
    WHERE EXISTS (SELECT 1 FROM appeal WHERE account = NEW.account AND open = 1);
  DELETE FROM login WHERE account = NEW.account;
  DELETE FROM factor WHERE account = NEW.account;
  DELETE FROM one_time WHERE account = NEW.account;
  DELETE FROM outbox WHERE account = NEW.account;
  DELETE FROM draft WHERE account = NEW.account;
  DELETE FROM session WHERE account = NEW.account;
  UPDATE appeal SET account = NULL WHERE account = NEW.account;
  UPDATE account SET profile = NEW.profile, password = NULL, password_at = NULL, state = 'blocked',
      locked_until = NULL, lock_reason = NULL, failures = 0, erased_at = NEW.at, updated_at = NEW.at, version = version + 1
    WHERE id = NEW.account;
  INSERT INTO account_event (account, kind, at) VALUES (NEW.account, 'erased', NEW.at);
END;

CREATE TRIGGER account_event_is_never_changed BEFORE UPDATE ON account_event
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER account_event_is_never_removed BEFORE DELETE ON account_event
WHEN OLD.account IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER account_is_locked AFTER UPDATE OF locked_until ON account
WHEN NEW.locked_until IS NOT NULL AND OLD.locked_until IS NOT NEW.locked_until
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'locked', NEW.updated_at, json_object('reason', NEW.lock_reason, 'until', NEW.locked_until));
END;

CREATE TRIGGER account_lock_is_set INSTEAD OF INSERT ON account_lock
BEGIN
  UPDATE account SET locked_until = NEW.until, lock_reason = NEW.reason, updated_at = NEW.at
    WHERE id = NEW.account AND (locked_until IS NULL OR locked_until < NEW.until);
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE changes() = 1 AND NEW.message IS NOT NULL;
  UPDATE session SET ended_at = NEW.at, end_reason = 'locked' WHERE account = NEW.account AND ended_at IS NULL;
END;

CREATE TRIGGER account_state_is_noted AFTER UPDATE OF state ON account WHEN OLD.state <> NEW.state
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'state_changed', NEW.updated_at, json_object('from', OLD.state, 'to', NEW.state));
  UPDATE session SET ended_at = NEW.updated_at, end_reason = 'blocked'
    WHERE account = NEW.id AND ended_at IS NULL AND NEW.state = 'blocked';
END;

CREATE TRIGGER agency_is_changed AFTER INSERT ON configuration_change WHEN NEW.kind = 'agency'
BEGIN
  INSERT INTO agency (code, name_ru, name_en, instance, superior, active)
    VALUES (NEW.key, NEW.data ->> '$.name_ru', NEW.data ->> '$.name_en', NEW.data ->> '$.instance',
      NEW.data ->> '$.superior', NEW.data ->> '$.active')
    ON CONFLICT (code) DO UPDATE SET name_ru = excluded.name_ru, name_en = excluded.name_en,
      instance = excluded.instance, superior = excluded.superior, active = excluded.active;
END;

CREATE TRIGGER agency_is_placed AFTER UPDATE OF superior, active ON agency
WHEN (OLD.superior, OLD.active) IS NOT (NEW.superior, NEW.active)
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

CREATE TRIGGER api_key_issued AFTER INSERT ON api_key
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES ((SELECT id FROM account WHERE id = NEW.created_by), 'key_issued', NEW.created_at,
      json_object('key', NEW.id, 'by', NEW.created_by));
END;

CREATE TRIGGER api_key_revoked AFTER UPDATE OF revoked_at ON api_key
WHEN OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES ((SELECT id FROM account WHERE id = NEW.revoked_by), 'key_revoked', NEW.revoked_at,
      json_object('key', NEW.id, 'by', NEW.revoked_by));
END;

CREATE TRIGGER appeal_is_counted AFTER INSERT ON appeal
BEGIN
  INSERT INTO counter (agency, status, appeals, overdue) VALUES (NEW.agency, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
  INSERT INTO counter_place (agency, unit, region, status, appeals, overdue)
    VALUES (NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, unit, region, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
END;

CREATE TRIGGER appeal_is_erased AFTER UPDATE OF anonymised_at ON appeal
WHEN OLD.anonymised_at IS NULL AND NEW.anonymised_at IS NOT NULL
BEGIN
  UPDATE event SET private = NULL, search = NULL, access_hash = NULL, idempotency_key = NULL, request_hash = NULL
    WHERE appeal = NEW.id;
  UPDATE upload SET private = NULL, token_hash = x'', idempotency_key = NULL, state = 'removed'
    WHERE appeal = NEW.id;
  DELETE FROM idempotency WHERE appeal = NEW.id;
  DELETE FROM outbox WHERE appeal = NEW.id;
  DELETE FROM delivery WHERE appeal = NEW.id;
  DELETE FROM notice WHERE appeal = NEW.id;
END;

CREATE TRIGGER appeal_is_found AFTER INSERT ON appeal
BEGIN
  DELETE FROM appeal_search WHERE rowid = NEW.number;
  INSERT INTO appeal_search (rowid, terms)
    SELECT NEW.number, coalesce(search, '') FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq;
END;

CREATE TRIGGER appeal_is_recounted AFTER UPDATE OF status, agency, unit, region, overdue ON appeal
WHEN (OLD.status, OLD.agency, coalesce(OLD.unit, ''), OLD.region, OLD.overdue)
  <> (NEW.status, NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.overdue)
BEGIN
  UPDATE counter SET appeals = appeals - 1, overdue = overdue - OLD.overdue
    WHERE agency = OLD.agency AND status = OLD.status;
  INSERT INTO counter (agency, status, appeals, overdue) VALUES (NEW.agency, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
  UPDATE counter_place SET appeals = appeals - 1, overdue = overdue - OLD.overdue
    WHERE agency = OLD.agency AND unit = coalesce(OLD.unit, '') AND region = OLD.region
      AND status = OLD.status;
  INSERT INTO counter_place (agency, unit, region, status, appeals, overdue)
    VALUES (NEW.agency, coalesce(NEW.unit, ''), NEW.region, NEW.status, 1, NEW.overdue)
    ON CONFLICT (agency, unit, region, status) DO UPDATE SET appeals = appeals + 1, overdue = overdue + excluded.overdue;
END;

CREATE TRIGGER approvals_end_with_the_password AFTER UPDATE OF password_at ON account
WHEN OLD.password_at IS NOT NEW.password_at
BEGIN
  UPDATE one_time SET used_at = NEW.updated_at WHERE account = NEW.id AND purpose = 'qr' AND used_at IS NULL;
END;

CREATE TRIGGER block_is_lifted AFTER UPDATE OF lifted_at ON block
WHEN OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.lifted_at, NEW.lifted_by, 'block', NEW.id, 2, NEW.agency, NULL);
END;

CREATE TRIGGER block_is_set AFTER INSERT ON block
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.created_at, NEW.created_by, 'block', NEW.id, 1, NEW.agency,
      json_object('kind', NEW.kind, 'until_ms', NEW.until, 'appeal', NEW.appeal));
END;

CREATE TRIGGER category_is_changed AFTER INSERT ON configuration_change WHEN NEW.kind = 'category'
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

CREATE TRIGGER category_is_learnt AFTER INSERT ON learned_appeal
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT search, NEW.category, 1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
END;

CREATE TRIGGER category_is_learnt_otherwise AFTER UPDATE OF category ON learned_appeal
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT search, OLD.category, -1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
  INSERT INTO learning (search, category, sign)
    SELECT search, NEW.category, 1 FROM event WHERE appeal = NEW.appeal AND seq = 1;
END;

CREATE TRIGGER code_goes_first AFTER INSERT ON outbox WHEN substr(NEW.kind, -5) = '_code'
BEGIN
  UPDATE outbox SET next_at = -1 WHERE id = NEW.id;
END;

CREATE TRIGGER configuration_change_is_never_changed BEFORE UPDATE ON configuration_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER configuration_change_is_never_removed BEFORE DELETE ON configuration_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: journal_append_only');
END;

CREATE TRIGGER configuration_is_changed AFTER INSERT ON configuration_change WHEN NEW.data IS NOT NULL
BEGIN
  INSERT INTO configuration_item (kind, key, version, agency, data)
    VALUES (NEW.kind, NEW.key, NEW.version, NEW.agency, NEW.data)
    ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version, agency = excluded.agency, data = excluded.data;
END;

CREATE TRIGGER configuration_is_entered INSTEAD OF INSERT ON configuration_entry
BEGIN
  INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
    VALUES (NEW.at, NEW.actor, NEW.kind, NEW.key, NEW.version, NEW.agency, NEW.data);
  INSERT INTO webhook_secret (webhook, secret) SELECT NEW.key, NEW.secret WHERE NEW.secret IS NOT NULL
    ON CONFLICT (webhook) DO UPDATE SET secret = excluded.secret;
END;

CREATE TRIGGER configuration_is_removed AFTER INSERT ON configuration_change WHEN NEW.data IS NULL
BEGIN
  DELETE FROM configuration_item WHERE kind = NEW.kind AND key = NEW.key;
END;

CREATE TRIGGER contact_change_is_made INSTEAD OF INSERT ON contact_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: login_taken') WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.hashes) AS hash
      JOIN login ON login.kind = NEW.contact AND login.hash = unhex(hash.value)
    WHERE login.account <> NEW.account AND login.confirmed_at IS NOT NULL);
  UPDATE account SET profile = NEW.profile, version = version + 1, updated_at = NEW.at,
      state = CASE state WHEN 'unconfirmed' THEN 'active' ELSE state END
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  DELETE FROM login WHERE account = NEW.account AND kind = NEW.contact;
  INSERT OR REPLACE INTO login (kind, hash, account, confirmed_at, created_at)
    VALUES (NEW.contact, unhex(NEW.hashes ->> '$[0]'), NEW.account, NEW.at, NEW.at);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'contact_changed', NEW.at, json_object('contact', NEW.contact));
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL;
END;

CREATE TRIGGER deliveries_are_erased AFTER INSERT ON account_event WHEN NEW.kind = 'erased'
BEGIN
  DELETE FROM delivery WHERE account = NEW.account;
END;

CREATE TRIGGER draft_is_sent AFTER INSERT ON event
WHEN NEW.seq = 1 AND NEW.data ->> '$.account' IS NOT NULL
BEGIN
  DELETE FROM draft WHERE account = NEW.data ->> '$.account'
    AND repeat_of = coalesce(NEW.data ->> '$.repeat_of', '');
END;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
WHEN (NEW.id, NEW.appeal, NEW.seq, NEW.kind, NEW.actor, NEW.at, NEW.data, NEW.number, NEW.previous_hash,
      NEW.private_hash) IS NOT
    (OLD.id, OLD.appeal, OLD.seq, OLD.kind, OLD.actor, OLD.at, OLD.data, OLD.number, OLD.previous_hash,
      OLD.private_hash)
  OR (OLD.private IS NULL AND NEW.private IS NOT NULL)
  OR (OLD.search IS NULL AND NEW.search IS NOT NULL)
  OR (NEW.access_hash IS NOT NULL AND NEW.access_hash IS NOT OLD.access_hash)
  OR (NEW.idempotency_key IS NOT NULL AND NEW.idempotency_key IS NOT OLD.idempotency_key)
  OR (NEW.request_hash IS NOT NULL AND NEW.request_hash IS NOT OLD.request_hash)
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER event_marks_its_key AFTER INSERT ON event
WHEN NEW.idempotency_key IS NOT NULL
BEGIN
  INSERT INTO idempotency (key, request_hash, appeal, created_at)
    VALUES (NEW.idempotency_key, NEW.request_hash, NEW.appeal, NEW.at);
END;

CREATE TRIGGER factor_added AFTER INSERT ON factor WHEN NEW.kind <> 'recovery'
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'factor_added', NEW.created_at, json_object('factor', NEW.id, 'kind', NEW.kind));
END;

CREATE TRIGGER files_are_attached AFTER INSERT ON event
WHEN json_array_length(NEW.data, '$.attachments') > 0
BEGIN
  UPDATE upload SET appeal = NEW.appeal
    WHERE appeal IS NULL AND state = 'ready'
      AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments'));
  SELECT RAISE(ABORT, 'attachment_unavailable')
    WHERE (SELECT count(*) FROM upload WHERE appeal = NEW.appeal AND state = 'ready'
        AND id IN (SELECT value ->> '$.id' FROM json_each(NEW.data, '$.attachments')))
      <> json_array_length(NEW.data, '$.attachments');
END;

CREATE TRIGGER first_administrator_is_made INSTEAD OF INSERT ON first_administrator
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: administrator_exists')
    WHERE EXISTS (SELECT 1 FROM account WHERE role = 'administrator');
  INSERT INTO new_account (id, role, lang, state, password, profile, logins, at)
    VALUES (NEW.id, 'administrator', NEW.lang, 'active', NEW.password, NEW.profile, NEW.logins, NEW.at);
END;

CREATE TRIGGER invitation_is_accepted INSTEAD OF INSERT ON accepted_invitation
BEGIN
  UPDATE one_time SET used_at = NEW.at
    WHERE hash = NEW.hash AND purpose = 'invitation' AND used_at IS NULL AND expires_at > NEW.at;
  SELECT RAISE(ABORT, 'constraint failed: invitation_gone') WHERE changes() = 0;
  INSERT INTO new_account (id, role, agency, unit, region, lang, state, password, profile, logins, at)
    VALUES (NEW.id, NEW.role, NEW.agency, NEW.unit, NEW.region, NEW.lang, 'active', NEW.password,
      NEW.profile, NEW.logins, NEW.at);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'invitation_accepted', NEW.at, json_object('by', NEW.invited_by));
END;

CREATE TRIGGER journal_entry_is_written INSTEAD OF INSERT ON journal_entry
BEGIN
  INSERT INTO event (appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash, search,
      idempotency_key, request_hash, previous_hash)
    VALUES (NEW.appeal, NEW.seq, NEW.kind, NEW.actor, NEW.at, NEW.data, NEW.private, NEW.private_hash, NEW.number,
      NEW.access_hash, NEW.search, NEW.idempotency_key, NEW.request_hash, NEW.previous_hash);
  INSERT INTO read_model (appeal, content) SELECT NEW.appeal, NEW.read_model WHERE NEW.read_model IS NOT NULL;
  INSERT INTO notice (appeal, seq, topic, recipient, actor, at, next_at)
    SELECT NEW.appeal, value ->> '$.seq', value ->> '$.topic', value ->> '$.recipient', NEW.actor, NEW.at, 0
    FROM json_each(NEW.notices) WHERE true
    ON CONFLICT DO NOTHING;
  -- "Count anew" outlives the commands that come before the tick does: they were decided by the rules of some
  -- seconds ago, perhaps, and count no deadline anew.
  DELETE FROM timer WHERE appeal = NEW.appeal AND kind <> 'refresh' AND NEW.timers IS NOT NULL;
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;

CREATE TRIGGER learning_is_done INSTEAD OF INSERT ON learning WHEN coalesce(NEW.search, '') <> ''
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

CREATE TRIGGER letter_goes_again INSTEAD OF INSERT ON letter_again
BEGIN
  UPDATE delivery SET letter = NULL, due_at = NEW.at
    WHERE channel = 'email' AND sent < 4
      AND letter = (SELECT outbox.id FROM delivery AS wanted JOIN outbox ON outbox.id = wanted.letter
        WHERE wanted.id = NEW.delivery AND outbox.created_at <= NEW.at - 600000
          AND (outbox.delivered_at IS NOT NULL OR outbox.failed_at IS NOT NULL));
  SELECT RAISE(ABORT, 'constraint failed: not_again') WHERE changes() = 0;
END;

CREATE TRIGGER new_account_is_made INSTEAD OF INSERT ON new_account
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: login_taken') WHERE EXISTS (
    SELECT 1 FROM json_each(NEW.logins) AS own, json_each(own.value, '$.hashes') AS hash
      JOIN login ON login.kind = own.value ->> '$.kind' AND login.hash = unhex(hash.value)
    WHERE login.confirmed_at IS NOT NULL);
  INSERT INTO account (id, role, agency, unit, region, lang, state, password, password_at, profile,
      created_at, updated_at)
    VALUES (NEW.id, NEW.role, NEW.agency, NEW.unit, NEW.region, NEW.lang, NEW.state, NEW.password,
      CASE WHEN NEW.password IS NOT NULL THEN NEW.at END, NEW.profile, NEW.at, NEW.at);
  DELETE FROM login WHERE confirmed_at IS NULL AND (kind, hash) IN (
    SELECT own.value ->> '$.kind', unhex(hash.value)
      FROM json_each(NEW.logins) AS own, json_each(own.value, '$.hashes') AS hash);
  INSERT INTO login (kind, hash, account, confirmed_at, created_at)
    SELECT value ->> '$.kind', unhex(value ->> '$.hashes[0]'), NEW.id,
      CASE WHEN value ->> '$.confirmed' THEN NEW.at END, NEW.at
    FROM json_each(NEW.logins);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.id, 'registered', NEW.at, json_object('role', NEW.role));
END;

CREATE TRIGGER new_code_is_kept INSTEAD OF INSERT ON new_code
BEGIN
  INSERT INTO one_time (hash, purpose, account, code_hash, data, created_at, expires_at)
    VALUES (NEW.hash, NEW.purpose, NEW.account, NEW.code_hash, NEW.data, NEW.at, NEW.expires_at)
    ON CONFLICT (hash) DO UPDATE SET code_hash = excluded.code_hash, sends = sends + 1
      WHERE purpose = excluded.purpose AND used_at IS NULL AND expires_at > NEW.at AND sends < NEW.most_sends;
  SELECT RAISE(ABORT, 'constraint failed: code_refused') WHERE changes() = 0;
  UPDATE account SET locked_until = NEW.lock_until, lock_reason = 'codes', updated_at = NEW.at
    WHERE id = NEW.account AND NEW.lock_until IS NOT NULL
      AND (locked_until IS NULL OR locked_until <= NEW.at);
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL AND (NEW.lock_until IS NULL OR changes() = 1);
END;

CREATE TRIGGER news_message_is_written INSTEAD OF INSERT ON news_message
BEGIN
  UPDATE delivery SET letter = NEW.id, sent = sent + 1
    WHERE letter IS NULL AND id IN (SELECT value FROM json_each(NEW.deliveries));
  SELECT RAISE(ABORT, 'constraint failed: news_taken') WHERE changes() <> json_array_length(NEW.deliveries);
  INSERT INTO outbox (id, account, appeal, channel, kind, message, created_at)
    VALUES (NEW.id, NEW.account, NEW.appeal, NEW.channel, NEW.kind, NEW.message, NEW.at);
END;

CREATE TRIGGER notice_is_addressed INSTEAD OF INSERT ON addressed_notice
BEGIN
  UPDATE notice SET addressed_at = NEW.at WHERE id = NEW.notice AND addressed_at IS NULL;
  INSERT INTO delivery (id, notice, appeal, topic, target, account, channel, created_at, due_at)
    SELECT value ->> '$.id', NEW.notice, NEW.appeal, NEW.topic, value ->> '$.target', value ->> '$.account',
      value ->> '$.channel', NEW.at, value ->> '$.due_at'
    FROM json_each(NEW.deliveries) WHERE changes() = 1
      AND NOT EXISTS (SELECT 1 FROM delivery AS told JOIN notice AS other ON other.id = told.notice
        WHERE told.appeal = NEW.appeal AND told.topic = NEW.topic AND told.target = value ->> '$.target'
          AND told.channel = value ->> '$.channel'
          AND other.at = (SELECT at FROM notice WHERE id = NEW.notice))
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER number_is_given AFTER INSERT ON event WHEN NEW.number IS NOT NULL
BEGIN
  INSERT INTO number_sequence (year, last) VALUES (NEW.number / 10000000, NEW.number % 10000000)
    ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last);
END;

CREATE TRIGGER password_change_is_made INSTEAD OF INSERT ON password_change
BEGIN
  UPDATE account SET password = NEW.password, password_at = NEW.at, failures = 0, locked_until = NULL,
      lock_reason = NULL, updated_at = NEW.at, version = version + 1
    WHERE id = NEW.account AND state <> 'blocked';
  SELECT RAISE(ABORT, 'constraint failed: account_closed') WHERE changes() = 0;
  UPDATE session SET ended_at = NEW.at, end_reason = 'password_changed'
    WHERE account = NEW.account AND ended_at IS NULL AND id IS NOT NEW.keep;
  UPDATE one_time SET used_at = NEW.at
    WHERE account = NEW.account AND purpose IN ('second_factor', 'recovery') AND used_at IS NULL;
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'password_changed', NEW.at, json_object('how', NEW.how));
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE NEW.message IS NOT NULL;
END;

CREATE TRIGGER profile_change_is_made INSTEAD OF INSERT ON profile_change
BEGIN
  UPDATE account SET profile = NEW.profile, lang = NEW.lang, version = version + 1, updated_at = NEW.at
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  DELETE FROM login WHERE account = NEW.account AND kind = 'snils' AND confirmed_at IS NULL
    AND hex(hash) NOT IN (SELECT upper(value) FROM json_each(NEW.snils));
  INSERT INTO login (kind, hash, account, created_at)
    SELECT 'snils', unhex(NEW.snils ->> '$[0]'), NEW.account, NEW.at
    WHERE json_array_length(NEW.snils) > 0 AND NOT EXISTS (
      SELECT 1 FROM json_each(NEW.snils) AS hash
        JOIN login ON login.kind = 'snils' AND login.hash = unhex(hash.value));
  INSERT INTO account_event (account, kind, at) VALUES (NEW.account, 'profile_changed', NEW.at);
END;

CREATE TRIGGER queue_is_counted AFTER INSERT ON queue WHEN NEW.open
BEGIN
  INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
    VALUES (coalesce(NEW.assignee, ''), NEW.agency, coalesce(NEW.unit, ''), NEW.region, 1, NEW.overdue, NEW.approval)
    ON CONFLICT (assignee, agency, unit, region) DO UPDATE SET appeals = appeals + 1,
      overdue = overdue + excluded.overdue, approval = approval + excluded.approval;
END;

CREATE TRIGGER queue_is_counted_again
AFTER UPDATE OF agency, unit, region, open, assignee, overdue, approval ON queue
WHEN NEW.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
    VALUES (coalesce(NEW.assignee, ''), NEW.agency, coalesce(NEW.unit, ''), NEW.region, 1, NEW.overdue, NEW.approval)
    ON CONFLICT (assignee, agency, unit, region) DO UPDATE SET appeals = appeals + 1,
      overdue = overdue + excluded.overdue, approval = approval + excluded.approval;
END;

CREATE TRIGGER queue_is_no_more_counted
AFTER UPDATE OF agency, unit, region, open, assignee, overdue, approval ON queue
WHEN OLD.open AND (OLD.agency, OLD.unit, OLD.region, OLD.open, OLD.assignee, OLD.overdue, OLD.approval)
  IS NOT (NEW.agency, NEW.unit, NEW.region, NEW.open, NEW.assignee, NEW.overdue, NEW.approval)
BEGIN
  UPDATE queue_counter SET appeals = appeals - 1, overdue = overdue - OLD.overdue, approval = approval - OLD.approval
    WHERE assignee = coalesce(OLD.assignee, '') AND agency = OLD.agency AND unit = coalesce(OLD.unit, '')
      AND region = OLD.region;
END;

CREATE TRIGGER read_model_is_copied INSTEAD OF INSERT ON read_model
BEGIN
  INSERT INTO appeal (number, id, access_hash, data, private, private_seq, version, type, channel, anonymous,
      repeat_of, created_at, updated_at, status, status_since, open, ended, region, category, agency, unit, assignee,
      priority, priority_confirmed, deadline, due_at, overdue, processing_started, answer_state, score, higher,
      hidden, anonymised_at)
    SELECT first.number, first.appeal, first.access_hash, first.data, text.private, text.seq, it ->> '$.version',
      it ->> '$.type', it ->> '$.channel', it ->> '$.anonymous', it ->> '$.repeat_of', it ->> '$.created_at',
      it ->> '$.updated_at', it ->> '$.status', it ->> '$.status_since', it ->> '$.open', it ->> '$.ended',
      it ->> '$.region', it ->> '$.category', it ->> '$.agency', it ->> '$.unit', it ->> '$.assignee',
      it ->> '$.priority', it ->> '$.priority_confirmed', it ->> '$.deadline', it ->> '$.due_at',
      it ->> '$.overdue', it ->> '$.processing_started', it ->> '$.answer_state', it ->> '$.score',
      it ->> '$.higher', it ->> '$.hidden', it ->> '$.anonymised_at'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
      JOIN event AS first ON first.appeal = NEW.appeal AND first.seq = 1
      JOIN event AS text ON text.appeal = NEW.appeal AND text.seq = it ->> '$.private_seq'
    WHERE NOT EXISTS (SELECT 1 FROM appeal WHERE id = NEW.appeal);
  UPDATE appeal SET version = it ->> '$.version', updated_at = it ->> '$.updated_at', due_at = it ->> '$.due_at',
      deadline = it ->> '$.deadline', processing_started = it ->> '$.processing_started',
      priority = it ->> '$.priority', priority_confirmed = it ->> '$.priority_confirmed',
      answer_state = it ->> '$.answer_state', score = it ->> '$.score', higher = it ->> '$.higher',
      hidden = it ->> '$.hidden', private_seq = it ->> '$.private_seq'
    FROM (SELECT NEW.content -> '$.appeal' AS it) WHERE id = NEW.appeal;
  UPDATE appeal SET status = it ->> '$.status', status_since = it ->> '$.status_since', open = it ->> '$.open',
      ended = it ->> '$.ended', overdue = it ->> '$.overdue', anonymised_at = it ->> '$.anonymised_at'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
    WHERE id = NEW.appeal AND (status, status_since, open, ended, overdue, anonymised_at) IS NOT
      (it ->> '$.status', it ->> '$.status_since', it ->> '$.open', it ->> '$.ended', it ->> '$.overdue',
        it ->> '$.anonymised_at');
  UPDATE appeal SET category = it ->> '$.category', agency = it ->> '$.agency', unit = it ->> '$.unit'
    FROM (SELECT NEW.content -> '$.appeal' AS it)
    WHERE id = NEW.appeal AND (category, agency, unit) IS NOT
      (it ->> '$.category', it ->> '$.agency', it ->> '$.unit');
  UPDATE appeal SET assignee = NEW.content ->> '$.appeal.assignee'
    WHERE id = NEW.appeal AND assignee IS NOT NEW.content ->> '$.appeal.assignee';
  -- An account that was erased has no appeals any more, whatever the journal says of whose they were.
  UPDATE appeal SET account = its
    FROM (SELECT (SELECT NEW.content ->> '$.appeal.account' WHERE NOT EXISTS (SELECT 1 FROM account
      WHERE id = NEW.content ->> '$.appeal.account' AND erased_at IS NOT NULL)) AS its)
    WHERE id = NEW.appeal AND account IS NOT its;
  INSERT INTO queue (number, agency, unit, region, category, status, assignee, priority, due_at, overdue, open,
      approval, replied, call_at, rank)
    SELECT number, it ->> '$.agency', it ->> '$.unit', it ->> '$.region', it ->> '$.category', it ->> '$.status',
      it ->> '$.assignee', it ->> '$.priority', it ->> '$.due_at', it ->> '$.overdue', it ->> '$.open',
      it ->> '$.approval', it ->> '$.replied', it ->> '$.call_at', it ->> '$.rank'
    FROM (SELECT NEW.content -> '$.queue' AS it) JOIN appeal ON id = NEW.appeal WHERE true
    ON CONFLICT (number) DO UPDATE SET agency = excluded.agency, unit = excluded.unit, region = excluded.region,
      category = excluded.category, status = excluded.status, assignee = excluded.assignee,
      priority = excluded.priority, due_at = excluded.due_at, overdue = excluded.overdue, open = excluded.open,
      approval = excluded.approval, replied = excluded.replied, call_at = excluded.call_at, rank = excluded.rank
    WHERE (queue.agency, queue.unit, queue.region, queue.category, queue.status, queue.assignee, queue.priority,
        queue.due_at, queue.overdue, queue.open, queue.approval, queue.replied, queue.call_at, queue.rank)
      IS NOT (excluded.agency, excluded.unit, excluded.region, excluded.category, excluded.status,
        excluded.assignee, excluded.priority, excluded.due_at, excluded.overdue, excluded.open, excluded.approval,
        excluded.replied, excluded.call_at, excluded.rank);
  DELETE FROM rating WHERE appeal = NEW.appeal;
  INSERT INTO rating (appeal, score, category, given_at, revised_at, seq, outcome, reviewed_at, review_seq)
    SELECT NEW.appeal, it ->> '$.score', it ->> '$.category', it ->> '$.given_at', it ->> '$.revised_at',
      it ->> '$.seq', it ->> '$.outcome', it ->> '$.reviewed_at', it ->> '$.review_seq'
    FROM (SELECT NEW.content -> '$.rating' AS it) WHERE it <> 'null';
  DELETE FROM review WHERE appeal = NEW.appeal;
  INSERT INTO review (appeal, appeal_number, category, region, agency, unit, score, about, given_at, review_by,
      provisional)
    SELECT NEW.appeal, it ->> '$.appeal_number', it ->> '$.category', it ->> '$.region', it ->> '$.agency',
      it ->> '$.unit', it ->> '$.score', it ->> '$.about', it ->> '$.given_at', it ->> '$.review_by',
      it ->> '$.provisional'
    FROM (SELECT NEW.content -> '$.review' AS it) WHERE it <> 'null';
  DELETE FROM objection WHERE appeal = NEW.appeal;
  INSERT INTO objection (appeal, ordinal, number, appeal_number, category, region, unit, origin, agency, instance,
      reviewer, ground, filed_at, decide_by, outcome, decided_at)
    SELECT NEW.appeal, value ->> '$.ordinal', value ->> '$.number', value ->> '$.appeal_number',
      value ->> '$.category', value ->> '$.region', value ->> '$.unit', value ->> '$.origin', value ->> '$.agency',
      value ->> '$.instance', value ->> '$.reviewer', value ->> '$.ground', value ->> '$.filed_at',
      value ->> '$.decide_by', value ->> '$.outcome', value ->> '$.decided_at'
    FROM json_each(NEW.content, '$.objection');
  DELETE FROM participant WHERE appeal = NEW.appeal;
  INSERT INTO participant (id, appeal, role, rights, account, agency, unit, state, by_applicant, at, seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.role', value ->> '$.rights', value ->> '$.account',
      value ->> '$.agency', value ->> '$.unit', value ->> '$.state', value ->> '$.by_applicant', value ->> '$.at',
      value ->> '$.seq'
    FROM json_each(NEW.content, '$.participant');
  DELETE FROM task WHERE appeal = NEW.appeal;
  INSERT INTO task (id, appeal, participant, state, due_on, created_at, changed_at, seq, done_seq, returned_seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.participant', value ->> '$.state', value ->> '$.due_on',
      value ->> '$.created_at', value ->> '$.changed_at', value ->> '$.seq', value ->> '$.done_seq',
      value ->> '$.returned_seq'
    FROM json_each(NEW.content, '$.task');
  DELETE FROM attachment_version WHERE appeal = NEW.appeal;
  INSERT INTO attachment_version (appeal, attachment, version, file, at, actor, current)
    SELECT NEW.appeal, value ->> '$.attachment', value ->> '$.version', value ->> '$.file', value ->> '$.at',
      value ->> '$.actor', value ->> '$.current'
    FROM json_each(NEW.content, '$.attachment_version');
  DELETE FROM conduct_mark WHERE appeal = NEW.appeal;
  INSERT INTO conduct_mark (id, appeal, conduct, marked_seq, state, at, changed_at, seq, appealed_seq, decided_seq)
    SELECT value ->> '$.id', NEW.appeal, value ->> '$.conduct', value ->> '$.marked_seq', value ->> '$.state',
      value ->> '$.at', value ->> '$.changed_at', value ->> '$.seq', value ->> '$.appealed_seq',
      value ->> '$.decided_seq'
    FROM json_each(NEW.content, '$.conduct_mark');
  INSERT INTO learned_appeal (appeal, category)
    SELECT NEW.appeal, NEW.content ->> '$.learned_appeal.category'
    WHERE NEW.content ->> '$.learned_appeal' IS NOT NULL
    ON CONFLICT (appeal) DO UPDATE SET category = excluded.category WHERE category <> excluded.category;
END;

CREATE TRIGGER recovery_codes_are_made INSTEAD OF INSERT ON recovery_codes
BEGIN
  DELETE FROM factor WHERE account = NEW.account AND kind = 'recovery';
  INSERT INTO factor (id, account, kind, hash, data, created_at)
    SELECT value ->> '$.id', NEW.account, 'recovery', unhex(value ->> '$.hash'), '', NEW.at
    FROM json_each(NEW.codes);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'recovery_codes_made', NEW.at, json_object('codes', json_array_length(NEW.codes)));
END;

CREATE TRIGGER rules_move_what_is_due AFTER INSERT ON configuration_change
WHEN NEW.kind IN ('setting', 'deadline_class', 'calendar_day', 'calendar_year')
BEGIN
  INSERT INTO timer (appeal, kind, at)
    SELECT id, 'refresh', NEW.at FROM appeal WHERE ended = 0
    UNION SELECT appeal, 'refresh', NEW.at FROM review WHERE true
    ON CONFLICT (appeal, kind) DO UPDATE SET at = excluded.at;
END;

CREATE TRIGGER session_began AFTER INSERT ON session
BEGIN
  UPDATE account SET failures = 0, locked_until = NULL, lock_reason = NULL WHERE id = NEW.account
    AND (failures <> 0 OR locked_until IS NOT NULL);
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'sign_in', NEW.created_at,
      json_object('session', NEW.id, 'method', NEW.method, 'level', NEW.level));
END;

CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON session
WHEN OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
BEGIN
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'session_ended', NEW.ended_at, json_object('session', NEW.id, 'reason', NEW.end_reason));
END;

CREATE TRIGGER session_needs_an_open_account BEFORE INSERT ON session
WHEN NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND state <> 'blocked'
  AND (locked_until IS NULL OR locked_until <= NEW.created_at))
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: account_closed');
END;

CREATE TRIGGER sign_in_failure_is_counted INSTEAD OF INSERT ON sign_in_failure
BEGIN
  INSERT INTO account_event (account, kind, at, data) VALUES (NEW.account, 'sign_in_failed', NEW.at, NEW.data);
  UPDATE account SET failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
      locked_until = NULL, lock_reason = NULL, updated_at = NEW.at
    WHERE id = NEW.account AND (locked_until IS NULL OR locked_until <= NEW.at);
  UPDATE account SET locked_until = NEW.lock_until, lock_reason = 'failures', updated_at = NEW.at
    WHERE id = NEW.account AND locked_until IS NULL AND failures >= NEW.most;
  INSERT INTO outbox (id, account, channel, kind, message, created_at)
    SELECT NEW.message_id, NEW.account, NEW.channel, NEW.kind, NEW.message, NEW.at
    WHERE changes() = 1 AND NEW.message IS NOT NULL;
END;

CREATE TRIGGER staff_change_is_made INSTEAD OF INSERT ON staff_change
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: last_administrator')
    WHERE EXISTS (SELECT 1 FROM account WHERE id = NEW.account AND role = 'administrator'
        AND state = 'active' AND agency IS NULL AND unit IS NULL AND region IS NULL)
      AND NOT (NEW.role = 'administrator' AND NEW.state = 'active'
        AND NEW.agency IS NULL AND NEW.unit IS NULL AND NEW.region IS NULL)
      AND NOT EXISTS (SELECT 1 FROM account WHERE id <> NEW.account AND role = 'administrator'
        AND state = 'active' AND agency IS NULL AND unit IS NULL AND region IS NULL);
  UPDATE account SET role = NEW.role, agency = NEW.agency, unit = NEW.unit, region = NEW.region,
      state = NEW.state, version = version + 1, updated_at = NEW.at
    WHERE id = NEW.account AND version = NEW.version;
  SELECT RAISE(ABORT, 'constraint failed: version_changed') WHERE changes() = 0;
  UPDATE session SET ended_at = NEW.at, end_reason = 'role_changed'
    WHERE account = NEW.account AND ended_at IS NULL;
  INSERT INTO account_event (account, kind, at, data)
    VALUES (NEW.account, 'staff_changed', NEW.at, json_object('by', NEW.changed_by, 'role', NEW.role,
      'agency', NEW.agency, 'unit', NEW.unit, 'region', NEW.region, 'state', NEW.state));
END;

CREATE TRIGGER staff_member_change_is_made INSTEAD OF INSERT ON staff_member_change
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

CREATE TRIGGER supervisor_changes AFTER UPDATE OF role, state, agency, unit, region ON account
WHEN 'supervisor' IN (OLD.role, NEW.role)
  AND (OLD.role, OLD.state, OLD.agency, OLD.unit, OLD.region)
    IS NOT (NEW.role, NEW.state, NEW.agency, NEW.unit, NEW.region)
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NOT NULL AND reviewer = NEW.id
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

CREATE TRIGGER supervisor_comes AFTER INSERT ON account
WHEN NEW.role = 'supervisor' AND NEW.state = 'active'
BEGIN
  INSERT INTO reviewer_sought (appeal)
    SELECT appeal FROM objection WHERE outcome IS NULL AND reviewer IS NULL
    ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

CREATE TRIGGER terms_are_hashed_again AFTER UPDATE OF search ON event
WHEN EXISTS (SELECT 1 FROM appeal WHERE id = NEW.appeal AND private_seq = NEW.seq)
BEGIN
  DELETE FROM appeal_search WHERE rowid = (SELECT number FROM appeal WHERE id = NEW.appeal);
  INSERT INTO appeal_search (rowid, terms)
    SELECT number, coalesce(NEW.search, '') FROM appeal WHERE id = NEW.appeal;
END;

CREATE TRIGGER terms_are_learnt_again AFTER UPDATE OF search ON event
WHEN NEW.seq = 1 AND EXISTS (SELECT 1 FROM learned_appeal WHERE appeal = NEW.appeal)
BEGIN
  INSERT INTO learning (search, category, sign)
    SELECT OLD.search, category, -1 FROM learned_appeal WHERE appeal = NEW.appeal;
  INSERT INTO learning (search, category, sign)
    SELECT NEW.search, category, 1 FROM learned_appeal WHERE appeal = NEW.appeal;
END;

CREATE TRIGGER text_is_another AFTER UPDATE OF private_seq ON appeal
WHEN OLD.private_seq <> NEW.private_seq
BEGIN
  UPDATE appeal SET private = (SELECT private FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq)
    WHERE id = NEW.id;
  DELETE FROM appeal_search WHERE rowid = NEW.number;
  INSERT INTO appeal_search (rowid, terms)
    SELECT NEW.number, coalesce(search, '') FROM event WHERE appeal = NEW.id AND seq = NEW.private_seq;
END;

CREATE TRIGGER text_is_sealed_again AFTER UPDATE OF private ON event
BEGIN
  UPDATE appeal SET private = NEW.private WHERE id = NEW.appeal AND private_seq = NEW.seq;
END;

CREATE TRIGGER timers_are_replaced INSTEAD OF INSERT ON timer_replacement
WHEN (SELECT version FROM appeal WHERE id = NEW.appeal) = NEW.version
BEGIN
  DELETE FROM timer WHERE appeal = NEW.appeal AND (kind <> 'refresh' OR at = NEW.refreshed_at);
  INSERT INTO timer (appeal, kind, at)
    SELECT NEW.appeal, value ->> '$.kind', value ->> '$.at_ms' FROM json_each(NEW.timers);
END;
