//! What is due: an index of the timers that the states of appeals have (`domain::timer`).

use domain::{AppealNumber, Timer, TimerKind};
use serde_json::{Value as Json, json};

use crate::appeal::{number, stored};
use crate::database::{Database, Error};

/// A timer that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub number: AppealNumber,
    /// What it is for; none when the appeal's timers, and what is provisional, are to be counted anew.
    pub kind: Option<TimerKind>,
    /// Since when, in milliseconds.
    pub at: i64,
}

/// The code of a row that stands for all timers of an appeal.
const REFRESH: &str = "refresh";

/// Timers that are due, the earliest first.
pub async fn due(db: &impl Database, now: i64, limit: i64) -> Result<Vec<Due>, Error> {
    let sql = "SELECT a.number, t.kind, t.at FROM timer t JOIN appeal a ON a.id = t.appeal
               WHERE t.at <= ?1 ORDER BY t.at LIMIT ?2";
    let rows = db.execute(sql, vec![now.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                number: number(row.integer(0)?)?,
                kind: match row.text(1)? {
                    REFRESH => None,
                    kind => Some(kind.parse().map_err(|error| stored("timer", error))?),
                },
                at: row.integer(2)?,
            })
        })
        .collect()
}

/// Puts an appeal's timers right where no event does, unless somebody acted since the version that they were
/// counted for. `refreshed` is the time of the row that asked to count anew, which is done with this.
pub async fn replace(
    db: &impl Database,
    appeal: &str,
    version: i64,
    timers: &[Timer],
    refreshed: Option<i64>,
) -> Result<(), Error> {
    let sql = "INSERT INTO timer_replacement (appeal, version, timers, refreshed_at) VALUES (?1, ?2, ?3, ?4)";
    let timers = as_json(timers).to_string();
    let parameters = vec![
        appeal.into(),
        version.into(),
        timers.into(),
        refreshed.into(),
    ];
    db.execute(sql, parameters).await?;
    Ok(())
}

/// Puts one off.
pub async fn postpone(
    db: &impl Database,
    appeal: &str,
    kind: Option<TimerKind>,
    to: i64,
) -> Result<(), Error> {
    let sql = "UPDATE timer SET at = ?3 WHERE appeal = ?1 AND kind = ?2";
    let kind = kind.map_or(REFRESH, TimerKind::as_str);
    db.execute(sql, vec![appeal.into(), kind.into(), to.into()])
        .await?;
    Ok(())
}

/// Timers as the triggers read them.
pub(crate) fn as_json(timers: &[Timer]) -> Json {
    let timers = timers.iter();
    timers
        .map(|timer| json!({ "kind": timer.kind.as_str(), "at_ms": timer.at.timestamp_millis() }))
        .collect()
}
