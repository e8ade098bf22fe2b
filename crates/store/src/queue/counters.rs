//! How much of the queue there is.

use domain::access::Territory;

use crate::database::{Connection, Error};

/// How much of the queue there is, kept by triggers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounters {
    /// Open ones.
    pub open: i64,
    /// Open ones that are overdue.
    pub overdue: i64,
    /// Those whose answer waits for a supervisor.
    pub approval: i64,
    /// Open ones that nobody has.
    pub unassigned: i64,
    /// Open ones that the reader has.
    pub mine: i64,
    /// Of these, overdue ones.
    pub mine_overdue: i64,
    /// Those whose applicant is to be called now, [`MOST_CALLS`] at most.
    pub to_call: i64,
}

/// Calls are counted when they are asked for, no further than this: a desk with more has other troubles.
const MOST_CALLS: i64 = 100;

/// The counters of a territory, and of the reader's own within it.
pub async fn queue_counters(
    db: &impl Connection,
    territory: &Territory,
    reader: Option<&str>,
) -> Result<QueueCounters, Error> {
    if territory.unit.is_some() && territory.agency.is_none() {
        return Ok(QueueCounters::default());
    }
    let from = match territory.agency {
        Some(_) => "queue_counter INDEXED BY queue_counter_by_agency WHERE agency = ?2",
        None => "queue_counter WHERE ?2 IS NULL",
    };
    let sql = format!(
        "SELECT coalesce(sum(appeals), 0), coalesce(sum(overdue), 0), coalesce(sum(approval), 0),
           coalesce(sum(appeals) FILTER (WHERE assignee = ''), 0),
           coalesce(sum(appeals) FILTER (WHERE assignee = ?1), 0),
           coalesce(sum(overdue) FILTER (WHERE assignee = ?1), 0)
         FROM {from} AND (unit IN (?3, '') OR ?3 IS NULL) AND (region = ?4 OR ?4 IS NULL)"
    );
    let parameters = vec![
        reader.into(),
        territory.agency.as_deref().into(),
        territory.unit.as_deref().into(),
        territory.region.map(|region| region.code()).into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    let Some(row) = rows.first() else {
        return Ok(QueueCounters::default());
    };
    Ok(QueueCounters {
        to_call: to_call(db, territory).await?,
        open: row.integer(0)?,
        overdue: row.integer(1)?,
        approval: row.integer(2)?,
        unassigned: row.integer(3)?,
        mine: row.integer(4)?,
        mine_overdue: row.integer(5)?,
    })
}

async fn to_call(db: &impl Connection, territory: &Territory) -> Result<i64, Error> {
    let agency = match territory.agency {
        Some(_) => "agency = ?1",
        None => "?1 IS NULL",
    };
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM queue INDEXED BY queue_to_call
           WHERE call_at IS NOT NULL AND {agency} AND (unit IS NULL OR ?2 IS NULL OR unit = ?2)
             AND (?3 IS NULL OR region = ?3) LIMIT {MOST_CALLS})"
    );
    let parameters = vec![
        territory.agency.as_deref().into(),
        territory.unit.as_deref().into(),
        territory.region.map(|region| region.code()).into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}
