-- Files that people send.

-- A file that came, or is still coming, and the appeal that took it. Its bytes are in the key-value
-- store under the keys that `chunks` lists in their order, sealed. `private` holds the name, the declared type
-- and the content's hash, sealed. `size_bytes` is NULL while it is not known.
CREATE TABLE IF NOT EXISTS upload (
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

CREATE INDEX IF NOT EXISTS upload_by_appeal ON upload (appeal) WHERE appeal IS NOT NULL;

CREATE INDEX IF NOT EXISTS upload_unused ON upload (created_at) WHERE appeal IS NULL;

-- Files whose appeal lost its personal data, until their bytes are gone too.
CREATE INDEX IF NOT EXISTS upload_erased ON upload (id) WHERE state = 'removed' AND appeal IS NOT NULL AND chunks <> '[]';

-- Files that an event names are its appeal's from then on. Those that are so already may be named again, as a draft
-- names the files of the version before.
CREATE TRIGGER IF NOT EXISTS files_are_attached AFTER INSERT ON event
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
