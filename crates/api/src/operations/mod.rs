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

/// Operations of one topic: its name, what they do, and the operations.
pub(crate) type Group = (&'static str, &'static str, &'static [Operation]);

/// All operations, group by group, in the order in which a newcomer meets them.
pub(crate) const GROUPS: &[Group] = &[
    (
        "appeals",
        "Sending, following, rating and exporting; health and the operator's own calls.",
        appeals::OPERATIONS,
    ),
    (
        "work",
        "What staff do with an appeal: take, assign, ask, answer.",
        work::OPERATIONS,
    ),
    (
        "objections",
        "Objections to answers, escalations, reviews of ratings.",
        objections::OPERATIONS,
    ),
    (
        "accounts",
        "Registering, signing in, factors, sessions, the profile.",
        accounts::OPERATIONS,
    ),
    (
        "linked sign-ins",
        "Passkeys, identity providers, electronic signatures.",
        federated::OPERATIONS,
    ),
    (
        "cabinet",
        "What is one person's own: drafts, claims, the copy of one's data.",
        cabinet::OPERATIONS,
    ),
    (
        "desk",
        "The queue and the filters that are kept.",
        desk::OPERATIONS,
    ),
    (
        "notifications",
        "What people are told, and by which ways.",
        notifications::OPERATIONS,
    ),
    (
        "content and conduct",
        "Versions of files and texts, hidden texts, marks for conduct.",
        content::OPERATIONS,
    ),
    (
        "participants",
        "Who else takes part in an appeal, and their tasks.",
        participants::OPERATIONS,
    ),
    (
        "staff and keys",
        "Members of staff, invitations, API keys, who read whose data.",
        staff::OPERATIONS,
    ),
    (
        "configuration",
        "What an administrator looks after, with its history.",
        configuration::OPERATIONS,
    ),
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
