//! `GET /api/v1/objections`: objections that wait, the most urgent first, and those that were decided.

use axum::http::StatusCode;
use domain::access::Operation;
use store::objection::{self, ObjectionRow, Part, Wanted};
use web::auth::Permit;
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, cursor, filter, parameters};

/// Lists objections. They name nobody, so that no look at them is logged.
pub(crate) async fn objection_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ObjectionList).await?;
    let (after, limit) = filter::place(&context)?;
    let wanted = wanted(&context, &permit)?;
    let (rows, next) = objection::list(database().await?, &wanted, after, limit).await?;
    let page = api::Page {
        items: rows.into_iter().map(item).collect(),
        next: next.as_ref().map(cursor::encode),
    };
    json(StatusCode::OK, &page)
}

/// What `shown` asks for, within what the reader may see.
pub(crate) fn wanted(context: &Context, permit: &Permit) -> Result<Wanted, Problem> {
    let outcome = parameters::value(context, "outcome")?;
    let part = match parameters::value(context, "shown")?.as_deref() {
        Some("mine") => Part::Of(permit.caller().id().unwrap_or_default().to_owned()),
        Some("unassigned") => Part::Unassigned,
        Some("above") => Part::WentUp,
        Some("decided") => Part::Decided(outcome.and_then(|code| code.parse().ok())),
        _ => Part::Here,
    };
    Ok(Wanted {
        territory: permit.territory(),
        part,
    })
}

fn item(row: ObjectionRow) -> api::ListedObjection {
    let (outcome, decided_at) = row.decided.unzip();
    api::ListedObjection {
        number: row.number.to_string(),
        objection: row.number.ordinal(),
        appeal: row.number.appeal().to_string(),
        category: row.category,
        region: row.region.to_string(),
        origin: row.origin,
        agency: row.agency,
        instance: row.instance.to_string(),
        reviewer: row.reviewer,
        filed_at: from_ms(row.filed_at),
        decide_by: from_ms(row.decide_by),
        ground: row.ground.to_string(),
        outcome: outcome.map(|outcome| outcome.to_string()),
        decided_at: decided_at.map(from_ms),
    }
}
