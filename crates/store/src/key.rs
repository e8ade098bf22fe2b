//! The secret key of keyed hashes, where ops gave none.

use crate::database::{Connection, Error};

/// The key that is kept; `proposed` becomes it where there is none yet. Instances that start together
/// get the same one.
pub async fn server_key(db: &impl Connection, proposed: &[u8; 32]) -> Result<Vec<u8>, Error> {
    let insert = "INSERT INTO server_key (id, value) VALUES (1, ?1) ON CONFLICT DO NOTHING";
    db.execute(insert, vec![(*proposed).into()]).await?;
    kept_server_key(db).await?.ok_or(Error::Column(0))
}

/// The key that is kept, where there is one.
pub async fn kept_server_key(db: &impl Connection) -> Result<Option<Vec<u8>>, Error> {
    let rows = db
        .execute("SELECT value FROM server_key WHERE id = 1", vec![])
        .await?;
    rows.first()
        .map(|row| row.blob(0).map(<[u8]>::to_vec))
        .transpose()
}
