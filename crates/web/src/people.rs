//! Who takes part in an appeal, as its card shows it to the applicant, to a participant and to staff.

use domain::Status;
use domain::event::Recorded;
use domain::participant::{ParticipantRole, Right};
use pages::{CardView, Choice, Entry, ObjectionsView, PeopleView, Person, Rating, TaskOnCard};
use store::AppealRow;
use store::participant::{self, ParticipantRow};
use store::task::{self, TaskRow};

use crate::auth::{Access, agency_of};
use crate::capabilities::database;
use crate::{Context, Problem, configuration, present, reply, views};

/// The part of a card.
pub async fn part(context: &Context, row: &AppealRow, access: &Access) -> Result<String, Problem> {
    let db = database().await?;
    let lang = context.lang;
    let all = participant::of_appeal(db, &row.id).await?;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let own = own(access, row).await?;
    let name = |one: &ParticipantRow| match &one.agency {
        Some(agency) => present::agency(catalogue, agency, lang).name,
        None if access.sees_personal_data() => one.name.clone(),
        None => String::new(),
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
    Ok(pages::people(&view))
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
pub fn narrow(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    events: &[Recorded],
    view: &mut CardView,
) {
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
        if !access.sees_personal_data() {
            answer.files.clear();
        }
    }
    let seen = events.iter().filter(|event| access.sees(&event.event));
    view.journal = seen
        .map(|event| {
            let item = present::event(event, lang);
            Entry {
                at: views::moment(lang, row.registered.region, event.at.timestamp_millis()),
                what: item.label,
                actor: match event.actor.role() {
                    "applicant" => lang_text(lang, "заявитель", "applicant"),
                    "staff" => lang_text(lang, "сотрудник ведомства", "the agency's staff"),
                    "participant" => lang_text(lang, "участник", "a participant"),
                    _ => lang_text(lang, "система", "the system"),
                },
                text: access.said(event, item.comment).unwrap_or_default(),
                files: Vec::new(),
            }
        })
        .collect();
}

fn lang_text(lang: domain::Lang, ru: &str, en: &str) -> String {
    match lang {
        domain::Lang::Ru => ru.to_owned(),
        domain::Lang::En => en.to_owned(),
    }
}
