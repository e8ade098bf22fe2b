//! What is due by the appeals' own timers: reminders, deadlines that passed, silence that ended, closing.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::Actor;
use domain::decide::Command;
use store::timer::{self, Due};
use web::capabilities::database;
use web::{Context, Problem, configuration, state};

/// Timers that are read at a time.
const PAGE: i64 = 200;

/// How long a call goes on, so that it ends well within what the host gives a response, and others get their turn.
/// What is left is for the next call, which the report asks for at once.
const LONGEST: Duration = Duration::from_secs(5);

/// When what could not be done is tried again.
const RETRY: TimeDelta = TimeDelta::days(1);

/// The problem of whoever was not the first.
const CHANGED: &str = "changed_meanwhile";

/// What was done.
#[derive(Default)]
pub(crate) struct Done {
    /// Timers that led to something.
    pub(crate) fired: u64,
    /// Of those, deadlines that had passed.
    pub(crate) overdue: u64,
    /// Whether there is more to do at once.
    pub(crate) more: bool,
}

/// Does what is due, for some seconds.
pub(crate) async fn fire(context: &Context) -> Result<Done, Problem> {
    let started = Instant::now();
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let mut done = Done::default();
    loop {
        let due = timer::due(db, now, PAGE).await?;
        // What is counted anew is counted by rules that are newer than the row that asks for it.
        if due.iter().any(|due| due.kind.is_none()) {
            configuration::newest(context.now).await?;
        }
        let is_last = due.is_empty();
        let mut moved = false;
        for due in due {
            moved |= one(context, due, &mut done).await?;
            if started.elapsed() > LONGEST {
                done.more = true;
                return Ok(done);
            }
        }
        // What was done may have made more due. A page in which nothing could be done will not be another when it
        // is read again.
        if is_last || !moved {
            done.more = !is_last;
            return Ok(done);
        }
    }
}

/// Does one, and says whether the table is another than before.
async fn one(context: &Context, due: Due, done: &mut Done) -> Result<bool, Problem> {
    let db = database().await?;
    let Some(row) = store::appeal(db, due.number).await? else {
        return Ok(false);
    };
    let before = row.version;
    let command = due.kind.map_or(Command::Recount, Command::Timer);
    match state::execute(context, &row, command, &Actor::System).await {
        Ok(version) if version > before => {
            done.fired += 1;
            use domain::TimerKind::{Half, Overdue, TwoDays};
            let is_of_term = matches!(due.kind, Some(Half | TwoDays | Overdue));
            let is_late = is_of_term && context.now > row.deadline.due_at;
            done.overdue += u64::from(is_late);
            Ok(true)
        }
        // It is not due by the state and the rules of now, or was done with another of the page.
        Ok(_) => {
            let timers = state::timers(context, &row).await?;
            let refreshed = due.kind.is_none().then_some(due.at);
            timer::replace(db, &row.id, before, &timers, refreshed).await?;
            Ok(true)
        }
        // Somebody else changed it meanwhile, and with it its timers.
        Err(problem) if problem.code == CHANGED => Ok(true),
        Err(problem) if problem.status == StatusCode::SERVICE_UNAVAILABLE => Err(problem),
        // One that cannot be done holds up nobody else. It is tried again, and told again, every day.
        Err(problem) => {
            eprintln!(
                "WARN code=timer_failed number={} kind={} reason={}",
                row.number,
                due.kind.map_or("refresh", |kind| kind.as_str()),
                problem.code
            );
            let later = (context.now + RETRY).timestamp_millis();
            timer::postpone(db, &row.id, due.kind, later).await?;
            Ok(true)
        }
    }
}
