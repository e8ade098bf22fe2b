//! Where sealed values are. A new sealed column is a line here; a test finds one that is missing.

/// How a value is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As bytes ([`vault::Vault::seal`]).
    Bytes,
    /// As text ([`vault::Vault::seal_text`]).
    Text,
}

/// A column of sealed values.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// The columns of its primary key, one or two, along which it is walked.
    pub key: &'static [&'static str],
    /// The column.
    pub column: &'static str,
    /// How its values are stored.
    pub form: Form,
}

impl Column {
    /// `table.column`, as the place of its values begins.
    pub fn name(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }
}

/// The columns whose values are sealed for `vault::place("table.column", key)`, where the key is the row's
/// primary key, two columns with a stroke between them, bytes as hexadecimal digits.
///
/// Look-up hashes of logins and passkeys are not here: their key is made from `secret_key`, which stays.
pub const COLUMNS: &[Column] = &[
    column("upload", &["id"], "private", Form::Bytes),
    column("account", &["id"], "profile", Form::Text),
    column("factor", &["id"], "data", Form::Text),
    column("session", &["id"], "agent", Form::Text),
    column("one_time", &["hash"], "data", Form::Text),
    column("outbox", &["id"], "message", Form::Text),
    column("saved_filter", &["id"], "private", Form::Text),
    column("draft", &["account", "repeat_of"], "draft", Form::Text),
    column("block", &["id"], "private", Form::Bytes),
    column("webhook_secret", &["webhook"], "secret", Form::Text),
];

const fn column(
    table: &'static str,
    key: &'static [&'static str],
    column: &'static str,
    form: Form,
) -> Column {
    Column {
        table,
        key,
        column,
        form,
    }
}

/// Columns that the journal's triggers keep as copies, and the journal's own.
pub const JOURNAL: &[&str] = &["event.private", "appeal.private"];
