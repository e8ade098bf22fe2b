//! `GET /desk/objections` and `GET /desk/reviews`: what waits to be decided, and what was.

use axum::http::StatusCode;
use domain::access::Operation;
use domain::category::Catalogue;
use domain::event::RatingCategory;
use domain::objection::{ObjectionGround, ObjectionOutcome, Seat};
use domain::{Lang, Region};
use pages::{
    Choice, ListedObjection, Moment, ObjectionListView, ReviewListView, WaitingReview, time_left,
};
use store::objection::{self, ObjectionRow, ReviewRow};
use web::capabilities::database;
use web::names::Names;
use web::reply::page;
use web::time::from_ms;
use web::{Answer, Context, auth, configuration, cursor, desk, filter, present, query};

use crate::objection::wanted;

/// Less than this many seconds left is soon: two days, as the reminders have it.
const SOON_SECONDS: i64 = 2 * 24 * 3600;

/// Objections.
pub(crate) async fn objections(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let permit = auth::permit(&context, Operation::ObjectionList).await?;
    let wanted = wanted(&context, &permit)?;
    let (after, limit) = filter::place(&context)?;
    let (rows, next) = objection::list(database().await?, &wanted, after, limit).await?;
    let reviewers = rows.iter().filter_map(|row| row.reviewer.as_deref());
    let names = Names::of(reviewers.collect(), context.lang).await?;
    let shown = query::first(&context.query, "shown").unwrap_or_else(|| "here".to_owned());
    let outcome = query::first(&context.query, "outcome").unwrap_or_default();
    let next = next.map(|next| {
        let cursor = cursor::encode(&next);
        format!("/desk/objections?shown={shown}&outcome={outcome}&cursor={cursor}")
    });
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let now = context.now.timestamp_millis();
    let item = |row| listed(row, &names, catalogue, now, context.lang);
    let view = ObjectionListView {
        desk: desk::shell(&context, &session).await?,
        items: rows.into_iter().map(item).collect(),
        next: next.unwrap_or_default(),
        shown,
        outcome,
        outcomes: outcomes(context.lang),
    };
    Ok(page(StatusCode::OK, pages::desk_objections(&view)))
}

/// Complaints that wait.
pub(crate) async fn reviews(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let permit = auth::permit(&context, Operation::ReviewList).await?;
    let (after, limit) = filter::place(&context)?;
    let territory = permit.territory();
    let (rows, next) = objection::reviews(database().await?, &territory, after, limit).await?;
    let next = next.map(|next| format!("/desk/reviews?cursor={}", cursor::encode(&next)));
    let configuration = configuration::current(context.now).await?;
    let catalogue = &configuration.catalogue;
    let now = context.now.timestamp_millis();
    let item = |row| waiting_review(row, catalogue, now, context.lang);
    let view = ReviewListView {
        desk: desk::shell(&context, &session).await?,
        items: rows.into_iter().map(item).collect(),
        next: next.unwrap_or_default(),
    };
    Ok(page(StatusCode::OK, pages::desk_reviews(&view)))
}

fn outcomes(lang: Lang) -> Vec<Choice> {
    let all = ObjectionOutcome::ALL.iter();
    let choice = |one: &ObjectionOutcome| {
        Choice::new(one.as_str(), one.text(ObjectionGround::Answer).get(lang))
    };
    all.map(choice).collect()
}

fn listed(
    row: ObjectionRow,
    names: &Names,
    catalogue: &Catalogue,
    now: i64,
    lang: Lang,
) -> ListedObjection {
    let left = (row.decide_by - now) / 1000;
    let seat = Seat {
        agency: row.agency,
        instance: row.instance,
        supervisors: Vec::new(),
    };
    ListedObjection {
        number: row.number.to_string(),
        appeal: row.number.appeal().to_string(),
        category: present::category_name(catalogue, &row.category, lang).to_owned(),
        origin: present::agency(catalogue, &row.origin, lang).name,
        agency: web::objection::agency(catalogue, &seat, lang),
        reviewer: row.reviewer.map(|id| names.called(&id)).unwrap_or_default(),
        decide_by: day(lang, row.region, row.decide_by),
        left: time_left(lang, left),
        is_urgent: left < SOON_SECONDS,
        ground: match row.ground.is_usual() {
            true => String::new(),
            false => row.ground.text().get(lang).to_owned(),
        },
        outcome: row.decided.map_or_else(String::new, |(outcome, _)| {
            outcome.text(row.ground).get(lang).to_owned()
        }),
        decided: row
            .decided
            .map(|(_, at)| day(lang, row.region, at))
            .unwrap_or_default(),
    }
}

fn waiting_review(row: ReviewRow, catalogue: &Catalogue, now: i64, lang: Lang) -> WaitingReview {
    let left = (row.review_by - now) / 1000;
    let about = row
        .about
        .and_then(|code| code.parse::<RatingCategory>().ok());
    WaitingReview {
        appeal: row.number.to_string(),
        category: present::category_name(catalogue, &row.category, lang).to_owned(),
        agency: present::agency(catalogue, &row.agency, lang).name,
        score: row.score,
        about: about.map_or_else(String::new, |about| about.label(lang).to_owned()),
        review_by: day(lang, row.region, row.review_by),
        is_provisional: row.is_provisional,
        left: time_left(lang, left),
        is_late: left < 0,
    }
}

fn day(lang: Lang, region: Region, ms: i64) -> Moment {
    Moment::day(lang, region.local(from_ms(ms)))
}
