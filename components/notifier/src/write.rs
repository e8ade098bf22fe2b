//! From news to letters: one by one as a rule, in a digest when it is much.

use chrono::{DateTime, Duration, Utc};
use domain::notice::{AccountMessage, LETTERS_AN_HOUR, Topic};
use store::notice::{self, Due};
use store::outbox::{Channel, Message, NewMessage};
use store::{AppealRow, account};
use uuid::Uuid;
use web::capabilities::database;
use web::limits::contact;
use web::time::from_ms;
use web::{Context, Problem};

use crate::letter;
use crate::person::Person;
use crate::warn;

/// News of one call.
const BATCH: i64 = 200;

/// When news that could not be written is looked at again.
const RETRY: Duration = Duration::minutes(5);

/// Writes the letters that are due. What can't be written is put off, and stands in nobody's way.
pub(crate) async fn write(
    context: &Context,
    report: &mut api::DeliveryReport,
) -> Result<(), Problem> {
    let due = notice::due(database().await?, context.now.timestamp_millis(), BATCH).await?;
    report.more |= i64::try_from(due.len()).is_ok_and(|count| count == BATCH);
    let appeals = appeals(&due).await?;
    let mut rest: Vec<(String, Due)> = due
        .into_iter()
        .map(|one| (recipient(&one, &appeals), one))
        .collect();
    while let Some((first, _)) = rest.first() {
        let first = first.clone();
        let (same, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(to, _)| *to == first);
        rest = others;
        let of_person: Vec<Due> = same.into_iter().map(|(_, one)| one).collect();
        match told(context, &of_person, &appeals).await {
            Ok(written) => report.written += written,
            Err(problem) => {
                let ids: Vec<&str> = of_person.iter().map(|one| one.id.as_str()).collect();
                warn("news_not_written", &ids.first().unwrap_or(&""), &problem);
                hold(&of_person, context.now + RETRY).await?;
            }
        }
    }
    Ok(())
}

/// Who is told by which channel: an account, or an address, however many appeals were sent in its name.
fn recipient(due: &Due, appeals: &[AppealRow]) -> String {
    let channel = &due.channel;
    let stranger = match due.account {
        Some(_) => None,
        None => appeals.iter().find(|appeal| appeal.id == due.appeal),
    };
    let stranger = stranger.and_then(|appeal| Person::of_appeal(&appeal.id, &appeal.registered));
    let contact = stranger.as_ref().and_then(|person| person.contact(channel));
    format!("{channel} {}", contact.unwrap_or(&due.target))
}

/// Tells one person by one channel; gives how many letters it took.
async fn told(context: &Context, due: &[Due], appeals: &[AppealRow]) -> Result<u64, Problem> {
    let now = context.now;
    let Some(writer) = writer(context, due, appeals).await? else {
        // Who can't be reached any more need not be looked at again and again.
        hold(due, DateTime::<Utc>::MAX_UTC).await?;
        return Ok(0);
    };
    let (again, news): (Vec<&Due>, Vec<&Due>) = due.iter().partition(|one| one.sent > 0);
    let overtaken: Vec<(&Due, &Due)> = news
        .iter()
        .filter_map(|one| Some((*one, overtaken_by(one, &news)?)))
        .collect();
    let is_told = |one: &&Due| overtaken.iter().all(|(early, _)| early.id != one.id);
    let news: Vec<&Due> = news.iter().copied().filter(is_told).collect();
    let writer = Writer {
        overtaken,
        ..writer
    };
    let (urgent, calm): (Vec<&Due>, Vec<&Due>) =
        news.into_iter().partition(|one| one.topic.is_urgent());
    let mut written = 0;
    // What went in one letter comes once more in one.
    if !again.is_empty() {
        written += writer.letter(&again).await?;
    }
    for one in urgent {
        written += writer.letter(&[one]).await?;
    }
    if calm.is_empty() {
        return Ok(written);
    }
    // It was due by day; what kept it until night, an hour of many letters or a server that was down, is no reason
    // to wake anybody.
    if let Some(until) = writer.sleeps() {
        hold_all(&calm, until).await?;
        return Ok(written);
    }
    let left = writer.left().await?;
    if let Some(left) = left.filter(|left| left.messages == 0) {
        let seconds = i64::try_from(left.seconds.max(1)).unwrap_or(i64::MAX);
        let pause = Duration::try_seconds(seconds).unwrap_or(RETRY);
        hold_all(&calm, now + pause).await?;
        return Ok(written);
    }
    let hour = Duration::hours(1);
    let since = (now - hour).timestamp_millis();
    let mut targets: Vec<&str> = calm.iter().map(|one| one.target.as_str()).collect();
    targets.dedup();
    let flood = notice::flood(database().await?, &targets, since).await?;
    let count = i64::try_from(calm.len()).unwrap_or(i64::MAX);
    let is_little = left.is_some_and(|left| left.messages < calm.len() as u64);
    if let Some(first) = flood.first.filter(|_| flood.letters >= LETTERS_AN_HOUR) {
        hold_all(&calm, from_ms(first) + hour).await?;
    } else if is_little || flood.letters + count > LETTERS_AN_HOUR {
        written += writer.letter(&calm).await?;
    } else {
        for one in calm {
            written += writer.letter(&[one]).await?;
        }
    }
    Ok(written)
}

/// The question that follows a change of status of the same appeal: taken, and asked at once, is one letter.
fn overtaken_by<'a>(one: &Due, news: &[&'a Due]) -> Option<&'a Due> {
    let is_status = one.topic == Topic::Status;
    let questions = news.iter().filter(|later| {
        later.topic == Topic::Question && later.appeal == one.appeal && later.seq > one.seq
    });
    let next = questions.min_by_key(|later| later.seq).copied();
    next.filter(|_| is_status)
}

async fn appeals(due: &[Due]) -> Result<Vec<AppealRow>, Problem> {
    let mut appeals: Vec<AppealRow> = Vec::new();
    for one in due {
        if appeals.iter().all(|appeal| appeal.id != one.appeal) {
            appeals.extend(store::appeal_by_id(database().await?, &one.appeal).await?);
        }
    }
    Ok(appeals)
}

/// Who writes to one person; none where they can't be reached by this channel any more.
async fn writer<'a>(
    context: &'a Context,
    due: &[Due],
    appeals: &'a [AppealRow],
) -> Result<Option<Writer<'a>>, Problem> {
    let of = |due: &Due| appeals.iter().find(|appeal| appeal.id == due.appeal);
    let Some((first, appeal)) = due.first().and_then(|first| Some((first, of(first)?))) else {
        return Ok(None);
    };
    let registered = &appeal.registered;
    let person = match &first.account {
        Some(id) => {
            let found = account::by_id(database().await?, id).await?;
            let open = found.filter(|account| account.state == account::State::Active);
            open.map(|account| Person::of_account(account, registered.region))
        }
        None => Person::of_appeal(&appeal.id, registered),
    };
    let is_sms = first.channel == Channel::Sms.as_str();
    let reached = person.and_then(|person| {
        let to = person.contact(&first.channel)?.to_owned();
        Some((person, to))
    });
    Ok(reached.map(|(person, to)| Writer {
        context,
        person,
        to,
        channel: if is_sms { Channel::Sms } else { Channel::Email },
        appeals,
        overtaken: Vec::new(),
        now: context.now,
    }))
}

/// What writes to one person by one channel.
struct Writer<'a> {
    context: &'a Context,
    person: Person,
    to: String,
    channel: Channel,
    appeals: &'a [AppealRow],
    /// News that goes with later news of its appeal, without a word of its own, and that later news.
    overtaken: Vec<(&'a Due, &'a Due)>,
    now: DateTime<Utc>,
}

impl Writer<'_> {
    /// Until when the person wants to hear nothing, if it is their night.
    fn sleeps(&self) -> Option<DateTime<Utc>> {
        let until = self.person.awake(self.now, Topic::Status);
        (until > self.now).then_some(until)
    }

    /// How much may still go to a contact that nobody has proved to be theirs; no such limit for an account's.
    async fn left(&self) -> Result<Option<contact::Left>, Problem> {
        match self.person.account {
            Some(_) => Ok(None),
            None => Ok(Some(
                contact::left(self.context, self.channel, &self.to).await?,
            )),
        }
    }

    /// Writes one letter with all of this.
    async fn letter(&self, due: &[&Due]) -> Result<u64, Problem> {
        let Writer { person, .. } = self;
        if person.account.is_none() {
            contact::spend(self.context, self.channel, &self.to).await?;
        }
        let said = letter::letter(person, self.appeals, due).await?;
        let is_sms = self.channel == Channel::Sms;
        let message = NewMessage {
            id: Uuid::now_v7().to_string(),
            channel: self.channel,
            kind: match due {
                [one] => one.topic.as_str(),
                _ => AccountMessage::Digest.as_str(),
            },
            message: Message {
                to: self.to.clone(),
                subject: said.subject.clone(),
                text: match is_sms {
                    true => said.short(),
                    false => said.view.text(),
                },
                html: match is_sms {
                    true => String::new(),
                    false => said.view.html(),
                },
                lang: person.lang.code().to_owned(),
                unsubscribe: said.unsubscribe,
            },
        };
        let appeal = match due {
            [one] => Some(one.appeal.as_str()),
            _ => None,
        };
        let carried = self.overtaken.iter().filter(|(_, later)| {
            let is_later = |one: &&Due| one.id == later.id;
            due.iter().any(is_later)
        });
        let carried = carried.map(|(early, _)| early);
        let ids = due.iter().chain(carried).map(|one| one.id.as_str());
        let ids: Vec<&str> = ids.collect();
        let (db, account) = (database().await?, person.account.as_deref());
        let at = self.now.timestamp_millis();
        let is_written = notice::write(db, account, appeal, &message, &ids, at).await?;
        Ok(u64::from(is_written))
    }
}

async fn hold(due: &[Due], until: DateTime<Utc>) -> Result<(), Problem> {
    hold_all(&due.iter().collect::<Vec<_>>(), until).await
}

async fn hold_all(due: &[&Due], until: DateTime<Utc>) -> Result<(), Problem> {
    let ids: Vec<&str> = due.iter().map(|one| one.id.as_str()).collect();
    Ok(notice::hold(database().await?, &ids, until.timestamp_millis()).await?)
}
