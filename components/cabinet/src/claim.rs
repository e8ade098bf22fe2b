//! `POST /api/v1/appeals/{number}/claim`, and the form of the list: takes an appeal that was sent without
//! signing in into the person's cabinet.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::appeal::FieldError;
use domain::decide::Command;
use domain::{AccessCode, Actor, AppealNumber, Text};
use pages::Claim;
use store::AppealRow;
use web::body::{self, Kind};
use web::capabilities::database;
use web::reply::{json, see_other};
use web::{Answer, Context, Problem, auth, multipart, present, state};

use crate::{entry, list};

/// Claims an appeal by its access code.
pub(crate) async fn appeal_claim(
    context: Context,
    Path(number): Path<String>,
    body: Body,
) -> Answer {
    let permit = auth::permit(&context, Operation::AppealClaim).await?;
    let (code, faults) = match body::kind(&context)? {
        Kind::Json => api::claim_request(body::json(body).await?),
        kind => {
            let form = multipart::read_values(&context, kind, body).await?;
            (form.get("access_code").map(str::to_owned), Vec::new())
        }
    };
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let code = code.filter(|code| !code.trim().is_empty()).ok_or_else(|| {
        Problem::invalid_field(FieldError::new(
            "/access_code",
            "access_code_required",
            "Укажите код доступа с квитанции",
            "Give the access code of the receipt",
        ))
    })?;
    let row = claim(&context, permit.account()?, &number, &code).await?;
    json(StatusCode::OK, &present::own_item(&row))
}

/// The same from the form of the list.
pub(crate) async fn by_form(context: Context, body: Body) -> Answer {
    let session = match entry::person(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    auth::permit(&context, Operation::AppealClaim).await?;
    let form = multipart::read_values(&context, body::kind(&context)?, body).await?;
    let number = form.get("number").unwrap_or_default().to_owned();
    let code = form.get("access_code").unwrap_or_default();
    match claim(&context, &session.account, &number, code).await {
        Ok(_) => see_other("/cabinet?done=claimed"),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            let error = Text::fixed(
                "Обращение не найдено. Проверьте номер и код: они должны быть с одной квитанции.",
                "No such appeal. Check the number and the code: both must be from one receipt.",
            );
            let error = error.get(context.lang).to_owned();
            list::show(&context, StatusCode::NOT_FOUND, Claim { number, error }).await
        }
        Err(problem) => Err(problem),
    }
}

/// An unknown number, a wrong code and an appeal in another's cabinet give one answer.
async fn claim(
    context: &Context,
    account: &str,
    number: &str,
    code: &str,
) -> Result<AppealRow, Problem> {
    let number = AppealNumber::parse(number).map_err(|_| Problem::not_found())?;
    let code = AccessCode::parse(code).ok();
    let row = auth::by_code(context, number, code.as_ref()).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    if row.account.as_deref().is_some_and(|owner| owner != account) {
        return Err(Problem::not_found());
    }
    let command = Command::Claim {
        account: account.to_owned(),
    };
    state::execute(context, &row, command, &Actor::Applicant).await?;
    let row = store::appeal(database().await?, number).await?;
    row.ok_or_else(Problem::not_found)
}
