//! Values between guests and SQLite.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::bindings::sqlite::{Error, RowResult, Value};

/// Bytes of one row, as in Spin.
pub(super) const ROW_BYTES: usize = 128 * 1024 * 1024;

pub(super) fn io(error: &rusqlite::Error) -> Error {
    Error::Io(error.to_string())
}

/// Lends a value to a statement.
pub(super) struct Parameter<'a>(pub(super) &'a Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Integer(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

pub(super) fn read(row: &rusqlite::Row<'_>, width: usize) -> Result<RowResult, Error> {
    let mut values = Vec::with_capacity(width);
    for column in 0..width {
        values.push(match row.get_ref(column).map_err(|error| io(&error))? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => Value::Integer(value),
            ValueRef::Real(value) => Value::Real(value),
            ValueRef::Text(value) => {
                let text = str::from_utf8(value)
                    .map_err(|_| Error::Io(format!("column {column} is not UTF-8 text")))?;
                Value::Text(text.to_owned())
            }
            ValueRef::Blob(value) => Value::Blob(value.to_vec()),
        });
    }
    Ok(RowResult { values })
}

pub(super) fn size(row: &RowResult) -> usize {
    let content = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::Blob(blob) => blob.len(),
        _ => 0,
    };
    row.values
        .iter()
        .map(|value| size_of::<Value>() + content(value))
        .sum()
}
