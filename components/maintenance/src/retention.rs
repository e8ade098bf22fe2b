//! The end of personal data: of appeals whose term has ended, of their files, and of accounts whose people
//! asked for it.

use domain::Actor;
use domain::event::ErasureReason;
use store::journal::AppendError;
use store::keeping::EraseError;
use store::{Blobs, keeping};
use web::Problem;
use web::capabilities::{blobs, database};

/// What was done.
pub(crate) struct Done {
    /// Appeals without personal data from now on.
    pub(crate) appeals: u64,
    /// Accounts whose people asked for erasure and were granted it, gone now.
    pub(crate) accounts: u64,
    /// Whether there is more to do at once.
    pub(crate) more: bool,
}

/// Erases what is due, at most `limit` appeals and the bytes of `limit` files.
pub(crate) async fn erase(now: i64, limit: i64) -> Result<Done, Problem> {
    let db = database().await?;
    let due = keeping::due(db, now, limit).await?;
    let mut appeals = 0;
    for due in &due {
        let erased = keeping::erase_appeal(db, due, ErasureReason::TermEnded, &Actor::System, now);
        match erased.await {
            Ok(_) => appeals += 1,
            // Somebody else changed it meanwhile; the next tick looks again.
            // An erasure brings no files and no key; all mean: another time.
            Err(
                AppendError::Conflict | AppendError::AttachmentUnavailable | AppendError::KeyUsed,
            ) => {}
            Err(AppendError::Database(error)) => return Err(error.into()),
        }
    }
    let asked = keeping::accounts_to_erase(db, limit).await?;
    let mut accounts = 0;
    for account in &asked {
        match keeping::erase_account(db, account, now).await {
            Ok(()) => accounts += 1,
            // Its person sent an appeal meanwhile, which is to be answered first.
            Err(EraseError::AppealsOpen) => {}
            Err(EraseError::Database(error)) => return Err(error.into()),
        }
    }
    // A tick that broke off may have left some of an earlier one.
    let files = keeping::erased_files(db, limit).await?;
    for (id, chunks) in &files {
        for key in chunks {
            blobs().await?.delete(key).await?;
        }
        keeping::forget_files(db, id).await?;
    }
    let is_full = |found: usize| i64::try_from(found).is_ok_and(|found| found >= limit);
    Ok(Done {
        appeals,
        accounts,
        more: is_full(due.len()) || is_full(asked.len()) || is_full(files.len()),
    })
}
