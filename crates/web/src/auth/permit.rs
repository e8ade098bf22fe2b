//! The permission for an operation, as a value that only the table can give.

use domain::access::{self, Operation, Reach, Role, Scope, Territory};
use domain::{Actor, Text};
use store::Filter;

use super::caller::{Caller, caller};
use crate::{Context, Problem, cookies, parameters, session};

/// Proof that the caller may do an operation, and how far they may go.
#[derive(Clone, Debug)]
pub struct Permit {
    caller: Caller,
    reach: Reach,
}

impl Permit {
    /// Who has it.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// How far it goes; never [`Reach::No`].
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        self.caller.actor()
    }

    /// The account of somebody who has signed in, for what is their own; 401 for everybody else.
    pub fn account(&self) -> Result<&str, Problem> {
        self.caller.account().ok_or_else(Problem::unauthenticated)
    }

    /// Whether applicants' data are shown as they are.
    pub fn sees_personal_data(&self) -> bool {
        self.reach == Reach::Own || self.caller.sees_personal_data()
    }

    /// The part of all appeals that is theirs.
    pub fn territory(&self) -> Territory {
        match self.reach {
            Reach::Territory => self.caller.territory(),
            Reach::All | Reach::Own | Reach::No => Territory::EVERYWHERE,
        }
    }

    /// Narrows a list to what they may see, whatever they asked for.
    pub fn narrow(&self, filter: &mut Filter) {
        filter.territory = self.territory();
        filter.masked = !self.sees_personal_data();
        if self.reach == Reach::Own {
            // An account that nobody has, for a caller without one.
            filter.account = Some(self.caller.account().unwrap_or_default().to_owned());
        }
    }
}

/// Demands the permission for an operation: 401 when signing in may help, else 403; and a query that the operation
/// declares.
pub async fn permit(context: &Context, operation: Operation) -> Result<Permit, Problem> {
    let caller = caller(context).await?;
    let reach = check(&caller, operation)?;
    if reach == Reach::No {
        return Err(refused(context, &caller).await?);
    }
    parameters::check(context)?;
    Ok(Permit { caller, reach })
}

/// How far a caller may go; a key without the scope is refused here.
pub(super) fn check(caller: &Caller, operation: Operation) -> Result<Reach, Problem> {
    if let Caller::Key(_) = caller {
        match access::scope(operation) {
            Some(scope) if caller.has_scope(scope) => {}
            Some(scope) => return Err(scope_missing(scope)),
            None => return Ok(Reach::No),
        }
    }
    Ok(access::reach(operation, caller.role()))
}

/// Why a caller is refused, so that they know what helps: signing in, the rest of signing in, or nothing.
pub(super) async fn refused(context: &Context, caller: &Caller) -> Result<Problem, Problem> {
    Ok(match caller.role() {
        Role::Nobody if session::current(context).await?.is_some() => {
            session::second_factor_needed()
        }
        Role::Nobody if cookies::has_session(&context.headers) || context.is_form() => {
            session::sign_in_needed()
        }
        Role::Nobody => Problem::unauthenticated(),
        _ => Problem::forbidden(),
    })
}

pub(super) fn scope_missing(scope: Scope) -> Problem {
    Problem {
        code: "scope_missing",
        detail: Text::new(
            format!("У ключа нет права «{scope}». Выпустите ключ с этим правом."),
            format!("The key has no scope “{scope}”. Issue a key that has it."),
        ),
        ..Problem::forbidden()
    }
}
