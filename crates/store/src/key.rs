//! The secret key of keyed hashes, where ops gave none.

use crate::database::{Database, Error};

/// The key that is kept; `proposed` becomes it where there is none yet. Instances that start together
/// get the same one.
pub async fn server_key(db: &impl Database, proposed: &[u8; 32]) -> Result<Vec<u8>, Error> {
    let insert = "INSERT INTO server_key (id, value) VALUES (1, ?1) ON CONFLICT DO NOTHING";
    db.execute(insert, vec![(*proposed).into()]).await?;
    let rows = db
        .execute("SELECT value FROM server_key WHERE id = 1", vec![])
        .await?;
    rows.first()
        .ok_or(Error::Column(0))?
        .blob(0)
        .map(<[u8]>::to_vec)
}
