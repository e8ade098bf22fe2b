//! The operations, one entry each: the list that the document, the developers' page, the reading of queries and
//! tests go by.

mod accounts;
mod appeals;
mod cabinet;
mod configuration;
mod content;
mod desk;
mod federated;
mod notifications;
mod objections;
mod participants;
mod staff;
mod work;

/// All operations, group by group, in the order in which a newcomer meets them.
pub(crate) const GROUPS: &[&[Operation]] = &[
    appeals::OPERATIONS,
    work::OPERATIONS,
    objections::OPERATIONS,
    accounts::OPERATIONS,
    federated::OPERATIONS,
    cabinet::OPERATIONS,
    desk::OPERATIONS,
    notifications::OPERATIONS,
    content::OPERATIONS,
    participants::OPERATIONS,
    staff::OPERATIONS,
    configuration::OPERATIONS,
];

/// Who may call an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Anyone,
    Uploader,
    ApplicantOrStaff,
    Staff,
    /// Whoever has signed in, for what is their own.
    SignedIn,
    /// An administrator, or a program with the service token.
    Administrator,
    Ops,
}

/// What a body is.
#[derive(Clone, Copy)]
pub(crate) enum Body {
    Nothing,
    /// JSON of this schema, and forms with the same names.
    Json(&'static str),
    /// JSON of this schema only.
    JsonOnly(&'static str),
    /// Bytes of this type.
    Bytes(&'static str),
    /// A stream of events or a list of this schema.
    Events(&'static str),
}

/// One operation.
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) ru: &'static str,
    pub(crate) en: &'static str,
    pub(crate) who: Who,
    /// Query parameters by their keys (`query`), and headers by their names (`openapi::parameters`).
    pub(crate) parameters: &'static [&'static str],
    pub(crate) request: Body,
    pub(crate) success: u16,
    pub(crate) response: Body,
    /// Statuses of the problems that it gives beside 404, 405, 500 and 503.
    pub(crate) problems: &'static [u16],
}

impl Operation {
    /// Whether it only reads.
    pub(crate) const fn is_read(&self) -> bool {
        matches!(self.method.as_bytes(), b"get")
    }
}

/// An operation that reads and takes nothing; the others are made from it.
const fn get(
    id: &'static str,
    path: &'static str,
    who: Who,
    response: Body,
    texts: [&'static str; 2],
) -> Operation {
    Operation {
        id,
        method: "get",
        path,
        ru: texts[0],
        en: texts[1],
        who,
        parameters: &[],
        request: Body::Nothing,
        success: 200,
        response,
        problems: &[],
    }
}
