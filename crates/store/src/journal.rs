//! The journal: commands add events to it, and hand over what follows from them. That is all that commands write.

use chrono::DateTime;
use domain::event::{AppealRegistered, Event, Recorded};
use domain::{Actor, AppealNumber, AppealState, Effects};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use vault::Vault;

use crate::appeal::{json, number, stored};
use crate::database::{Connection, Database, Error, Row, Value};
use crate::{private, search, timer};

/// What comes with a registration besides the event.
pub struct Registration<'a> {
    /// The appeal's id, a UUIDv7.
    pub id: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// The year of its number: the year in which it is registered, by Moscow's time.
    pub year: i64,
    /// Who registers it.
    pub actor: &'a Actor,
    /// The keyed hash of its access code.
    pub access_hash: [u8; 32],
    /// The keyed hash of the idempotency key, and the hash of what was asked with it.
    pub idempotency: Option<([u8; 32], [u8; 32])>,
    /// What follows from it.
    pub effects: &'a Effects,
}

/// Why a registration did not happen; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The idempotency key was used by a registration that came first.
    #[error("the idempotency key was used")]
    KeyUsed,
    /// A file was taken by another appeal, or is gone.
    #[error("a file is not available any more")]
    AttachmentUnavailable,
    /// The database says something else.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Registers an appeal, in one statement, and gives its number. The number is the next of its year, and
/// no number is lost when the statement fails.
pub async fn register(
    db: &impl Database,
    event: &AppealRegistered,
    registration: &Registration<'_>,
) -> Result<AppealNumber, RegisterError> {
    let (key, request) = registration.idempotency.unzip();
    let Written {
        data,
        private,
        private_hash,
        search,
    } = written(db.vault(), registration.id, event)?;
    let [read_model, notices, timers] = as_text(registration.effects)?;
    let rows = db
        .execute(
            "INSERT INTO journal_entry (appeal, seq, kind, actor, at, data, private, private_hash, number,
               access_hash, search, idempotency_key, request_hash, previous_hash, read_model, notices, timers)
             SELECT ?1, 1, 'appeal_registered', ?2, ?3, ?4, ?5, ?11,
               ?6 * 10000000 + 1 + coalesce((SELECT last FROM number_sequence WHERE year = ?6), 0),
               ?7, ?8, ?9, ?10, x'', ?12, ?13, ?14
             RETURNING number",
            vec![
                registration.id.into(),
                registration.actor.to_string().into(),
                registration.at.into(),
                data.into(),
                private.into(),
                registration.year.into(),
                registration.access_hash.into(),
                search.into(),
                key.into(),
                request.into(),
                private_hash.into(),
                read_model.into(),
                notices.into(),
                timers.into(),
            ],
        )
        .await
        .map_err(|error| {
            if error.is_constraint("idempotency.key") {
                RegisterError::KeyUsed
            } else if error.is_constraint("attachment_unavailable") {
                RegisterError::AttachmentUnavailable
            } else {
                RegisterError::Database(error)
            }
        })?;
    let row = rows.first().ok_or(Error::Column(0))?;
    Ok(number(row.integer(0)?)?)
}

/// What a registration writes of its event.
pub struct Written {
    /// The part without personal data.
    pub data: String,
    /// The part with it, sealed.
    pub private: Option<Vec<u8>>,
    /// The commitment to that part.
    pub private_hash: Option<[u8; 32]>,
    /// The terms by which it is found, hashed.
    pub search: Option<String>,
}

/// What [`register`] writes of an event, for those who fill a database in bulk.
pub fn written(vault: &Vault, id: &str, event: &AppealRegistered) -> Result<Written, Error> {
    let search = event.private.as_deref();
    let search = search.map(|private| search::terms(vault, private));
    let (data, private) = payload(&Event::AppealRegistered(event.clone()));
    let private = private.map(|text| private::seal(vault, id, 1, &text));
    let (private, private_hash) = private.transpose()?.map(|p| (p.sealed, p.hash)).unzip();
    Ok(Written {
        data,
        private,
        private_hash,
        search,
    })
}

/// Why events were not added; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else changed the appeal after it was read.
    #[error("the appeal was changed by somebody else")]
    Conflict,
    /// A file was taken by another appeal, or is gone.
    #[error("a file is not available any more")]
    AttachmentUnavailable,
    /// The idempotency key was used by a request that came first.
    #[error("the idempotency key was used")]
    KeyUsed,
    /// The database says something else.
    #[error(transparent)]
    Database(#[from] Error),
}

/// What comes with events besides.
pub struct Addition<'a> {
    /// The appeal's id.
    pub appeal: &'a str,
    /// The journal that they were decided on.
    pub after: &'a Facts,
    /// Who caused them.
    pub actor: &'a Actor,
    /// When, in milliseconds.
    pub at: i64,
    /// What follows from them.
    pub effects: &'a Effects,
    /// The keyed hash of the idempotency key, and the hash of what was asked with it.
    pub idempotency: Option<([u8; 32], [u8; 32])>,
}

/// What an event carries beside itself that is not the last of its command.
const NOTHING: [Value; 3] = [Value::Null, Value::Null, Value::Null];

/// Adds events after the journal that they were decided on, in one statement; gives the version then.
pub async fn append(
    db: &impl Database,
    addition: &Addition<'_>,
    events: &[Event],
) -> Result<i64, AppendError> {
    let Addition {
        appeal,
        after,
        actor,
        at,
        effects,
        idempotency,
    } = *addition;
    let version = after.version();
    let mut previous = after.hash;
    let mut effects = as_text(effects)?.map(Value::from);
    let mut seq = version;
    let mut places = Vec::new();
    let mut parameters: Vec<Value> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        seq += 1;
        let is_last = index + 1 == events.len();
        let (data, private) = payload(event);
        let private = private.map(|text| private::seal(db.vault(), appeal, seq, &text));
        let (private, private_hash) = private.transpose()?.map(|p| (p.sealed, p.hash)).unzip();
        let row = Raw {
            appeal: appeal.to_owned(),
            seq,
            kind: event.kind().to_owned(),
            actor: actor.to_string(),
            at,
            data,
            private,
            private_hash: private_hash.map(Vec::from),
            number: None,
            previous_hash: previous.to_vec(),
        };
        previous = row.hash();
        // The key stands with the first of them.
        let (key, request) = idempotency.filter(|_| index == 0).unzip();
        places.push("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        parameters.extend(row.into_values());
        parameters.push(found_by(db.vault(), event).into());
        parameters.extend([key.into(), request.into()]);
        // What follows goes with the last of them.
        parameters.extend(match is_last {
            true => std::mem::replace(&mut effects, NOTHING),
            false => NOTHING,
        });
    }
    if places.is_empty() {
        return Ok(version);
    }
    let sql = format!(
        "INSERT INTO journal_entry (appeal, seq, kind, actor, at, data, private, private_hash, previous_hash, search,
           idempotency_key, request_hash, read_model, notices, timers)
         VALUES {}",
        places.join(", ")
    );
    match db.execute(&sql, parameters).await {
        Ok(_) => Ok(seq),
        Err(error) if error.is_constraint("event.appeal, event.seq") => Err(AppendError::Conflict),
        Err(error) if error.is_constraint("attachment_unavailable") => {
            Err(AppendError::AttachmentUnavailable)
        }
        Err(error) if error.is_constraint("idempotency.key") => Err(AppendError::KeyUsed),
        Err(error) => Err(error.into()),
    }
}

/// What follows from events, as the door to the journal takes it: the read model, the notices, the timers.
pub fn as_text(effects: &Effects) -> Result<[String; 3], Error> {
    let text = |what, value: serde_json::Result<String>| value.map_err(|error| stored(what, error));
    Ok([
        text("read model", serde_json::to_string(&effects.read_model))?,
        text("notices", serde_json::to_string(&effects.notices))?,
        timer::as_json(&effects.timers).to_string(),
    ])
}

/// The terms by which an appeal is found from this event on; none where it changes no text.
fn found_by(vault: &Vault, event: &Event) -> Option<String> {
    let Event::TextEdited(edited) = event else {
        return None;
    };
    let private = edited.private.as_deref()?;
    Some(search::terms(vault, private))
}

/// The events of an appeal after `after`, in order.
pub async fn events(db: &impl Database, appeal: &str, after: i64) -> Result<Vec<Recorded>, Error> {
    let rows = raw_rows(db, appeal, after).await?;
    rows.into_iter().map(|raw| opened(db, raw)).collect()
}

fn opened(db: &impl Database, raw: Raw) -> Result<Recorded, Error> {
    let sealed = raw.private.as_deref();
    let private = sealed.map(|sealed| private::open(db.vault(), &raw.appeal, raw.seq, sealed));
    let private = private.transpose()?;
    recorded(raw.seq, raw.at, &raw.actor, &raw.kind, &raw.data, private)
}

/// One event of an appeal.
pub async fn event(db: &impl Database, appeal: &str, seq: i64) -> Result<Option<Recorded>, Error> {
    let sql = format!("{RAW} WHERE appeal = ?1 AND seq = ?2");
    let rows = db.execute(&sql, vec![appeal.into(), seq.into()]).await?;
    let opened = |row| opened(db, Raw::read(row)?);
    rows.first().map(opened).transpose()
}

/// All events of an appeal without what people wrote: what decisions are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The events, in order.
    pub events: Vec<Recorded>,
    /// The hash of the last row, which the next one holds.
    hash: [u8; 32],
}

impl Facts {
    /// The sequence number of the last event; 0 where there is none.
    pub fn version(&self) -> i64 {
        self.events.last().map_or(0, |last| last.seq)
    }

    /// The state that they lead to; none where the first is no registration.
    pub fn state(&self, number: AppealNumber) -> Option<AppealState> {
        AppealState::replay(number, &self.events)
    }
}

/// Reads the facts of an appeal. Nothing is unsealed.
pub async fn facts(db: &impl Connection, appeal: &str) -> Result<Facts, Error> {
    let sql = "SELECT appeal, seq, kind, actor, at, data, NULL, private_hash, number, previous_hash FROM event
        WHERE appeal = ?1 ORDER BY seq";
    let rows = db.execute(sql, vec![appeal.into()]).await?;
    let event = |row: &Row| {
        let (seq, at) = (row.integer(1)?, row.integer(4)?);
        recorded(seq, at, row.text(3)?, row.text(2)?, row.text(5)?, None)
    };
    let last = rows.last().map(Raw::read).transpose()?;
    Ok(Facts {
        events: rows.iter().map(event).collect::<Result<_, _>>()?,
        hash: last.as_ref().map_or([0; 32], Raw::hash),
    })
}

fn recorded(
    seq: i64,
    at: i64,
    actor: &str,
    kind: &str,
    data: &str,
    private: Option<Json>,
) -> Result<Recorded, Error> {
    let event = Event::from_parts(kind, json(data, "data")?, private);
    Ok(Recorded {
        seq,
        at: DateTime::from_timestamp_millis(at).ok_or_else(|| stored("time", at))?,
        actor: Actor::parse(actor).map_err(|error| stored("actor", error))?,
        event: event.map_err(|error| stored("event", error))?,
    })
}

/// Proves that an appeal's history is whole: sequence numbers follow each other, each row holds the hash of
/// the one before, and what is sealed is what was written, where it is not erased. Gives the sequence number at which it is not.
pub async fn verify(db: &impl Database, appeal: &str) -> Result<Option<i64>, Error> {
    let mut previous: Vec<u8> = Vec::new();
    for (index, row) in raw_rows(db, appeal, 0).await?.into_iter().enumerate() {
        if row.previous_hash != previous || i64::try_from(index + 1) != Ok(row.seq) {
            return Ok(Some(row.seq));
        }
        if let Some(sealed) = &row.private {
            let hash = row.private_hash.as_deref().unwrap_or_default();
            if !private::is_true(db.vault(), appeal, row.seq, sealed, hash)? {
                return Ok(Some(row.seq));
            }
        }
        previous = row.hash().to_vec();
    }
    Ok(None)
}

/// Looks at every appeal's history, and gives how many there are and the first that is not whole: its id
/// and the sequence number.
pub async fn verify_all(db: &impl Database) -> Result<(i64, Option<(String, i64)>), Error> {
    const PAGE: &str =
        "SELECT DISTINCT appeal FROM event WHERE appeal > ?1 ORDER BY appeal LIMIT 500";
    let (mut after, mut appeals) = (String::new(), 0);
    loop {
        let rows = db.execute(PAGE, vec![after.as_str().into()]).await?;
        for row in &rows {
            let appeal = row.text(0)?;
            if let Some(seq) = verify(db, appeal).await? {
                return Ok((appeals, Some((appeal.to_owned(), seq))));
            }
            appeals += 1;
            after = appeal.to_owned();
        }
        if rows.is_empty() {
            return Ok((appeals, None));
        }
    }
}

/// A row as it is stored.
struct Raw {
    appeal: String,
    seq: i64,
    kind: String,
    actor: String,
    at: i64,
    data: String,
    private: Option<Vec<u8>>,
    private_hash: Option<Vec<u8>>,
    number: Option<i64>,
    previous_hash: Vec<u8>,
}

const RAW: &str = "SELECT appeal, seq, kind, actor, at, data, private, private_hash, number, previous_hash FROM event";

async fn raw_rows(db: &impl Database, appeal: &str, after: i64) -> Result<Vec<Raw>, Error> {
    let sql = format!("{RAW} WHERE appeal = ?1 AND seq > ?2 ORDER BY seq");
    db.execute(&sql, vec![appeal.into(), after.into()])
        .await?
        .iter()
        .map(Raw::read)
        .collect()
}

impl Raw {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Raw {
            appeal: row.text(0)?.to_owned(),
            seq: row.integer(1)?,
            kind: row.text(2)?.to_owned(),
            actor: row.text(3)?.to_owned(),
            at: row.integer(4)?,
            data: row.text(5)?.to_owned(),
            private: row.optional_blob(6)?.map(<[u8]>::to_vec),
            private_hash: row.optional_blob(7)?.map(<[u8]>::to_vec),
            number: row.optional_integer(8)?,
            previous_hash: row.blob(9)?.to_vec(),
        })
    }

    /// SHA-256 over every column, each with its length before it; of the sealed part over the commitment to
    /// it, which stays when the key changes and when that part is erased.
    fn hash(&self) -> [u8; 32] {
        let (seq, at) = (self.seq.to_be_bytes(), self.at.to_be_bytes());
        let number = self.number.map(i64::to_be_bytes);
        let parts: [&[u8]; 9] = [
            self.appeal.as_bytes(),
            &seq,
            self.kind.as_bytes(),
            self.actor.as_bytes(),
            &at,
            self.data.as_bytes(),
            self.private_hash.as_deref().unwrap_or_default(),
            number.as_ref().map_or(&[], |bytes| bytes.as_slice()),
            &self.previous_hash,
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    fn into_values(self) -> [Value; 9] {
        [
            self.appeal.into(),
            self.seq.into(),
            self.kind.into(),
            self.actor.into(),
            self.at.into(),
            self.data.into(),
            self.private.into(),
            self.private_hash.into(),
            self.previous_hash.into(),
        ]
    }
}

/// The two parts of an event, the second to be sealed.
fn payload(event: &Event) -> (String, Option<String>) {
    let private = event.private().map(|private| private.to_string());
    (event.data().to_string(), private)
}
