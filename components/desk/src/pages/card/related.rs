//! Other appeals of the same person, and about the like: found by keyed look-ups alone, within the reader's
//! territory.

use domain::access::{DataPart, Operation};
use pages::Related;
use store::AppealRow;
use store::access_log::Reason;
use store::related;
use web::auth::Access;
use web::capabilities::database;
use web::{Context, Problem, auth, views};

/// As many as are looked at before a decision.
const SHOWN: usize = 5;

/// The earlier and later appeals of the same person, the newest first.
pub(super) async fn earlier(
    context: &Context,
    row: &AppealRow,
    access: &Access,
) -> Result<Vec<Related>, Problem> {
    // Who it is is not for readers of masked data, and so is what else they sent.
    if !access.sees_personal_data() {
        return Ok(Vec::new());
    }
    let found = related::of_applicant(database().await?, row, SHOWN * 4).await?;
    shown(context, found).await
}

/// Appeals about the like, the newest first.
pub(super) async fn similar(
    context: &Context,
    row: &AppealRow,
    access: &Access,
) -> Result<Vec<Related>, Problem> {
    if !access.sees_personal_data() {
        return Ok(Vec::new());
    }
    let found = related::similar(database().await?, row, SHOWN * 4).await?;
    shown(context, found).await
}

async fn shown(context: &Context, mut found: Vec<AppealRow>) -> Result<Vec<Related>, Problem> {
    let permit = auth::permit(context, Operation::AppealList).await?;
    let territory = permit.territory();
    found.retain(|row| {
        territory.covers(domain::access::Place {
            agency: &row.agency,
            unit: row.unit.as_deref(),
            region: row.registered.region,
        })
    });
    found.truncate(SHOWN);
    permit
        .show(context, &mut found, Reason::Search, &[DataPart::Title])
        .await?;
    let lang = context.lang;
    let view = |row: &AppealRow| Related {
        number: row.number.to_string(),
        title: row
            .registered
            .private
            .as_ref()
            .map(|private| private.title.clone())
            .unwrap_or_default(),
        status: row.status.to_string(),
        status_label: row.status.label(lang).to_owned(),
        created: views::moment(lang, row.registered.region, row.created_at),
    };
    Ok(found.iter().map(view).collect())
}
