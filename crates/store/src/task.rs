//! Tasks inside appeals, as the read model keeps them; what is to be done is opened from the journal.

use std::collections::BTreeMap;

use domain::AppealNumber;
use domain::access::Territory;
use domain::event::RegisteredAttachment;
use serde_json::Value as Json;

use crate::appeal::{json, number, stored};
use crate::database::{Database, Error, Row, Value};
use crate::participant::member;
use crate::private;

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The id, a UUIDv7.
    pub id: String,
    /// The appeal's id.
    pub appeal: String,
    /// Its number.
    pub number: AppealNumber,
    /// Who is to do it.
    pub participant: String,
    /// `open`, `done`, `confirmed` or `dropped`.
    pub state: String,
    /// By when, as ISO 8601 has it.
    pub due_on: Option<String>,
    /// When it was given, in milliseconds.
    pub created_at: i64,
    /// When it last changed, in milliseconds.
    pub changed_at: i64,
    /// What is to be done.
    pub text: String,
    /// The last report; empty before the first.
    pub report: String,
    /// The files of the last report with their names.
    pub files: Vec<(RegisteredAttachment, String)>,
    /// The last remarks; empty where it was never returned.
    pub remarks: String,
}

const SELECT: &str = "SELECT t.id, t.appeal, a.number, t.participant, t.state, t.due_on, t.created_at, t.changed_at, \
    t.seq, c.private, t.done_seq, d.private, d.data, t.returned_seq, r.private \
  FROM task AS t JOIN appeal AS a ON a.id = t.appeal \
  LEFT JOIN event AS c ON c.appeal = t.appeal AND c.seq = t.seq \
  LEFT JOIN event AS d ON d.appeal = t.appeal AND d.seq = t.done_seq \
  LEFT JOIN event AS r ON r.appeal = t.appeal AND r.seq = t.returned_seq";

/// The tasks of an appeal, the oldest first.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<TaskRow>, Error> {
    let sql = format!("{SELECT} WHERE t.appeal = ?1 ORDER BY t.created_at, t.id");
    let rows = db.execute(&sql, vec![appeal.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// What somebody was given to do and what is not confirmed yet, in all appeals in which they take part: the
/// earliest date first.
pub async fn waiting(
    db: &impl Database,
    account: &str,
    territory: &Territory,
    limit: usize,
) -> Result<Vec<TaskRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE t.state IN ('open', 'done') AND t.participant IN (
           SELECT id FROM participant WHERE account = ?1 AND state = 'active'
           UNION ALL
           SELECT id FROM participant WHERE agency = ?2 AND state = 'active'
             AND (unit IS NULL OR ?3 IS NULL OR unit = ?3))
         ORDER BY t.state DESC, t.due_on IS NULL, t.due_on, t.id LIMIT ?4"
    );
    let parameters = vec![
        account.into(),
        territory.agency.clone().into(),
        territory.unit.clone().into(),
        Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
    ];
    let rows = db.execute(&sql, parameters).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

fn read(db: &impl Database, row: &Row) -> Result<TaskRow, Error> {
    let appeal = row.text(1)?;
    let open = |seq: usize, private: usize| -> Result<Option<Json>, Error> {
        match (row.optional_integer(seq)?, row.optional_blob(private)?) {
            (Some(seq), Some(sealed)) => private::open(db.vault(), appeal, seq, sealed).map(Some),
            _ => Ok(None),
        }
    };
    let (created, done, returned) = (open(8, 9)?, open(10, 11)?, open(13, 14)?);
    Ok(TaskRow {
        id: row.text(0)?.to_owned(),
        appeal: appeal.to_owned(),
        number: number(row.integer(2)?)?,
        participant: row.text(3)?.to_owned(),
        state: row.text(4)?.to_owned(),
        due_on: row.optional_text(5)?.map(str::to_owned),
        created_at: row.integer(6)?,
        changed_at: row.integer(7)?,
        text: member(created.as_ref(), "text"),
        report: member(done.as_ref(), "text"),
        files: files(row.optional_text(12)?, done.as_ref())?,
        remarks: member(returned.as_ref(), "remarks"),
    })
}

/// The files of a report, with the names that stand in its private part.
fn files(
    data: Option<&str>,
    private: Option<&Json>,
) -> Result<Vec<(RegisteredAttachment, String)>, Error> {
    let Some(data) = data else {
        return Ok(Vec::new());
    };
    let mut data: Json = json(data, "report")?;
    let files = data.get_mut("attachments").map(Json::take);
    let files: Vec<RegisteredAttachment> = files
        .map(serde_json::from_value)
        .transpose()
        .map_err(|error| stored("report", error))?
        .unwrap_or_default();
    let names = private.and_then(|private| private.get("file_names"));
    let names: BTreeMap<String, String> = names
        .cloned()
        .and_then(|names| serde_json::from_value(names).ok())
        .unwrap_or_default();
    let named = files.into_iter().map(|file| {
        let name = names.get(&file.id).cloned().unwrap_or_default();
        (file, name)
    });
    Ok(named.collect())
}
