//! From news to letters: one by one as a rule, in a digest when it is much.

use chrono::Duration;
use domain::notice::LETTERS_AN_HOUR;
use store::notice::{self, Due};
use store::outbox::{Channel, Message, NewMessage};
use store::{AppealRow, account};
use uuid::Uuid;
use web::capabilities::database;
use web::{Context, Problem};

use crate::letter;
use crate::person::Person;

/// News of one call.
const BATCH: i64 = 200;

/// What a digest is, in the outbox.
const DIGEST: &str = "digest";

/// Writes the letters that are due.
pub(crate) async fn write(
    context: &Context,
    report: &mut api::DeliveryReport,
) -> Result<(), Problem> {
    let now = context.now.timestamp_millis();
    let due = notice::due(database().await?, now, BATCH).await?;
    report.more |= i64::try_from(due.len()).is_ok_and(|count| count == BATCH);
    let mut rest = due;
    while let Some(first) = rest.first() {
        let (target, channel) = (first.target.clone(), first.channel.clone());
        let of_same = |one: &Due| one.target == target && one.channel == channel;
        let (of_person, others) = rest.into_iter().partition(of_same);
        rest = others;
        report.written += person(of_person, &target, &channel, now).await?;
    }
    Ok(())
}

/// Writes to one person; gives how many letters it were.
async fn person(due: Vec<Due>, target: &str, channel: &str, now: i64) -> Result<u64, Problem> {
    let db = database().await?;
    let (again, news): (Vec<Due>, Vec<Due>) = due.into_iter().partition(|one| one.sent > 0);
    let mut written = 0;
    for one in &again {
        written += letter(std::slice::from_ref(one), channel, now).await?;
    }
    let hour = Duration::hours(1).num_milliseconds();
    let flood = notice::flood(db, target, now - hour).await?;
    let count = i64::try_from(news.len()).unwrap_or(i64::MAX);
    let (urgent, calm): (Vec<Due>, Vec<Due>) = news.into_iter().partition(|o| o.topic.is_urgent());
    for one in &urgent {
        written += letter(std::slice::from_ref(one), channel, now).await?;
    }
    if calm.is_empty() {
        return Ok(written);
    }
    if let Some(first) = flood.first.filter(|_| flood.letters >= LETTERS_AN_HOUR) {
        let ids: Vec<&str> = calm.iter().map(|one| one.id.as_str()).collect();
        notice::hold(db, &ids, first + hour).await?;
        return Ok(written);
    }
    if flood.letters + count > LETTERS_AN_HOUR {
        return Ok(written + letter(&calm, channel, now).await?);
    }
    for one in &calm {
        written += letter(std::slice::from_ref(one), channel, now).await?;
    }
    Ok(written)
}

/// Writes one letter with all of this.
async fn letter(due: &[Due], channel: &str, now: i64) -> Result<u64, Problem> {
    let db = database().await?;
    let Some(first) = due.first() else {
        return Ok(0);
    };
    let mut appeals: Vec<AppealRow> = Vec::new();
    for one in due {
        if appeals.iter().all(|appeal| appeal.id != one.appeal) {
            appeals.extend(store::appeal_by_id(db, &one.appeal).await?);
        }
    }
    let ids: Vec<&str> = due.iter().map(|one| one.id.as_str()).collect();
    let person = match (&first.account, appeals.first()) {
        (Some(id), Some(appeal)) => account::by_id(db, id)
            .await?
            .map(|account| Person::of_account(account, appeal.registered.region)),
        (None, Some(appeal)) => Person::of_appeal(&appeal.id, &appeal.registered),
        (_, None) => None,
    };
    let reached = person
        .as_ref()
        .and_then(|person| Some((person, person.contact(channel)?)));
    let Some((person, to)) = reached else {
        // Who can't be reached any more need not be looked at again and again.
        notice::hold(db, &ids, i64::MAX).await?;
        return Ok(0);
    };
    let said = letter::letter(person, &appeals, due).await?;
    let is_sms = channel == Channel::Sms.as_str();
    let message = NewMessage {
        id: Uuid::now_v7().to_string(),
        channel: if is_sms { Channel::Sms } else { Channel::Email },
        kind: match due {
            [one] => one.topic.as_str(),
            _ => DIGEST,
        },
        message: Message {
            to: to.to_owned(),
            subject: said.subject.clone(),
            text: if is_sms {
                said.short()
            } else {
                said.view.text()
            },
            html: if is_sms {
                String::new()
            } else {
                said.view.html()
            },
            lang: person.lang.code().to_owned(),
        },
    };
    let appeal = match due {
        [one] => Some(one.appeal.as_str()),
        _ => None,
    };
    let is_written =
        notice::write(db, first.account.as_deref(), appeal, &message, &ids, now).await?;
    Ok(u64::from(is_written))
}
