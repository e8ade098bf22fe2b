//! Appeals that have to do with another: of the same person, or about the like. All is found by keyed hashes;
//! nothing is read that is not an answer.

use vault::Vault;

use crate::appeal::{AppealRow, COLUMNS, read};
use crate::database::{Database, Error, Value};
use crate::search;

/// Other appeals of the same person: of the account, or with the same telephone, address or number in the
/// search; the newest first.
pub async fn of_applicant(
    db: &impl Database,
    row: &AppealRow,
    limit: usize,
) -> Result<Vec<AppealRow>, Error> {
    let own = row.number.key();
    let mut found = match &row.account {
        Some(account) => {
            let sql = format!(
                "SELECT {COLUMNS} FROM appeal a WHERE a.account = ?1 AND a.number <> ?2
                 ORDER BY a.created_at DESC, a.number DESC LIMIT {limit}"
            );
            rows(db, &sql, vec![account.as_str().into(), own.into()]).await?
        }
        None => Vec::new(),
    };
    let applicant = row.registered.private.as_ref();
    let applicant = applicant.and_then(|private| private.applicant.as_ref());
    if let Some(query) = applicant.and_then(|one| search::identified_by(db.vault(), one)) {
        for other in matching(db, query, own, limit).await? {
            if !found.iter().any(|known| known.number == other.number) {
                found.push(other);
            }
        }
    }
    found.sort_by_key(|row| std::cmp::Reverse(row.number.key()));
    found.truncate(limit);
    Ok(found)
}

/// Appeals that share most words of the title, the newest first.
pub async fn similar(
    db: &impl Database,
    row: &AppealRow,
    limit: usize,
) -> Result<Vec<AppealRow>, Error> {
    let private = row.registered.private.as_ref();
    let title = private.map_or("", |private| private.title.as_str());
    match search::alike(db.vault(), title) {
        Some(query) => matching(db, query, row.number.key(), limit).await,
        None => Ok(Vec::new()),
    }
}

async fn matching(
    db: &impl Database,
    query: String,
    own: i64,
    limit: usize,
) -> Result<Vec<AppealRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM appeal_search CROSS JOIN appeal a ON a.number = appeal_search.rowid
         WHERE appeal_search MATCH ?1 AND appeal_search.rowid <> ?2
         ORDER BY appeal_search.rowid DESC LIMIT {limit}"
    );
    rows(db, &sql, vec![query.into(), own.into()]).await
}

async fn rows(
    db: &impl Database,
    sql: &str,
    parameters: Vec<Value>,
) -> Result<Vec<AppealRow>, Error> {
    let vault: &Vault = db.vault();
    let rows = db.execute(sql, parameters).await?;
    rows.iter().map(|row| read(vault, row)).collect()
}
