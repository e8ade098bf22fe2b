//! Objections for which somebody is to be found who decides them: those that nobody could be found for, once people
//! come, and those whose reviewer is gone.

use axum::http::StatusCode;
use domain::Actor;
use domain::decide::{Command, ObjectionCommand};
use store::objection::{self, Sought};
use web::capabilities::database;
use web::{Context, Problem, state};

/// The problem of whoever was not the first.
const CHANGED: &str = "changed_meanwhile";

/// Looks for reviewers, for some objections a call. Tells how many got another one, and whether there is more to do.
pub(crate) async fn find(context: &Context, limit: i64) -> Result<(u64, bool), Problem> {
    let db = database().await?;
    let sought = objection::sought(db, limit).await?;
    let mut assigned = 0;
    for one in &sought {
        match look(context, *one).await {
            Ok(is_news) => {
                assigned += u64::from(is_news);
                objection::looked_for(db, *one).await?;
            }
            // Somebody acts on it: the next call looks again.
            Err(problem) if problem.code == CHANGED => {}
            Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => {
                return Err(problem);
            }
            // One that cannot be given to anybody holds up no other, and stands in the queue.
            Err(problem) => {
                let (number, reason) = (one.number, problem.code);
                eprintln!("WARN code=reviewer_not_sought number={number} reason={reason}");
                objection::looked_for(db, *one).await?;
            }
        }
    }
    let more = i64::try_from(sought.len()).is_ok_and(|found| found == limit);
    Ok((assigned, more))
}

async fn look(context: &Context, sought: Sought) -> Result<bool, Problem> {
    let Some(row) = store::appeal(database().await?, sought.number).await? else {
        return Ok(false);
    };
    let state = state::load(&row).await?;
    let bench = web::objection::bench(&state).await?;
    let command = Command::Objection(ObjectionCommand::Seek { bench });
    let version = state::execute(context, &row, command, &Actor::System).await?;
    Ok(version > row.version)
}
