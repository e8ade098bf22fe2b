//! `/cabinet/notifications`: of what to tell and how, and what was sent.

use axum::body::Body;
use axum::http::StatusCode;
use domain::{Lang, Region, Text};
use pages::{NotificationRow, NotificationsView, NotifySetting};
use store::account::{self, Account, Profile};
use store::outbox;
use web::capabilities::database;
use web::reply::{page, see_other, shell_at};
use web::{Answer, Context, Problem, body, multipart, query, views};

use web::cabinet::words;

use crate::entry;

/// Messages that are listed.
const LISTED: i64 = 50;

/// The news that a person can be told of: what happens to their appeals.
const NEWS: [(&str, &str, &str); 4] = [
    (
        "question",
        "Вопрос исполнителя",
        "A question of the executor",
    ),
    ("status", "Новый статус", "A new status"),
    ("answer", "Ответ ведомства", "The agency's answer"),
    ("deadline", "Срок изменился", "The deadline has moved"),
];

const CHANNELS: [(&str, &str, &str); 2] = [("email", "Почта", "E-mail"), ("sms", "SMS", "SMS")];

/// Shows the settings and the journal.
pub(crate) async fn show(context: Context) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let lang = context.lang;
    let sent = outbox::of_account(database().await?, &account.id, LISTED).await?;
    let rows = sent.into_iter().map(|sent| NotificationRow {
        at: views::moment(lang, Region::NONE, sent.at),
        what: words::message(&sent.kind).get(lang).to_owned(),
        channel: words::channel(&sent.channel).get(lang).to_owned(),
        delivered: sent
            .delivered_at
            .map(|at| views::moment(lang, Region::NONE, at))
            .unwrap_or_default(),
    });
    let saved = Text::fixed("Сохранено.", "Saved.");
    let is_saved = query::first(&context.query, "done").is_some();
    let view = NotificationsView {
        shell: shell_at(&context, "/cabinet/notifications"),
        notice: if is_saved {
            saved.get(lang).to_owned()
        } else {
            String::new()
        },
        settings: NEWS
            .iter()
            .map(|news| setting(news, &account.profile, lang))
            .collect(),
        rows: rows.collect(),
    };
    Ok(page(StatusCode::OK, pages::notifications(&view)))
}

/// Until a person chooses, e-mail tells of everything.
fn setting(news: &(&str, &str, &str), profile: &Profile, lang: Lang) -> NotifySetting {
    let (code, ru, en) = *news;
    let text = |ru: &str, en: &str| match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    };
    let channels = CHANNELS.iter().map(|(channel, ru, en)| {
        let is_on = match &profile.notify {
            None => *channel == "email",
            Some(chosen) => chosen.iter().any(|one| *one == format!("{code}:{channel}")),
        };
        ((*channel).to_owned(), text(ru, en), is_on)
    });
    NotifySetting {
        code: code.to_owned(),
        label: text(ru, en),
        channels: channels.collect(),
    }
}

/// Keeps what was chosen.
pub(crate) async fn choose(context: Context, body: Body) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let form = multipart::read_values(&context, body::kind(&context)?, body).await?;
    let known = |value: &&str| {
        NEWS.iter().any(|(news, ..)| {
            CHANNELS
                .iter()
                .any(|(channel, ..)| **value == format!("{news}:{channel}"))
        })
    };
    let chosen = form.all("notify").filter(known).map(str::to_owned);
    let profile = Profile {
        notify: Some(chosen.collect()),
        ..account.profile.clone()
    };
    save(&context, &account, &profile).await?;
    see_other("/cabinet/notifications?done=saved")
}

async fn save(context: &Context, account: &Account, profile: &Profile) -> Result<(), Problem> {
    let at = context.now.timestamp_millis();
    account::change_profile(database().await?, account, profile, account.lang, at).await?;
    Ok(())
}
