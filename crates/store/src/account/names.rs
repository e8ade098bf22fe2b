//! What members of staff are called.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{COLUMNS, read};
use crate::database::{Database, Error};

/// First and last names of accounts by their ids; an account without a name stands with an empty one, and one that
/// is no longer there is left out.
pub async fn names(
    db: &impl Database,
    ids: impl IntoIterator<Item = &str>,
) -> Result<BTreeMap<String, String>, Error> {
    let ids: Vec<&str> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) AS w CROSS JOIN account AS a ON a.id = w.value"
    );
    let rows = db.execute(&sql, vec![Json::from(ids).to_string().into()]);
    let rows = rows.await?;
    let name = rows.iter().map(|row| {
        let account = read(db, row)?;
        let person = account.profile.person;
        let name = format!("{} {}", person.first_name, person.last_name);
        Ok((account.id, name.trim().to_owned()))
    });
    name.collect()
}
