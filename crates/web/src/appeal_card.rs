//! One appeal as the API shows it.

use domain::access::DataPart;
use domain::event::RegisteredPrivate;
use store::{AppealRow, RatingRow, journal};

use crate::auth::Access;
use crate::capabilities::database;
use crate::time::from_ms;
use crate::{Context, Problem, answer, configuration, deadline, present, state, versions};

/// The card as this reader may see it.
pub async fn card(
    context: &Context,
    row: &AppealRow,
    access: &Access,
) -> Result<api::AppealCard, Problem> {
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let rating = match row.score {
        Some(_) => store::rating(database().await?, &row.id).await?,
        None => None,
    };
    let (lang, registered) = (context.lang, &row.registered);
    let private = registered.private.clone().unwrap_or_default();
    let moves = state::allowed(row, &access.actor());
    access
        .record(
            context,
            row,
            &shown(&private, rating.as_ref(), row.status.is_answered()),
        )
        .await?;
    let rating = rating.map(|rating| RatingRow {
        comment: access.text(rating.comment),
        ..rating
    });
    let answer = match row.status.is_answered() {
        true => {
            let journal = journal::events(database().await?, &row.id, 0).await?;
            answer::current(row, &journal).await?
        }
        false => None,
    };
    Ok(api::AppealCard {
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
        call_at: registered.call_at,
        answer_by: registered
            .answer_by
            .iter()
            .map(ToString::to_string)
            .collect(),
        created_at: from_ms(row.created_at),
        updated_at: from_ms(row.updated_at),
        due_at: row.deadline.due_at,
        due_provisional: row.deadline.is_provisional(),
        deadline: deadline::explained(&row.deadline, lang),
        overdue: row.overdue,
        assignee: row.assignee.clone().filter(|_| access.is_staff()),
        unit: row.unit.clone(),
        priority: row.priority.to_string(),
        priority_confirmed: access.is_staff().then_some(row.priority_confirmed),
        answer_state: row
            .answer_state
            .filter(|_| access.is_staff())
            .map(|stage| stage.to_string()),
        attachments: versions::current(row, access).await?,
        missing_documents: registered.missing_documents.clone(),
        repeat_of: registered.repeat_of.map(|number| number.to_string()),
        answer: answer.map(|given| answer::masked(given, access)),
        rating: rating.map(present::rating),
        allowed: moves.iter().map(ToString::to_string).collect(),
    })
}

/// What of a person the card shows, for the log of accesses.
fn shown(
    private: &RegisteredPrivate,
    rating: Option<&RatingRow>,
    is_answered: bool,
) -> Vec<DataPart> {
    let comment = rating.is_some_and(|rating| rating.comment.is_some());
    [
        (DataPart::Applicant, private.applicant.is_some()),
        (DataPart::Title, true),
        (DataPart::Text, true),
        (DataPart::Fields, !private.fields.is_empty()),
        (DataPart::FileNames, !private.file_names.is_empty()),
        (DataPart::Rating, comment),
        (DataPart::Answer, is_answered),
    ]
    .into_iter()
    .filter_map(|(name, is_shown)| is_shown.then_some(name))
    .collect()
}
