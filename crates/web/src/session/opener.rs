//! Whose a form is: it says by whom it was opened, so that nothing that somebody typed is sent by whoever signs in
//! after them, or leaves their account unawares.

use axum::http::StatusCode;
use domain::Text;

use super::{current, sign_in_needed};
use crate::capabilities::keys;
use crate::form::Form;
use crate::keys::Purpose;
use crate::{Context, Problem};

/// The control of a form that says it; a script says it in the header `Otklik-Opened-By`.
pub const OPENED_BY: &str = "opened_by";

/// The code of the refusal when somebody else has signed in meanwhile.
pub(crate) const OTHER_ACCOUNT: &str = "other_account";

/// What stands there when its sender wants to send it as nobody.
const NOBODY: &str = "nobody";

/// By whom a request says that its form was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opener {
    /// It does not say.
    #[default]
    Unknown,
    /// Its sender leaves their account out of it.
    Nobody,
    /// An account, by its mark.
    Account(String),
}

impl Opener {
    /// Puts into a form that is shown again what its sender said last, once.
    pub fn stand_in(&self, form: &mut Form) {
        form.0.retain(|(name, _)| name != OPENED_BY);
        let said = match self {
            Opener::Unknown => return,
            Opener::Nobody => NOBODY,
            Opener::Account(mark) => mark,
        };
        form.0.push((OPENED_BY.to_owned(), said.to_owned()));
    }
}

/// The mark of an account: it tells nothing of the account, and another installation's is another.
pub async fn mark_of(account: &str) -> Result<String, Problem> {
    let hash = keys().await?.hash(Purpose::Opener, &[account.as_bytes()]);
    let half = hash.iter().take(16);
    Ok(half.map(|byte| format!("{byte:02x}")).collect())
}

/// The mark of who is signed in, for a form that they open; empty for nobody.
pub async fn opened_by(context: &Context) -> Result<String, Problem> {
    match current(context).await? {
        Some(session) => mark_of(&session.account).await,
        None => Ok(String::new()),
    }
}

/// By whom a request says that its form was opened.
pub fn opener(context: &Context, form: Option<&Form>) -> Opener {
    let of_form = form.and_then(|form| form.get(OPENED_BY));
    match of_form.unwrap_or_else(|| context.header("otklik-opened-by")) {
        "" => Opener::Unknown,
        NOBODY => Opener::Nobody,
        mark => Opener::Account(mark.to_owned()),
    }
}

/// Demands that a form which somebody opened is sent by them: 401 where nobody is signed in any more, 409 where it is
/// somebody else.
pub async fn demand_opener(context: &Context, opener: &Opener) -> Result<(), Problem> {
    let Opener::Account(mark) = opener else {
        return Ok(());
    };
    match current(context).await? {
        None => Err(sign_in_needed()),
        Some(session) if mark_of(&session.account).await? == *mark => Ok(()),
        Some(_) => Err(other_account()),
    }
}

/// Whether a form with this mark was opened by somebody else than who is signed in now.
pub(crate) async fn is_of_other(context: &Context, mark: &str) -> Result<bool, Problem> {
    match current(context).await? {
        Some(session) if !mark.is_empty() => Ok(mark_of(&session.account).await? != mark),
        _ => Ok(false),
    }
}

/// Somebody else has signed in meanwhile.
fn other_account() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        OTHER_ACCOUNT,
        Text::fixed(
            "Вы вошли под другой учётной записью",
            "You are signed in with another account",
        ),
        Text::fixed(
            "Эту страницу открывали под другой учётной записью, поэтому написанное на ней не сохранено и не отправлено. Войдите под той учётной записью и повторите.",
            "This page was opened with another account, so what was written on it is neither saved nor sent. Sign in with that account and try again.",
        ),
    )
}
