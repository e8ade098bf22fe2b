//! Objections to answers: filing, assigning, deciding, going higher, and the lists of what waits.

mod asked;
mod assign;
mod create;
mod decide;
mod escalate;
mod incoming;
mod list;
mod of_appeal;
mod review;
mod review_list;
mod section;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::AppealState;
use domain::access::{DataPart, Place, Territory};
use domain::objection::Objection;
pub(crate) use list::wanted;
pub(crate) use section::section;
use store::{AppealRow, journal};
use web::auth::Access;
use web::capabilities::database;
use web::conditional::etag;
use web::reply::{json, see_other, with};
use web::{Answer, Context, Problem, configuration, objection, state};

/// What of the desk is here.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/api/v1/objections", get(list::objection_list))
        .route("/api/v1/reviews", get(review_list::review_list))
        .route(
            "/api/v1/appeals/{number}/objections",
            get(of_appeal::appeal_objections).post(create::objection_create),
        )
        .route(
            "/api/v1/appeals/{number}/objections/{objection}/assign",
            post(assign::objection_assign),
        )
        .route(
            "/api/v1/appeals/{number}/objections/{objection}/decision",
            post(decide::objection_decide),
        )
        .route(
            "/api/v1/appeals/{number}/escalations",
            post(escalate::escalation_create),
        )
        .route(
            "/api/v1/appeals/{number}/rating/review",
            post(review::rating_review),
        )
}

/// The objection that an address names, if whoever calls answers for the agency that has it. To those who see
/// the appeal it is no secret where it went.
fn in_charge<'a>(
    access: &Access,
    row: &AppealRow,
    state: &'a AppealState,
    objection: &str,
) -> Result<&'a Objection, Problem> {
    let ordinal = objection.parse().map_err(|_| Problem::not_found())?;
    let objection = state.contest.get(ordinal).ok_or_else(Problem::not_found)?;
    match covers(&access.caller().territory(), row, objection) {
        true => Ok(objection),
        false => Err(Problem::forbidden()),
    }
}

/// Whether an objection lies within a territory. The units of an agency are not those of the one above it.
fn covers(territory: &Territory, row: &AppealRow, objection: &Objection) -> bool {
    let unit = row.unit.as_deref();
    territory.covers(Place {
        agency: &objection.agency,
        unit: unit.filter(|_| objection.agency == row.agency),
        region: row.registered.region,
    })
}

/// What became of a command: for a page of the desk the way back to the card, else the objection.
async fn answer(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    ordinal: u16,
    status: StatusCode,
    is_page: bool,
) -> Answer {
    let number = row.number;
    if is_page {
        return see_other(&match access.is_own() {
            true => format!("/status/{number}?done=objected#head-objections"),
            false => format!("/desk/appeals/{number}#objections"),
        });
    }
    let row = store::appeal(database().await?, number).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let events = journal::events(database().await?, &row.id, 0).await?;
    let state = state::replay(&row, &events)?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let items = objection::items(&state, &events, access, catalogue, context.lang);
    let item = items.into_iter().find(|item| item.objection == ordinal);
    let item = item.ok_or_else(Problem::not_found)?;
    access
        .record(context, &row, &[DataPart::Objections])
        .await?;
    let response: Response = with(json(status, &item)?, "etag", &etag(row.version))?;
    match status {
        StatusCode::CREATED => with(
            response,
            "location",
            &format!("/api/v1/appeals/{number}/objections"),
        ),
        _ => Ok(response),
    }
}
