//! The limits around an appeal: some are free, then a proof of work is asked for, and at last it is enough.

use super::policy::{SUBMISSION, SUBMISSION_BY_ACCOUNT, SUBMISSION_FREE};
use super::{Subject, key, take, tell, too_many};
use crate::auth::Caller;
use crate::capabilities::{scratch, variable};
use crate::kept::Kept;
use crate::{Context, Problem, proof};

/// Before an appeal is registered, when its content is found right. Somebody who has signed in is counted
/// by account; of the others a network that sent too many is refused, and above the free allowance a proof
/// is demanded. Whoever acts for an agency enters what others bring, and keys have a limit of their own.
pub async fn before(
    context: &Context,
    caller: &Caller,
    given: Option<&str>,
) -> Result<(), Problem> {
    if caller.role().acts_for_agency() {
        return Ok(());
    }
    match caller.account() {
        Some(account) => take(context, &SUBMISSION_BY_ACCOUNT, Subject::Account(account)).await,
        None => anonymous(context, given).await,
    }
}

async fn anonymous(context: &Context, given: Option<&str>) -> Result<(), Problem> {
    let Some(keys) = keys(context).await? else {
        return if is_always().await? {
            proof::require(context, given).await
        } else {
            Ok(())
        };
    };
    let now = context.now.timestamp_millis();
    let looked_at = [(&keys.0[..], &SUBMISSION_FREE), (&keys.1[..], &SUBMISSION)];
    let [free, all] = store::limits::look_at_two(scratch().await?, looked_at, now).await?;
    if all.remaining == 0 {
        tell(context, &SUBMISSION, all);
        return Err(too_many(all.seconds_to_one(&SUBMISSION)));
    }
    if free.remaining == 0 || is_always().await? {
        tell(context, &SUBMISSION, all);
        proof::require(context, given).await?;
    }
    Ok(())
}

/// After an appeal was registered. It is registered whether or not it could be counted.
pub async fn after(context: &Context, caller: &Caller) {
    if caller.role().acts_for_agency() || caller.account().is_some() {
        return;
    }
    if let Err(problem) = count(context).await {
        let (id, cause) = (&context.request_id, problem.cause.unwrap_or_default());
        eprintln!("ERROR request_id={id} code=not_counted cause={cause:?}");
    }
}

async fn count(context: &Context) -> Result<(), Problem> {
    let Some(keys) = keys(context).await? else {
        return Ok(());
    };
    let now = context.now.timestamp_millis();
    let spent = [(&keys.0[..], &SUBMISSION_FREE), (&keys.1[..], &SUBMISSION)];
    let [_, all] = store::limits::spend_two(scratch().await?, spent, now).await?;
    tell(context, &SUBMISSION, all);
    Ok(())
}

async fn keys(context: &Context) -> Result<Option<([u8; 16], [u8; 16])>, Problem> {
    let free = key(context, &SUBMISSION_FREE, Subject::Network).await?;
    let all = key(context, &SUBMISSION, Subject::Network).await?;
    Ok(free.zip(all))
}

/// Whether every appeal needs a proof: the variable `submission_proof` is `always`, not `adaptive`.
async fn is_always() -> Result<bool, Problem> {
    static ALWAYS: Kept<bool> = Kept::new();
    ALWAYS
        .get_or_make(|| async { Ok(variable("submission_proof").await? == "always") })
        .await
        .copied()
}
