use askama::Template;

use crate::cabinet::places;
use crate::moment::{Moment, count};
use crate::shell::Shell;
use crate::values::{Choice, Fault, Values};

/// `/cabinet`: «Мои обращения». What is shown follows from the address alone.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/list.html", whitespace = "minimize")]
pub struct CabinetView {
    /// Language and address.
    pub shell: Shell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// The filters as they stand in the address: `q`, `status`, `type`, `category`, `created_from`,
    /// `created_to`, `sort`.
    pub values: Values,
    /// What is wrong with the filters.
    pub faults: Vec<Fault>,
    /// Statuses to choose from.
    pub statuses: Vec<Choice>,
    /// Types to choose from.
    pub types: Vec<Choice>,
    /// Categories to choose from.
    pub categories: Vec<Choice>,
    /// The page of the list.
    pub rows: Vec<CabinetRow>,
    /// Query of the next page (`cursor=…`), or empty.
    pub next: String,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// Query of the same filters without the cursor, for the first page and the exports; may be empty.
    pub query: String,
    /// The form for an appeal made without signing in.
    pub claim: Claim,
}

/// The form of `POST /api/v1/appeals/{number}/claim`, sent to `POST /cabinet/claim`: `number`, `access_code`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// What was typed.
    pub number: String,
    /// Why it failed, or empty. One text for an unknown number, a wrong code and another's appeal.
    pub error: String,
}

/// An appeal in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CabinetRow {
    /// Its number.
    pub number: String,
    /// The title.
    pub title: String,
    /// Category in the page's language.
    pub category: String,
    /// Name of the agency.
    pub agency: String,
    /// Code of the status; decides the colour.
    pub status: String,
    /// The status in the page's language.
    pub status_label: String,
    /// When it was registered.
    pub created: Moment,
    /// The last day for an answer.
    pub due: Moment,
    /// Whether that day is provisional.
    pub is_provisional: bool,
    /// Whether it is overdue.
    pub overdue: bool,
    /// Whether something is awaited of the applicant.
    pub asks: bool,
    /// Score given, 0 if none.
    pub score: i64,
}

impl CabinetView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }

    fn is_filtered(&self) -> bool {
        const FILTERS: [&str; 6] = [
            "q",
            "status",
            "type",
            "category",
            "created_from",
            "created_to",
        ];
        FILTERS.iter().any(|name| !self.values.get(name).is_empty())
    }

    fn is_oldest_first(&self) -> bool {
        self.values.get("sort") == "created_at"
    }

    fn shown(&self) -> String {
        let n = u64::try_from(self.rows.len()).unwrap_or_default();
        count(
            self.shell.lang,
            n,
            [
                "обращение на странице",
                "обращения на странице",
                "обращений на странице",
            ],
            ["appeal on the page", "appeals on the page"],
        )
    }

    /// `path` with the filters that are on.
    fn with_query(&self, path: &str) -> String {
        match self.query.as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    fn exports(&self) -> [(String, &'static str); 3] {
        ["csv", "xlsx", "pdf"].map(|kind| {
            let label = match kind {
                "csv" => "CSV",
                "xlsx" => "XLSX",
                _ => "PDF",
            };
            (
                self.with_query(&format!("/api/v1/exports/appeals.{kind}")),
                label,
            )
        })
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let mut errors: Vec<_> = self
            .faults
            .iter()
            .map(|fault| (fault.id(), fault.text.as_str()))
            .collect();
        if !self.claim.error.is_empty() {
            errors.push(("number".to_owned(), self.claim.error.as_str()));
        }
        errors
    }
}
