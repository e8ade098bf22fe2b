//! `PATCH /api/v1/staff/{id}`: another role or territory, or an end of it, which ends their sessions; another name.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use store::account::{self, Account, State};
use store::staff::{self, StaffChange, StaffError};
use uuid::Uuid;
use web::auth::Permit;
use web::capabilities::database;
use web::conditional::{check_match, etag};
use web::reply::{json, with};
use web::{Answer, Context, Problem, auth, body, configuration};

use crate::staff_list::item;
use crate::wanted;

/// Changes a member of staff. One outside the caller's territory is unknown.
pub(crate) async fn staff_change(
    context: Context,
    Path(id): Path<String>,
    request: Body,
) -> Answer {
    let permit = auth::permit(&context, Operation::StaffChange).await?;
    let before = find(&permit, &id).await?;
    body::kind(&context)?;
    let sent = api::staff_request(body::json(request).await?);
    demand_match(&context, before.version)?;
    let after = change(&context, &permit, &before, sent).await?;
    let response = json(StatusCode::OK, &item(&after, context.lang))?;
    with(response, "etag", &etag(after.version))
}

/// Makes somebody what is asked for. Another role, territory or state ends their sessions.
pub(crate) async fn change(
    context: &Context,
    permit: &Permit,
    before: &Account,
    (request, mut faults): (api::StaffRequest, Vec<FieldError>),
) -> Result<Account, Problem> {
    let role = match request.role.as_deref() {
        Some(code) => wanted::role(code, &mut faults).unwrap_or(before.role),
        None => before.role,
    };
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let territory = wanted::territory(&request, &before.territory, permit, catalogue, &mut faults);
    let state = match request.state.as_deref() {
        None => before.state,
        Some("active") => State::Active,
        Some("blocked") => State::Blocked,
        Some(_) => {
            let text = Text::fixed("Одно из: active, blocked", "One of: active, blocked");
            faults.push(FieldError::with_text("/state", "state_unknown", text));
            before.state
        }
    };
    let profile = wanted::profile(&request, before, &mut faults);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let change = StaffChange {
        account: before,
        role,
        territory: &territory,
        state,
        profile: profile.as_ref(),
        by: permit.caller().id().unwrap_or_default(),
        at: context.now.timestamp_millis(),
    };
    let db = database().await?;
    staff::change(db, &change).await.map_err(refused)?;
    let after = account::by_id(db, &before.id).await?;
    after.ok_or_else(Problem::not_found)
}

/// A member of staff within the caller's territory.
pub(crate) async fn find(permit: &Permit, id: &str) -> Result<Account, Problem> {
    let id = Uuid::try_parse(id).map_err(|_| Problem::not_found())?;
    let found = account::by_id(database().await?, &id.to_string()).await?;
    found
        .filter(|account| account.role.is_staff())
        .filter(|account| permit.territory().contains(&account.territory))
        .ok_or_else(Problem::not_found)
}

/// Rights are changed on looking at what they are.
fn demand_match(context: &Context, version: i64) -> Result<(), Problem> {
    if context.header("if-match").is_empty() {
        return Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if_match_required",
            Text::fixed("Нужен If-Match", "If-Match is needed"),
            Text::fixed(
                "Передайте в If-Match версию, которую вы видели: поле version списка, в кавычках.",
                "Send the version that you saw in If-Match: the list's member version, in quotes.",
            ),
        ));
    }
    check_match(context, version).map_err(|problem| Problem {
        title: Text::fixed("Запись изменилась", "The account has changed"),
        detail: changed(),
        ..problem
    })
}

fn refused(error: StaffError) -> Problem {
    match error {
        StaffError::LastAdministrator => Problem::new(
            StatusCode::CONFLICT,
            "last_administrator",
            Text::fixed("Последний администратор", "The last administrator"),
            Text::fixed(
                "Без него некому будет управлять доступом. Сначала назначьте другого администратора без ограничений.",
                "Nobody would be left to look after access. Appoint another administrator without limits first.",
            ),
        ),
        StaffError::Conflict => conflict(),
        other => Problem::internal(other),
    }
}

/// Somebody was faster.
pub(crate) fn conflict() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "changed_meanwhile",
        Text::fixed("Кто-то успел раньше", "Somebody was faster"),
        changed(),
    )
}

fn changed() -> Text {
    Text::fixed(
        "Учётная запись изменилась, пока вы смотрели. Обновите список и повторите.",
        "The account changed while you looked. Reload the list and try again.",
    )
}
