//! Who read an appeal, or an account's data: for the person whose data they are.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{Operation, Role};
use domain::{AppealNumber, Lang};
use store::access_log::{self, Reading};
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, configuration, parameters, present};

/// `GET /api/v1/appeals/{number}/accesses`: for its applicant.
pub(crate) async fn of_appeal(context: Context, Path(number): Path<String>) -> Answer {
    let (row, _) = auth::appeal(&context, Operation::AppealAccesses, &number).await?;
    let (before, page) = place(&context)?;
    let found = access_log::list_for_appeal(database().await?, &row.id, before, page + 1).await?;
    answer(&context, found, page).await
}

/// `GET /api/v1/account/accesses`: of the profile and of all appeals of the account.
pub(crate) async fn of_account(context: Context) -> Answer {
    let permit = auth::permit(&context, Operation::AccountAccesses).await?;
    let (db, account) = (database().await?, permit.account()?);
    let (before, page) = place(&context)?;
    let found = access_log::list_for_account(db, account, before, page + 1).await?;
    answer(&context, found, page).await
}

/// Before which reading a page begins, and how many it has.
fn place(context: &Context) -> Result<(Option<i64>, u32), Problem> {
    let before = parameters::value(context, "cursor_number")?;
    let page = parameters::limit(context, "limit")?;
    let page = u32::try_from(page).map_err(Problem::internal)?;
    Ok((before.and_then(|cursor| cursor.parse().ok()), page))
}

async fn answer(context: &Context, mut found: Vec<Reading>, page: u32) -> Answer {
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    let is_more = found.len() > page;
    found.truncate(page);
    let next = found.last().filter(|_| is_more);
    let next = next.map(|last| last.seq.to_string());
    let agencies = agencies(&found).await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let item = |reading: &Reading| {
        let agency = agencies.get(&reading.actor);
        api::AccessItem {
            at: from_ms(reading.at),
            role: reading.role.clone(),
            role_name: role_name(&reading.role, context.lang),
            agency: agency.map(|code| present::agency(catalogue, code, context.lang)),
            reason: reading.reason.clone(),
            fields: reading.fields.iter().map(ToString::to_string).collect(),
            number: reading
                .number
                .and_then(AppealNumber::from_key)
                .map(|number| number.to_string()),
        }
    };
    let items = found.iter().map(item).collect();
    json(StatusCode::OK, &api::Page { items, next })
}

fn role_name(code: &str, lang: Lang) -> String {
    match code.parse::<Role>() {
        Ok(role) => role.label(lang),
        Err(_) => code.to_owned(),
    }
}

/// The agencies of the readers, by what the log calls them. A person is told for whom somebody read and in
/// which role, not the clerk's name: that is for the agency to answer for.
async fn agencies(readings: &[Reading]) -> Result<HashMap<String, String>, Problem> {
    let mut readers: Vec<&str> = readings.iter().map(|r| r.actor.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    Ok(store::agencies_of(database().await?, &readers)
        .await?
        .into_iter()
        .collect())
}
