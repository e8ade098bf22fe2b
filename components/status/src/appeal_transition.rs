//! `POST /api/v1/appeals/{number}/transitions`: staff move an appeal, its applicant withdraws it.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Status;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::Command;
use pages::CommentForm;
use store::AppealRow;
use web::auth::Access;
use web::body::{self, Kind};
use web::capabilities::database;
use web::card::{Tried, shown};
use web::conditional::etag;
use web::reply::{json, page, see_other, with};
use web::{Answer, Context, Problem, appeal_card, auth, idempotency, multipart, state, variables};

/// Moves an appeal to another status.
pub(crate) async fn appeal_transition(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AppealTransition, &number).await?;
    let kind = body::kind(&context)?;
    let (asked, form) = match kind {
        Kind::Json => (body::json(body).await?, None),
        Kind::Urlencoded => {
            let form = multipart::read_values(&context, kind, body).await?;
            (idempotency::of_form(&form, &[]).await?, Some(form))
        }
        Kind::Multipart => {
            return Err(Problem::unsupported_type(
                "application/json, application/x-www-form-urlencoded",
            ));
        }
    };
    let key = form.as_ref().and_then(|form| form.get("idempotency_key"));
    let on = (&row, &access);
    let mut asked_before = idempotency::Asked::on(Operation::AppealTransition, on, key, &asked);
    asked_before.said_of = Some(&row);
    idempotency::begin(&context, &asked_before).await?;
    let (request, faults) = match &form {
        None => api::transition_request(asked),
        Some(form) => {
            let own = |name| form.get(name).map(str::to_owned);
            let request = api::TransitionRequest {
                to: own("to"),
                comment: own("comment"),
            };
            (request, Vec::new())
        }
    };
    let comment = request.comment.clone().unwrap_or_default();
    let to = request.to.clone();
    let is_page = kind == Kind::Urlencoded && context.wants_page;
    match transition(&context, &row, &access, request, faults).await {
        Ok(to) if is_page && access.is_staff() => {
            see_other(&format!("/desk/appeals/{}?done={to}", row.number))
        }
        Ok(to) if is_page => see_other(&format!("/status/{}?done={to}", row.number)),
        Ok(_) => {
            let row = store::appeal(database().await?, row.number)
                .await?
                .ok_or_else(Problem::not_found)?;
            let card = appeal_card::card(&context, &row, &access).await?;
            with(json(StatusCode::OK, &card)?, "etag", &etag(row.version))
        }
        Err(problem) if is_page && access.is_own() && problem.status.is_client_error() => {
            let error = problem.detail.get(context.lang).to_owned();
            let form = CommentForm {
                comment,
                error: error.clone(),
                ..CommentForm::default()
            };
            let of = |status: Status| to.as_deref() == Some(status.as_str());
            let tried = Tried {
                withdraw: of(Status::Cancelled).then(|| form.clone()),
                reply: of(Status::InProgress).then_some(form),
                error,
                ..Tried::default()
            };
            let row = store::appeal(database().await?, row.number)
                .await?
                .ok_or_else(Problem::not_found)?;
            let html = shown(&context, &row, &access, tried).await?;
            Ok(page(problem.status, html))
        }
        Err(problem) => Err(problem),
    }
}

async fn transition(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    request: api::TransitionRequest,
    mut faults: Vec<FieldError>,
) -> Result<Status, Problem> {
    state::check_match(context, row, None, &access.actor()).await?;
    let to = request.to.as_deref().map(str::parse::<Status>);
    match to {
        Some(Ok(to)) if faults.is_empty() => {
            let comment = match request.comment {
                // What staff write here goes to the applicant.
                Some(text) if access.is_staff() => {
                    let sent = variables::outgoing(context, row, access, &text, "/comment");
                    Some(sent.await?)
                }
                given => given,
            };
            let command = Command::Transition { to, comment };
            state::execute(context, row, command, &access.actor()).await?;
            Ok(to)
        }
        Some(Ok(_)) => Err(Problem::invalid(faults)),
        Some(Err(_)) | None => {
            let codes: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
            let codes = codes.join(", ");
            if faults.iter().all(|fault| fault.pointer != "/to") {
                let text = domain::Text::new(
                    format!("Назовите новый статус: {codes}"),
                    format!("Name the new status: {codes}"),
                );
                faults.push(FieldError::with_text("/to", "status_unknown", text));
            }
            Err(Problem::invalid(faults))
        }
    }
}
