//! Accounts: reading them. Changes are in the modules below, one INSERT each.

mod change;
mod create;
mod event;
mod find;
pub(crate) mod login;

use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use serde::{Deserialize, Serialize};
use vault::place;

use crate::database::{Database, Error, Row};

pub use change::{
    ContactChange, PasswordChange, change_contact, change_password, change_profile, set_state,
};
pub use create::{NewAccount, create};
pub use event::{AccountEvent, Failure, Lock, events, fail, forget_strangers, lock, note};
pub use find::{Found, Seen, by_ids, find};
pub use login::{Login, LoginKind, add_login, links, logins, remove_login, taken};

/// An account as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its id, a UUIDv7.
    pub id: String,
    /// What its person is to the service.
    pub role: Role,
    /// What a member of staff answers for.
    pub territory: Territory,
    /// The language of messages.
    pub lang: domain::Lang,
    /// Whether it may be used.
    pub state: State,
    /// Until when nobody may sign in, in milliseconds.
    pub locked_until: Option<i64>,
    /// Why: `failures` or `unusual`.
    pub lock_reason: Option<String>,
    /// Wrong passwords and codes since the last success.
    pub failures: i64,
    /// The password's PHC text; none for accounts that sign in otherwise.
    pub password: Option<String>,
    /// Since when it is the password, in milliseconds.
    pub password_at: Option<i64>,
    /// What the person has told of themselves.
    pub profile: Profile,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it was last changed, in milliseconds.
    pub updated_at: i64,
    /// Counts the changes.
    pub version: i64,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No contact is confirmed yet.
    Unconfirmed,
    /// All is well.
    Active,
    /// Somebody decided that it may not.
    Blocked,
}

impl State {
    /// The code, as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Unconfirmed => "unconfirmed",
            State::Active => "active",
            State::Blocked => "blocked",
        }
    }

    fn read(code: &str) -> Result<Self, Error> {
        [State::Unconfirmed, State::Active, State::Blocked]
            .into_iter()
            .find(|state| state.as_str() == code)
            .ok_or_else(|| stored("account state", code))
    }
}

/// What a person has told of themselves; sealed at rest. The contacts in it are confirmed ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Who they are, as an appeal's applicant: for filling in the form.
    pub person: ApplicantRecord,
    /// The position of a member of staff, beside their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// How they want to be reached, by the codes of an appeal's `answer_by`.
    pub answer_by: Vec<String>,
    /// Where they live: put into new appeals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<domain::Region>,
    /// Of what to tell and how: `event:channel`; none chosen yet means everything by e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<Vec<String>>,
    /// When to send no letters, by the clock of the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet: Option<domain::notice::Quiet>,
    /// Where letters with news go instead of the contact; confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub news_email: Option<String>,
}

impl Profile {
    /// Where letters with news go.
    pub fn letters_to(&self) -> Option<&str> {
        self.news_email.as_deref().or(self.person.email.as_deref())
    }

    /// Whether news of this group is wanted by this channel.
    pub fn wants(&self, group: domain::notice::Group, channel: &str) -> bool {
        match &self.notify {
            None => channel == "email",
            Some(chosen) => {
                (chosen.iter()).any(|one| one.split_once(':') == Some((group.as_str(), channel)))
            }
        }
    }
}

impl Account {
    /// Whether nobody may sign in now.
    pub fn is_locked(&self, now: i64) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }

    /// The name that its person goes by; none while they have given none.
    pub fn name(&self) -> Option<String> {
        let name = self.profile.person.full_name();
        (!name.is_empty()).then_some(name)
    }

    /// Where messages to the person go: e-mail where there is one, as it costs nothing, else the phone.
    pub fn contact(&self) -> Option<(crate::outbox::Channel, &str)> {
        use crate::outbox::Channel;
        let person = &self.profile.person;
        let email = person.email.as_deref().map(|to| (Channel::Email, to));
        email.or(person.phone.as_deref().map(|to| (Channel::Sms, to)))
    }
}

/// The columns that [`read`] reads, of a table named `a`.
pub(crate) const COLUMNS: &str = "a.id, a.role, a.agency, a.unit, a.region, a.lang, a.state, \
    a.locked_until, a.lock_reason, a.failures, a.password, a.password_at, a.profile, a.created_at, \
    a.updated_at, a.version";

/// How many they are.
pub(crate) const COLUMN_COUNT: usize = 16;

/// The account with this id.
pub async fn by_id(db: &impl Database, id: &str) -> Result<Option<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM account AS a WHERE a.id = ?1");
    let rows = db.execute(&sql, vec![id.into()]).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

/// Reads an account from a row that begins with [`COLUMNS`].
pub(crate) fn read(db: &impl Database, row: &Row) -> Result<Account, Error> {
    let id = row.text(0)?;
    let profile = db.vault().open_text(row.text(12)?, &profile_place(id))?;
    let region = row.optional_text(4)?.map(str::parse).transpose();
    let text =
        |at| -> Result<Option<String>, Error> { Ok(row.optional_text(at)?.map(str::to_owned)) };
    Ok(Account {
        id: id.to_owned(),
        role: role(row.text(1)?)?,
        territory: Territory {
            agency: text(2)?,
            unit: text(3)?,
            region: region.map_err(|_| stored("account region", "?"))?,
        },
        lang: domain::Lang::from_code(row.text(5)?).unwrap_or_default(),
        state: State::read(row.text(6)?)?,
        locked_until: row.optional_integer(7)?,
        lock_reason: text(8)?,
        failures: row.integer(9)?,
        password: text(10)?,
        password_at: row.optional_integer(11)?,
        profile: serde_json::from_str(&profile).map_err(|e| stored("profile", e))?,
        created_at: row.integer(13)?,
        updated_at: row.integer(14)?,
        version: row.integer(15)?,
    })
}

/// Reads a stored role.
pub(crate) fn role(code: &str) -> Result<Role, Error> {
    code.parse().map_err(|error| stored("account role", error))
}

/// Where a profile is sealed for.
pub fn profile_place(account: &str) -> String {
    place("account.profile", account)
}

/// A profile, sealed for its account.
pub(crate) fn sealed_profile(
    db: &impl Database,
    account: &str,
    profile: &Profile,
) -> Result<String, Error> {
    let plain = serde_json::to_string(profile).map_err(|error| stored("profile", error))?;
    Ok(db.vault().seal_text(&plain, &profile_place(account))?)
}

pub(crate) fn stored(what: &'static str, cause: impl std::fmt::Display) -> Error {
    Error::Stored {
        what,
        cause: cause.to_string(),
    }
}
