//! The read models and the journal that they are a fold of: whether they agree, and making them anew.

use domain::AppealNumber;
use domain::read_model::ReadModel;
use serde_json::{Map, Value as Json};

use crate::appeal::{number, stored};
use crate::database::{Connection, Error, Row, Value};
use crate::journal;

/// A row that is not what the journal says, or is missing, or should not be there.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The appeal; none of a table of sums.
    pub number: Option<AppealNumber>,
    /// The table.
    pub table: String,
    /// The rows that are kept: columns and values, as JSON.
    pub kept: Vec<Json>,
    /// The rows that the journal makes.
    pub made: Vec<Json>,
}

/// Where an appeal's rows stand: by its id, but for these.
fn key_of(table: &str) -> &'static str {
    match table {
        "appeal" => "id = ?1",
        "queue" => "number = (SELECT number FROM appeal WHERE id = ?1)",
        _ => "appeal = ?1",
    }
}

/// What the journal makes of an appeal.
async fn made(
    db: &impl Connection,
    appeal: &str,
    number: AppealNumber,
) -> Result<ReadModel, Error> {
    let facts = journal::facts(db, appeal).await?;
    let state = facts.state(number);
    let state = state.ok_or_else(|| stored("journal", "it begins with no registration"))?;
    let mut model = state.read_model();
    // An account that was erased has no appeals any more, whatever the journal says of whose they were.
    let erased = "SELECT 1 FROM account WHERE id = ?1 AND erased_at IS NOT NULL";
    if let Some(account) = &model.appeal.account {
        let rows = db.execute(erased, vec![account.as_str().into()]).await?;
        if !rows.is_empty() {
            model.appeal.account = None;
        }
    }
    Ok(model)
}

/// Rows of one table, whatever their number.
fn rows(of_table: &Json) -> Vec<&Map<String, Json>> {
    match of_table {
        Json::Array(rows) => rows.iter().filter_map(Json::as_object).collect(),
        Json::Object(row) => vec![row],
        _ => Vec::new(),
    }
}

/// Compares what is kept of an appeal with what its journal makes.
pub async fn differences(
    db: &impl Connection,
    appeal: &str,
    number: AppealNumber,
) -> Result<Vec<Difference>, Error> {
    let model = made(db, appeal, number).await?;
    let tables = serde_json::to_value(model).map_err(|error| stored("read model", error))?;
    let mut found = Vec::new();
    for (table, of_table) in tables.as_object().into_iter().flatten() {
        let made = rows(of_table);
        let columns: Vec<&str> = made
            .first()
            .map(|row| row.keys().map(String::as_str).collect())
            .unwrap_or_default();
        // Where nothing is to be, any row is too much.
        let wanted = match columns.is_empty() {
            true => "1".to_owned(),
            false => columns.join(", "),
        };
        let sql = format!("SELECT {wanted} FROM {table} WHERE {}", key_of(table));
        let kept = db.execute(&sql, vec![appeal.into()]).await?;
        let mut kept: Vec<Json> = kept.iter().map(|row| as_json(&columns, row)).collect();
        let mut made: Vec<Json> = made.into_iter().map(as_stored).collect();
        kept.sort_by_key(Json::to_string);
        made.sort_by_key(Json::to_string);
        found.extend(difference(Some(number), table, kept, made));
    }
    Ok(found)
}

fn as_json(columns: &[&str], row: &Row) -> Json {
    let columns = columns.iter().enumerate();
    let member = |(index, column): (usize, &&str)| {
        let value = match row.value(index) {
            Value::Null => Json::Null,
            Value::Integer(value) => (*value).into(),
            Value::Real(value) => (*value).into(),
            // Lists and objects are text there.
            Value::Text(text) => match text.starts_with(['{', '[']) {
                true => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
                false => text.as_str().into(),
            },
            Value::Blob(value) => value.as_slice().into(),
        };
        ((*column).to_owned(), value)
    };
    Json::Object(columns.map(member).collect())
}

/// A row as SQLite keeps it: yes and no as 1 and 0.
fn as_stored(row: &Map<String, Json>) -> Json {
    let member = |(column, value): (&String, &Json)| {
        let value = match value {
            Json::Bool(value) => i64::from(*value).into(),
            other => other.clone(),
        };
        (column.clone(), value)
    };
    Json::Object(row.iter().map(member).collect())
}

/// The tables whose rows are corrected and not copied whole, in the order in which they are emptied.
const CORRECTED: &[&str] = &["queue", "learned_appeal", "appeal"];

/// Makes the rows of an appeal anew from its journal.
async fn make(db: &impl Connection, appeal: &str, number: AppealNumber) -> Result<(), Error> {
    let model = made(db, appeal, number).await?;
    let content = serde_json::to_string(&model).map_err(|error| stored("read model", error))?;
    for table in CORRECTED {
        let sql = format!("DELETE FROM {table} WHERE {}", key_of(table));
        db.execute(&sql, vec![appeal.into()]).await?;
    }
    let sql = "INSERT INTO read_model (appeal, content) VALUES (?1, ?2)";
    db.execute(sql, vec![appeal.into(), content.into()]).await?;
    Ok(())
}

/// Tables that are sums over others: the columns, and the statement that sums up.
const SUMS: &[(&str, &str, &str)] = &[
    (
        "counter",
        "agency, status, appeals, overdue",
        "INSERT INTO counter (agency, status, appeals, overdue)
         SELECT agency, status, count(*), sum(overdue) FROM appeal GROUP BY agency, status",
    ),
    (
        "counter_place",
        "agency, unit, region, status, appeals, overdue",
        "INSERT INTO counter_place (agency, unit, region, status, appeals, overdue)
         SELECT agency, coalesce(unit, ''), region, status, count(*), sum(overdue) FROM appeal
         GROUP BY agency, coalesce(unit, ''), region, status",
    ),
    (
        "queue_counter",
        "assignee, agency, unit, region, appeals, overdue, approval",
        "INSERT INTO queue_counter (assignee, agency, unit, region, appeals, overdue, approval)
         SELECT coalesce(assignee, ''), agency, coalesce(unit, ''), region, count(*), sum(overdue), sum(approval)
         FROM queue WHERE open = 1 GROUP BY coalesce(assignee, ''), agency, coalesce(unit, ''), region",
    ),
    (
        "learned_term",
        "bucket, category, appeals",
        // Both tables of what was learnt.
        "INSERT INTO learning (search, category, sign) SELECT e.search, l.category, 1
         FROM learned_appeal l JOIN event e ON e.appeal = l.appeal AND e.seq = 1",
    ),
    (
        "learned_category",
        "category, appeals, terms",
        "SELECT 1",
    ),
];

/// What was found and put right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rebuilt {
    /// How many appeals were looked at.
    pub appeals: u64,
    /// What was not as the journal says.
    pub differences: Vec<Difference>,
}

/// Makes the read models of all appeals anew from the journal, where they are not what it says, and the index of the
/// search anyway. It is for a database that nobody else uses; the caller puts a transaction around it. What was
/// learnt, the counters and the queue follow; notices and letters, which say what has happened outside of the
/// journal, stay.
pub async fn rebuild(db: &impl Connection) -> Result<Rebuilt, Error> {
    const PAGE: &str =
        "SELECT appeal, number FROM event WHERE number > ?1 ORDER BY number LIMIT 500";
    let mut rebuilt = Rebuilt::default();
    let mut kept = Vec::new();
    for (table, columns, _) in SUMS {
        kept.push(sums(db, columns, table).await?);
    }
    let mut after = 0;
    loop {
        let page = db.execute(PAGE, vec![after.into()]).await?;
        for row in &page {
            let (appeal, key) = (row.text(0)?, row.integer(1)?);
            let differences = differences(db, appeal, number(key)?).await?;
            if !differences.is_empty() {
                make(db, appeal, number(key)?).await?;
            }
            index_again(db, appeal).await?;
            rebuilt.differences.extend(differences);
            rebuilt.appeals += 1;
            after = key;
        }
        if page.is_empty() {
            break;
        }
    }
    for (table, _, _) in SUMS {
        db.execute(&format!("DELETE FROM {table}"), vec![]).await?;
    }
    for ((table, columns, sum), kept) in SUMS.iter().zip(kept) {
        db.execute(sum, vec![]).await?;
        let made = sums(db, columns, table).await?;
        rebuilt
            .differences
            .extend(difference(None, table, kept, made));
    }
    Ok(rebuilt)
}

async fn index_again(db: &impl Connection, appeal: &str) -> Result<(), Error> {
    let of = "(SELECT number FROM appeal WHERE id = ?1)";
    let delete = format!("DELETE FROM appeal_search WHERE rowid = {of}");
    db.execute(&delete, vec![appeal.into()]).await?;
    let insert = "INSERT INTO appeal_search (rowid, terms)
        SELECT a.number, coalesce(e.search, '') FROM appeal a
        JOIN event e ON e.appeal = a.id AND e.seq = a.private_seq WHERE a.id = ?1";
    db.execute(insert, vec![appeal.into()]).await.map(drop)
}

/// The rows of a table of sums. Rows of nothing may be there: they were something once.
async fn sums(db: &impl Connection, columns: &str, table: &str) -> Result<Vec<Json>, Error> {
    let sql = format!("SELECT {columns} FROM {table} WHERE appeals <> 0");
    let names: Vec<&str> = columns.split(", ").collect();
    let rows = db.execute(&sql, vec![]).await?;
    let mut rows: Vec<Json> = rows.iter().map(|row| as_json(&names, row)).collect();
    rows.sort_by_key(Json::to_string);
    Ok(rows)
}

fn difference(
    number: Option<AppealNumber>,
    table: &str,
    kept: Vec<Json>,
    made: Vec<Json>,
) -> Option<Difference> {
    (kept != made).then(|| Difference {
        number,
        table: table.to_owned(),
        kept,
        made,
    })
}
