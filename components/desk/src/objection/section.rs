//! The part of the desk's card that is about objections, a complaint in the rating, and the appeal that a repeat
//! appeal repeats.

use domain::access::{self, DataPart, Operation, Reach};
use domain::category::Catalogue;
use domain::decide::Rated;
use domain::event::{Event, RatingGiven, Recorded};
use domain::objection::{Bench, Objection, ObjectionGround};
use domain::{AppealState, Lang, Status, Text};
use pages::{
    CardObjections, Choice, Moment, ObjectionActs, ObjectionView, OriginalView, ReviewView,
    time_left,
};
use store::{AppealRow, journal};
use web::auth::Access;
use web::capabilities::database;
use web::names::Names;
use web::objection::Reader;
use web::{Context, Problem, auth, configuration, objection, reply};

use super::covers;
use crate::pages::card::Journal;

/// The section, escaped already; empty where there is nothing to say.
pub(crate) async fn section(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    told: &Journal<'_>,
) -> Result<String, Problem> {
    let Journal {
        state,
        events,
        refused,
    } = *told;
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let lang = context.lang;
    let reader = Reader { catalogue, lang };
    let acts = match state.contest.open() {
        Some(open) if may(access, Operation::ObjectionDecide) => {
            let bench = objection::bench(state).await?;
            Some(acts(row, open, &bench, access, catalogue, lang).await?)
        }
        _ => None,
    };
    let items = objection::views(state, events, context.now, reader);
    let items = items.into_iter().map(|item| shown(item, access));
    Ok(pages::card_objections(&CardObjections {
        shell: reply::shell(context),
        number: row.number.to_string(),
        version: row.version,
        refused: refused.cloned(),
        items: items.collect(),
        acts,
        review: review(context, state, events, access),
        original: original(context, row, lang).await?,
    }))
}

/// An objection as this reader may see it.
fn shown(item: ObjectionView, access: &Access) -> ObjectionView {
    let text = |text: String| access.text(Some(text)).unwrap_or_default();
    let mut files = item.files;
    // Whoever may not open them is not told their names.
    files.retain(|_| access.sees_personal_data());
    ObjectionView {
        reason: text(item.reason),
        text: text(item.text),
        explanation: text(item.explanation),
        files,
        ..item
    }
}

fn may(access: &Access, operation: Operation) -> bool {
    access.is_staff() && access::reach(operation, access.caller().role()) != Reach::No
}

async fn acts(
    row: &AppealRow,
    open: &Objection,
    bench: &Bench,
    access: &Access,
    catalogue: &Catalogue,
    lang: Lang,
) -> Result<ObjectionActs, Problem> {
    let own = access.caller().id().unwrap_or_default();
    let here = covers(&access.caller().territory(), row, open);
    let seat = bench.seat(&open.agency).filter(|_| here);
    let free = seat.iter().flat_map(|seat| &seat.supervisors);
    let free = free.filter(|one| !open.excluded.contains(&one.account));
    let free: Vec<&str> = free.map(|one| one.account.as_str()).collect();
    let names = free.iter().copied().chain(open.reviewer.as_deref());
    let names = Names::of(names.collect(), lang).await?;
    let name = |id: &str| names.called(id);
    let had_a_hand = open.excluded.contains(own);
    let is_theirs = open
        .reviewer
        .as_deref()
        .is_none_or(|reviewer| reviewer == own);
    let note = match (here, had_a_hand, is_theirs) {
        (false, ..) => Text::fixed(
            "Обжалование в другом ведомстве: решает оно.",
            "The objection is with another agency, which decides it.",
        ),
        (true, true, _) => Text::fixed(
            "Вы готовили или подписывали этот ответ, поэтому решает другой сотрудник.",
            "You wrote or signed this answer, so somebody else decides.",
        ),
        (true, false, false) => Text::fixed(
            "Обжалование рассматривает другой сотрудник. Чтобы решить самому, назначьте его на себя.",
            "Somebody else decides this objection. To decide it yourself, assign it to yourself.",
        ),
        (true, false, true) => Text::default(),
    };
    let above = bench.above(&open.agency).first().filter(|_| here);
    Ok(ObjectionActs {
        ordinal: open.number.ordinal(),
        is_about_silence: open.ground == ObjectionGround::Overdue,
        decides: here && !had_a_hand && is_theirs,
        note: note.get(lang).to_owned(),
        reviewer: open.reviewer.as_deref().map(name).unwrap_or_default(),
        reviewers: free.iter().map(|id| Choice::new(*id, name(id))).collect(),
        above: above
            .map(|seat| objection::agency(catalogue, seat, lang))
            .unwrap_or_default(),
    })
}

fn review(
    context: &Context,
    state: &AppealState,
    events: &[Recorded],
    access: &Access,
) -> Option<ReviewView> {
    let rated: &Rated = state.rated.as_ref()?;
    let lang = context.lang;
    let found = events.iter().rev().find_map(|row| match &row.event {
        Event::RatingReviewed(reviewed) => Some(reviewed),
        _ => None,
    });
    let term = rated.review.map(|review| review.term);
    let review_by = match (term, found) {
        (Some(term), _) => term.by,
        (None, Some(_)) => context.now,
        (None, None) => return None,
    };
    let given = events.iter().rev().find_map(|row| match &row.event {
        Event::RatingGiven(given) | Event::RatingRevised(given) => Some(given),
        _ => None,
    });
    let own = access.caller().id().unwrap_or_default();
    let about = given.and_then(|given: &RatingGiven| given.category);
    Some(ReviewView {
        score: rated.score,
        about: about.map_or_else(String::new, |about| about.label(lang).to_owned()),
        comment: access
            .text(given.and_then(|given| given.comment.clone()))
            .unwrap_or_default(),
        review_by: Moment::day(lang, state.region.local(review_by)),
        is_provisional: found.is_none() && term.is_some_and(|term| term.is_provisional),
        left: time_left(lang, (review_by - context.now).num_seconds()),
        decides: may(access, Operation::RatingReview)
            && !state.contest.executors.contains(own)
            && rated.reviewed.is_none(),
        outcome: found.map_or_else(String::new, |found| {
            found.outcome.text().get(lang).to_owned()
        }),
        explanation: access
            .text(found.and_then(|found| found.explanation.clone()))
            .unwrap_or_default(),
    })
}

/// The appeal that this one repeats, with its answer, where the reader may see it: noted as a look at that one.
async fn original(
    context: &Context,
    row: &AppealRow,
    lang: Lang,
) -> Result<Option<OriginalView>, Problem> {
    let Some(number) = row.registered.repeat_of else {
        return Ok(None);
    };
    let hidden = OriginalView {
        number: number.to_string(),
        ..OriginalView::default()
    };
    let found = auth::appeal(context, Operation::AppealView, &hidden.number).await;
    let (original, access) = match found {
        Ok(found) => found,
        Err(problem) if problem.status.is_client_error() => return Ok(Some(hidden)),
        Err(problem) => return Err(problem),
    };
    let events = journal::events(database().await?, &original.id, 0).await?;
    let answer = events.iter().rev().find_map(|row| match &row.event {
        Event::StatusChanged(change) => {
            matches!(change.to, Status::Approved | Status::Rejected).then_some((row.at, change))
        }
        _ => None,
    });
    access
        .record(
            context,
            &original,
            &[DataPart::Title, DataPart::Text, DataPart::Answer],
        )
        .await?;
    let private = original.registered.private.clone().unwrap_or_default();
    let region = original.registered.region;
    Ok(Some(OriginalView {
        is_visible: true,
        status: original.status.label(lang).to_owned(),
        created: Moment::day(lang, region.local(web::time::from_ms(original.created_at))),
        title: private.title.clone(),
        text: private.text.clone(),
        answer: access
            .text(answer.and_then(|(_, change)| change.comment.clone()))
            .unwrap_or_default(),
        answered: answer
            .map(|(at, _)| Moment::day(lang, region.local(at)))
            .unwrap_or_default(),
        ..hidden
    }))
}
