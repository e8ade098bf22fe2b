//! `GET /api/v1/objections`: objections that wait, the most urgent first.

use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use store::objection::{self, ObjectionRow, Wanted};
use web::auth::Permit;
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, cursor, filter, query};

/// Lists the objections that wait. They name nobody, so that no look at them is logged.
pub(crate) async fn objection_list(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::ObjectionList).await?;
    let (after, limit) = filter::place(&context)?;
    let wanted = wanted(&context, &permit)?;
    let (rows, next) = objection::open(database().await?, &wanted, after, limit).await?;
    let page = api::Page {
        items: rows.into_iter().map(item).collect(),
        next: next.as_ref().map(cursor::encode),
    };
    json(StatusCode::OK, &page)
}

/// What `shown` asks for, within what the reader may see.
pub(crate) fn wanted(context: &Context, permit: &Permit) -> Result<Wanted, Problem> {
    let wanted = Wanted {
        territory: permit.territory(),
        ..Wanted::default()
    };
    match query::first(&context.query, "shown").as_deref() {
        None | Some("" | "here") => Ok(wanted),
        Some("mine") => Ok(Wanted {
            reviewer: Some(permit.caller().id().unwrap_or_default().to_owned()),
            ..wanted
        }),
        Some("above") => Ok(Wanted {
            went_up: true,
            ..wanted
        }),
        Some(_) => {
            let text = Text::fixed("here, mine или above", "here, mine or above");
            Err(Problem::invalid_field(FieldError::with_text(
                "/shown",
                "shown_unknown",
                text,
            )))
        }
    }
}

fn item(row: ObjectionRow) -> api::WaitingObjection {
    api::WaitingObjection {
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
    }
}
