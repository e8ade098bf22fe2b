//! Changes of an account by its person.

use serde_json::Value as Json;

use super::{Account, Login, Profile, State, sealed_profile};
use crate::database::{Database, Error};
use crate::outbox::NewMessage;

/// Another password.
pub struct PasswordChange<'a> {
    /// The account.
    pub account: &'a str,
    /// The new password's PHC text.
    pub password: &'a str,
    /// The session that goes on; all others end.
    pub keep: Option<&'a str>,
    /// `changed`, `recovered`: for the account's events.
    pub how: &'a str,
    /// Tells the owner.
    pub notice: Option<&'a NewMessage>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Changes the password and frees the account from a lock. `false`: it is blocked or gone.
pub async fn change_password(
    db: &impl Database,
    change: &PasswordChange<'_>,
) -> Result<bool, Error> {
    let mut parameters = vec![
        change.account.into(),
        change.password.into(),
        change.keep.into(),
        change.how.into(),
        change.at.into(),
    ];
    parameters.extend(NewMessage::values(db, change.notice)?);
    let done = db
        .execute(
            "INSERT INTO password_change (account, password, keep, how, at, message_id, channel, kind, message)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            parameters,
        )
        .await;
    refused(done, "account_closed")
}

/// Another contact, already confirmed by its owner.
pub struct ContactChange<'a> {
    /// The account as it was read.
    pub account: &'a Account,
    /// The new contact.
    pub login: &'a Login,
    /// The profile with it.
    pub profile: &'a Profile,
    /// Tells the old contact.
    pub notice: Option<&'a NewMessage>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Puts a contact in the place of the one before it. `false`: another account has it, or this account
/// was changed meanwhile.
pub async fn change_contact(db: &impl Database, change: &ContactChange<'_>) -> Result<bool, Error> {
    let account = change.account;
    let mut parameters = vec![
        account.id.as_str().into(),
        change.login.kind.as_str().into(),
        Json::from(change.login.hashes(db)).to_string().into(),
        sealed_profile(db, &account.id, change.profile)?.into(),
        account.version.into(),
        change.at.into(),
    ];
    parameters.extend(NewMessage::values(db, change.notice)?);
    let done = db
        .execute(
            "INSERT INTO contact_change (account, contact, hashes, profile, version, at, message_id, channel,
               kind, message)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            parameters,
        )
        .await;
    match refused(done, "login_taken") {
        Err(error) if error.is_constraint("version_changed") => Ok(false),
        other => other,
    }
}

/// Stores another profile of the account as it was read, and makes the login by СНИЛС follow it. `false`:
/// the account was changed meanwhile.
pub async fn change_profile(
    db: &impl Database,
    account: &Account,
    profile: &Profile,
    lang: domain::Lang,
    at: i64,
) -> Result<bool, Error> {
    let snils = profile.person.snils.as_deref();
    let login = snils.map(|value| Login::new(super::LoginKind::Snils, value));
    let hashes = login.map(|login| login.hashes(db)).unwrap_or_default();
    let done = db
        .execute(
            "INSERT INTO profile_change (account, profile, lang, version, snils, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            vec![
                account.id.as_str().into(),
                sealed_profile(db, &account.id, profile)?.into(),
                lang.code().into(),
                account.version.into(),
                Json::from(hashes).to_string().into(),
                at.into(),
            ],
        )
        .await;
    refused(done, "version_changed")
}

/// Blocks or frees an account. Blocking ends its sessions.
pub async fn set_state(
    db: &impl Database,
    account: &str,
    state: State,
    at: i64,
) -> Result<bool, Error> {
    let sql = "UPDATE account SET state = ?2, updated_at = ?3, version = version + 1 WHERE id = ?1
               RETURNING id";
    let rows = db
        .execute(sql, vec![account.into(), state.as_str().into(), at.into()])
        .await?;
    Ok(!rows.is_empty())
}

/// `false` for the refusal of this name.
fn refused<T>(done: Result<T, Error>, word: &str) -> Result<bool, Error> {
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint(word) => Ok(false),
        Err(error) => Err(error),
    }
}
