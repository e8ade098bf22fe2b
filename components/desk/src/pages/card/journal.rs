//! The journal as staff read it: everything, with who did what.

use domain::Lang;
use domain::event::{Audience, Direction, Event, Recorded};
use domain::status::Clock;
use pages::{DeskEntry, Said};
use store::AppealRow;
use web::auth::Access;
use web::names::Names;
use web::versions::Files;
use web::{Context, Problem, present, views};

use super::files;

/// What the journal tells, for the parts of the card.
pub(super) struct Told {
    pub(super) dialogue: Vec<Said>,
    pub(super) journal: Vec<DeskEntry>,
    pub(super) answer: String,
    pub(super) document: String,
    pub(super) draft: Option<LastDraft>,
}

/// The last version of the answer.
pub(super) struct LastDraft {
    pub(super) version: u32,
    pub(super) at: i64,
    pub(super) decision: String,
    pub(super) text: String,
    pub(super) files: Vec<api::AttachmentItem>,
    pub(super) author: String,
    pub(super) remarks: String,
}

/// Reads the journal, newest first for the list of what happened.
pub(super) async fn read(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    versions: &Files<'_>,
    names: &Names,
    events: &[Recorded],
) -> Result<Told, Problem> {
    let teller = Teller {
        lang: context.lang,
        row,
        access,
        versions,
        names,
    };
    let mut told = Told {
        dialogue: events.iter().filter_map(|e| teller.said(e)).collect(),
        journal: events.iter().rev().map(|e| teller.entry(e)).collect(),
        answer: String::new(),
        document: String::new(),
        draft: None,
    };
    for entry in events {
        teller.follow(entry, &mut told);
    }
    if !row.status.is_answered() {
        told.answer.clear();
        told.document.clear();
    }
    Ok(told)
}

struct Teller<'a> {
    lang: Lang,
    row: &'a AppealRow,
    access: &'a Access,
    versions: &'a Files<'a>,
    names: &'a Names,
}

impl Teller<'_> {
    fn moment(&self, entry: &Recorded) -> pages::Moment {
        let region = self.row.registered.region;
        views::moment(self.lang, region, entry.at.timestamp_millis())
    }

    fn text(&self, entry: &Recorded, text: Option<String>) -> String {
        self.access.said(entry, text).unwrap_or_default()
    }

    fn entry(&self, entry: &Recorded) -> DeskEntry {
        let text = present::event(entry, self.lang).comment;
        // What stands above in full is not repeated.
        let is_above = matches!(
            entry.event,
            Event::MessageWritten(_) | Event::AnswerDrafted(_)
        );
        let label = present::label(&entry.event);
        let what = label.get(self.lang);
        DeskEntry {
            at: self.moment(entry),
            what: match (entry.event.colleague(), &entry.event) {
                (Some(id), Event::AppealRegistered(_)) => {
                    let executor = match self.lang {
                        Lang::Ru => "исполнитель",
                        Lang::En => "executor",
                    };
                    format!("{what}, {executor} — {}", self.names.called(id))
                }
                (Some(id), _) => format!("{what} — {}", self.names.called(id)),
                (None, _) => what.to_owned(),
            },
            who: self.names.actor(&entry.actor),
            text: self.text(entry, text.filter(|_| !is_above)),
            is_internal: entry.event.audience() == Audience::Staff,
        }
    }

    /// A question or a reply that came with a change of status is a message like the others.
    fn said(&self, entry: &Recorded) -> Option<Said> {
        let (direction, text, items) = match &entry.event {
            Event::MessageWritten(message) => (
                message.direction,
                message.text.clone(),
                present::files(&message.attachments, &message.file_names),
            ),
            Event::StatusChanged(change) => {
                let direction = match (change.from.clock(), change.to.clock()) {
                    (_, Clock::Paused) => Direction::Question,
                    (Clock::Paused, Clock::Running) => Direction::Reply,
                    _ => return None,
                };
                (direction, change.comment.clone()?, Vec::new())
            }
            _ => return None,
        };
        let items = match self.access.hides(entry) {
            true => Vec::new(),
            false => items,
        };
        Some(Said {
            at: self.moment(entry),
            who: self.names.actor(&entry.actor),
            direction: direction.to_string(),
            text: self.text(entry, Some(text)),
            files: files(self.access, self.versions, items),
        })
    }

    fn follow(&self, entry: &Recorded, told: &mut Told) {
        match &entry.event {
            Event::AnswerDrafted(draft) => {
                told.draft = Some(LastDraft {
                    version: draft.version,
                    at: entry.at.timestamp_millis(),
                    decision: draft.decision.to_string(),
                    text: self.text(entry, Some(draft.text.clone())),
                    files: present::files(&draft.attachments, &draft.file_names),
                    author: self.names.actor(&entry.actor),
                    remarks: String::new(),
                });
            }
            Event::AnswerReturned(returned) => {
                if let Some(draft) = &mut told.draft {
                    draft.remarks = self.text(entry, Some(returned.remarks.clone()));
                }
            }
            Event::StatusChanged(change) if change.to.is_answered() => {
                if let Some(comment) = &change.comment
                    && change.to != domain::Status::Closed
                {
                    told.answer = self.text(entry, Some(comment.clone()));
                    told.document = change.answer.as_ref().map_or_else(String::new, |answer| {
                        let signatory = answer.signatory.as_deref();
                        let signatory = signatory.map(|id| format!(" · {}", self.names.titled(id)));
                        let signatory = signatory.unwrap_or_default();
                        format!("№ {} · {}{signatory}", answer.number, answer.date)
                    });
                }
            }
            _ => {}
        }
    }
}
