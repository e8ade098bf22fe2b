//! Everything that is kept about a person, for that person (152-ФЗ, article 14; GDPR, article 20).

use domain::event::{Audience, Recorded};
use domain::{AppealNumber, Event};
use serde_json::{Value as Json, json};

use crate::access_log;
use crate::account;
use crate::database::{Database, Error};
use crate::list::{Cursor, Filter, Order, list};
use crate::{AppealRow, journal, rating, upload};

/// A copy of a person's data.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The profile, the appeals with their journals and ratings, and who read them.
    pub data: Json,
    /// The files of the appeals.
    pub files: Vec<FileOfCopy>,
}

/// A file of a copy; its bytes are in the key-value store.
#[derive(Clone, Debug)]
pub struct FileOfCopy {
    /// The appeal.
    pub number: AppealNumber,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The keys of its chunks, in order.
    pub chunks: Vec<String>,
}

/// Appeals of one read.
const PAGE: usize = 100;

/// Gathers everything about an account; [`None`] when there is no such account.
pub async fn copy_of(db: &impl Database, id: &str) -> Result<Option<Copy>, Error> {
    let Some(person) = account::by_id(db, id).await? else {
        return Ok(None);
    };
    let filter = Filter {
        account: Some(id.to_owned()),
        ..Filter::default()
    };
    let (mut appeals, mut files) = (Vec::new(), Vec::new());
    let mut after: Option<Cursor> = None;
    loop {
        let (rows, next) = list(db, &filter, Order::OldestFirst, after, PAGE).await?;
        for row in &rows {
            // Notes and drafts are the agency's papers, not the person's data; so are the files with them.
            let mut journal = journal::events(db, &row.id, 0).await?;
            journal.retain(|entry| entry.event.audience() == Audience::Everyone);
            appeals.push(appeal(db, row, &journal).await?);
            let is_shown = |file: &upload::Upload| {
                let mut attached = journal.iter().flat_map(|entry| entry.event.attachments());
                attached.any(|attachment| attachment.id == file.id)
            };
            let own = upload::of_appeal(db, &row.id).await?;
            files.extend(own.into_iter().filter(is_shown).map(|file| FileOfCopy {
                number: row.number,
                id: file.id,
                name: file.name,
                chunks: file.chunks,
            }));
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    let accesses = access_log::list_for_account(db, id, None, u32::MAX).await?;
    let accesses = accesses.iter().map(|reading| {
        json!({
            "at_ms": reading.at, "role": reading.role, "reason": reading.reason,
            "fields": reading.fields,
            "appeal": reading.number.and_then(AppealNumber::from_key).map(|number| number.to_string()),
        })
    });
    let data = json!({
        "account": {
            "id": person.id, "state": person.state.as_str(), "created_at_ms": person.created_at,
            "profile": person.profile,
        },
        "appeals": appeals,
        "accesses": accesses.collect::<Vec<_>>(),
    });
    Ok(Some(Copy { data, files }))
}

async fn appeal(db: &impl Database, row: &AppealRow, journal: &[Recorded]) -> Result<Json, Error> {
    let events = journal.iter().map(|entry| {
        json!({
            "at_ms": entry.at.timestamp_millis(), "kind": entry.event.kind(), "by": entry.actor.role(),
            "data": entry.event.data_for_applicant(), "text": entry.event.private(),
        })
    });
    let rating = match row.score {
        Some(_) => rating::rating(db, &row.id).await?,
        None => None,
    };
    let registered = Event::AppealRegistered(row.registered.clone());
    Ok(json!({
        "number": row.number.to_string(), "status": row.status.as_str(),
        "created_at_ms": row.created_at, "updated_at_ms": row.updated_at,
        "data": registered.data_for_applicant(), "text": registered.private(),
        "events": events.collect::<Vec<_>>(),
        "rating": rating.map(|rating| json!({
            "score": rating.score, "category": rating.category, "comment": rating.comment,
            "given_at_ms": rating.given_at, "revised_at_ms": rating.revised_at,
        })),
    }))
}
