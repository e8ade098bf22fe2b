//! A form that comes from somebody who is not signed in any more, or whose browser has lost an access code: nothing
//! that was typed is lost. Its page leads to signing in, or asks for number and code, and holds the form, to be sent on
//! by a press. The text stays in the browser: nothing of it is kept here, and none of it is in an address.

mod kept;
mod watched;

use axum::http::StatusCode;
use axum::response::Response;
use domain::Text;
use domain::access::Role;
use pages::{ResumeView, ResumeWhy};
use store::account;

pub use kept::Kept;
pub(crate) use watched::Watched;

use crate::capabilities::database;
use crate::reply::{page, shell_at, with};
use crate::session::{self, Over};
use crate::{Answer, Context, Problem};

/// Where signing in leads in its own tab: to the word that the other one waits.
const SIGN_IN: &str = "/sign-in?return_to=%2Fsign-in%3Fdone%3Dback";

/// The same for somebody who is signed in, with another account.
const SIGN_IN_AGAIN: &str = "/sign-in?again=1&return_to=%2Fsign-in%3Fdone%3Dback";

/// Whether a refusal may be one that signing in helps.
pub(crate) fn helps(context: &Context, problem: &Problem) -> bool {
    let of_session = match problem.status {
        StatusCode::UNAUTHORIZED => problem.code == session::sign_in_needed().code,
        StatusCode::CONFLICT => problem.code == session::OTHER_ACCOUNT,
        // Whoever has signed in since may be somebody who may not do it at all.
        StatusCode::FORBIDDEN => true,
        _ => false,
    };
    of_session && context.is_form() && context.header("authorization").is_empty()
}

/// The page of a form that was refused so; none where signing in would not help.
pub(crate) async fn resumed(
    context: &Context,
    problem: &Problem,
    sent: Watched,
) -> Result<Option<Response>, Problem> {
    // What another site put into a form would be sent by a press on a page of ours.
    session::refuse_cross_site(context).await?;
    // What cannot be read any more was never text: a form of ours is small.
    let kept = Kept::of_request(context, sent).await.unwrap_or_default();
    let is_other = problem.status == StatusCode::CONFLICT
        || session::is_of_other(context, &kept.opened_by()).await?;
    let status = match (problem.status, is_other) {
        (_, true) => StatusCode::CONFLICT,
        (StatusCode::FORBIDDEN, false) => return Ok(None),
        (status, false) => status,
    };
    let over = session::over(context).await?;
    let role = match &over {
        Some(over) => Some(over.role),
        None => session::current(context).await?.map(|session| session.role),
    };
    let is_staff = is_of_staff(context, &kept, role);
    let number = kept.number().filter(|_| !is_staff && !is_other);
    let why = match &over {
        _ if is_other => ResumeWhy::Other,
        _ if number.is_some() => ResumeWhy::Code,
        Some(over) if over.reason == "idle" => ResumeWhy::Idle,
        Some(_) => ResumeWhy::Over,
        None => ResumeWhy::Unknown,
    };
    let opened_by = match &over {
        // The code opens the appeal, whoever has it.
        _ if number.is_some() => String::new(),
        Some(over) => session::mark_of(&over.account).await?,
        None => kept.opened_by(),
    };
    let view = ResumeView {
        shell: shell_at(context, "/"),
        is_desk: is_staff,
        why,
        whose: match &over {
            Some(over) => name(over).await?,
            None => String::new(),
        },
        sign_in: if is_other { SIGN_IN_AGAIN } else { SIGN_IN },
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        error: String::new(),
        // A page that is this answer, shown once before, is no page to open.
        back: Some(back(context))
            .filter(|page| *page != context.path)
            .unwrap_or_default(),
        form: kept.form(&opened_by),
    };
    let response = page(status, pages::resume(&view));
    // Nobody who goes back at a shared computer finds it.
    with(response, "cache-control", "no-store").map(Some)
}

/// The page of a form whose number and code were right: it can be sent on.
pub fn opened(context: &Context, kept: &Kept, number: &str) -> Answer {
    after_code(context, kept, number, StatusCode::OK, String::new())
}

/// The same where they were not: the question again.
pub fn refused(context: &Context, kept: &Kept, number: &str, problem: &Problem) -> Answer {
    let detail = match problem.status {
        StatusCode::NOT_FOUND => Text::fixed(
            "Обращение не найдено. Проверьте номер и код: они должны быть с одной квитанции.",
            "No such appeal. Check the number and the code: both must be from one receipt.",
        ),
        _ => problem.detail.clone(),
    };
    let error = detail.get(context.lang).to_owned();
    after_code(context, kept, number, problem.status, error)
}

fn after_code(
    context: &Context,
    kept: &Kept,
    number: &str,
    status: StatusCode,
    error: String,
) -> Answer {
    let why = match status {
        StatusCode::OK => ResumeWhy::Opened,
        _ => ResumeWhy::Code,
    };
    let view = ResumeView {
        shell: shell_at(context, "/status"),
        is_desk: false,
        why,
        whose: String::new(),
        sign_in: SIGN_IN,
        number: number.to_owned(),
        error,
        back: String::new(),
        form: kept.form(""),
    };
    with(
        page(status, pages::resume(&view)),
        "cache-control",
        "no-store",
    )
}

/// Whether it is a form of the desk, as far as its address, its page, its session and its fields tell.
fn is_of_staff(context: &Context, kept: &Kept, role: Option<Role>) -> bool {
    let is_desk = |path: &str| path == "/desk" || path.starts_with("/desk/");
    match back(context).as_str() {
        _ if is_desk(&context.path) => true,
        _ if context.path.starts_with("/status/") => false,
        // Forms of the desk's card say which version they were made of.
        "" => kept.has("version") || role.is_some_and(Role::is_staff),
        page => is_desk(page),
    }
}

/// Where the person came from, to begin anew.
fn back(context: &Context) -> String {
    let came_from = context
        .came_from()
        .filter(|page| !page.starts_with("/api/"));
    came_from.unwrap_or_default()
}

/// Whose session it was: staff by their name, a citizen by their first name alone.
async fn name(over: &Over) -> Result<String, Problem> {
    let account = account::by_id(database().await?, &over.account).await?;
    let Some(account) = account else {
        return Ok(String::new());
    };
    let person = &account.profile.person;
    let name = match over.role {
        Role::Citizen => person.first_name.clone(),
        _ => format!("{} {}", person.first_name, person.last_name),
    };
    Ok(name.trim().to_owned())
}
