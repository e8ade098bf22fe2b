//! What a letter says: what happened to which appeal, and where to read on. Names, telephones and addresses of
//! people stay out, as does what staff and applicants wrote to each other: a mailbox is open to more eyes than the
//! service is. Codes stay out too: with one, whoever reads the mailbox has the appeal. The applicant's own copy alone
//! has their words, and goes to an account alone, whose contact is confirmed: to an address that somebody typed,
//! these would be anybody's words under the service's name.

use domain::notice::Topic;
use domain::{Lang, Text};
use pages::{LetterItem, LetterView};
use store::AppealRow;
use store::notice::Due;
use web::capabilities::variable;
use web::{Problem, news};

use crate::person::Person;

/// As much as a digest lists; the rest is counted.
const LISTED: usize = 20;

/// A letter, before it is addressed.
pub(crate) struct Said {
    pub(crate) subject: String,
    pub(crate) view: LetterView,
    /// Where such letters are turned off; empty where they can't be.
    pub(crate) unsubscribe: String,
}

impl Said {
    /// As a short message.
    pub(crate) fn short(&self) -> String {
        let link = self.view.items.first().map(|item| item.link.as_str());
        format!("{} {}", self.subject, link.unwrap_or_default())
            .trim_end()
            .to_owned()
    }
}

/// Puts a letter together.
pub(crate) async fn letter(
    person: &Person,
    appeals: &[AppealRow],
    due: &[&Due],
) -> Result<Said, Problem> {
    let lang = person.lang;
    let t = |ru: &'static str, en: &'static str| match lang {
        Lang::Ru => ru,
        Lang::En => en,
    };
    let url = variable("public_url").await?;
    let url = url.trim_end_matches('/');
    let mut items: Vec<LetterItem> = due
        .iter()
        .take(LISTED)
        .map(|one| {
            let appeal = appeals.iter().find(|appeal| appeal.id == one.appeal);
            item(person, appeal, one, url)
        })
        .collect();
    if due.len() > LISTED {
        let more = due.len() - LISTED;
        items.push(LetterItem {
            heading: Text::new(format!("И ещё: {more}"), format!("And {more} more"))
                .get(lang)
                .to_owned(),
            text: t(
                "Остальное — в списке уведомлений.",
                "The rest is in the list of notifications.",
            )
            .to_owned(),
            ..LetterItem::default()
        });
    }
    let subject = match due {
        [one] => news::subject(one.topic, one.number),
        _ => Text::new(
            format!("Новости по обращениям: {}", due.len()),
            format!("News of appeals: {}", due.len()),
        ),
    };
    let subject = subject.get(lang).to_owned();
    let mut footer = vec![
        t(
            "Это письмо отправил сервис обращений «Отклик». Отвечать на него не нужно.",
            "This letter comes from Otklik, the service of appeals. There is no need to answer it.",
        )
        .to_owned(),
    ];
    let settings = person.settings().filter(|_| !url.is_empty());
    let unsubscribe = settings.map_or_else(String::new, |page| format!("{url}{page}"));
    if person.account.is_some() {
        let choice = t(
            "О чём писать и куда, вы выбираете в разделе «Уведомления».",
            "What we write of and where to is your choice, under “Notifications”.",
        );
        footer.push(format!("{choice} {unsubscribe}").trim_end().to_owned());
    }
    let view = LetterView {
        lang: lang.code(),
        subject: subject.clone(),
        items,
        footer,
    };
    Ok(Said {
        subject,
        view,
        unsubscribe,
    })
}

fn item(person: &Person, appeal: Option<&AppealRow>, due: &Due, url: &str) -> LetterItem {
    let lang = person.lang;
    let is_applicant = match &due.account {
        None => true,
        Some(account) => appeal.is_some_and(|appeal| appeal.account.as_ref() == Some(account)),
    };
    // Staff who take part in an appeal of others see it on the page of the appeal, not on the desk.
    let path = match is_applicant || !person.is_staff || due.for_participant {
        true => "status",
        false => "desk/appeals",
    };
    let link = if url.is_empty() {
        String::new()
    } else {
        format!("{url}/{path}/{}", due.number)
    };
    let is_copy = due.topic == Topic::Registered && is_applicant && person.account.is_some();
    let copy = appeal.filter(|_| is_copy);
    let copy = copy.and_then(|appeal| appeal.registered.private.as_ref());
    LetterItem {
        heading: news::subject(due.topic, due.number).get(lang).to_owned(),
        text: match due.topic == Topic::Registered && !is_copy {
            true => news::advice_without_copy(),
            false => news::advice(due.topic),
        }
        .get(lang)
        .to_owned(),
        link_label: Text::fixed("Открыть обращение", "Open the appeal")
            .get(lang)
            .to_owned(),
        link,
        // Their own words, which they asked to have a copy of.
        quote: copy.map_or_else(String::new, |copy| {
            format!("{}\n\n{}", copy.title, copy.text)
        }),
    }
}
