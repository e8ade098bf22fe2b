//! `POST /api/v1/appeals/preview`: what would be registered, where it would go, and by when.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Operation;
use domain::event::{AppealRegistered, Channel};
use domain::{Deadline, NewAppeal};
use web::reply::json;
use web::{Answer, Context, auth, configuration, deadline, present, repeat, suggestion};

use crate::advice;
use crate::incoming::Incoming;
use crate::views;

/// Previews an appeal.
pub(crate) async fn appeal_preview(context: Context, body: Body) -> Answer {
    auth::permit(&context, Operation::AppealPreview).await?;
    let incoming = Incoming::read(&context, body).await?;
    match incoming.check(&context).await {
        Ok(appeal) if incoming.form.is_some() && context.wants_page => {
            views::preview(&context, incoming, &appeal).await
        }
        Ok(appeal) => preview(&context, appeal).await,
        Err(problem) => views::refused(&context, incoming, problem).await,
    }
}

async fn preview(context: &Context, appeal: NewAppeal) -> Answer {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let hints = advice::hints(&appeal, catalogue.category(&appeal.category), context.lang);
    let similar = advice::similar(context, &appeal).await?;
    let deadline = Deadline::compute(
        &configuration.rules,
        context.now,
        appeal.deadline_class,
        appeal.region,
    );
    let missing = appeal.missing_documents.clone();
    let event = AppealRegistered::new(appeal, Channel::Api, deadline);
    let event = suggestion::routed(&configuration, event).await?;
    let (event, repeats) = repeat::explained(context, &configuration, event).await?;
    let private = event.private.clone().unwrap_or_default();
    let body = api::AppealPreview {
        agency: present::agency(catalogue, &event.agency, context.lang),
        deadline: deadline::explained(&event.deadline, context.lang),
        route: match repeats.is_empty() {
            true => suggestion::route_of(&configuration, &event, context.lang),
            false => repeats,
        },
        suggested: event
            .suggested
            .iter()
            .map(|one| suggestion::item(catalogue, one, context.lang))
            .collect(),
        status: event.status.to_string(),
        hints,
        similar,
        missing_documents: missing
            .iter()
            .map(|d| present::named(&d.code, &d.name, context.lang))
            .collect(),
        appeal: api::NormalisedAppeal {
            r#type: event.appeal_type.to_string(),
            category: event.category.clone(),
            region: event.region.to_string(),
            title: private.title.clone(),
            text: private.text.clone(),
            anonymous: event.anonymous,
            applicant: private.applicant.as_ref().map(present::applicant),
            on_behalf_of: private.on_behalf_of.as_ref().map(present::represented),
            fields: private.fields.clone(),
            answer_by: event.answer_by.iter().map(ToString::to_string).collect(),
            call_at: event.call_at,
            attachments: present::attachments(&event),
            repeat_of: event.repeat_of.map(|number| number.to_string()),
        },
    };
    json(StatusCode::OK, &body)
}
