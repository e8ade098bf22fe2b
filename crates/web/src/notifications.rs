//! Notifications for pages and the API: the same words and the same choices for citizens and staff.

use axum::body::Body;
use axum::http::StatusCode;
use domain::access::Role;
use domain::notice::{Group, Quiet};
use domain::{AppealNumber, Lang, Region, Text};
use pages::{Delivery, News, NewsRow, NotificationRow, NotifySetting, NotifySettings};
use store::account::{self, Account, Profile};
use store::notice::{self, Item};
use store::outbox;

use crate::cabinet::words;
use crate::capabilities::database;
use crate::time::from_ms;
use crate::{Context, Problem, body, multipart, news, query, told, views};

/// What is listed at once: half a year of a busy person.
pub const LISTED: i64 = 100;

/// Letters that are listed.
const SENT: i64 = 50;

/// What a role chooses among.
pub fn groups(role: Role) -> &'static [Group] {
    if role.is_staff() {
        Group::STAFF
    } else {
        Group::APPLICANT
    }
}

/// A group in words.
pub fn group(group: Group) -> Text {
    let (ru, en) = match group {
        Group::Copy => ("Копия отправленного", "A copy of what was sent"),
        Group::Question => ("Вопрос исполнителя", "A question of the executor"),
        Group::Status => ("Новый статус", "A new status"),
        Group::Answer => ("Ответ ведомства", "The agency's answer"),
        Group::Deadline => ("Срок изменился", "The deadline has moved"),
        Group::NewAppeal => ("Новые обращения", "New appeals"),
        Group::Reply => ("Ответы заявителей", "Replies of applicants"),
        Group::Work => (
            "Назначения и утверждение ответов",
            "Assignments and approvals",
        ),
        Group::Due => ("Сроки", "Deadlines"),
    };
    Text::fixed(ru, en)
}

/// What somebody was told, for the API.
pub fn item(item: &Item, context: &Context) -> api::NotificationItem {
    let lang = context.lang;
    api::NotificationItem {
        id: item.id.clone(),
        number: item.number.to_string(),
        topic: item.topic.as_str().to_owned(),
        title: news::heading(item.topic).get(lang).to_owned(),
        to: item.to.as_str().to_owned(),
        channel: item.channel.clone(),
        at: from_ms(item.at),
        delivered_at: item.delivered_at.map(from_ms),
        failed_at: item.failed_at.map(from_ms),
        held_until: told::held_until(item, context.now),
        read_at: item.read_at.map(from_ms),
    }
}

/// The channels in words.
const CHANNELS: [(&str, &str, &str); 2] = [("email", "Почта", "E-mail"), ("sms", "SMS", "SMS")];

/// What somebody was told in the service itself; forms go to `action`.
pub async fn told(context: &Context, account: &str, action: &'static str) -> Result<News, Problem> {
    let db = database().await?;
    let found = notice::inbox(db, account, Some("inbox"), LISTED).await?;
    let row = |item: Item| NewsRow {
        id: item.id,
        number: item.number.to_string(),
        title: news::heading(item.topic).get(context.lang).to_owned(),
        at: views::moment(context.lang, Region::NONE, item.at),
        read: item
            .read_at
            .map(|at| views::moment(context.lang, Region::NONE, at))
            .unwrap_or_default(),
    };
    Ok(News {
        action,
        unread: notice::unread(db, account, LISTED).await?,
        items: found.into_iter().map(row).collect(),
    })
}

/// What somebody wishes to be told, as their form has it.
pub fn wishes(account: &Account, lang: Lang) -> NotifySettings {
    let (ru, profile) = (lang == Lang::Ru, &account.profile);
    let setting = |one: &Group| NotifySetting {
        code: one.as_str().to_owned(),
        label: group(*one).get(lang).to_owned(),
        channels: CHANNELS
            .iter()
            .map(|(code, label_ru, label_en)| {
                let label = if ru { label_ru } else { label_en };
                let is_on = profile.wants(*one, code);
                ((*code).to_owned(), (*label).to_owned(), is_on)
            })
            .collect(),
    };
    let hours = profile.quiet.map(|quiet| quiet.to_string());
    let hours = hours.as_deref().and_then(|hours| hours.split_once('-'));
    let (from, until) = hours.unwrap_or_default();
    let address = profile.letters_to().unwrap_or_default();
    NotifySettings {
        address: address.to_owned(),
        is_other: profile.news_email.is_some(),
        groups: groups(account.role).iter().map(setting).collect(),
        quiet_from: from.to_owned(),
        quiet_until: until.to_owned(),
    }
}

/// Keeps what the form says. Hours that are none mean that any will do.
pub async fn choose(context: &Context, account: &Account, body: Body) -> Result<(), Problem> {
    let form = multipart::read_values(context, body::kind(context)?, body).await?;
    let groups = groups(account.role);
    let chosen = form.all("notify").filter(|one| api::is_known(one, groups));
    let hours = |name| form.all(name).next().unwrap_or_default();
    let quiet = format!("{}-{}", hours("quiet_from"), hours("quiet_until"));
    let other = profile_address(account, form.is_checked("main_address"));
    let profile = Profile {
        notify: Some(chosen.map(str::to_owned).collect()),
        quiet: quiet.parse::<Quiet>().ok(),
        news_email: other,
        ..account.profile.clone()
    };
    keep(context, account, &profile).await
}

/// Where letters go from now on instead of the contact.
pub fn profile_address(account: &Account, is_main: bool) -> Option<String> {
    account.profile.news_email.clone().filter(|_| !is_main)
}

/// What was sent to an account, by letters and short messages.
pub async fn sent(context: &Context, account: &str) -> Result<Vec<NotificationRow>, Problem> {
    let found = outbox::of_account(database().await?, account, SENT).await?;
    let moment = |at| views::moment(context.lang, Region::NONE, at);
    let rows = found.into_iter().map(|sent| NotificationRow {
        at: moment(sent.at),
        what: match words::message(&sent.kind) {
            Some(text) => text.get(context.lang).to_owned(),
            None => sent.kind,
        },
        channel: words::channel(&sent.channel).get(context.lang).to_owned(),
        again: match (sent.failed_at, sent.delivered_at) {
            (None, None) => String::new(),
            _ => sent.news.unwrap_or_default(),
        },
        state: match (sent.failed_at, sent.delivered_at) {
            (Some(at), _) => Delivery::Failed(moment(at)),
            (None, Some(at)) => Delivery::Delivered(moment(at)),
            (None, None) => Delivery::Waiting,
        },
    });
    Ok(rows.collect())
}

/// What has just been done, named by the page's address after a redirect.
pub fn done(context: &Context) -> String {
    let text = match query::first(&context.query, "done").as_deref() {
        Some("again") => Text::fixed("Отправим ещё раз.", "It goes out once more."),
        Some("address") => Text::fixed("Адрес подтверждён.", "The address is confirmed."),
        Some(_) => Text::fixed("Сохранено.", "Saved."),
        None => Text::default(),
    };
    text.get(context.lang).to_owned()
}

/// Sends one of an account's letters again, as the form names it, if that is not too often.
pub async fn resend(context: &Context, account: &str, body: Body) -> Result<(), Problem> {
    let form = multipart::read_values(context, body::kind(context)?, body).await?;
    again(context, account, form.get("id").unwrap_or_default()).await
}

/// Sends one of an account's letters again, if that is not too often.
pub async fn again(context: &Context, account: &str, id: &str) -> Result<(), Problem> {
    let db = database().await?;
    if !notice::is_of(db, account, id).await? {
        return Err(Problem::not_found());
    }
    if notice::send_again(db, id, context.now.timestamp_millis()).await? {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "not_again",
        Text::fixed("Отправить ещё раз нельзя", "It can't be sent again"),
        Text::fixed(
            "Письмо отправляют заново не раньше чем через 10 минут и не больше трёх раз. Новости видны и в списке уведомлений.",
            "A letter is sent again after 10 minutes at the earliest, and three times at most. The list of notifications has the news as well.",
        ),
    ))
}

/// Keeps a profile with other wishes.
///
/// # Errors
/// 409 where somebody else, or another window, has changed the account meanwhile.
pub async fn keep(context: &Context, account: &Account, profile: &Profile) -> Result<(), Problem> {
    let at = context.now.timestamp_millis();
    let db = database().await?;
    match account::change_profile(db, account, profile, account.lang, at).await? {
        true => Ok(()),
        false => Err(Problem::new(
            StatusCode::CONFLICT,
            "version_changed",
            Text::fixed(
                "Настройки изменены в другом окне",
                "The settings have changed",
            ),
            Text::fixed(
                "Откройте страницу заново и сохраните ещё раз.",
                "Open the page again and save once more.",
            ),
        )),
    }
}

/// Marks what the form names as read, or all of it; gives the appeal to open.
pub async fn read(
    context: &Context,
    account: &str,
    body: Body,
) -> Result<Option<AppealNumber>, Problem> {
    let form = multipart::read_values(context, body::kind(context)?, body).await?;
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let Some(id) = form.all("id").next() else {
        notice::mark_all_read(db, account, at).await?;
        return Ok(None);
    };
    let found = notice::mark_read(db, account, id, at).await?;
    found.ok_or_else(Problem::not_found).map(Some)
}
