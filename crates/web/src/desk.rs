//! The door of the desk and what its pages have around their content, for every component that has some.

use axum::response::Response;
use domain::access::Role;
use pages::DeskShell;
use store::account;

use crate::capabilities::database;
use crate::session::{self, Session};
use crate::{Context, Problem, entry, reply};

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
        is_administrator: session.role == Role::Administrator,
        unread: 0,
    })
}
