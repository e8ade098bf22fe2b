//! The pages of the cabinet as answers to their forms: with what was wrong, or with what is shown only once.

use axum::http::StatusCode;
use pages::{SecurityView, Values};
use web::reply::{page, see_other};
use web::session::Session;
use web::{Answer, Context, Problem};

use crate::account_view::own_account;
use crate::incoming::faults;

/// The security page with something more on it.
pub(crate) async fn security(
    context: &Context,
    own: &Session,
    status: StatusCode,
    more: impl FnOnce(&mut SecurityView),
) -> Answer {
    let account = own_account(own).await?;
    let mut view = web::cabinet::security_view(context, own, &account).await?;
    more(&mut view);
    Ok(page(status, pages::security(&view)))
}

/// A refusal of a form of the security page, as that page.
pub(crate) async fn security_refused(
    context: &Context,
    own: &Session,
    problem: Problem,
    more: impl FnOnce(&mut SecurityView),
) -> Answer {
    if let Some(answer) = elsewhere(context, &problem, "%2Fcabinet%2Fsecurity") {
        return answer;
    }
    if !is_shown(context, &problem) {
        return Err(problem);
    }
    security(context, own, problem.status, |view| {
        view.faults = faults(context, &problem);
        more(view);
    })
    .await
}

/// A refusal of a form of the profile, as that page with what was typed.
pub(crate) async fn profile_refused(
    context: &Context,
    own: &Session,
    problem: Problem,
    typed: Values,
) -> Answer {
    if let Some(answer) = elsewhere(context, &problem, "%2Fcabinet%2Fprofile") {
        return answer;
    }
    if !is_shown(context, &problem) {
        return Err(problem);
    }
    let mut view = web::cabinet::profile_view(context, &own_account(own).await?);
    // What was typed comes before what is kept.
    let kept = std::mem::replace(&mut view.values, typed);
    for (name, value) in kept.pairs() {
        view.values.push(name, value);
    }
    view.faults = faults(context, &problem);
    Ok(page(problem.status, pages::profile(&view)))
}

fn is_shown(context: &Context, problem: &Problem) -> bool {
    context.wants_page && problem.status.is_client_error()
}

/// Whoever signed in long ago does so again, and comes back.
fn elsewhere(context: &Context, problem: &Problem, back: &str) -> Option<Answer> {
    let is_old = context.wants_page && problem.code == "sign_in_again";
    is_old.then(|| see_other(&format!("/sign-in?again=1&return_to={back}")))
}
