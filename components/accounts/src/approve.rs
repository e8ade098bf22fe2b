//! `/approve`: the page on which a telephone lets another device in.

use auth::code::ShortCode;
use axum::http::StatusCode;
use domain::Region;
use pages::{Approve, ApproveView, Asker};
use web::capabilities::secure_cookies;
use web::reply::{page, see_other, shell_at, with};
use web::{Answer, Context, Problem, cookies, session, views};

use crate::incoming::faults;
use crate::qr;

/// The question for the code; whoever has not signed in does that first. Whoever has just done so again sees at once
/// who asks: the code waited in a cookie.
pub(crate) async fn show(context: Context) -> Answer {
    if session::current(&context).await?.is_none() {
        return see_other("/sign-in?return_to=%2Fapprove");
    }
    let secure = secure_cookies(&context).await?;
    match cookies::approval(&context.headers, secure) {
        Some(code) => qr::resumed(&context, code).await,
        None => Ok(page(StatusCode::OK, ask(&context, String::new()))),
    }
}

/// The question for the code, with what was wrong with the last one. Whoever has to show first who they are does
/// that: meanwhile the code waits in a cookie that no script and no log sees.
pub(crate) async fn refused(context: &Context, code: &str, problem: Problem) -> Answer {
    let secure = secure_cookies(context).await?;
    let is_old = problem.code == "sign_in_again";
    if is_old || problem.status == StatusCode::UNAUTHORIZED {
        let again = if is_old { "again=1&" } else { "" };
        let away = see_other(&format!("/sign-in?{again}return_to=%2Fapprove"))?;
        return match ShortCode::parse(code) {
            Some(code) => {
                let seconds = qr::LIFE.num_seconds();
                let kept = cookies::keep_approval(code.as_str(), seconds, secure);
                with(away, "set-cookie", &kept)
            }
            None => Ok(away),
        };
    }
    if !problem.status.is_client_error() {
        return Err(problem);
    }
    let fault = faults(context, &problem).into_iter().next();
    let error = fault.map(|fault| fault.text).unwrap_or_default();
    let html = page(problem.status, ask(context, error));
    with(html, "set-cookie", &cookies::forget_approval(secure))
}

/// Who asks.
pub(crate) async fn look(context: &Context, code: &str, asker: &api::QrAsker) -> Answer {
    let stage = Approve::Look(Asker {
        short_code: code.to_owned(),
        device: asker.device.clone(),
        place: asker.network.clone(),
        at: views::moment(
            context.lang,
            Region::NONE,
            asker.asked_at.timestamp_millis(),
        ),
    });
    let secure = secure_cookies(context).await?;
    let html = page(StatusCode::OK, render(context, stage));
    with(html, "set-cookie", &cookies::forget_approval(secure))
}

/// It is done.
pub(crate) fn done(context: &Context) -> String {
    render(context, Approve::Done)
}

fn ask(context: &Context, error: String) -> String {
    render(context, Approve::Ask(error))
}

fn render(context: &Context, stage: Approve) -> String {
    let shell = shell_at(context, "/approve");
    pages::approve(&ApproveView { shell, stage })
}
