//! Who takes part in an appeal, as its card shows it to the applicant, to a participant and to staff.

use domain::Status;
use domain::event::{Event, RegisteredAttachment};
use domain::participant::{ParticipantRole, Right};
use pages::{
    Attachment, CardView, Choice, Entry, ObjectionsView, PeopleView, Person, Rating, TaskOnCard,
};
use store::AppealRow;
use store::participant::{self, ParticipantRow};
use store::task::{self, TaskRow};

use crate::auth::{Access, agency_of};
use crate::capabilities::database;
use crate::content::Told;
use crate::names::Names;
use crate::versions::Files;
use crate::{Context, Problem, card, configuration, present, reply, views};

/// The part of a card.
pub async fn part(told: &Told<'_>) -> Result<String, Problem> {
    let Told {
        context,
        row,
        access,
        ..
    } = *told;
    Ok(pages::people(
        &view(context, row, access, Some(told)).await?,
    ))
}

/// Who takes part, and what can be chosen in the forms; with the journal the files of reports, too.
pub async fn view(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    told: Option<&Told<'_>>,
) -> Result<PeopleView, Problem> {
    let db = database().await?;
    let lang = context.lang;
    let all = participant::of_appeal(db, &row.id).await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let own = own(access, row).await?;
    let colleagues = all.iter().filter_map(|one| colleague(access, one));
    let colleagues = Names::of(colleagues.collect(), lang).await?;
    let name = |one: &ParticipantRow| match (&one.agency, colleague(access, one)) {
        (Some(agency), _) => present::agency(catalogue, agency, lang).name,
        (None, Some(id)) => colleagues.called(id),
        (None, None) if access.sees_personal_data() => one.name.clone(),
        (None, None) => String::new(),
    };
    let is_open = row.status != Status::Cancelled;
    let works = access.is_staff() && access.caller().role() != domain::access::Role::Observer;
    let present = all.iter().filter(|one| one.state != "removed");
    let people = present.map(|one| Person {
        id: one.id.clone(),
        role: one.role.label(lang).to_owned(),
        name: name(one),
        rights: one
            .rights
            .iter()
            .map(|right| right.label(lang))
            .collect::<Vec<_>>()
            .join(", "),
        is_invited: one.state == "invited",
        can_remove: works || (access.is_own() && one.by_applicant),
    });
    let people: Vec<Person> = people.collect();
    let tasks = match access.is_own() {
        true => Vec::new(),
        false => task::of_appeal(db, &row.id).await?,
    };
    let is_theirs =
        |task: &&TaskRow| access.is_staff() || own.as_deref() == Some(task.participant.as_str());
    let tasks = tasks.iter().filter(is_theirs).map(|task| TaskOnCard {
        id: task.id.clone(),
        who: people
            .iter()
            .find(|one| one.id == task.participant)
            .map(|one| format!("{} {}", one.role, one.name))
            .unwrap_or_default(),
        state: task.state.clone(),
        text: task.text.clone(),
        due: task.due_on.clone().unwrap_or_default(),
        report: task.report.clone(),
        files: report(told, task),
        remarks: task.remarks.clone(),
        is_own: own.as_deref() == Some(task.participant.as_str()),
    });
    let by_applicant = access.is_own();
    let roles = ParticipantRole::ALL
        .iter()
        .filter(|role| match by_applicant {
            true => role.is_for_applicant(),
            false => works && **role != ParticipantRole::Agency,
        });
    let rights = Right::ALL
        .iter()
        .filter(|right| !by_applicant || **right != Right::Notes);
    let agencies = catalogue.agencies().filter(|_| works && is_open);
    let view = PeopleView {
        shell: reply::shell(context),
        number: row.number.to_string(),
        tasks: tasks.collect(),
        roles: roles
            .filter(|_| is_open && (by_applicant || works))
            .map(|role| Choice::new(role.as_str(), role.label(lang)))
            .collect(),
        rights: rights
            .map(|right| Choice::new(right.as_str(), right.label(lang)))
            .collect(),
        gives_tasks: works && row.status.is_open(),
        own_role: access
            .participant()
            .map(|one| one.role.label(lang).to_owned())
            .unwrap_or_default(),
        own_id: access
            .participant()
            .filter(|one| one.account.is_some())
            .map(|one| one.id.clone())
            .unwrap_or_default(),
        agencies: agencies
            .map(|agency| Choice::new(&agency.code, agency.name.get(lang)))
            .collect(),
        people,
    };
    Ok(view)
}

/// The account of a colleague who takes part, to those whose colleague they are: whoever invited them need not have
/// said their name.
pub fn colleague<'a>(access: &Access, one: &'a ParticipantRow) -> Option<&'a str> {
    let is_theirs = one.role.is_colleague() && access.is_staff();
    one.account.as_deref().filter(|_| is_theirs)
}

/// The files of a report as they stand now, for whoever may open them.
fn report(told: Option<&Told<'_>>, task: &TaskRow) -> Vec<Attachment> {
    let Some(told) = told.filter(|told| opens_files(told.access)) else {
        return Vec::new();
    };
    let files = Files::new(told.context, told.row, told.access, told.state, told.events);
    let item = |(file, name): &(RegisteredAttachment, String)| api::AttachmentItem {
        id: file.id.clone(),
        name: name.clone(),
        media_type: file.media_type.clone(),
        size_bytes: file.size_bytes,
        document: None,
    };
    task.files
        .iter()
        .map(|file| files.shown(item(file)).0)
        .collect()
}

/// Whether files are the reader's to open: nobody can hide a name in a picture.
fn opens_files(access: &Access) -> bool {
    match access.participant() {
        Some(one) => one.rights.contains(&Right::Files),
        None => access.sees_personal_data(),
    }
}

/// As which participant the reader acts; who works on the appeal by their territory may take part besides.
pub async fn own(access: &Access, row: &AppealRow) -> Result<Option<String>, Problem> {
    let (Some(account), None) = (access.caller().account(), access.participant()) else {
        return Ok(access.participant().map(|own| own.id.clone()));
    };
    let place = agency_of(access.caller());
    let found = participant::who(database().await?, &row.id, account, &place).await?;
    Ok(found.map(|found| found.id))
}

/// Makes the applicant's card a participant's: without what is the applicant's alone, and with what their rights
/// let them see.
pub fn narrow(told: &Told<'_>, view: &mut CardView) {
    let Told {
        context,
        row,
        access,
        state,
        events,
    } = *told;
    let lang = context.lang;
    let may_write = access
        .participant()
        .is_some_and(|one| one.rights.contains(&Right::Reply) && one.account.is_some());
    if !may_write || access.caller().role().acts_for_agency() {
        view.reply = None;
    }
    (view.withdraw, view.rating, view.can_repeat, view.can_edit) =
        (None, Rating::None, false, false);
    view.objections = ObjectionsView::default();
    view.closes = None;
    if let Some(answer) = &mut view.answer {
        answer.text = access
            .text(Some(std::mem::take(&mut answer.text)))
            .unwrap_or_default();
        if !opens_files(access) {
            answer.files.clear();
        }
    }
    if !opens_files(access) || access.is_hidden(1) {
        view.attachments.clear();
    }
    let files = Files::new(context, row, access, state, events);
    let seen = events.iter().filter(|event| access.sees(&event.event));
    view.journal = seen
        .map(|event| {
            let item = present::event(event, lang);
            Entry {
                at: views::moment(lang, row.registered.region, event.at.timestamp_millis()),
                what: item.label,
                actor: card::actor(&event.actor).get(lang).to_owned(),
                text: access.said(event, item.comment).unwrap_or_default(),
                files: match &event.event {
                    Event::MessageWritten(message)
                        if opens_files(access) && !access.hides(event) =>
                    {
                        let items = present::files(&message.attachments, &message.file_names);
                        items.into_iter().map(|item| files.shown(item).0).collect()
                    }
                    _ => Vec::new(),
                },
            }
        })
        .collect();
}
