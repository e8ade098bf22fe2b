//! `GET /cabinet/accesses`: who opened the person's data.

use axum::http::StatusCode;
use domain::{AppealNumber, Region};
use pages::{AccessRow, AccessesView};
use store::access_log::{self, Reading};
use web::capabilities::database;
use web::reply::{page, shell};
use web::{Answer, Context, query, views};

use web::cabinet::words;

use crate::entry;

/// Readings of a page.
const PAGE: u32 = 50;

/// Shows the readings, newest first.
pub(crate) async fn accesses(context: Context) -> Answer {
    let session = match entry::person(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let before = query::first(&context.query, "before").and_then(|text| text.parse().ok());
    let db = database().await?;
    let found = access_log::list_for_account(db, &session.account, before, PAGE).await?;
    let is_full = u32::try_from(found.len()).is_ok_and(|found| found == PAGE);
    let last = found.last().filter(|_| is_full);
    let view = AccessesView {
        shell: shell(&context),
        next: last.map_or_else(String::new, |reading| format!("before={}", reading.seq)),
        rows: found
            .iter()
            .map(|reading| row(&context, reading, &session.account))
            .collect(),
    };
    Ok(page(StatusCode::OK, pages::accesses(&view)))
}

fn row(context: &Context, reading: &Reading, own: &str) -> AccessRow {
    let lang = context.lang;
    let mut what: Vec<String> = Vec::new();
    for field in &reading.fields {
        let text = field.text().get(lang).to_owned();
        if !what.contains(&text) {
            what.push(text);
        }
    }
    AccessRow {
        at: views::moment(lang, Region::NONE, reading.at),
        who: words::reader(&reading.role, &reading.actor, own)
            .get(lang)
            .to_owned(),
        number: reading
            .number
            .and_then(AppealNumber::from_key)
            .map(|number| number.to_string())
            .unwrap_or_default(),
        what: what.join(", "),
        why: words::reason(&reading.reason).get(lang).to_owned(),
    }
}
