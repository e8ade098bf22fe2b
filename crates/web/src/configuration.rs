//! The configuration, kept by each instance and read again when somebody has changed it.

use std::sync::{Arc, RwLock};

use chrono::{DateTime, Duration, Utc};
use domain::configuration::Configuration;
use store::configuration::{read, version};

use crate::Problem;
use crate::capabilities::database;

/// How long an instance goes on without asking whether anything has changed: a change is seen everywhere
/// within this time, and a busy instance asks once in it, for the price of one look at an index's end.
const UNASKED: Duration = Duration::seconds(2);

/// When it was last asked, and what was true then.
type Kept = Option<(DateTime<Utc>, Arc<Configuration>)>;

static KEPT: RwLock<Kept> = RwLock::new(None);

/// What is true now, or was some seconds ago.
pub async fn current(now: DateTime<Utc>) -> Result<Arc<Configuration>, Problem> {
    let kept = KEPT.read().ok().and_then(|kept| kept.clone());
    if let Some((asked_at, configuration)) = &kept
        && (Duration::zero()..UNASKED).contains(&(now - *asked_at))
    {
        return Ok(Arc::clone(configuration));
    }
    let db = database().await?;
    if let Some((_, configuration)) = kept
        && version(db).await? == configuration.version
    {
        return Ok(keep(now, configuration));
    }
    Ok(keep(now, Arc::new(read(db).await?)))
}

/// What is true at this moment: for checks before a change, and for whoever has just made one.
pub async fn newest(now: DateTime<Utc>) -> Result<Arc<Configuration>, Problem> {
    Ok(keep(now, Arc::new(read(database().await?).await?)))
}

fn keep(now: DateTime<Utc>, configuration: Arc<Configuration>) -> Arc<Configuration> {
    if let Ok(mut kept) = KEPT.write() {
        *kept = Some((now, Arc::clone(&configuration)));
    }
    configuration
}
