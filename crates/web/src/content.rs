//! What became of what people wrote, as a card shows it: other texts, marks for bad conduct.

use domain::access::{self, Operation, Reach};
use domain::decide::{Mark, MarkStanding};
use domain::event::{ConductKind, Event, HiddenFrom, Recorded, RegisteredPrivate};
use domain::{Actor, AppealState, Text};
use pages::{Choice, ConductView, MarkView, Revision, RevisionLine, RevisionsView};
use store::AppealRow;
use store::conduct::{self, MarkRow};

use crate::auth::{Access, HIDDEN};
use crate::capabilities::database;
use crate::{Context, Problem, card, configuration, reply, views};

/// What a part of a card is made from.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The request.
    pub context: &'a Context,
    /// The appeal.
    pub row: &'a AppealRow,
    /// Who reads.
    pub access: &'a Access,
    /// The state.
    pub state: &'a AppealState,
    /// The journal.
    pub events: &'a [Recorded],
}

/// How the text was changed: who, when, what stood before and after.
pub async fn revisions(told: &Told<'_>) -> Result<String, Problem> {
    let mut before: Option<&RegisteredPrivate> = None;
    let mut items = Vec::new();
    let configuration = configuration::current(told.context.now).await?;
    let category = configuration.catalogue.category(&told.row.category);
    let lang = told.context.lang;
    let label = |code: &str| match code {
        "title" => Text::fixed("тема", "title").get(lang).to_owned(),
        "text" => Text::fixed("текст", "text").get(lang).to_owned(),
        code => {
            let code = code.strip_prefix("fields.").unwrap_or(code);
            let fields = category.iter().flat_map(|category| &category.fields);
            let mut named = fields.filter(|field| field.code == code);
            let found = named.next().map(|field| field.label.get(lang));
            found.unwrap_or(code).to_owned()
        }
    };
    for entry in told.events {
        let (now, changed) = match &entry.event {
            Event::AppealRegistered(first) => (first.private.as_deref(), None),
            Event::TextEdited(edited) => (edited.private.as_deref(), Some(&edited.changed)),
            _ => continue,
        };
        if let Some(changed) = changed {
            let is_hidden = told.access.is_hidden(entry.seq) || told.access.is_hidden(1);
            let shown = |private: Option<&RegisteredPrivate>, code: &str| match is_hidden {
                true => HIDDEN.get(lang).to_owned(),
                false => {
                    let text = private.map(|private| value(private, code).to_owned());
                    told.access.text(text).unwrap_or_default()
                }
            };
            items.push(Revision {
                at: at(told, entry),
                who: card::actor(&entry.actor).get(lang).to_owned(),
                lines: changed
                    .iter()
                    .map(|code| RevisionLine {
                        label: label(code),
                        before: shown(before, code),
                        after: shown(now, code),
                    })
                    .collect(),
            });
        }
        before = now;
    }
    Ok(pages::revisions(&RevisionsView {
        shell: reply::shell(told.context),
        items,
    }))
}

fn value<'a>(private: &'a RegisteredPrivate, code: &str) -> &'a str {
    match code {
        "title" => &private.title,
        "text" => &private.text,
        code => {
            let code = code.strip_prefix("fields.").unwrap_or(code);
            private.fields.get(code).map_or("", String::as_str)
        }
    }
}

fn at(told: &Told<'_>, entry: &Recorded) -> pages::Moment {
    let region = told.row.registered.region;
    views::moment(told.context.lang, region, entry.at.timestamp_millis())
}

/// Whether a reader is told of a mark: of their own words always, of others' where the correspondence is theirs.
pub fn sees_mark(access: &Access, mark: Option<&Mark>) -> bool {
    let Some(one) = access.participant() else {
        return true;
    };
    let is_theirs = mark.is_some_and(|mark| mark.of.as_ref() == Some(&access.actor()));
    is_theirs || one.rights.contains(&domain::participant::Right::Dialogue)
}

/// Marks for bad conduct, with the way to contest them or the forms of staff.
pub async fn conduct(told: &Told<'_>) -> Result<String, Problem> {
    let Told {
        context,
        row,
        access,
        state,
        events,
    } = *told;
    let lang = context.lang;
    let may = |operation| {
        access.is_staff() && access::reach(operation, access.caller().role()) != Reach::No
    };
    let db = database().await?;
    let marks = conduct::of_appeal(db, &row.id).await?;
    let can_block = may(Operation::ConductBlock);
    let blocked = match can_block {
        true => conduct::blocks_of(db, &row.id, context.now.timestamp_millis()).await?,
        false => Vec::new(),
    };
    let until = blocked.iter().filter_map(|block| block.until).max();
    let is_told = |mark: &&MarkRow| sees_mark(access, state.content.marks.get(&mark.id));
    let decides = may(Operation::ConductDecide);
    let texts = match may(Operation::ConductMark) {
        true => events
            .iter()
            .filter(|entry| can_be_marked(state, entry))
            .map(|entry| Choice::new(entry.seq.to_string(), about(told, entry.seq)))
            .collect(),
        false => Vec::new(),
    };
    let view = ConductView {
        shell: reply::shell(context),
        number: row.number.to_string(),
        marks: marks
            .iter()
            .filter(is_told)
            .map(|mark| view(told, mark, decides))
            .collect(),
        texts,
        kinds: kinds(lang),
        groups: groups(lang),
        can_block,
        blocked_until: until.map(|until| views::moment(lang, row.registered.region, until)),
    };
    Ok(pages::conduct(&view))
}

/// Kinds of bad conduct, to choose among.
pub fn kinds(lang: domain::Lang) -> Vec<Choice> {
    let kind = |kind: &ConductKind| Choice::new(kind.as_str(), kind.label(lang));
    ConductKind::ALL.iter().map(kind).collect()
}

/// From whom a text can be hidden.
pub fn groups(lang: domain::Lang) -> Vec<Choice> {
    let group = |group: &HiddenFrom| Choice::new(group.as_str(), group_text(*group).get(lang));
    HiddenFrom::ALL.iter().map(group).collect()
}

fn group_text(group: HiddenFrom) -> Text {
    match group {
        HiddenFrom::Applicant => Text::fixed("заявитель", "the applicant"),
        HiddenFrom::Participants => Text::fixed("участники", "participants"),
        HiddenFrom::Staff => Text::fixed(
            "сотрудники, кроме руководителей",
            "staff other than supervisors",
        ),
    }
}

/// The texts of the applicant and of participants that no mark stands on.
fn can_be_marked(state: &AppealState, entry: &Recorded) -> bool {
    let is_text = matches!(
        entry.event,
        Event::AppealRegistered(_) | Event::MessageWritten(_)
    );
    let mut marks = state.content.marks.values();
    is_text
        && state.content.authors.contains_key(&entry.seq)
        && !marks.any(|mark| mark.seq == entry.seq && mark.standing != MarkStanding::Lifted)
}

/// Which text it is, in words.
fn about(told: &Told<'_>, seq: i64) -> String {
    let found = told.events.iter().find(|entry| entry.seq == seq);
    let text = match found {
        None => Text::default(),
        Some(_) if seq == 1 => Text::fixed("текст обращения", "the appeal's text"),
        Some(entry) => {
            let (who, at) = (card::actor(&entry.actor), at(told, entry).text);
            match entry.event {
                Event::MessageWritten(_) => Text::new(
                    format!("сообщение, {}, {at}", who.ru),
                    format!("a message, {}, {at}", who.en),
                ),
                _ => Text::new(
                    format!("запись, {}, {at}", who.ru),
                    format!("an entry, {}, {at}", who.en),
                ),
            }
        }
    };
    text.get(told.context.lang).to_owned()
}

fn view(told: &Told<'_>, mark: &MarkRow, decides: bool) -> MarkView {
    let Told {
        context,
        row,
        access,
        state,
        ..
    } = *told;
    let lang = context.lang;
    let known = state.content.marks.get(&mark.id);
    let is_waiting = known.is_some_and(|known| !known.is_decided());
    let actor = access.actor();
    let is_theirs = known.is_some_and(|known| match &actor {
        Actor::Applicant => known.of.is_some(),
        Actor::Participant { .. } => known.of.as_ref() == Some(&actor),
        Actor::Staff { .. } | Actor::System => false,
    });
    let said = |text: &str| {
        let text = (!text.is_empty()).then(|| text.to_owned());
        access.text(text).unwrap_or_default()
    };
    let kind = mark.conduct.parse::<ConductKind>();
    let hidden = row.hidden.get(&mark.marked_seq).into_iter().flatten();
    let hidden: Vec<String> = hidden
        .map(|group| group_text(*group).get(lang).to_owned())
        .collect();
    MarkView {
        id: mark.id.clone(),
        kind: kind.map_or_else(|_| mark.conduct.clone(), |kind| kind.label(lang).to_owned()),
        about: about(told, mark.marked_seq),
        at: views::moment(lang, row.registered.region, mark.at),
        hidden_from: match mark.state.as_str() {
            "lifted" => String::new(),
            _ => hidden.join(", "),
        },
        reason: said(&mark.reason),
        state: mark.state.clone(),
        complaint: said(&mark.appeal),
        explanation: said(&mark.explanation),
        can_contest: is_waiting
            && is_theirs
            && known.is_some_and(|known| known.standing == MarkStanding::Marked),
        can_lift: is_waiting && decides,
        can_keep: is_waiting && decides && known.is_some_and(|known| known.by != actor),
    }
}
