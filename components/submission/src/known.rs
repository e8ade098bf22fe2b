//! What is known of somebody who has signed in: the profile fills in the form, the draft waits.

use domain::access::Role;
use pages::{Unsent, Values};
use serde_json::Value;
use store::account::Profile;
use store::{account, draft};
use web::capabilities::database;
use web::{Context, Problem, auth, session};

/// The account of a citizen who has signed in.
pub(crate) async fn citizen(context: &Context) -> Result<Option<String>, Problem> {
    let caller = auth::caller(context).await?;
    let account = caller.account().filter(|_| caller.role() == Role::Citizen);
    Ok(account.map(str::to_owned))
}

/// Puts the profile into a new form, and whose it is.
pub(crate) async fn fill(context: &Context, values: &mut Values) -> Result<(), Problem> {
    let Some(id) = citizen(context).await? else {
        values.push("answer_by", "cabinet");
        return Ok(());
    };
    values.push(session::OPENED_BY, session::mark_of(&id).await?);
    let account = account::by_id(database().await?, &id).await?;
    let Profile {
        person,
        answer_by,
        region,
        ..
    } = account.map(|account| account.profile).unwrap_or_default();
    let members = [
        ("last_name", Some(person.last_name)),
        ("first_name", Some(person.first_name)),
        ("middle_name", person.middle_name),
        ("birth_date", person.birth_date),
        ("inn", person.inn),
        ("snils", person.snils),
        ("phone", person.phone),
        ("email", person.email),
    ];
    for (member, value) in members {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            values.push(format!("applicant.{member}"), value);
        }
    }
    if let Some(region) = region {
        values.push("region", region.code());
    }
    if answer_by.is_empty() {
        values.push("answer_by", "cabinet");
    }
    for way in answer_by {
        values.push("answer_by", way);
    }
    Ok(())
}

/// The draft that waits on the server, as the choice of a category tells of it.
pub(crate) async fn unsent(context: &Context, repeat_of: &str) -> Result<Option<Unsent>, Problem> {
    let Some(id) = citizen(context).await? else {
        return Ok(None);
    };
    let Some(kept) = draft::draft(database().await?, &id, repeat_of).await? else {
        return Ok(None);
    };
    let draft: Value = serde_json::from_str(&kept.draft).unwrap_or_default();
    let text = |name: &str| {
        let text = draft.get(name).and_then(Value::as_str).unwrap_or_default();
        text.chars().take(MAX_SHOWN_CHARS).collect::<String>()
    };
    let category = text("category");
    Ok((!category.is_empty()).then(|| Unsent {
        category,
        title: text("title"),
        saved_at: kept.saved_at,
    }))
}

/// A title is no longer (domain::appeal::limits); a draft is what somebody sent as one.
const MAX_SHOWN_CHARS: usize = 150;
