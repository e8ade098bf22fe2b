//! The door of the desk and what its pages have around their content, for every component that has some.

mod refusal;

use axum::http::{Method, header};
use axum::response::Response;
use domain::access::{Operation, Reach, Role, reach};
use domain::{Region, Text};
use pages::{DeskShell, DeskWarning};
use store::{account, notice};

use crate::capabilities::database;
use crate::notifications::LISTED;
use crate::session::{self, Session};
use crate::{Context, Problem, configuration, entry, names, reply};

pub(crate) use refusal::page as refusal_page;

/// The member of staff, or the answer that sends somebody unknown to sign in. Citizens are refused, and so is
/// whoever has not shown everything that the account asks for.
pub async fn staff(context: &Context) -> Result<Result<Session, Response>, Problem> {
    let session = match entry::person(context, "/desk").await? {
        Ok(session) => session,
        Err(response) => return Ok(Err(response)),
    };
    if !session.role.is_staff() {
        return Err(staff_only());
    }
    if !session.is_full() {
        return Err(session::second_factor_needed());
    }
    Ok(Ok(session))
}

/// What a page of the desk has around its content.
pub async fn shell(context: &Context, session: &Session) -> Result<DeskShell, Problem> {
    let account = account::by_id(database().await?, &session.account).await?;
    let account = account.ok_or_else(|| Problem::internal("a session without its account"))?;
    let unread = notice::unread(database().await?, &session.account, LISTED).await?;
    Ok(DeskShell {
        name: names::short(&account, context.lang),
        unread: u64::try_from(unread).unwrap_or_default(),
        warnings: warnings(context, session.role).await?,
        ..of_role(context, session)
    })
}

/// The same where a form of the desk is answered, by a page that a browser can GET at `path`; none where the form
/// was sent from elsewhere, or by no member of staff.
pub async fn shell_of_form(context: &Context, path: &str) -> Result<Option<DeskShell>, Problem> {
    match session::current(context).await? {
        Some(session) if session.role.is_staff() && is_page(context) => Ok(Some(DeskShell {
            shell: reply::shell_at(context, path),
            ..shell(context, &session).await?
        })),
        _ => Ok(None),
    }
}

/// What the session alone tells of somebody's desk. Without the second factor nothing of it opens.
fn of_role(context: &Context, session: &Session) -> DeskShell {
    DeskShell {
        shell: reply::shell(context),
        role: session.role.label(context.lang),
        can_work: matches!(
            session.role,
            Role::Operator | Role::Expert | Role::Supervisor
        ),
        sees_administration: reach(Operation::ConfigurationList, session.role) != Reach::No,
        is_closed: !session.is_full(),
        ..DeskShell::default()
    }
}

/// What somebody in a role should see to: supervisors answer for deadlines, administrators declare years.
async fn warnings(context: &Context, role: Role) -> Result<Vec<DeskWarning>, Problem> {
    if !matches!(role, Role::Supervisor | Role::Administrator) {
        return Ok(Vec::new());
    }
    let calendars = &configuration::current(context.now).await?.rules.calendars;
    let today = Region::NONE.local_date(context.now);
    let year = calendars.year_to_declare(today);
    let may_declare = reach(Operation::ConfigurationCreate, role) != Reach::No;
    let warning = |year| {
        let way = Text::fixed("Объявить год", "Declare the year");
        let way = way.get(context.lang).to_owned();
        DeskWarning {
            text: year_undeclared(year).get(context.lang).to_owned(),
            way: may_declare.then(|| ("/desk/admin/calendar-years/new".to_owned(), way)),
        }
    };
    Ok(year.map(warning).into_iter().collect())
}

/// That a year of the working calendar should be declared.
pub fn year_undeclared(year: i32) -> Text {
    Text::new(
        format!(
            "Производственный календарь на {year} год не объявлен: сроки, которые доходят до него, предварительные, и их пересчитают."
        ),
        format!(
            "The working calendar for {year} has not been declared: deadlines that reach it are provisional and will be counted anew."
        ),
    )
}

/// Whether a page of the desk is asked for, or one of its forms was sent. Forms go to the resources of the API, which
/// citizens' pages use, too: there the page counts that the form stood on, where the browser names it.
pub fn is_page(context: &Context) -> bool {
    is_path(&context.path)
        || (context.path.starts_with("/api/")
            && from(context).is_none_or(|page| is_path(page) || page.starts_with("/api/")))
}

/// Whether a page is of the desk, by its path.
fn is_path(page: &str) -> bool {
    let path = page.split('?').next().unwrap_or_default();
    path == "/desk" || path.starts_with("/desk/")
}

/// The page that a request comes from, with its query.
fn from(context: &Context) -> Option<&str> {
    let (_, rest) = context.header(header::REFERER.as_str()).split_once("://")?;
    let page = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
    page.split('#').next()
}

/// Whether a request comes from a page of the desk.
fn is_from_desk(context: &Context) -> bool {
    from(context).is_some_and(is_path)
}

/// The page that was asked for, with its query; none of a form.
fn here(context: &Context) -> Option<String> {
    match (context.method == Method::GET, context.query.as_str()) {
        (true, "") => Some(context.path.clone()),
        (true, query) => Some(format!("{}?{query}", context.path)),
        (false, _) => None,
    }
}

/// Where signing in leads back to: the page that was asked for, or on which the form stood.
fn back(context: &Context) -> String {
    let own = here(context).filter(|page| is_path(page));
    let form = || {
        from(context)
            .filter(|page| is_path(page))
            .map(str::to_owned)
    };
    own.or_else(form).unwrap_or_else(|| "/desk".to_owned())
}

/// The desk is not for citizens.
fn staff_only() -> Problem {
    Problem {
        title: Text::fixed("Рабочее место — для сотрудников", "The desk is for staff"),
        detail: Text::fixed(
            "Вы вошли как заявитель. Если вы сотрудник ведомства, войдите рабочей учётной записью.",
            "You are signed in as an applicant. If you work for an agency, sign in with your work account.",
        ),
        ..Problem::forbidden()
    }
}
