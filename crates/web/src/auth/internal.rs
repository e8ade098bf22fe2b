//! Calls of ops: each with a token that a variable of the component holds.

use domain::Text;

use super::{MIN_STAFF_TOKEN_CHARS, bearer};
use crate::capabilities::variable;
use crate::keys::same;
use crate::{Context, Problem};

/// Demands the bearer token that this variable holds.
///
/// # Errors
/// 401 where it is another, or none is set.
pub async fn ops(context: &Context, name: &str) -> Result<(), Problem> {
    let token = variable(name).await?;
    let given = bearer(context).unwrap_or_default();
    let is_set = token.chars().count() >= MIN_STAFF_TOKEN_CHARS;
    if is_set && same(given.as_bytes(), token.as_bytes()) {
        return Ok(());
    }
    Err(Problem {
        detail: Text::new(
            format!(
                "Передайте Authorization: Bearer с токеном из переменной {name} (не короче 24 знаков)."
            ),
            format!(
                "Send Authorization: Bearer with the token of the variable {name} (at least 24 characters)."
            ),
        ),
        ..Problem::unauthenticated()
    })
}
