//! Letters and short messages to contacts that nobody has proved to be theirs: few, whatever appeals and invitations
//! they are about. Whoever writes in somebody else's name fills nobody's mailbox with it.

use axum::http::StatusCode;
use domain::Text;
use store::limits::Policy;
use store::outbox::Channel;

use super::policy::{
    LETTERS_UNPROVED_DAY, LETTERS_UNPROVED_HOUR, SMS_UNPROVED_DAY, SMS_UNPROVED_HOUR,
};
use super::{Subject, key, too_many};
use crate::capabilities::scratch;
use crate::{Context, Problem};

/// What may still go to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// So many messages now.
    pub messages: u64,
    /// So many seconds until one more may go.
    pub seconds: u64,
}

/// What may still go to a contact; takes nothing.
pub async fn left(context: &Context, channel: Channel, contact: &str) -> Result<Left, Problem> {
    let keys = keys(context, channel, contact).await?;
    let [hour, day] = &keys;
    let asked = [(&hour.0[..], hour.1), (&day.0[..], day.1)];
    let now = context.now.timestamp_millis();
    let [by_hour, by_day] = store::limits::look_at_two(scratch().await?, asked, now).await?;
    Ok(Left {
        messages: by_hour.remaining.min(by_day.remaining),
        seconds: by_hour
            .seconds_to_one(hour.1)
            .max(by_day.seconds_to_one(day.1)),
    })
}

/// Counts a message that goes to a contact.
pub async fn spend(context: &Context, channel: Channel, contact: &str) -> Result<(), Problem> {
    let keys = keys(context, channel, contact).await?;
    let [hour, day] = &keys;
    let spent = [(&hour.0[..], hour.1), (&day.0[..], day.1)];
    let now = context.now.timestamp_millis();
    store::limits::spend_two(scratch().await?, spent, now).await?;
    Ok(())
}

/// The same for a message that somebody asks for: 429 when too many went to the contact.
pub async fn take(context: &Context, channel: Channel, contact: &str) -> Result<(), Problem> {
    let left = left(context, channel, contact).await?;
    if left.messages == 0 {
        return Err(Problem {
            status: StatusCode::TOO_MANY_REQUESTS,
            code: "too_many_letters",
            detail: Text::fixed(
                "На этот адрес недавно ушло несколько писем, больше мы пока не шлём. Передайте ссылку сами или повторите позже.",
                "Several letters went to this address lately, and no more are sent for now. Hand the link over yourself, or try again later.",
            ),
            ..too_many(left.seconds)
        });
    }
    spend(context, channel, contact).await
}

type Counted = ([u8; 16], &'static Policy);

async fn keys(context: &Context, channel: Channel, contact: &str) -> Result<[Counted; 2], Problem> {
    let [hour, day] = match channel {
        Channel::Email => [&LETTERS_UNPROVED_HOUR, &LETTERS_UNPROVED_DAY],
        Channel::Sms => [&SMS_UNPROVED_HOUR, &SMS_UNPROVED_DAY],
    };
    let mailbox = mailbox(contact);
    let subject = Subject::Contact(&mailbox);
    let none = || Problem::internal("a contact is always counted");
    let by_hour = key(context, hour, subject).await?.ok_or_else(none)?;
    let by_day = key(context, day, subject).await?.ok_or_else(none)?;
    Ok([(by_hour, hour), (by_day, day)])
}

/// One mailbox has many addresses: in capitals, with dots, with a tag behind a plus. To be counted they are one; where
/// a server tells them apart, two people share an allowance.
fn mailbox(contact: &str) -> String {
    let contact = contact.to_lowercase();
    let Some((local, domain)) = contact.rsplit_once('@') else {
        return contact;
    };
    let local = local.split('+').next().unwrap_or_default();
    format!("{}@{domain}", local.replace('.', ""))
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn spellings_of_one_mailbox_are_counted_together() {
        for spelling in [
            "anna.petrova@example.ru",
            "Anna.Petrova@example.ru",
            "annapetrova@example.ru",
            "anna.petrova+x@example.ru",
            "a.n.n.a.petrova+a+b@EXAMPLE.ru",
        ] {
            assert_eq!(mailbox(spelling), "annapetrova@example.ru", "{spelling}");
        }
        assert_ne!(mailbox("anna@example.ru"), mailbox("anna@example.com"));
        assert_eq!(mailbox("+79123456789"), "+79123456789");
    }
}
