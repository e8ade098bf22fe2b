//! Why a document cannot be made.

/// Why a document cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// More rows than the format is made for here. CSV has no such limit.
    #[error("more than {limit} rows: export them as CSV, which has no limit")]
    TooManyRows {
        /// How many rows would do.
        limit: u32,
    },
    /// The spreadsheet's writer refused.
    #[error("spreadsheet: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The writer of PDF refused; the cause is for the log.
    #[error("pdf: {0}")]
    Pdf(String),
}

impl DocumentError {
    /// A stable name for programs: `too_many_rows` is the caller's to cure, all else
    /// is `document_failed`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyRows { .. } => "too_many_rows",
            Self::Xlsx(_) | Self::Pdf(_) => "document_failed",
        }
    }
}
