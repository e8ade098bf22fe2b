//! The operations, one entry each: the list that the document, the developers' page and tests go by.

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
pub(super) fn all() -> impl Iterator<Item = &'static Operation> {
    [
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
    ]
    .into_iter()
    .flatten()
}

/// Who may call an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
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
pub(super) enum Body {
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
pub(super) struct Operation {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) ru: &'static str,
    pub(super) en: &'static str,
    pub(super) who: Who,
    /// Query and header parameters, by name (`openapi::parameters`).
    pub(super) parameters: &'static [&'static str],
    pub(super) request: Body,
    pub(super) success: u16,
    pub(super) response: Body,
    /// Statuses of the problems that it gives beside 404, 405, 500 and 503.
    pub(super) problems: &'static [u16],
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
