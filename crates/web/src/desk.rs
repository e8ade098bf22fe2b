//! The door of the desk and what its pages have around their content, for every component that has some.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use domain::access::{Operation, Reach, Role, reach};
use domain::{Region, Text};
use pages::{DeskShell, DeskWarning};
use store::{AppealRow, account, notice};

use crate::capabilities::database;
use crate::notifications::LISTED;
use crate::session::{self, Session};
use crate::{Context, Problem, configuration, entry, reply};

/// The member of staff, or the answer that sends somebody unknown to sign in. Citizens are refused, and so is
/// whoever has not shown everything that the account asks for.
pub async fn staff(context: &Context) -> Result<Result<Session, Response>, Problem> {
    let session = match entry::person(context, "/desk").await? {
        Ok(session) => session,
        Err(response) => return Ok(Err(response)),
    };
    if !session.role.is_staff() {
        return Err(Problem::forbidden());
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
    let person = &account.profile.person;
    let name = format!("{} {}", person.first_name, person.last_name);
    Ok(DeskShell {
        shell: reply::shell(context),
        name: name.trim().to_owned(),
        role: session.role.label(context.lang),
        can_work: matches!(
            session.role,
            Role::Operator | Role::Expert | Role::Supervisor
        ),
        sees_administration: reach(Operation::ConfigurationList, session.role) != Reach::No,
        unread: u64::try_from(unread).unwrap_or_default(),
        warnings: warnings(context, session.role).await?,
    })
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

/// The names of those who have these appeals, by their accounts.
pub async fn names(rows: &[AppealRow]) -> Result<BTreeMap<String, String>, Problem> {
    let ids: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row.assignee.as_deref())
        .collect();
    names_of(&ids.into_iter().collect::<Vec<_>>()).await
}

/// The names of these accounts of staff.
pub async fn names_of(ids: &[&str]) -> Result<BTreeMap<String, String>, Problem> {
    let accounts = account::by_ids(database().await?, ids).await?;
    let named = accounts.into_iter().map(|one| {
        let name = one.profile.person.full_name();
        (one.id, name)
    });
    Ok(named.collect())
}
