-- Keeping personal data: how far sealing again has come, and how long what is kept.

-- How far each part is, under the key whose id this is. `after` are the last row's key columns.
CREATE TABLE IF NOT EXISTS rekey (
  key BLOB NOT NULL,
  part TEXT NOT NULL,
  after_1,
  after_2,
  seen INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (key, part)
) WITHOUT ROWID;
