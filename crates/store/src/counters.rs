//! How many appeals are in each status: kept by triggers, so reading costs the same at any number.

use domain::access::Territory;

use crate::database::{Connection, Error, Value};

/// The counters of one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The status code.
    pub status: String,
    /// Appeals in this status.
    pub appeals: i64,
    /// Of these, appeals whose deadline has passed.
    pub overdue: i64,
}

/// The counters of a territory, all its agencies together or one of them; statuses without appeals may be
/// missing.
pub async fn counters(
    db: &impl Connection,
    agency: Option<&str>,
    territory: &Territory,
) -> Result<Vec<Counter>, Error> {
    let own = territory.agency.as_deref();
    // Another's agency, and a unit without an agency, cover nothing (`Territory::covers`).
    if (agency.is_some() && own.is_some() && agency != own)
        || (own.is_none() && territory.unit.is_some())
    {
        return Ok(Vec::new());
    }
    let agency = agency.or(own);
    let (sql, parameters): (&str, Vec<Value>) = match (&territory.unit, territory.region) {
        (None, None) => (
            "SELECT status, sum(appeals), sum(overdue) FROM counter
             WHERE agency = ?1 OR ?1 IS NULL GROUP BY status",
            vec![agency.into()],
        ),
        (unit, region) => (
            "SELECT status, sum(appeals), sum(overdue) FROM counter_place
             WHERE (agency = ?1 OR ?1 IS NULL) AND (unit IN (?2, '') OR ?2 IS NULL)
               AND (region = ?3 OR ?3 IS NULL) GROUP BY status",
            vec![
                agency.into(),
                unit.as_deref().into(),
                region.map(|region| region.code()).into(),
            ],
        ),
    };
    db.execute(sql, parameters)
        .await?
        .iter()
        .map(|row| {
            Ok(Counter {
                status: row.text(0)?.to_owned(),
                appeals: row.integer(1)?,
                overdue: row.integer(2)?,
            })
        })
        .collect()
}
