//! Who read whose personal data: a log in which each row vouches for all before it.

mod verify;

use domain::access::DataPart;

use crate::appeal::json;
use crate::database::{Database, Error, Row, Value};

pub use verify::{Fault, Head, Verdict, verify};

/// Writers that come together each read the end of the log and try to put their row behind it; one wins
/// each round, so so many may come at once. An instance has sixteen requests, a machine sixteen instances.
const TRIES: usize = 256;

/// Why data was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is the reader's own.
    Own,
    /// The appeal is assigned to the reader.
    Assigned,
    /// The appeal is in the reader's territory.
    Territory,
    /// The reader takes part in the appeal.
    Participant,
    /// A list or a search.
    Search,
    /// An export.
    Export,
    /// A copy of all data of a person, for that person.
    Copy,
    /// Another system, with the service token or a key.
    Service,
    /// To telephone or write to the person.
    Contact,
    /// To see whether two people are one.
    Identify,
    /// To put the name on a document.
    Document,
}

impl Reason {
    /// What somebody of staff may say when they have an applicant's data shown.
    pub const STATED: [Reason; 3] = [Reason::Contact, Reason::Document, Reason::Identify];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::Own => "own",
            Reason::Assigned => "assigned",
            Reason::Territory => "territory",
            Reason::Participant => "participant",
            Reason::Search => "search",
            Reason::Export => "export",
            Reason::Copy => "copy",
            Reason::Service => "service",
            Reason::Contact => "contact",
            Reason::Identify => "identify",
            Reason::Document => "document",
        }
    }
}

/// A reading.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// When, in milliseconds.
    pub at: i64,
    /// Who: the account's id, or what an [`domain::Actor`] is called.
    pub actor: &'a str,
    /// In which role.
    pub role: &'a str,
    /// Why.
    pub reason: Reason,
    /// What was shown.
    pub fields: &'a [DataPart],
    /// How many rows were shown.
    pub rows: i64,
    /// Whose profile it was, where it was one.
    pub account: Option<&'a str>,
    /// The ids of the appeals.
    pub appeals: &'a [String],
}

/// Adds a reading to the log. It is on the disk when this returns: what is not on record is not shown.
pub async fn record(db: &impl Database, entry: &Entry<'_>) -> Result<(), Error> {
    for _ in 0..TRIES {
        if try_record(db, entry).await? {
            return Ok(());
        }
    }
    Err(Error::Busy("the access log".to_owned()))
}

/// Tries once to add a reading behind the end of the log. `false`: somebody else's came first, and nothing
/// was written. Whoever can wait a little between tries should: it spares the database useless ones.
pub async fn try_record(db: &impl Database, entry: &Entry<'_>) -> Result<bool, Error> {
    let mut row = Logged {
        seq: 0,
        at: entry.at,
        actor: entry.actor.to_owned(),
        role: entry.role.to_owned(),
        reason: entry.reason.as_str().to_owned(),
        fields: array(entry.fields),
        rows: entry.rows,
        account: entry.account.map(str::to_owned),
        appeals: array(entry.appeals),
        hash: Vec::new(),
    };
    let last = head(db).await?;
    row.seq = last.as_ref().map_or(1, |head| head.seq + 1);
    let previous = last.map(|head| head.hash).unwrap_or_default();
    row.hash = row.hash_after(db, &previous).to_vec();
    let proof = verify::proof(db, row.seq, &row.hash);
    let sql = "INSERT INTO access_log_entry (seq, at, actor, role, reason, fields, rows, account, appeals,
        hash, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut values = row.into_values().to_vec();
    values.push(proof.into());
    match db.execute(sql, values).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("access_log.seq") => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a reader's reading of the same things is on record since a time, among the last of an appeal.
pub async fn is_recorded(
    db: &impl Database,
    appeal: &str,
    actor: &str,
    fields: &[DataPart],
    since: i64,
) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM (
            SELECT seq FROM access_log_subject WHERE subject = ?1 ORDER BY seq DESC LIMIT 20
          ) s CROSS JOIN access_log l ON l.seq = s.seq
        WHERE l.actor = ?2 AND l.fields = ?3 AND l.at >= ?4 LIMIT 1";
    let parameters = vec![
        appeal.into(),
        actor.into(),
        array(fields).into(),
        since.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// A reading, as those whom it concerns are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The place in the log; the cursor of a list.
    pub seq: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// Why.
    pub reason: String,
    /// What was shown.
    pub fields: Vec<DataPart>,
    /// The number of the person's appeal, as a key; [`None`] for the profile.
    pub number: Option<i64>,
}

/// Readings of a person's data, newest first: of the profile and of all appeals of the account, at most
/// `limit` before the place `before`.
pub async fn list_for_account(
    db: &impl Database,
    account: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Reading>, Error> {
    let sql = "SELECT l.seq, l.at, l.actor, l.role, l.reason, l.fields, s.number FROM (
            SELECT seq, NULL AS number FROM access_log_subject WHERE subject = ?1
            UNION ALL
            SELECT s.seq, a.number FROM appeal a CROSS JOIN access_log_subject s ON s.subject = a.id
              WHERE a.account = ?1
          ) s CROSS JOIN access_log l ON l.seq = s.seq
        WHERE s.seq < ?2 ORDER BY s.seq DESC, s.number DESC LIMIT ?3";
    readings(db, sql, account, before, limit).await
}

/// Readings of one appeal, newest first, by its id.
pub async fn list_for_appeal(
    db: &impl Database,
    appeal: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Reading>, Error> {
    let sql = "SELECT l.seq, l.at, l.actor, l.role, l.reason, l.fields, a.number
        FROM access_log_subject s CROSS JOIN access_log l ON l.seq = s.seq
        LEFT JOIN appeal a ON a.id = s.subject
        WHERE s.subject = ?1 AND s.seq < ?2 ORDER BY s.seq DESC LIMIT ?3";
    readings(db, sql, appeal, before, limit).await
}

async fn readings(
    db: &impl Database,
    sql: &str,
    subject: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Reading>, Error> {
    let before = before.unwrap_or(i64::MAX);
    let rows = db
        .execute(sql, vec![subject.into(), before.into(), limit.into()])
        .await?;
    let reading = |row: &Row| {
        Ok(Reading {
            seq: row.integer(0)?,
            at: row.integer(1)?,
            actor: row.text(2)?.to_owned(),
            role: row.text(3)?.to_owned(),
            reason: row.text(4)?.to_owned(),
            fields: json(row.text(5)?, "fields")?,
            number: row.optional_integer(6)?,
        })
    };
    rows.iter().map(reading).collect()
}

/// Where the log ends; [`None`] while it is empty.
pub async fn head(db: &impl Database) -> Result<Option<Head>, Error> {
    let rows = db
        .execute("SELECT seq, hash FROM access_log_head WHERE id = 1", vec![])
        .await?;
    rows.first().map(Head::read).transpose()
}

/// A row of the log.
#[derive(Clone, Debug)]
struct Logged {
    seq: i64,
    at: i64,
    actor: String,
    role: String,
    reason: String,
    fields: String,
    rows: i64,
    account: Option<String>,
    appeals: String,
    hash: Vec<u8>,
}

const COLUMNS: &str = "seq, at, actor, role, reason, fields, rows, account, appeals, hash";

impl Logged {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Logged {
            seq: row.integer(0)?,
            at: row.integer(1)?,
            actor: row.text(2)?.to_owned(),
            role: row.text(3)?.to_owned(),
            reason: row.text(4)?.to_owned(),
            fields: row.text(5)?.to_owned(),
            rows: row.integer(6)?,
            account: row.optional_text(7)?.map(str::to_owned),
            appeals: row.text(8)?.to_owned(),
            hash: row.blob(9)?.to_vec(),
        })
    }

    /// The hash of this row behind one with the hash `previous`. No account and an empty one differ.
    fn hash_after(&self, db: &impl Database, previous: &[u8]) -> [u8; 32] {
        let account = self.account.as_deref();
        db.vault().mac(
            "access log",
            &[
                previous,
                &self.seq.to_be_bytes(),
                &self.at.to_be_bytes(),
                self.actor.as_bytes(),
                self.role.as_bytes(),
                self.reason.as_bytes(),
                self.fields.as_bytes(),
                &self.rows.to_be_bytes(),
                &[u8::from(account.is_some())],
                account.unwrap_or_default().as_bytes(),
                self.appeals.as_bytes(),
            ],
        )
    }

    fn into_values(self) -> [Value; 10] {
        [
            self.seq.into(),
            self.at.into(),
            self.actor.into(),
            self.role.into(),
            self.reason.into(),
            self.fields.into(),
            self.rows.into(),
            self.account.into(),
            self.appeals.into(),
            self.hash.into(),
        ]
    }
}

fn array<T: ToString>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    serde_json::Value::from(items).to_string()
}
