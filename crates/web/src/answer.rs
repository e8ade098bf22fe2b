//! The answer of an appeal, from the journal: its drafts for staff, what was given for everybody.

use domain::Event;
use domain::event::{Recorded, StatusChanged};
use store::{AppealRow, account};

use crate::auth::Access;
use crate::capabilities::database;
use crate::{Problem, present};

/// Everything about the answer, for staff.
pub async fn view(
    row: &AppealRow,
    journal: &[Recorded],
    access: &Access,
) -> Result<api::AnswerView, Problem> {
    let versions = drafts(journal, access);
    let draft = versions.last().filter(|_| row.answer_state.is_some());
    let mut given = Vec::new();
    for entry in journal {
        if let Event::StatusChanged(change) = &entry.event
            && change.to.is_decision()
        {
            given.push(masked(one(row, entry, change).await?, access));
        }
    }
    Ok(api::AnswerView {
        draft: draft.cloned(),
        given,
        versions,
    })
}

fn drafts(journal: &[Recorded], access: &Access) -> Vec<api::DraftItem> {
    let mut drafts: Vec<api::DraftItem> = Vec::new();
    let stage = |drafts: &mut Vec<api::DraftItem>, version: u32, stage: &str, remarks| {
        let draft = drafts.iter_mut().find(|draft| draft.version == version);
        if let Some(draft) = draft {
            draft.stage = stage.to_owned();
            draft.remarks = remarks;
        }
    };
    for entry in journal {
        match &entry.event {
            Event::AnswerDrafted(draft) => drafts.push(api::DraftItem {
                version: draft.version,
                at: entry.at,
                by: entry.actor.to_string(),
                decision: draft.decision.to_string(),
                stage: "drafted".to_owned(),
                template: draft.template.clone(),
                text: access.text(Some(draft.text.clone())).unwrap_or_default(),
                attachments: access.files(present::files(&draft.attachments, &draft.file_names)),
                remarks: None,
            }),
            Event::AnswerSubmitted(submitted) => {
                stage(&mut drafts, submitted.version, "submitted", None);
            }
            Event::AnswerReturned(returned) => {
                let remarks = access.text(Some(returned.remarks.clone()));
                stage(&mut drafts, returned.version, "returned", remarks);
            }
            Event::StatusChanged(change) => {
                if let Some(version) = change.answer.as_ref().and_then(|answer| answer.version) {
                    stage(&mut drafts, version, "approved", None);
                }
            }
            _ => {}
        }
    }
    drafts
}

/// An answer, as this reader may see it.
pub fn masked(answer: api::GivenAnswer, access: &Access) -> api::GivenAnswer {
    api::GivenAnswer {
        text: access.text(Some(answer.text)).unwrap_or_default(),
        attachments: access.files(answer.attachments),
        ..answer
    }
}

/// The answer that counts: the last, while the appeal is answered.
pub async fn current(
    row: &AppealRow,
    journal: &[Recorded],
) -> Result<Option<api::GivenAnswer>, Problem> {
    if !row.status.is_answered() {
        return Ok(None);
    }
    let last = journal.iter().rev().find_map(|entry| match &entry.event {
        Event::StatusChanged(change) if change.to.is_decision() => Some((entry, change)),
        _ => None,
    });
    match last {
        Some((entry, change)) => Ok(Some(one(row, entry, change).await?)),
        None => Ok(None),
    }
}

async fn one(
    row: &AppealRow,
    entry: &Recorded,
    change: &StatusChanged,
) -> Result<api::GivenAnswer, Problem> {
    let answer = change.answer.as_ref();
    let signatory = match answer.and_then(|answer| answer.signatory.as_deref()) {
        Some(account) => signatory(account).await?,
        None => None,
    };
    let files = answer.map(|answer| present::files(&answer.attachments, &change.file_names));
    Ok(api::GivenAnswer {
        number: answer
            .map(|answer| answer.number.clone())
            .unwrap_or_default(),
        date: answer.map_or_else(
            || row.registered.region.local_date(entry.at),
            |answer| answer.date,
        ),
        at: entry.at,
        decision: change.to.to_string(),
        signatory,
        text: change.comment.clone().unwrap_or_default(),
        attachments: files.unwrap_or_default(),
    })
}

/// The name of who signed, as documents write it: «Петрова А. С.».
async fn signatory(account: &str) -> Result<Option<String>, Problem> {
    let account = account::by_id(database().await?, account).await?;
    let name = account.map(|account| {
        let person = &account.profile.person;
        let initial = |name: &str| name.chars().next().map(|first| format!(" {first}."));
        let middle = person.middle_name.as_deref().and_then(initial);
        let initials = initial(&person.first_name).into_iter().chain(middle);
        person.last_name.clone() + &initials.collect::<String>()
    });
    Ok(name.filter(|name| !name.is_empty()))
}
