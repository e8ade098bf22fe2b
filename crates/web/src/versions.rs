//! Files as they stand now, with what they were before, as a card shows them.

use domain::access::{self, Operation, Reach};
use domain::decide::{Owner, Versions};
use domain::event::{Event, Recorded};
use domain::{Actor, AppealState};
use pages::{Attachment, FileHistory, FileVersion, Shell};
use store::AppealRow;

use crate::auth::Access;
use crate::capabilities::database;
use crate::{Context, Problem, card, present, reply, state, views};

/// The files of an appeal with their versions, for one reader.
pub struct Files<'a> {
    shell: Shell,
    row: &'a AppealRow,
    access: &'a Access,
    state: &'a AppealState,
    events: &'a [Recorded],
}

impl<'a> Files<'a> {
    /// From the journal and the state that it leads to.
    pub fn new(
        context: &Context,
        row: &'a AppealRow,
        access: &'a Access,
        state: &'a AppealState,
        events: &'a [Recorded],
    ) -> Self {
        Files {
            shell: reply::shell(context),
            row,
            access,
            state,
            events,
        }
    }

    /// A file as it stands now; one that is in no journal as it came.
    pub fn shown(&self, first: api::AttachmentItem) -> (Attachment, String) {
        let (id, kind) = (first.id.clone(), first.media_type.clone());
        let Some(known) = self.state.content.files.get(&id) else {
            return (file(first), kind);
        };
        let versions: Vec<(FileVersion, String)> = known
            .uploads
            .iter()
            .enumerate()
            .filter_map(|(index, upload)| self.version(&first, known, index + 1, &upload.file))
            .collect();
        let current = versions.iter().find(|(one, _)| one.is_current).cloned();
        let (now, kind) = match current {
            Some((now, kind)) => (now, kind),
            None => return (file(first), kind),
        };
        let history = FileHistory {
            shell: self.shell.clone(),
            number: self.row.number.to_string(),
            file: id,
            name: now.name.clone(),
            can_replace: self.may_replace(known),
            versions: versions.into_iter().map(|(one, _)| one).collect(),
        };
        let shown = Attachment {
            id: now.id,
            name: now.name,
            size_bytes: now.size_bytes,
            document: first.document.unwrap_or_default(),
            history,
        };
        (shown, kind)
    }

    fn version(
        &self,
        first: &api::AttachmentItem,
        known: &Versions,
        number: usize,
        upload: &str,
    ) -> Option<(FileVersion, String)> {
        let brought = |entry: &&Recorded| {
            let files = entry.event.attachments();
            files.iter().any(|file| file.id == upload)
        };
        let entry = self.events.iter().find(brought)?;
        let item = match &entry.event {
            Event::AttachmentVersioned(event) => {
                let items = present::files(&event.attachments, &event.file_names);
                self.access.files(items).into_iter().next()?
            }
            _ => first.clone(),
        };
        let region = self.row.registered.region;
        let version = FileVersion {
            number,
            id: item.id,
            name: item.name,
            size_bytes: item.size_bytes,
            at: views::moment(self.shell.lang, region, entry.at.timestamp_millis()),
            who: card::actor(&entry.actor).get(self.shell.lang).to_owned(),
            is_current: usize::try_from(known.current).is_ok_and(|current| current == number),
        };
        Some((version, item.media_type))
    }

    fn may_replace(&self, known: &Versions) -> bool {
        let actor = self.access.actor();
        let role = self.access.caller().role();
        let may = match &actor {
            // Whoever works for an agency and takes part elsewhere looks on.
            Actor::Staff { .. } => {
                self.access.is_staff()
                    && access::reach(Operation::AttachmentVersion, role) != Reach::No
            }
            Actor::Applicant | Actor::Participant { .. } => true,
            Actor::System => false,
        };
        may && self.state.status.is_open() && known.owner == Owner::of(&actor)
    }
}

/// A file without a history.
pub fn file(item: api::AttachmentItem) -> Attachment {
    Attachment {
        id: item.id,
        name: item.name,
        size_bytes: item.size_bytes,
        document: item.document.unwrap_or_default(),
        history: FileHistory::default(),
    }
}

/// The files of a registration as they stand now, for a reader of the API.
pub async fn current(
    row: &AppealRow,
    access: &Access,
) -> Result<Vec<api::AttachmentItem>, Problem> {
    let db = database().await?;
    let mut items = present::attachments(&row.registered);
    if items.is_empty() {
        return Ok(items);
    }
    let versions = store::version::current(db, &row.id).await?;
    if versions.is_empty() {
        return Ok(items);
    }
    let uploads = store::upload::of_appeal(db, &row.id).await?;
    for item in &mut items {
        let current = versions.get(&item.id).filter(|id| **id != item.id);
        let upload = current.and_then(|id| uploads.iter().find(|upload| upload.id == *id));
        if let Some(upload) = upload {
            let now = api::AttachmentItem {
                id: upload.id.clone(),
                name: upload.name.clone(),
                media_type: upload.media_type.clone().unwrap_or_default(),
                size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
                document: item.document.clone(),
            };
            *item = access
                .files(vec![now])
                .into_iter()
                .next()
                .unwrap_or_else(|| item.clone());
        }
    }
    Ok(items)
}

/// Refuses a file that this reader may not be shown: one of a note or a draft, or with what was hidden. A version
/// is for those who see the file.
pub async fn demand_shown(row: &AppealRow, access: &Access, id: &str) -> Result<(), Problem> {
    if access.is_staff() && row.hidden.is_empty() {
        return Ok(());
    }
    let journal = state::facts(row).await?.events;
    let has = |entry: &Recorded, id: &str| entry.event.attachments().iter().any(|one| one.id == id);
    let first = journal.iter().find_map(|entry| match &entry.event {
        Event::AttachmentVersioned(event) if has(entry, id) => Some(event.attachment.as_str()),
        _ => None,
    });
    let first = first.unwrap_or(id);
    let shown = |entry: &&Recorded| access.sees(&entry.event) && !access.hides(entry);
    match journal.iter().filter(shown).any(|entry| has(entry, first)) {
        true => Ok(()),
        false => Err(Problem::not_found()),
    }
}
