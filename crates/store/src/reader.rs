//! For whom somebody acts.

use crate::database::{Connection, Error};

/// The agencies of accounts and API keys, by their ids; whoever has none is left out.
pub async fn agencies_of(
    db: &impl Connection,
    ids: &[&str],
) -> Result<Vec<(String, String)>, Error> {
    let ids = serde_json::json!(ids).to_string();
    let sql =
        "SELECT a.id, a.agency FROM json_each(?1) AS w CROSS JOIN account AS a ON a.id = w.value
          WHERE a.agency IS NOT NULL
        UNION ALL
        SELECT k.id, k.agency FROM json_each(?1) AS w CROSS JOIN api_key AS k ON k.id = w.value
          WHERE k.agency IS NOT NULL";
    let rows = db.execute(sql, vec![ids.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}
