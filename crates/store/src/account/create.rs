//! A new account.

use domain::access::{Role, Territory};
use serde_json::Value as Json;

use super::{Login, Profile, State, sealed_profile};
use crate::database::{Database, Error};

/// What a new account begins with.
pub struct NewAccount<'a> {
    /// Its id, a UUIDv7.
    pub id: &'a str,
    /// What its person is to the service.
    pub role: Role,
    /// What a member of staff answers for.
    pub territory: Territory,
    /// The language of messages.
    pub lang: domain::Lang,
    /// [`State::Active`] with a confirmed contact.
    pub state: State,
    /// The password's PHC text.
    pub password: Option<&'a str>,
    /// What is known of the person.
    pub profile: &'a Profile,
    /// Its logins, and whether each was proved.
    pub logins: &'a [(Login, bool)],
    /// Now, in milliseconds.
    pub at: i64,
}

/// Makes an account with its logins. `false`: somebody has one of them, and nothing was made.
pub async fn create(db: &impl Database, new: &NewAccount<'_>) -> Result<bool, Error> {
    let logins = new.logins.iter();
    let logins: Json = logins
        .map(|(login, proved)| login.json(db, *proved))
        .collect();
    let done = db
        .execute(
            "INSERT INTO new_account (id, role, agency, unit, region, lang, state, password, profile, logins, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            vec![
                new.id.into(),
                new.role.as_str().into(),
                new.territory.agency.clone().into(),
                new.territory.unit.clone().into(),
                new.territory.region.map(|region| region.to_string()).into(),
                new.lang.code().into(),
                new.state.as_str().into(),
                new.password.into(),
                sealed_profile(db, new.id, new.profile)?.into(),
                logins.to_string().into(),
                new.at.into(),
            ],
        )
        .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("login") => Ok(false),
        Err(error) => Err(error),
    }
}
