//! Who may be given an appeal of a place, and how much they have already.

use crate::database::{Database, Error};

/// People of one place that are looked through: a larger unit has units of its own.
const MOST: i64 = 500;

/// The executors of an agency's unit and region, with the number of open appeals that each one has. Whoever is
/// not limited to a unit or a region works for all of them.
pub async fn executors(
    db: &impl Database,
    agency: &str,
    unit: Option<&str>,
    region: &str,
) -> Result<Vec<(String, u64)>, Error> {
    let rows = db
        .execute(
            "SELECT a.id, (SELECT coalesce(sum(c.appeals), 0) FROM queue_counter c WHERE c.assignee = a.id)
             FROM account a
             WHERE a.agency = ?1 AND a.role IN ('operator', 'expert') AND a.state = 'active'
               AND (a.unit IS NULL OR a.unit = ?2) AND (a.region IS NULL OR a.region = ?3)
             ORDER BY a.id LIMIT ?4",
            vec![agency.into(), unit.into(), region.into(), MOST.into()],
        )
        .await?;
    let pair =
        |row: &crate::database::Row| Ok((row.text(0)?.to_owned(), row.integer(1)?.unsigned_abs()));
    rows.iter().map(pair).collect()
}
