//! The limits around a sign-in: a proof of work after failures, slower answers to a network that goes on
//! failing, and at last an end to one password tried with many logins. The lockout of an account is the
//! account's own.

use std::time::Duration;

use spin_sdk::time::sleep;

use super::policy::{SIGN_IN, SIGN_IN_FREE};
use super::{Subject, count, give_back, guard, is_spent, restore, standing, take};
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
    // Taken before the password is tried, so that a thousand tries at once are not all let through.
    take(context, &SIGN_IN, Subject::Network).await
}

/// Failures of a network that are answered at once: somebody who tries the passwords that they remember.
const QUICK_FAILURES: u64 = 5;

/// How much longer the answer to each later one takes.
const STEP: Duration = Duration::from_millis(100);

/// The longest delay: a request that waits takes a place in its instance.
const LONGEST: Duration = Duration::from_secs(3);

/// After a failure, whatever it was: counts it, and takes its time where the network failed often. The answer
/// tells nothing by that of a login, since only the network's failures count.
pub async fn failed(context: &Context, login: &str) -> Result<(), Problem> {
    count(context, &SIGN_IN_FREE, Subject::Login(login)).await?;
    count(context, &SIGN_IN_FREE, Subject::Network).await?;
    if let Some(standing) = standing(context, &SIGN_IN, Subject::Network).await? {
        sleep(delay(SIGN_IN.quota.saturating_sub(standing.remaining))).await;
    }
    Ok(())
}

fn delay(failures: u64) -> Duration {
    let slow = u32::try_from(failures.saturating_sub(QUICK_FAILURES)).unwrap_or(u32::MAX);
    STEP.saturating_mul(slow).min(LONGEST)
}

/// After a success. The network's failures stay: they may be others'.
pub async fn succeeded(context: &Context, login: &str) -> Result<(), Problem> {
    give_back(context, &SIGN_IN, Subject::Network).await?;
    restore(context, &SIGN_IN_FREE, Subject::Login(login)).await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::delay;

    #[test]
    fn a_network_that_goes_on_failing_waits_longer_up_to_some_seconds() {
        for (failures, milliseconds) in
            [(1, 0), (5, 0), (6, 100), (15, 1000), (35, 3000), (60, 3000)]
        {
            assert_eq!(
                delay(failures),
                Duration::from_millis(milliseconds),
                "{failures}"
            );
        }
    }
}
