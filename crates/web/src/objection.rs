//! Objections as readers see them, and the bench that decides them.

use chrono::{DateTime, Utc};
use domain::category::Catalogue;
use domain::decide::{Contestable, contestable};
use domain::event::{Event, Recorded};
use domain::objection::{Bench, Objection, ObjectionGround, ObjectionOutcome, Seat};
use domain::rules::{Rules, Setting};
use domain::{AppealState, Lang, Region, Status, Text};
use pages::{Moment, ObjectionForm, ObjectionFormKind, ObjectionView, ObjectionsView, time_left};

use crate::auth::Access;
use crate::capabilities::database;
use crate::{Problem, present, versions};

/// An objection with what people wrote about it.
struct Story<'a> {
    objection: &'a Objection,
    text: Option<&'a String>,
    files: Vec<api::AttachmentItem>,
    escalated: bool,
    reason: Option<&'a String>,
    explanation: Option<&'a String>,
}

/// Who can decide about an appeal, from its own agency up.
pub async fn bench(state: &AppealState) -> Result<Bench, Problem> {
    let work = &state.work;
    let unit = work.unit.as_deref();
    Ok(store::objection::bench(database().await?, &work.agency, unit, state.region).await?)
}

/// Every objection as the API shows it to this reader.
pub fn items(
    state: &AppealState,
    events: &[Recorded],
    access: &Access,
    catalogue: &Catalogue,
    lang: Lang,
) -> Vec<api::Objection> {
    let item = |story: Story<'_>| {
        let objection = story.objection;
        let decided = objection.decided.as_ref();
        api::Objection {
            number: objection.number.to_string(),
            objection: objection.number.ordinal(),
            instance: objection.instance.to_string(),
            agency: objection.agency.clone(),
            agency_name: present::agency(catalogue, &objection.agency, lang).name,
            escalated: story.escalated,
            escalation_reason: access.text(story.reason.cloned()),
            filed_at: objection.filed_at,
            decide_by: objection.decide_by,
            text: access.text(story.text.cloned()),
            attachments: access.files(story.files),
            reviewer: objection.reviewer.clone().filter(|_| access.is_staff()),
            outcome: decided.map(|decided| decided.outcome.to_string()),
            ground: objection.ground.to_string(),
            outcome_label: decided.map(|decided| outcome(objection, decided.outcome, lang)),
            decided_at: decided.map(|decided| decided.at),
            explanation: access.text(story.explanation.cloned()),
        }
    };
    stories(state, events).into_iter().map(item).collect()
}

/// What can be done now, as the API tells it.
pub fn contest(
    state: &AppealState,
    bench: &Bench,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Option<api::Contestable> {
    let (action, until, seat) = way(state, bench, now, rules)?;
    Some(api::Contestable {
        action: match action {
            ObjectionFormKind::Object => "object",
            ObjectionFormKind::Escalate | ObjectionFormKind::EscalateOverdue => "escalate",
        }
        .to_owned(),
        until,
        instance: seat.instance.to_string(),
        agency: seat.agency.clone(),
    })
}

/// The part of a card that is about objections; `tried` is the form as it was sent.
pub fn view(
    contested: &Contested<'_>,
    reader: Reader<'_>,
    tried: Option<ObjectionForm>,
) -> ObjectionsView {
    let Reader { catalogue, lang } = reader;
    let Contested {
        state,
        events,
        bench,
        rules,
        now,
    } = *contested;
    let form = way(state, bench, now, rules).map(|(kind, until, seat)| ObjectionForm {
        kind,
        until: until
            .map(|until| Moment::day(lang, state.region.local(until)))
            .unwrap_or_default(),
        has_promise: state.status.is_answered() && state.status != Status::Rejected,
        days: rules.settings.get(Setting::ObjectionDecisionDays).into(),
        agency: agency(catalogue, seat, lang),
        instance: seat.instance.to_string(),
        ..tried.unwrap_or_default()
    });
    ObjectionsView {
        items: views(state, events, now, reader),
        note: note(state, form.is_none(), now, rules).get(lang).to_owned(),
        form,
    }
}

/// What a card looks at.
pub struct Contested<'a> {
    /// The appeal.
    pub state: &'a AppealState,
    /// Its journal.
    pub events: &'a [Recorded],
    /// Who can decide.
    pub bench: &'a Bench,
    /// By what terms.
    pub rules: &'a Rules,
    /// When.
    pub now: DateTime<Utc>,
}

/// In what a card is written.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Names of agencies.
    pub catalogue: &'a Catalogue,
    /// The language.
    pub lang: Lang,
}

/// Every objection as a card shows it.
pub fn views(
    state: &AppealState,
    events: &[Recorded],
    now: DateTime<Utc>,
    Reader { catalogue, lang }: Reader<'_>,
) -> Vec<ObjectionView> {
    let region = state.region;
    let item = |story: Story<'_>| {
        let objection = story.objection;
        let seat = Seat {
            agency: objection.agency.clone(),
            instance: objection.instance,
            supervisors: Vec::new(),
        };
        let decided = objection.decided.as_ref();
        ObjectionView {
            number: objection.number.to_string(),
            filed: moment(lang, region, objection.filed_at),
            agency: agency(catalogue, &seat, lang),
            escalated: story.escalated,
            reason: story.reason.cloned().unwrap_or_default(),
            text: story.text.cloned().unwrap_or_default(),
            files: story.files.into_iter().map(versions::file).collect(),
            decide_by: Moment::day(lang, region.local(objection.decide_by)),
            left: time_left(lang, (objection.decide_by - now).num_seconds()),
            ground: match objection.ground.is_usual() {
                true => String::new(),
                false => objection.ground.text().get(lang).to_owned(),
            },
            is_about_silence: objection.ground == ObjectionGround::Overdue,
            outcome: decided.map_or_else(String::new, |decided| {
                outcome(objection, decided.outcome, lang)
            }),
            decided: decided
                .map(|decided| moment(lang, region, decided.at))
                .unwrap_or_default(),
            explanation: story.explanation.cloned().unwrap_or_default(),
        }
    };
    stories(state, events).into_iter().map(item).collect()
}

fn outcome(objection: &Objection, outcome: ObjectionOutcome, lang: Lang) -> String {
    outcome.text(objection.ground).get(lang).to_owned()
}

/// What is open to the applicant: what the form would do, until when, and who would decide.
fn way<'a>(
    state: &AppealState,
    bench: &'a Bench,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Option<(ObjectionFormKind, Option<DateTime<Utc>>, &'a Seat)> {
    match contestable(state, now, rules) {
        Contestable::Object { until } => {
            Some((ObjectionFormKind::Object, Some(until), bench.0.first()?))
        }
        Contestable::Escalate { until, agency } => {
            let seat = bench.above(&agency).first()?;
            Some((ObjectionFormKind::Escalate, Some(until), seat))
        }
        Contestable::Overdue { agency } => {
            let seat = bench.above(&agency).first()?;
            Some((ObjectionFormKind::EscalateOverdue, None, seat))
        }
        Contestable::No(_) => None,
    }
}

/// Why an answer cannot be contested any more, where there is something to say.
fn note(state: &AppealState, is_closed: bool, now: DateTime<Utc>, rules: &Rules) -> Text {
    let answered = state.contest.answer.is_some() && state.status.is_answered();
    if !answered || !is_closed || state.contest.open().is_some() {
        return Text::default();
    }
    match contestable(state, now, rules) {
        Contestable::Escalate { .. } => Text::fixed(
            "Вышестоящей инстанции нет: решение окончательное. Можно подать повторное обращение.",
            "There is no higher instance: the decision is final. You can send a repeat appeal.",
        ),
        Contestable::No(refusal) => refusal.text(),
        Contestable::Object { .. } | Contestable::Overdue { .. } => Text::default(),
    }
}

fn stories<'a>(state: &'a AppealState, events: &'a [Recorded]) -> Vec<Story<'a>> {
    let story = |objection: &'a Objection| {
        let ordinal = objection.number.ordinal();
        let mut story = Story {
            objection,
            text: None,
            files: Vec::new(),
            escalated: false,
            reason: None,
            explanation: None,
        };
        for row in events {
            match &row.event {
                Event::ObjectionFiled(filed) if filed.objection == ordinal => {
                    story.text = filed.text.as_ref();
                    story.files = present::files(&filed.attachments, &filed.file_names);
                }
                Event::Escalated(escalated) if escalated.objection == ordinal => {
                    story.escalated = true;
                    story.reason = escalated.reason.as_ref().or(story.reason);
                }
                Event::ObjectionDecided(decided) if decided.objection == ordinal => {
                    story.explanation = decided.explanation.as_ref();
                }
                _ => {}
            }
        }
        story
    };
    state.contest.objections.iter().map(story).collect()
}

/// An agency with how high it stands.
pub fn agency(catalogue: &Catalogue, seat: &Seat, lang: Lang) -> String {
    let name = present::agency(catalogue, &seat.agency, lang).name;
    let instance = seat.instance.label(lang);
    match lang {
        Lang::Ru => format!("{name} ({instance} инстанция)"),
        Lang::En => format!("{name} ({instance} instance)"),
    }
}

fn moment(lang: Lang, region: Region, at: DateTime<Utc>) -> Moment {
    Moment::at(lang, region.local(at))
}
