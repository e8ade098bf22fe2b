//! How long personal data is kept, and what becomes of it: figures stay, people go.

mod copy;

use chrono::DateTime;
use domain::event::{ErasureReason, Event, PersonalDataErased};
use domain::{Actor, AppealNumber, Effects, Rules, Status};

use crate::account::{Profile, sealed_profile};
use crate::appeal::{number, stored};
use crate::database::{Database, Error};
use crate::journal::{self, Addition, AppendError};
use crate::upload;

pub use copy::{Copy, FileOfCopy, copy_of};

/// The category of people's requests to erase what the service keeps of them (`schema/data/categories.sql`).
pub const ERASURE_CATEGORY: &str = "personal.erasure";

/// An appeal to be erased, at the version that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The id.
    pub id: String,
    /// The number.
    pub number: AppealNumber,
    /// The sequence number of its last event.
    pub version: i64,
}

/// Appeals whose term has ended, the oldest first: answered or withdrawn as long ago as their category
/// says, without a repeat that is still kept (the term of the first runs from the last).
pub async fn due(db: &impl Database, now: i64, limit: i64) -> Result<Vec<Due>, Error> {
    let ended = |months: &str| {
        format!("1000 * unixepoch(?1 / 1000, 'unixepoch', '-' || {months} || ' months')")
    };
    // The first bound is for the index, the second for the appeal.
    let sql = format!(
        "SELECT a.id, a.number, a.version FROM appeal a
         LEFT JOIN category c ON c.code = a.category
         WHERE a.open = 0 AND a.anonymised_at IS NULL AND a.status_since < {}
           AND a.status_since < {}
           AND NOT EXISTS (SELECT 1 FROM appeal r WHERE r.repeat_of = a.number AND r.anonymised_at IS NULL)
         ORDER BY a.status_since LIMIT ?2",
        ended("(SELECT min(kept_months) FROM category)"),
        ended("coalesce(c.kept_months, 60)"),
    );
    let rows = db.execute(&sql, vec![now.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                id: row.text(0)?.to_owned(),
                number: number(row.integer(1)?)?,
                version: row.integer(2)?,
            })
        })
        .collect()
}

/// Erases the personal data of an appeal, in one statement. The bytes of its files are named by
/// [`erased_files`] until [`forget_files`] is told that they are gone.
pub async fn erase_appeal(
    db: &impl Database,
    due: &Due,
    reason: ErasureReason,
    actor: &Actor,
    at: i64,
) -> Result<i64, AppendError> {
    let facts = journal::facts(db, &due.id).await?;
    let state = facts.state(due.number);
    let state = state.filter(|state| state.version == due.version);
    let state = state.ok_or(AppendError::Conflict)?;
    let when = DateTime::from_timestamp_millis(at).ok_or_else(|| stored("time", at))?;
    let events = [Event::PersonalDataErased(PersonalDataErased { reason })];
    // Nothing is due any more, whatever the rules.
    let effects = Effects::of(state, &events, actor, when, &Rules::default());
    let addition = Addition {
        appeal: &due.id,
        after: &facts,
        actor,
        at,
        effects: &effects,
        idempotency: None,
    };
    journal::append(db, &addition, &events).await
}

/// Why an account was not erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// It has appeals that wait for an answer, which the law obliges to give (59-ФЗ, article 10).
    #[error("the account has open appeals")]
    AppealsOpen,
    /// The database says something else.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Erases an account: its logins, factors, sessions, profile, drafts and messages. Its answered appeals
/// stay for their term, but no longer as its own; [`erase_appeal`] is for those that may go at once.
pub async fn erase_account(db: &impl Database, account: &str, at: i64) -> Result<(), EraseError> {
    let sql = "INSERT INTO account_erasure (account, profile, at) VALUES (?1, ?2, ?3)";
    let empty = sealed_profile(db, account, &Profile::default())?;
    let done = db
        .execute(sql, vec![account.into(), empty.into(), at.into()])
        .await;
    match done {
        Ok(_) => Ok(()),
        Err(error) if error.is_constraint("appeals_open") => Err(EraseError::AppealsOpen),
        Err(error) => Err(error.into()),
    }
}

/// Files whose personal data is erased and whose bytes are still there: id and the keys of the chunks.
pub async fn erased_files(
    db: &impl Database,
    limit: i64,
) -> Result<Vec<(String, Vec<String>)>, Error> {
    let sql = "SELECT id, chunks FROM upload
        WHERE state = 'removed' AND appeal IS NOT NULL AND chunks <> '[]' ORDER BY id LIMIT ?1";
    let rows = db.execute(sql, vec![limit.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), upload::chunks(row.text(1)?)?)))
        .collect()
}

/// Accounts whose people asked for erasure and were granted it, and which wait for no other answer.
pub async fn accounts_to_erase(db: &impl Database, limit: i64) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT a.account FROM appeal a
               JOIN account p ON p.id = a.account AND p.role = 'citizen'
               WHERE a.category = ?1 AND a.status IN (?2, ?3)
                 AND NOT EXISTS (SELECT 1 FROM appeal o WHERE o.account = a.account AND o.open = 1)
               LIMIT ?4";
    let parameters = vec![
        ERASURE_CATEGORY.into(),
        Status::Approved.as_str().into(),
        Status::Closed.as_str().into(),
        limit.into(),
    ];
    let rows = db.execute(sql, parameters).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// The bytes of a file are gone.
pub async fn forget_files(db: &impl Database, id: &str) -> Result<(), Error> {
    let sql = "UPDATE upload SET chunks = '[]' WHERE id = ?1 AND state = 'removed'";
    db.execute(sql, vec![id.into()]).await.map(drop)
}
