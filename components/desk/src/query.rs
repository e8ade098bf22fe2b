//! The query parameters of the queue, for the API and the page: all are checked before any is used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::AppealNumber;
use domain::event::Priority;
use store::queue::{Holder, QueueCursor, QueueFilter};
use web::auth::Permit;
use web::{Context, Problem, parameters, query};

/// The parameters that narrow the queue, in the order of the page's form.
pub(crate) const FILTERS: [&str; 11] = [
    "q",
    "status",
    "mine",
    "unassigned",
    "overdue",
    "awaits_approval",
    "to_call",
    "category",
    "agency",
    "unit",
    "priority",
];

/// A page of the queue as it was asked for.
pub(crate) struct Asked {
    /// What it is narrowed to.
    pub(crate) filter: QueueFilter,
    /// Where it goes on.
    pub(crate) after: Option<QueueCursor>,
    /// How many items it has; none when only the counters are wanted.
    pub(crate) limit: usize,
}

/// Reads the parameters; every fault at once.
pub(crate) fn read(context: &Context, permit: &Permit) -> Result<Asked, Problem> {
    let mut faults = parameters::faults(context, &FILTERS);
    faults.extend(parameters::faults(context, &["queue_limit", "cursor"]));
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let get = |name: &str| query::first(&context.query, name);
    let flag = |name: &str| get(name).as_deref() == Some("true");
    let (mine, unassigned) = (flag("mine"), flag("unassigned"));
    let words = get("q");
    let number = words
        .as_deref()
        .and_then(|words| AppealNumber::parse(words.trim()).ok());
    Ok(Asked {
        filter: QueueFilter {
            status: get("status").and_then(|code| code.parse().ok()),
            holder: match (mine, unassigned) {
                // An account that nobody has, for a caller without one.
                (true, _) => Holder::Account(permit.caller().id().unwrap_or_default().to_owned()),
                (false, true) => Holder::Nobody,
                (false, false) => Holder::Anybody,
            },
            overdue: flag("overdue"),
            approval: flag("awaits_approval"),
            to_call: flag("to_call"),
            category: get("category"),
            agency: get("agency"),
            unit: get("unit"),
            priority: get("priority")
                .and_then(|code| code.parse().ok())
                .map(Priority::level),
            words: words.filter(|_| number.is_none()),
            number: number.map(AppealNumber::key),
            masked: !permit.sees_personal_data(),
            territory: permit.territory(),
        },
        after: get("cursor").as_deref().and_then(decode),
        limit: parameters::limit(context, "queue_limit")?,
    })
}

/// The cursor as callers see it; opaque, and no secret.
pub(crate) fn encode(cursor: &QueueCursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", cursor.rank, cursor.number))
}

fn decode(text: &str) -> Option<QueueCursor> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (rank, number) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
    Some(QueueCursor {
        rank: rank.parse().ok()?,
        number: number.parse().ok()?,
    })
}
