//! What the store asks of a database: one statement at a time, answered whole.

use std::future::Future;

use vault::{Vault, VaultError};

/// A value that goes into a statement or comes out of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A 64-bit integer.
    Integer(i64),
    /// A double.
    Real(f64),
    /// UTF-8 text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty => |$v:ident| $to:expr),* $(,)?) => {
        $(impl From<$from> for Value {
            fn from($v: $from) -> Self {
                $to
            }
        })*
    };
}

value_from! {
    i64 => |v| Value::Integer(v),
    i32 => |v| Value::Integer(v.into()),
    u32 => |v| Value::Integer(v.into()),
    bool => |v| Value::Integer(v.into()),
    &str => |v| Value::Text(v.to_owned()),
    String => |v| Value::Text(v),
    Vec<u8> => |v| Value::Blob(v),
    &[u8] => |v| Value::Blob(v.to_vec()),
    [u8; 32] => |v| Value::Blob(v.to_vec()),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// A row, read by column position. A column that is missing or of another type is a fault of ours in
/// the statement, reported as [`Error::Column`] rather than guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The value of a column; [`Value::Null`] where there is no such column.
    pub fn value(&self, index: usize) -> &Value {
        self.0.get(index).unwrap_or(&Value::Null)
    }

    /// An integer.
    pub fn integer(&self, index: usize) -> Result<i64, Error> {
        self.optional_integer(index)?.ok_or(Error::Column(index))
    }

    /// An integer or NULL.
    pub fn optional_integer(&self, index: usize) -> Result<Option<i64>, Error> {
        match self.value(index) {
            Value::Integer(v) => Ok(Some(*v)),
            Value::Null => Ok(None),
            _ => Err(Error::Column(index)),
        }
    }

    /// An integer that stands for yes or no.
    pub fn boolean(&self, index: usize) -> Result<bool, Error> {
        Ok(self.integer(index)? != 0)
    }

    /// A text.
    pub fn text(&self, index: usize) -> Result<&str, Error> {
        self.optional_text(index)?.ok_or(Error::Column(index))
    }

    /// A text or NULL.
    pub fn optional_text(&self, index: usize) -> Result<Option<&str>, Error> {
        match self.value(index) {
            Value::Text(v) => Ok(Some(v)),
            Value::Null => Ok(None),
            _ => Err(Error::Column(index)),
        }
    }

    /// Bytes or NULL.
    pub fn optional_blob(&self, index: usize) -> Result<Option<&[u8]>, Error> {
        match self.value(index) {
            Value::Blob(v) => Ok(Some(v)),
            Value::Null => Ok(None),
            _ => Err(Error::Column(index)),
        }
    }

    /// Bytes.
    pub fn blob(&self, index: usize) -> Result<&[u8], Error> {
        self.optional_blob(index)?.ok_or(Error::Column(index))
    }
}

/// Why a statement did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A UNIQUE, CHECK or RAISE constraint stopped the statement; nothing was changed. The text is
    /// SQLite's: `UNIQUE constraint failed: event.appeal, event.seq`, or the word given to RAISE.
    #[error("constraint: {0}")]
    Constraint(String),
    /// The database is there but could not be had in time: somebody else is writing.
    #[error("busy: {0}")]
    Busy(String),
    /// The key-value store cannot be had, or gave no answer in time.
    #[error("key-value: {0}")]
    Unavailable(String),
    /// Everything else that the database says.
    #[error("database: {0}")]
    Database(String),
    /// The row has no such value in the column.
    #[error("column {0} holds something else")]
    Column(usize),
    /// What is stored is not of the shape that this version writes.
    #[error("stored {what} cannot be read: {cause}")]
    Stored {
        /// Which thing.
        what: &'static str,
        /// What the reader says.
        cause: String,
    },
}

impl Error {
    /// Sorts what SQLite says in words. Hosts pass errors on as text only (Spin's `error::io(string)`),
    /// and the words are SQLite's own, the same through libSQL.
    pub fn from_message(message: String) -> Self {
        if message.contains("constraint failed")
            || message.contains("attachment_unavailable")
            || message.contains("journal_append_only")
        {
            Error::Constraint(message)
        } else if message.contains("database is locked") || message.contains("SQLITE_BUSY") {
            Error::Busy(message)
        } else {
            Error::Database(message)
        }
    }

    /// Whether a constraint whose text has this word stopped the statement.
    pub fn is_constraint(&self, word: &str) -> bool {
        matches!(self, Error::Constraint(text) if text.contains(word))
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        Error::Stored {
            what: "sealed value",
            cause: error.to_string(),
        }
    }
}

/// A connection. Several requests may share one, so nothing may be said over it that lasts longer than
/// a statement: no BEGIN, no temporary table (two requests' transactions would mix).
pub trait Connection: Send + Sync {
    /// Runs one statement and gives all its rows.
    fn execute(
        &self,
        sql: &str,
        parameters: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<Row>, Error>> + Send;
}

/// A connection with the keys to what is sealed in it. Functions of the store take and give what people
/// wrote; only they see what the columns hold.
pub trait Database: Connection {
    /// The keys.
    fn vault(&self) -> &Vault;
}

/// Bytes under names, for attachments; [`crate::Sealed`] seals them. Nothing that is counted, unique or expiring belongs here: the
/// store behind it can only set, get and delete.
pub trait Blobs: Send + Sync {
    /// Writes a value, in place of an earlier one.
    fn set(&self, key: &str, value: Vec<u8>) -> impl Future<Output = Result<(), Error>> + Send;

    /// Reads a value.
    fn get(&self, key: &str) -> impl Future<Output = Result<Option<Vec<u8>>, Error>> + Send;

    /// Removes a value; one that is not there is no error.
    fn delete(&self, key: &str) -> impl Future<Output = Result<(), Error>> + Send;
}
