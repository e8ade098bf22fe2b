//! The pages of one appeal: the question for number and code, and the card.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use domain::{AccessCode, AppealNumber, Text};
use pages::{LookupFor, LookupView};
use store::AppealRow;
use web::auth::Access;
use web::body;
use web::capabilities::secure_cookies;
use web::card::{self, Tried};
use web::reply::{page, see_other, shell, shell_at, with};
use web::resume::{self, Kept};
use web::{Answer, Context, Problem, auth, cookies, multipart, session};

/// `GET /status`.
pub(crate) async fn ask(context: Context) -> Answer {
    let number = web::query::first(&context.query, "number").unwrap_or_default();
    Ok(page(
        StatusCode::OK,
        lookup(&context, number, None, LookupFor::Status),
    ))
}

/// `POST /status`: keeps the code in this browser and goes on to the card or the receipt. An unknown
/// number, a wrong code and another's appeal give one answer.
pub(crate) async fn open(context: Context, body: Body) -> Answer {
    let kind = body::kind(&context)?;
    let form = multipart::read_values(&context, kind, body).await?;
    let given = form.get("number").unwrap_or_default();
    let wanted = match form.get("next") {
        Some("receipt") => LookupFor::Receipt,
        _ => LookupFor::Status,
    };
    let number = AppealNumber::parse(given).ok();
    let code = AccessCode::parse(form.get("access_code").unwrap_or_default()).ok();
    // A form that was sent without the code waits for it.
    if let Some(kept) = Kept::of_question(&form) {
        return go_on(&context, &kept, given, code).await;
    }
    let row = match number {
        Some(number) => auth::by_code(&context, number, code.as_ref()).await?,
        None => None,
    };
    let (Some(row), Some(code)) = (row, code) else {
        let is_empty = |name| form.get(name).unwrap_or_default().trim().is_empty();
        let error = match is_empty("number") || is_empty("access_code") {
            true => Text::fixed(
                "Укажите номер обращения и код доступа",
                "Give the number of the appeal and the access code",
            )
            .get(context.lang)
            .to_owned(),
            false => String::new(),
        };
        let view = lookup(&context, given.to_owned(), Some(error), wanted);
        return Ok(page(StatusCode::NOT_FOUND, view));
    };
    let place = match wanted {
        LookupFor::Status => "status",
        LookupFor::Receipt => "receipt",
    };
    let response = see_other(&format!("/{place}/{}", row.number))?;
    with(
        response,
        "set-cookie",
        &cookies::keep_access(row.number, &code, secure_cookies(&context).await?),
    )
}

/// The form that was kept, for a browser that has the code now or whose person has the appeal in their account; else
/// the question again. It is sent by a press, never by itself.
async fn go_on(context: &Context, kept: &Kept, given: &str, code: Option<AccessCode>) -> Answer {
    session::refuse_cross_site(context).await?;
    let found = match (AppealNumber::parse(given), &code) {
        (Ok(number), Some(code)) => auth::by_code(context, number, Some(code)).await,
        _ => Ok(None),
    };
    match (found, code) {
        (Ok(Some(row)), Some(code)) => {
            let cookie = cookies::keep_access(row.number, &code, secure_cookies(context).await?);
            with(resume::opened(context, kept, given)?, "set-cookie", &cookie)
        }
        (Ok(_), None) if is_open(context, given).await? => resume::opened(context, kept, given),
        (Ok(_), _) => resume::refused(context, kept, given, &Problem::not_found()),
        (Err(problem), _) if problem.status.is_client_error() => {
            resume::refused(context, kept, given, &problem)
        }
        (Err(problem), _) => Err(problem),
    }
}

/// Whether somebody signed in has the appeal without its code.
async fn is_open(context: &Context, number: &str) -> Result<bool, Problem> {
    match auth::appeal(context, Operation::AppealView, number).await {
        Ok(_) => Ok(true),
        Err(problem) if problem.status.is_server_error() => Err(problem),
        Err(_) => Ok(false),
    }
}

/// `GET /status/{number}`: the card, for a browser that keeps the code; for any other the question.
pub(crate) async fn card(context: Context, Path(number): Path<String>) -> Answer {
    let number = AppealNumber::parse(&number).ok();
    let found = match number {
        Some(number) => own(&context, number).await?,
        None => None,
    };
    let Some((row, access)) = found else {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        return Ok(page(
            StatusCode::OK,
            lookup(&context, number, None, LookupFor::Status),
        ));
    };
    let html = card::shown(&context, &row, &access, Tried::default()).await?;
    access
        .record(
            &context,
            &row,
            &[DataPart::Title, DataPart::Text, DataPart::Comments],
        )
        .await?;
    Ok(page(StatusCode::OK, html))
}

/// The appeal of somebody who has its code in this browser, has it in their cabinet, or takes part in it. Staff see the desk's
/// card, not the applicant's.
async fn own(
    context: &Context,
    number: AppealNumber,
) -> Result<Option<(AppealRow, Access)>, Problem> {
    let found = auth::appeal(context, Operation::AppealView, &number.to_string()).await;
    match found {
        Ok((row, access)) if !access.is_staff() => Ok(Some((row, access))),
        Ok(_) => Ok(None),
        Err(problem) if problem.status == StatusCode::TOO_MANY_REQUESTS => Err(problem),
        Err(problem) if problem.status.is_client_error() => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// `POST /status/{number}/forget`: this browser keeps the code no longer.
pub(crate) async fn forget(context: Context, Path(number): Path<String>) -> Answer {
    let response = see_other("/status")?;
    match AppealNumber::parse(&number) {
        Ok(number) => with(
            response,
            "set-cookie",
            &cookies::forget_access(number, secure_cookies(&context).await?),
        ),
        Err(_) => Ok(response),
    }
}

fn lookup(context: &Context, number: String, error: Option<String>, wanted: LookupFor) -> String {
    let shell = if error.is_some() {
        shell_at(context, "/status")
    } else {
        shell(context)
    };
    pages::lookup(&LookupView {
        shell,
        number,
        error,
        wanted,
    })
}
