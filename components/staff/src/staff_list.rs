//! `GET /api/v1/staff`: members of staff of the caller's territory.

use axum::http::StatusCode;
use domain::Lang;
use domain::access::Operation;
use store::account::Account;
use store::staff;
use uuid::Uuid;
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, query};

/// Members of a page.
const PAGE: usize = 100;

/// Lists members of staff, the earliest first.
pub(crate) async fn staff_list(context: Context) -> Answer {
    let (found, next) = members(&context).await?;
    let items = found
        .iter()
        .map(|account| item(account, context.lang))
        .collect();
    json(StatusCode::OK, &api::Page { items, next })
}

/// A page of members within the caller's territory, and the cursor of the next.
pub(crate) async fn members(context: &Context) -> Result<(Vec<Account>, Option<String>), Problem> {
    let permit = auth::permit(context, Operation::StaffList).await?;
    let territory = permit.territory();
    let cursor = query::first(&context.query, "cursor");
    let after = cursor.and_then(|cursor| Uuid::try_parse(&cursor).ok());
    let after = after.map(|id| id.to_string());
    let (db, agency) = (database().await?, territory.agency.as_deref());
    let mut found = staff::list(db, agency, after.as_deref(), PAGE + 1).await?;
    let is_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| is_more).map(|last| last.id.clone());
    found.retain(|account| territory.contains(&account.territory));
    Ok((found, next))
}

/// A member of staff as an administrator sees them.
pub(crate) fn item(account: &Account, lang: Lang) -> api::StaffItem {
    let territory = &account.territory;
    api::StaffItem {
        id: account.id.clone(),
        version: account.version,
        role: account.role.to_string(),
        role_name: account.role.label(lang),
        agency: territory.agency.clone(),
        unit: territory.unit.clone(),
        region: territory.region.map(|region| region.to_string()),
        state: account.state.as_str().to_owned(),
        name: account.profile.person.full_name(),
        contact: account.contact().map(|(_, contact)| contact.to_owned()),
        created_at: from_ms(account.created_at),
    }
}
