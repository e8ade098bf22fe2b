//! What was asked and replied, from the journal.

use domain::Event;
use domain::event::{Direction, Recorded};
use domain::status::Clock;

use crate::auth::Access;
use crate::present;

/// The messages of a journal that this reader may see, oldest first. A question or a reply that came with a
/// change of status, as its comment, is a message like the others.
pub fn messages(journal: &[Recorded], access: &Access) -> Vec<api::MessageItem> {
    let seen = journal.iter().filter(|entry| access.sees(&entry.event));
    seen.filter_map(|entry| message(entry, access)).collect()
}

/// One message, as this reader may see it; none when the event is none.
pub fn message(entry: &Recorded, access: &Access) -> Option<api::MessageItem> {
    let (direction, again, text, attachments) = match &entry.event {
        Event::MessageWritten(message) => (
            message.direction,
            message.again,
            Some(message.text.clone()),
            present::files(&message.attachments, &message.file_names),
        ),
        Event::StatusChanged(change) => {
            let direction = match (change.from.clock(), change.to.clock()) {
                (_, Clock::Paused) => Direction::Question,
                (Clock::Paused, Clock::Running) => Direction::Reply,
                _ => return None,
            };
            (direction, false, Some(change.comment.clone()?), Vec::new())
        }
        _ => return None,
    };
    Some(api::MessageItem {
        seq: entry.seq,
        at: entry.at,
        direction: direction.to_string(),
        again,
        actor: entry.actor.role().to_owned(),
        by: access.is_staff().then(|| entry.actor.to_string()),
        text: access.said(entry, text).unwrap_or_default(),
        attachments: match access.hides(entry) {
            true => Vec::new(),
            false => access.files(attachments),
        },
    })
}
