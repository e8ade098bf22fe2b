//! The unsent appeals of people who have signed in, sealed.

use vault::place;

use crate::database::{Database, Error};

/// A draft as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the form held, in the form's own JSON.
    pub draft: String,
    /// When its device wrote it, in milliseconds.
    pub saved_at: i64,
}

// What people write stays out of logs.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Draft({})", self.saved_at)
    }
}

/// The draft of an account; of a repeat appeal, by the number that it repeats, else by an empty text.
pub async fn draft(
    db: &impl Database,
    account: &str,
    repeat_of: &str,
) -> Result<Option<Draft>, Error> {
    let sql = "SELECT draft, saved_at FROM draft WHERE account = ?1 AND repeat_of = ?2";
    let rows = db
        .execute(sql, vec![account.into(), repeat_of.into()])
        .await?;
    rows.first()
        .map(|row| {
            let sealed = row.text(0)?;
            Ok(Draft {
                draft: db
                    .vault()
                    .open_text(sealed, &draft_place(account, repeat_of))?,
                saved_at: row.integer(1)?,
            })
        })
        .transpose()
}

/// Whether an account has a draft, of whatever appeal.
pub async fn has_draft(db: &impl Database, account: &str) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM draft WHERE account = ?1 LIMIT 1";
    let rows = db.execute(sql, vec![account.into()]).await?;
    Ok(!rows.is_empty())
}

/// Keeps a draft in place of an older one. `false`: a newer one is there, from another device, and stays.
pub async fn keep_draft(
    db: &impl Database,
    account: &str,
    repeat_of: &str,
    draft: &Draft,
) -> Result<bool, Error> {
    let sealed = db
        .vault()
        .seal_text(&draft.draft, &draft_place(account, repeat_of))?;
    let sql = "INSERT INTO draft (account, repeat_of, draft, saved_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (account, repeat_of) DO UPDATE
               SET draft = excluded.draft, saved_at = excluded.saved_at
               WHERE excluded.saved_at >= draft.saved_at RETURNING saved_at";
    let parameters = vec![
        account.into(),
        repeat_of.into(),
        sealed.into(),
        draft.saved_at.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Forgets a draft: it was sent, or begun anew.
pub async fn forget_draft(db: &impl Database, account: &str, repeat_of: &str) -> Result<(), Error> {
    let sql = "DELETE FROM draft WHERE account = ?1 AND repeat_of = ?2";
    db.execute(sql, vec![account.into(), repeat_of.into()])
        .await
        .map(drop)
}

/// Forgets drafts that nobody touched since `before`, in milliseconds.
pub async fn forget_old_drafts(db: &impl Database, before: i64) -> Result<(), Error> {
    let sql = "DELETE FROM draft WHERE saved_at < ?1";
    db.execute(sql, vec![before.into()]).await.map(drop)
}

/// Where a draft is sealed for.
pub fn draft_place(account: &str, repeat_of: &str) -> String {
    place("draft.draft", &format!("{account}/{repeat_of}"))
}
