//! The limits around a sign-in: a proof of work after failures, and an end to one password tried with
//! many logins. The lockout of an account is the account's own.

use super::policy::{SIGN_IN, SIGN_IN_FREE};
use super::{Subject, count, guard, is_spent, restore};
use crate::{Context, Problem, proof};

/// Before the password is looked at: refuses a network that failed too often, and demands a proof where
/// the login or the network has failed before. `login` is what was typed, normalised, known or not.
pub async fn before(context: &Context, login: &str, given: Option<&str>) -> Result<(), Problem> {
    guard(context, &SIGN_IN, Subject::Network).await?;
    if is_spent(context, &SIGN_IN_FREE, Subject::Login(login)).await?
        || is_spent(context, &SIGN_IN_FREE, Subject::Network).await?
    {
        proof::require(context, given).await?;
    }
    Ok(())
}

/// After a failure, whatever it was.
pub async fn failed(context: &Context, login: &str) -> Result<(), Problem> {
    count(context, &SIGN_IN_FREE, Subject::Login(login)).await?;
    count(context, &SIGN_IN_FREE, Subject::Network).await?;
    count(context, &SIGN_IN, Subject::Network).await
}

/// After a success. The network's failures stay: they may be others'.
pub async fn succeeded(context: &Context, login: &str) -> Result<(), Problem> {
    restore(context, &SIGN_IN_FREE, Subject::Login(login)).await
}
