//! One appeal, as the read model keeps it.

use std::collections::{BTreeMap, BTreeSet};

use domain::decide::DraftStage;
use domain::event::{AppealRegistered, HiddenFrom, Priority};
use domain::{AppealNumber, Deadline, Status};
use serde::de::DeserializeOwned;
use vault::Vault;

use crate::database::{Database, Error, Row};
use crate::private;

/// Hidden texts by their places in the journal, and from whom each is hidden.
pub type Hidden = BTreeMap<i64, BTreeSet<HiddenFrom>>;

/// An appeal's row.
#[derive(Clone, Debug)]
pub struct AppealRow {
    /// The number.
    pub number: AppealNumber,
    /// The id, a UUIDv7, under which the journal knows it.
    pub id: String,
    /// The sequence number of its last event.
    pub version: i64,
    /// The status.
    pub status: Status,
    /// Since when, in milliseconds.
    pub status_since: i64,
    /// When it was registered, in milliseconds.
    pub created_at: i64,
    /// When it last changed, in milliseconds.
    pub updated_at: i64,
    /// The deadline as it stands now.
    pub deadline: Deadline,
    /// Whether the deadline has passed without an answer.
    pub overdue: bool,
    /// Whether an executor ever had it.
    pub processing_started: bool,
    /// The account of its applicant: of who sent it signed in, or claimed it later.
    pub account: Option<String>,
    /// The category: the one that it was registered with, or a corrected one.
    pub category: String,
    /// The agency that answers.
    pub agency: String,
    /// How soon it has to be looked at.
    pub priority: Priority,
    /// Whether a person said so.
    pub priority_confirmed: bool,
    /// How far the draft of its answer is; none before the first and after the answer.
    pub answer_state: Option<DraftStage>,
    /// Agencies above that have had an objection to its answer: they see it too.
    pub higher: Vec<String>,
    /// The unit that has it; none until somebody gave it to one.
    pub unit: Option<String>,
    /// Who has it.
    pub assignee: Option<String>,
    /// The rating's stars, where it was rated.
    pub score: Option<i64>,
    /// Texts of its journal that are hidden, by their places, and from whom. The first is the appeal's own.
    pub hidden: Hidden,
    /// The keyed hash of its access code.
    pub access_hash: Option<Vec<u8>>,
    /// As it was registered.
    pub registered: AppealRegistered,
}

pub(crate) const COLUMNS: &str = "a.number, a.id, a.version, a.status, a.status_since, a.created_at, \
    a.updated_at, a.deadline, a.overdue, a.processing_started, a.assignee, a.score, a.access_hash, \
    a.data, a.private, a.account, a.unit, a.category, a.agency, a.priority, a.priority_confirmed, \
    a.answer_state, a.higher, a.private_seq, a.hidden";

/// The appeal with this number.
pub async fn appeal(db: &impl Database, number: AppealNumber) -> Result<Option<AppealRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM appeal a WHERE a.number = ?1");
    db.execute(&sql, vec![number.key().into()])
        .await?
        .first()
        .map(|row| read(db.vault(), row))
        .transpose()
}

/// The appeal with this id.
pub async fn appeal_by_id(db: &impl Database, id: &str) -> Result<Option<AppealRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM appeal a WHERE a.id = ?1");
    db.execute(&sql, vec![id.into()])
        .await?
        .first()
        .map(|row| read(db.vault(), row))
        .transpose()
}

pub(crate) fn read(vault: &Vault, row: &Row) -> Result<AppealRow, Error> {
    // Straight into the types: a detour over a JSON tree doubles the cost of a list's row.
    let mut registered: AppealRegistered = json(row.text(13)?, "registration")?;
    let sealed = row.optional_blob(14)?;
    // A copy of the first event's, or of the last change of the text's, and sealed for its place.
    let open = |sealed| private::open(vault, row.text(1)?, row.integer(23)?, sealed);
    registered.private = sealed.map(open).transpose()?;
    Ok(AppealRow {
        number: number(row.integer(0)?)?,
        id: row.text(1)?.to_owned(),
        version: row.integer(2)?,
        status: row
            .text(3)?
            .parse()
            .map_err(|error| stored("status", error))?,
        status_since: row.integer(4)?,
        created_at: row.integer(5)?,
        updated_at: row.integer(6)?,
        deadline: json(row.text(7)?, "deadline")?,
        overdue: row.boolean(8)?,
        processing_started: row.boolean(9)?,
        assignee: row.optional_text(10)?.map(str::to_owned),
        score: row.optional_integer(11)?,
        hidden: json(row.text(24)?, "hidden")?,
        access_hash: row.optional_blob(12)?.map(<[u8]>::to_vec),
        account: row.optional_text(15)?.map(str::to_owned),
        unit: row.optional_text(16)?.map(str::to_owned),
        category: row.text(17)?.to_owned(),
        agency: row.text(18)?.to_owned(),
        priority: row
            .text(19)?
            .parse()
            .map_err(|error| stored("priority", error))?,
        priority_confirmed: row.boolean(20)?,
        answer_state: row
            .optional_text(21)?
            .map(str::parse)
            .transpose()
            .map_err(|error| stored("stage of a draft", error))?,
        higher: json(row.text(22)?, "agencies above")?,
        registered,
    })
}

pub(crate) fn number(key: i64) -> Result<AppealNumber, Error> {
    AppealNumber::from_key(key).ok_or_else(|| stored("number", key))
}

pub(crate) fn json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| stored(what, error))
}

pub(crate) fn stored(what: &'static str, cause: impl std::fmt::Display) -> Error {
    Error::Stored {
        what,
        cause: cause.to_string(),
    }
}
