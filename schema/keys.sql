-- The key that the service made for itself, and how far sealing again has come.

-- The key under which access codes and upload tokens are hashed, where ops gave none.
CREATE TABLE IF NOT EXISTS server_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value BLOB NOT NULL
);

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
