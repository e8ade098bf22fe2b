//! The steps, part by part.

use domain::event::RegisteredPrivate;
use vault::Vault;

use super::progress::Progress;
use super::{Column, Form, Part};
use crate::blobs::Sealed;
use crate::database::{Blobs, Database, Error, Row, Value};
use crate::{private, search, upload};

/// The journal's sealed parts, and the terms of registrations; the read models follow by trigger.
/// Gives the rows that were looked at, and those that were sealed again.
pub(super) async fn journal(
    db: &impl Database,
    progress: &mut Progress,
    rows: i64,
) -> Result<(i64, i64), Error> {
    let sql = "SELECT id, appeal, seq, kind, private FROM event WHERE id > ?1 ORDER BY id LIMIT ?2";
    let after = progress.after.pop().unwrap_or(Value::Integer(0));
    let page = db.execute(sql, vec![after, rows.into()]).await?;
    let mut changes = Vec::new();
    for row in &page {
        let Some(sealed) = row.optional_blob(4)? else {
            continue;
        };
        if db.vault().is_current(sealed) {
            continue;
        }
        let (appeal, seq) = (row.text(1)?, row.integer(2)?);
        let terms = if matches!(row.text(3)?, "appeal_registered" | "text_edited") {
            let private: RegisteredPrivate = private::open(db.vault(), appeal, seq, sealed)?;
            Some(search::terms(db.vault(), &private))
        } else {
            None
        };
        let again = private::reseal(db.vault(), appeal, seq, sealed)?;
        changes.push([
            row.integer(0)?.into(),
            sealed.into(),
            again.into(),
            terms.into(),
        ]);
    }
    let to = "private = v.column3, search = v.column4";
    let resealed = update(db, "event", to, &["id", "private"], changes).await?;
    let last = page.last().map(|row| row.value(0).clone());
    progress.after = last.into_iter().collect();
    Ok((length(&page), resealed))
}

/// The bytes of attachments.
pub(super) async fn chunks<B: Blobs>(
    db: &impl Database,
    blobs: &Sealed<B>,
    progress: &mut Progress,
    rows: i64,
) -> Result<(i64, i64), Error> {
    let after = progress.after.first().cloned();
    let after = after.unwrap_or_else(|| "".into());
    let sql = "SELECT id, chunks FROM upload WHERE id > ?1 ORDER BY id LIMIT ?2";
    let page = db.execute(sql, vec![after, rows.into()]).await?;
    let mut resealed = 0;
    for row in &page {
        let id = row.text(0)?;
        for key in upload::chunks(row.text(1)?)? {
            resealed += i64::from(blobs.reseal(&key).await?);
            // Removed meanwhile: what was written a moment ago would stay for ever.
            if upload::by_id(db, id).await?.is_none() {
                blobs.delete(&key).await?;
            }
        }
    }
    // Kept at the end: what comes behind it is looked at later.
    if let Some(last) = page.last() {
        progress.after = vec![last.value(0).clone()];
    }
    Ok((length(&page), resealed))
}

/// A column of a table.
pub(super) async fn column(
    db: &impl Database,
    column: &Column,
    progress: &mut Progress,
    rows: i64,
) -> Result<(i64, i64), Error> {
    let Column {
        table,
        key,
        column: name,
        form,
    } = column;
    let keys = key.join(", ");
    let mut parameters = std::mem::take(&mut progress.after);
    let from = if parameters.is_empty() {
        String::new()
    } else {
        let places = vec!["?"; parameters.len()].join(", ");
        format!("WHERE ({keys}) > ({places})")
    };
    parameters.push(rows.into());
    let sql = format!("SELECT {keys}, {name} FROM {table} {from} ORDER BY {keys} LIMIT ?");
    let page = db.execute(&sql, parameters).await?;
    let mut changes = Vec::new();
    for row in &page {
        let sealed = row.value(key.len());
        if let Some(again) = again(db.vault(), column, row, *form)? {
            let values = row.0.iter().take(key.len()).chain([sealed, &again]);
            changes.push(values.cloned().collect::<Vec<_>>());
        }
    }
    let to = format!("{name} = v.column{}", key.len() + 2);
    let same: Vec<&str> = key.iter().chain([name]).copied().collect();
    let resealed = update(db, table, &to, &same, changes).await?;
    let last = page.last().map(|row| row.0.iter().take(key.len()).cloned());
    progress.after = last.into_iter().flatten().collect();
    Ok((length(&page), resealed))
}

/// The value sealed again; [`None`] when it is of today's key, or none at all.
fn again(vault: &Vault, column: &Column, row: &Row, form: Form) -> Result<Option<Value>, Error> {
    let keys = row.0.iter().take(column.key.len()).map(text);
    let place = vault::place(&column.name(), &keys.collect::<Vec<_>>().join("/"));
    match (form, row.value(column.key.len())) {
        (Form::Bytes, Value::Blob(sealed)) if !vault.is_current(sealed) => {
            let again = vault.seal(&vault.open(sealed, &place)?, &place)?;
            Ok(Some(again.into()))
        }
        // Text of length zero stands for nothing where a column may not be NULL.
        (Form::Text, Value::Text(sealed))
            if !sealed.is_empty() && !vault.is_current_text(sealed) =>
        {
            let again = vault.seal_text(&vault.open_text(sealed, &place)?, &place)?;
            Ok(Some(again.into()))
        }
        (_, Value::Integer(_) | Value::Real(_)) => Err(Error::Column(column.key.len())),
        _ => Ok(None),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.to_string(),
        Value::Text(value) => value.clone(),
        Value::Blob(value) => value.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// Changes rows in one statement, each only if the columns `same` are still what the first values of its
/// change say. Gives how many were.
async fn update(
    db: &impl Database,
    table: &str,
    to: &str,
    same: &[&str],
    changes: Vec<impl IntoIterator<Item = Value>>,
) -> Result<i64, Error> {
    let mut places = Vec::new();
    let mut parameters = Vec::new();
    for change in changes {
        let before = parameters.len();
        parameters.extend(change);
        places.push(format!(
            "({})",
            vec!["?"; parameters.len() - before].join(", ")
        ));
    }
    if places.is_empty() {
        return Ok(0);
    }
    let same = same.iter().enumerate();
    let same: Vec<String> = same
        .map(|(at, column)| format!("{table}.{column} = v.column{}", at + 1))
        .collect();
    let sql = format!(
        "UPDATE {table} SET {to} FROM (VALUES {}) AS v WHERE {} RETURNING 1",
        places.join(", "),
        same.join(" AND ")
    );
    Ok(length(&db.execute(&sql, parameters).await?))
}

/// How many values another key has sealed. Looks at every row. Of the bytes of attachments it knows only
/// that an instance with another key has announced some since they were walked.
pub(super) async fn left(
    db: &impl Database,
    part: Part,
    progress: &Progress,
) -> Result<i64, Error> {
    let (table, column, form) = match part {
        Part::Journal => ("event", "private", Form::Bytes),
        Part::Chunks => ("upload", "private", Form::Bytes),
        Part::Column(column) => (column.table, column.column, column.form),
    };
    let (prefix, own): (_, Value) = match form {
        Form::Bytes => {
            let id = db.vault().key_id().to_vec();
            (format!("substr({column}, 2, 4)"), id.into())
        }
        Form::Text => {
            let prefix = db.vault().text_prefix();
            let length = prefix.len();
            (format!("substr({column}, 1, {length})"), prefix.into())
        }
    };
    let mut sql = format!("SELECT count(*) FROM {table} WHERE {column} <> '' AND {prefix} <> ?1");
    let mut parameters = vec![own];
    if let (Part::Chunks, Some(after)) = (part, progress.after.first()) {
        sql.push_str(" AND id > ?2");
        parameters.push(after.clone());
    }
    let rows = db.execute(&sql, parameters).await?;
    rows.first().ok_or(Error::Column(0))?.integer(0)
}

fn length(rows: &[Row]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}
