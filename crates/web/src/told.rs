//! What people were told about an appeal, as its card shows it: to the applicant what went to them, to staff all.

use chrono::{DateTime, Duration, Utc};
use domain::Lang;
use domain::decide::Call;
use pages::{Delivery, ToldRow, ToldView};
use store::AppealRow;
use store::notice::{self, Item, Recipient};

use crate::cabinet::words;
use crate::capabilities::database;
use crate::time::from_ms;
use crate::{Context, Problem, news, reply, views};

/// What a card lists: some weeks of a busy appeal.
const LISTED: i64 = 30;

/// The part of a card; empty where nobody was told anything. `applicant` is given for the applicant's own card, with
/// the call that they wait for.
pub async fn part(
    context: &Context,
    row: &AppealRow,
    applicant: Option<Option<Call>>,
) -> Result<String, Problem> {
    let (lang, region) = (context.lang, row.registered.region);
    let is_own = applicant.is_some();
    let found = notice::letters_about(database().await?, &row.id, is_own, LISTED).await?;
    let moment = |at| views::moment(lang, region, at);
    let rows = found.iter().map(|item| ToldRow {
        at: moment(item.at),
        what: news::heading(item.topic).get(lang).to_owned(),
        to: match is_own {
            true => "",
            false => to(item.to, lang),
        },
        channel: words::channel(&item.channel).get(lang).to_owned(),
        state: state(item, context.now, moment),
    });
    let call = applicant.flatten();
    let view = ToldView {
        shell: reply::shell(context),
        call: call.map_or_else(Default::default, |call| moment(call.at.timestamp_millis())),
        rows: rows.collect(),
    };
    Ok(match view.is_empty() {
        true => String::new(),
        false => pages::told(&view),
    })
}

/// When something that was put off is due: it is night where its person lives, or much went to their address lately.
/// [`None`] of what goes as soon as it can, and of what can go nowhere any more.
pub fn held_until(item: &Item, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const LONGEST: Duration = Duration::days(7);
    let until = from_ms(item.due_at?);
    (now < until && until < now + LONGEST).then_some(until)
}

/// How far it has come.
pub fn state(item: &Item, now: DateTime<Utc>, moment: impl Fn(i64) -> pages::Moment) -> Delivery {
    if let Some(until) = held_until(item, now) {
        return Delivery::Held(moment(until.timestamp_millis()));
    }
    match (item.read_at, item.failed_at, item.delivered_at) {
        (Some(at), _, _) => Delivery::Read(moment(at)),
        (None, Some(at), _) => Delivery::Failed(moment(at)),
        (None, None, Some(at)) => Delivery::Delivered(moment(at)),
        (None, None, None) => Delivery::Waiting,
    }
}

const fn to(recipient: Recipient, lang: Lang) -> &'static str {
    match (recipient, lang) {
        (Recipient::Applicant, Lang::Ru) => "заявителю",
        (Recipient::Applicant, Lang::En) => "to the applicant",
        (Recipient::Participant, Lang::Ru) => "участнику",
        (Recipient::Participant, Lang::En) => "to a participant",
        (Recipient::Staff, Lang::Ru) => "сотруднику",
        (Recipient::Staff, Lang::En) => "to staff",
    }
}
