//! As `components/status`'s card.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{AccessCode, Actor, AppealNumber};
use store::AppealRow;
use web::conditional::etag;
use web::reply::{json, with};
use web::time::from_ms;
use web::{Answer, Context, Problem, deadline, present, state};

use super::Shared;
use super::capabilities::Capabilities;

pub(super) async fn view(
    State(capabilities): Shared,
    context: Context,
    Path(number): Path<String>,
) -> Answer {
    let number = AppealNumber::parse(&number).map_err(|_| Problem::not_found())?;
    let code = AccessCode::parse(context.header("otklik-access-code")).ok();
    let db = capabilities.reader().await?;
    let row = store::appeal(&db, number).await?;
    let row = capabilities
        .admit(row, code.as_ref())
        .ok_or_else(Problem::not_found)?;
    let rating = match row.score {
        Some(_) => store::rating(&db, &row.id).await?,
        None => None,
    };
    let card = api::AppealCard {
        rating: rating.map(present::rating),
        ..card(&capabilities, &context, &row)
    };
    with(json(StatusCode::OK, &card)?, "etag", &etag(row.version))
}

fn card(capabilities: &Capabilities, context: &Context, row: &AppealRow) -> api::AppealCard {
    let catalogue = &capabilities.catalogue;
    let (lang, registered) = (context.lang, &row.registered);
    let private = registered.private.clone().unwrap_or_default();
    let moves = state::allowed(row, &Actor::Applicant);
    let ways = registered.answer_by.iter();
    api::AppealCard {
        number: row.number.to_string(),
        version: row.version,
        status: row.status.to_string(),
        status_label: row.status.label(lang).to_owned(),
        status_since: from_ms(row.status_since),
        r#type: registered.appeal_type.to_string(),
        category: row.category.clone(),
        category_name: present::category_name(catalogue, &row.category, lang).to_owned(),
        region: registered.region.to_string(),
        agency: row.agency.clone(),
        agency_name: present::agency(catalogue, &row.agency, lang).name,
        channel: registered.channel.to_string(),
        title: private.title.clone(),
        text: private.text.clone(),
        on_behalf_of: private.on_behalf_of.as_ref().map(present::represented),
        fields: private.fields.clone(),
        anonymous: registered.anonymous,
        applicant: private.applicant.as_ref().map(present::applicant),
        answer_by: ways.map(ToString::to_string).collect(),
        call_at: registered.call_at,
        created_at: from_ms(row.created_at),
        updated_at: from_ms(row.updated_at),
        due_at: row.deadline.due_at,
        due_provisional: row.deadline.is_provisional(),
        deadline: deadline::explained(&row.deadline, lang),
        overdue: row.overdue,
        assignee: row.assignee.clone(),
        unit: row.unit.clone(),
        priority: row.priority.to_string(),
        priority_confirmed: None,
        answer_state: None,
        attachments: present::attachments(registered),
        missing_documents: registered.missing_documents.clone(),
        repeat_of: registered.repeat_of.map(|number| number.to_string()),
        answer: None,
        rating: None,
        allowed: moves.iter().map(ToString::to_string).collect(),
    }
}
