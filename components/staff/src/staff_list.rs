//! `GET /api/v1/staff`: members of staff of the caller's territory.

use axum::http::StatusCode;
use domain::Lang;
use domain::access::Operation;
use store::account::Account;
use store::staff;
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, names, parameters};

/// People that one page goes through: some tens of milliseconds. An agency has fewer.
const WALK: usize = 5_000;

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
    let after = parameters::value(context, "cursor_id")?;
    // At least so many, where there are; a search may find as many again.
    let page = parameters::limit(context, "limit_100")?;
    let (db, agency) = (database().await?, territory.agency.as_deref());
    let words = parameters::value(context, "words")?.unwrap_or_default();
    let words = words.trim().to_lowercase();
    let fits = |account: &Account| {
        territory.contains(&account.territory) && (words.is_empty() || is_meant(account, &words))
    };
    // Names are sealed, so that no index has them: a page goes through people until it is full.
    let (mut found, mut after, mut walked) = (Vec::new(), after, 0);
    loop {
        let mut people = staff::list(db, agency, after.as_deref(), page + 1).await?;
        let is_more = people.len() > page;
        people.truncate(page);
        walked += people.len();
        after = people
            .last()
            .filter(|_| is_more)
            .map(|last| last.id.clone());
        found.extend(people.into_iter().filter(&fits));
        if after.is_none() || found.len() >= page || walked >= WALK {
            return Ok((found, after));
        }
    }
}

/// Whether words are somebody's: of their name, position, contact, or role.
fn is_meant(account: &Account, words: &str) -> bool {
    let contact = account.contact().map_or("", |(_, contact)| contact);
    let of = [
        names::called(account, Lang::Ru),
        account.profile.position.clone().unwrap_or_default(),
        contact.to_owned(),
        account.role.label(Lang::Ru),
        account.role.label(Lang::En),
    ];
    of.iter().any(|text| text.to_lowercase().contains(words))
}

/// A member of staff as an administrator sees them.
pub(crate) fn item(account: &Account, lang: Lang) -> api::StaffItem {
    let (territory, person) = (&account.territory, &account.profile.person);
    api::StaffItem {
        id: account.id.clone(),
        version: account.version,
        role: account.role.to_string(),
        role_name: account.role.label(lang),
        agency: territory.agency.clone(),
        unit: territory.unit.clone(),
        region: territory.region.map(|region| region.to_string()),
        state: account.state.as_str().to_owned(),
        name: names::called(account, lang),
        last_name: person.last_name.clone(),
        first_name: person.first_name.clone(),
        middle_name: person.middle_name.clone(),
        position: account.profile.position.clone(),
        contact: account.contact().map(|(_, contact)| contact.to_owned()),
        created_at: from_ms(account.created_at),
    }
}
