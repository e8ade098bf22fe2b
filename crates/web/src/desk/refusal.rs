//! What the desk answers when it cannot do what was asked: among its own sections, with ways on.

use domain::{AppealNumber, Text};
use pages::{DeskShell, ErrorView, Shell};
use store::factor;
use url::form_urlencoded;

use super::{back, here, is_from_desk, is_page, is_path, of_role, shell};
use crate::capabilities::database;
use crate::session::{self, Session};
use crate::{Context, Problem, cookies, reply};

/// Where a second factor is set up.
const SECOND_FACTOR: &str = "/cabinet/security#head-factors";

/// A refusal as a page of the desk; none where it is nothing of the desk.
pub(crate) async fn page(context: &Context, problem: &Problem) -> Option<String> {
    let is_half = problem.code == session::SECOND_FACTOR_NEEDED;
    if !is_page(context) && !is_half {
        return None;
    }
    // Whoever cannot be asked about is as good as nobody: the database may be what is wrong.
    let session = session::current(context).await.ok().flatten();
    let view = reply::error_view(context, problem);
    let view = match &session {
        Some(session) if session.role.is_staff() => {
            let desk = shell(context, session).await;
            let desk = DeskShell {
                shell: shell_of_page(context),
                ..desk.unwrap_or_else(|_| of_role(context, session))
            };
            told(context, problem, session, desk, view).await
        }
        _ if !is_path(&context.path) && !is_from_desk(context) => return None,
        Some(_) => elsewhere(context, view),
        None => to_nobody(context, problem, view),
    };
    Some(pages::error(&view))
}

/// Around the page. In the other language a browser asks for the page that was asked for, or for the one on which
/// the form stood.
fn shell_of_page(context: &Context) -> Shell {
    let page = here(context).unwrap_or_else(|| back(context));
    reply::shell_at(context, &page)
}

/// To a member of staff.
async fn told(
    context: &Context,
    problem: &Problem,
    session: &Session,
    desk: DeskShell,
    view: ErrorView,
) -> ErrorView {
    let t = |ru, en| Text::fixed(ru, en).get(context.lang).to_owned();
    let mut view = ErrorView {
        desk: Some(desk),
        ..view
    };
    if problem.code == session::SECOND_FACTOR_NEEDED {
        view.ways = Vec::new();
        // Set up meanwhile by another device: this sign-in is worth no more for that.
        let is_set_up = match database().await {
            Ok(db) => {
                (factor::of_account(db, &session.account).await).is_ok_and(|all| !all.is_empty())
            }
            Err(_) => false,
        };
        view.first = Some(match is_set_up {
            true => (sign_in(context, true), t("Войти ещё раз", "Sign in again")),
            false => (
                SECOND_FACTOR.to_owned(),
                t("Включить второй фактор", "Set up the second factor"),
            ),
        });
        if is_set_up {
            view.detail = t(
                "Второй фактор у вас есть, но этот вход был без него. Войдите ещё раз.",
                "You have a second factor, but signed in without it. Sign in again.",
            );
        }
        return view;
    }
    let (title, detail) = match view.status {
        404 | 410 => (
            t(
                "Такой страницы или обращения нет",
                "There is no such page or appeal",
            ),
            t(
                "Проверьте адрес. Обращение, переданное в другое ведомство или подразделение, видно только там.",
                "Check the address. An appeal that was forwarded to another agency or unit is seen only there.",
            ),
        ),
        405 => (
            t(
                "Так эту страницу не открыть",
                "This page can't be opened like that",
            ),
            t(
                "По этому адресу отправляют форму. Откройте очередь или карточку обращения.",
                "Forms are sent to this address. Open the queue or the card of an appeal.",
            ),
        ),
        _ => (view.title, view.detail),
    };
    (view.title, view.detail) = (title, detail);
    view.ways = ways(context, &view);
    if view.status >= 500 {
        view.first = here(context).map(|page| (page, t("Повторить", "Try again")));
    }
    view
}

/// Where a member of staff goes on: to the appeal that it was about, to the section, to the queue.
fn ways(context: &Context, view: &ErrorView) -> Vec<(String, String)> {
    let t = |ru, en| Text::fixed(ru, en).get(context.lang).to_owned();
    let mut ways = Vec::new();
    // What is unknown may be the appeal itself, or a file of one that is there.
    let is_there = view.status != 404 || context.path.contains("/attachments/");
    if let Some(number) = appeal(&context.path).filter(|_| is_there) {
        let label = t("К обращению", "To the appeal");
        ways.push((
            format!("/desk/appeals/{number}"),
            format!("{label} {number}"),
        ));
    }
    let sees_administration = (view.desk.as_ref()).is_some_and(|desk| desk.sees_administration);
    if context.path.starts_with("/desk/admin") && sees_administration {
        ways.push((
            "/desk/admin".to_owned(),
            t("К управлению", "To the administration"),
        ));
    }
    ways.push(("/desk".to_owned(), t("К очереди", "To the queue")));
    ways
}

/// The appeal of which something was asked.
fn appeal(path: &str) -> Option<AppealNumber> {
    let (_, rest) = path.split_once("/appeals/")?;
    let (number, _) = rest.split_once('/')?;
    AppealNumber::parse(number).ok()
}

/// To a citizen who has come to the desk.
fn elsewhere(context: &Context, view: ErrorView) -> ErrorView {
    let t = |ru, en| Text::fixed(ru, en).get(context.lang).to_owned();
    ErrorView {
        first: Some((
            "/cabinet".to_owned(),
            t("В личный кабинет", "To my account"),
        )),
        ways: vec![
            (
                sign_in(context, true),
                t(
                    "Войти рабочей учётной записью",
                    "Sign in with a work account",
                ),
            ),
            ("/".to_owned(), t("На главную", "To the start page")),
        ],
        ..view
    }
}

/// To somebody unknown: among the desk's own words where this browser was signed in there.
fn to_nobody(context: &Context, problem: &Problem, view: ErrorView) -> ErrorView {
    let t = |ru, en| Text::fixed(ru, en).get(context.lang).to_owned();
    let was_staff = cookies::is_of_staff(&context.headers);
    let desk = was_staff.then(|| DeskShell {
        shell: shell_of_page(context),
        is_closed: true,
        ..DeskShell::default()
    });
    let is_failure = problem.status.is_server_error();
    let first = match here(context).filter(|_| is_failure) {
        Some(page) => (page, t("Повторить", "Try again")),
        None => (sign_in(context, false), t("Войти", "Sign in")),
    };
    ErrorView {
        desk,
        detail: match problem.status.as_u16() {
            401 => t(
                "Войдите рабочей учётной записью. Если вы входили, время входа истекло.",
                "Sign in with your work account. If you had signed in, your session has ended.",
            ),
            _ => view.detail,
        },
        first: Some(first),
        ways: vec![("/".to_owned(), t("На главную", "To the start page"))],
        ..view
    }
}

/// The page of signing in, which leads back.
fn sign_in(context: &Context, again: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if again {
        query.append_pair("again", "1");
    }
    let query = query.append_pair("return_to", &back(context)).finish();
    format!("/sign-in?{query}")
}
