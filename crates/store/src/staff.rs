//! Members of staff: the first administrator, invitations, and changes of what somebody may do.

use domain::access::{Role, Territory};
use serde_json::Value as Json;

use crate::account::{Account, COLUMNS, Login, NewAccount, Profile, State, read, sealed_profile};
use crate::database::{Database, Error, Value};

/// Why a member of staff was not made or changed; nothing was.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// There is an administrator already.
    #[error("there is an administrator already")]
    AdministratorExists,
    /// The invitation was used, has expired, or never was.
    #[error("the invitation is gone")]
    InvitationGone,
    /// Another account has the login.
    #[error("another account has the login")]
    LoginTaken,
    /// Nobody would be left who looks after everything.
    #[error("the last administrator")]
    LastAdministrator,
    /// Somebody else changed the account after it was read.
    #[error("the account was changed by somebody else")]
    Conflict,
    /// The database says something else.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for StaffError {
    fn from(error: Error) -> Self {
        for (word, refusal) in [
            ("administrator_exists", StaffError::AdministratorExists),
            ("invitation_gone", StaffError::InvitationGone),
            ("last_administrator", StaffError::LastAdministrator),
            ("version_changed", StaffError::Conflict),
            ("login", StaffError::LoginTaken),
        ] {
            if error.is_constraint(word) {
                return refusal;
            }
        }
        StaffError::Database(error)
    }
}

/// Makes the first administrator, who answers for everything.
pub async fn create_first_administrator(
    db: &impl Database,
    new: &NewAccount<'_>,
) -> Result<(), StaffError> {
    db.execute(
        "INSERT INTO first_administrator (id, lang, password, profile, logins, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        vec![
            new.id.into(),
            new.lang.code().into(),
            new.password.into(),
            sealed_profile(db, new.id, new.profile)?.into(),
            logins(db, new.logins).into(),
            new.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Turns an invitation, by the keyed hash of its token, into an account.
pub async fn accept_invitation(
    db: &impl Database,
    invitation: [u8; 32],
    invited_by: &str,
    new: &NewAccount<'_>,
) -> Result<(), StaffError> {
    let [agency, unit, region] = limits(&new.territory);
    db.execute(
        "INSERT INTO accepted_invitation (hash, id, role, agency, unit, region, lang, password, profile,
           logins, invited_by, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        vec![
            invitation.into(),
            new.id.into(),
            new.role.as_str().into(),
            agency,
            unit,
            region,
            new.lang.code().into(),
            new.password.into(),
            sealed_profile(db, new.id, new.profile)?.into(),
            logins(db, new.logins).into(),
            invited_by.into(),
            new.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What a member of staff is to be from now on.
pub struct StaffChange<'a> {
    /// The account as it was read.
    pub account: &'a Account,
    /// The role.
    pub role: Role,
    /// What they answer for.
    pub territory: &'a Territory,
    /// Whether they may sign in.
    pub state: State,
    /// The profile with another name or position; none where these stay.
    pub profile: Option<&'a Profile>,
    /// Who changes it: the id of an account, or `service`.
    pub by: &'a str,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Changes what a member of staff may do, which ends their sessions, and what they are called, which does not.
pub async fn change(db: &impl Database, change: &StaffChange<'_>) -> Result<(), StaffError> {
    let [agency, unit, region] = limits(change.territory);
    let id = change.account.id.as_str();
    let profile = change
        .profile
        .map(|profile| sealed_profile(db, id, profile));
    db.execute(
        "INSERT INTO staff_member_change (account, role, agency, unit, region, state, profile, version,
           changed_by, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        vec![
            id.into(),
            change.role.as_str().into(),
            agency,
            unit,
            region,
            change.state.as_str().into(),
            profile.transpose()?.into(),
            change.account.version.into(),
            change.by.into(),
            change.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Members of staff of an agency, or all of them, by their ids, after the one with the id `after`.
pub async fn list(
    db: &impl Database,
    agency: Option<&str>,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<Account>, Error> {
    let roles: Vec<&str> = Role::STAFF.iter().map(|role| role.as_str()).collect();
    let narrowed = match agency {
        Some(_) => "a.agency = ?2",
        None => "?2 IS NULL",
    };
    // Roles are few, and each is read along the index as far as the page needs.
    let sql = format!(
        "SELECT {COLUMNS} FROM account AS a
         WHERE a.role IN (SELECT value FROM json_each(?1)) AND {narrowed} AND a.id > ?3
         ORDER BY a.id LIMIT {limit}"
    );
    let parameters = vec![
        Json::from(roles).to_string().into(),
        agency.into(),
        after.unwrap_or_default().into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

fn logins(db: &impl Database, logins: &[(Login, bool)]) -> String {
    let logins = logins.iter();
    let logins: Json = logins
        .map(|(login, proved)| login.json(db, *proved))
        .collect();
    logins.to_string()
}

fn limits(territory: &Territory) -> [Value; 3] {
    [
        territory.agency.clone().into(),
        territory.unit.clone().into(),
        territory.region.map(|region| region.to_string()).into(),
    ]
}
