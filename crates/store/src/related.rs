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

/// The latest appeals among which those about the like are looked for. Words that are in every second appeal and
/// never together would else be followed through all there are; what is older than these helps no decision.
const LOOKED_THROUGH: i64 = 20_000;

/// Of the latest appeals those that share most words of the title, the newest first.
pub async fn similar(
    db: &impl Database,
    row: &AppealRow,
    limit: usize,
) -> Result<Vec<AppealRow>, Error> {
    let private = row.registered.private.as_ref();
    let title = private.map_or("", |private| private.title.as_str());
    let Some(query) = search::alike(db.vault(), title) else {
        return Ok(Vec::new());
    };
    let sql = similar_statement(limit);
    rows(db, &sql, vec![query.into(), row.number.key().into()]).await
}

/// The statement of [`similar`]. The first of the latest is counted back from the last number of the newest year
/// and, where that year is young, of the one before.
pub fn similar_statement(limit: usize) -> String {
    let first = format!(
        "(SELECT y.last - {LOOKED_THROUGH} + iif(y.last > {LOOKED_THROUGH}, y.year * 10000000,
              (y.year - 1) * 10000000 + coalesce((SELECT last FROM number_sequence WHERE year = y.year - 1), 0))
          FROM number_sequence y ORDER BY y.year DESC LIMIT 1)"
    );
    statement(limit, &format!("AND appeal_search.rowid > {first}"))
}

async fn matching(
    db: &impl Database,
    query: String,
    own: i64,
    limit: usize,
) -> Result<Vec<AppealRow>, Error> {
    let sql = statement(limit, "");
    rows(db, &sql, vec![query.into(), own.into()]).await
}

fn statement(limit: usize, bound: &str) -> String {
    format!(
        "SELECT {COLUMNS} FROM appeal_search CROSS JOIN appeal a ON a.number = appeal_search.rowid
         WHERE appeal_search MATCH ?1 AND appeal_search.rowid <> ?2 {bound}
         ORDER BY appeal_search.rowid DESC LIMIT {limit}"
    )
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
