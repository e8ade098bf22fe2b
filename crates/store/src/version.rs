//! Versions of attachments.

use std::collections::BTreeMap;

use domain::Actor;

use crate::appeal::stored;
use crate::database::{Database, Error};

/// A version of a file that has more than one.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRow {
    /// The file, by the id of its first version.
    pub attachment: String,
    /// The number, from 1.
    pub version: i64,
    /// The upload.
    pub file: String,
    /// When it came, in milliseconds.
    pub at: i64,
    /// Who brought it.
    pub actor: Actor,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The versions of all files of an appeal, in order; files that have one only are left out.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<VersionRow>, Error> {
    let sql = "SELECT attachment, version, file, at, actor, current FROM attachment_version
               WHERE appeal = ?1 ORDER BY attachment, version";
    let rows = db.execute(sql, vec![appeal.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(VersionRow {
                attachment: row.text(0)?.to_owned(),
                version: row.integer(1)?,
                file: row.text(2)?.to_owned(),
                at: row.integer(3)?,
                actor: Actor::parse(row.text(4)?).map_err(|error| stored("actor", error))?,
                current: row.boolean(5)?,
            })
        })
        .collect()
}

/// The upload that stands for each file that has versions.
pub async fn current(db: &impl Database, appeal: &str) -> Result<BTreeMap<String, String>, Error> {
    let all = of_appeal(db, appeal).await?;
    let current = all.into_iter().filter(|version| version.current);
    Ok(current
        .map(|version| (version.attachment, version.file))
        .collect())
}
