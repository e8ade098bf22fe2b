-- Participants, their tasks, versions of files, marks for bad conduct.

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
