//! Whoever may not write for a while is told so, why, until when, and where to contest it.

use axum::http::StatusCode;
use domain::applicant::ApplicantRecord;
use domain::{Lang, Region, Text};
use store::account::{Login, LoginKind};
use store::block::{self, Block};

use crate::auth::Caller;
use crate::capabilities::database;
use crate::time::from_ms;
use crate::{Context, Problem, views};

/// Where blocks and marks are contested: whoever is blocked may still send this.
pub const CONTEST_CATEGORY: &str = "portal.conduct";

/// Refuses who is blocked, by the account or by the contacts that they give.
pub async fn refuse(
    context: &Context,
    caller: &Caller,
    applicant: Option<&ApplicantRecord>,
) -> Result<(), Problem> {
    if caller.role().acts_for_agency() {
        return Ok(());
    }
    let contacts = contacts(applicant);
    if caller.account().is_none() && contacts.is_empty() {
        return Ok(());
    }
    let now = context.now.timestamp_millis();
    let found = block::stopping(database().await?, caller.account(), &contacts, now).await?;
    match found {
        Some(block) => Err(told(&block)),
        None => Ok(()),
    }
}

/// What an applicant is reached by.
pub fn contacts(applicant: Option<&ApplicantRecord>) -> Vec<Login> {
    let Some(applicant) = applicant else {
        return Vec::new();
    };
    let login = |kind, value: &Option<String>| {
        let value = value.clone()?;
        Some(Login { kind, value })
    };
    [
        login(
            LoginKind::Email,
            &applicant.email.as_ref().map(|email| email.to_lowercase()),
        ),
        login(LoginKind::Phone, &applicant.phone),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn told(block: &Block) -> Problem {
    let until = |lang: Lang| match block.until {
        Some(until) => views::moment(lang, Region::NONE, until).text,
        None => "—".to_owned(),
    };
    let mut problem = Problem::new(
        StatusCode::FORBIDDEN,
        "blocked",
        Text::fixed(
            "Вы временно не можете писать",
            "You cannot write for a while",
        ),
        Text::new(
            format!(
                "Причина: {}. Ограничение действует до {}. Читать свои обращения и отвечать на вопросы ведомств можно. Обжаловать: подайте обращение в теме «Ограничения и модерация», его рассмотрит поддержка портала: /submit?category={CONTEST_CATEGORY}",
                block.reason,
                until(Lang::Ru)
            ),
            format!(
                "Reason: {}. It holds until {}. You can read your appeals and reply to agencies. To contest it send an appeal on the topic “Restrictions and moderation”, which the portal's support decides on: /submit?category={CONTEST_CATEGORY}",
                block.reason,
                until(Lang::En)
            ),
        ),
    );
    if let Some(until) = block.until {
        problem.headers.push(("retry-after", http_date(until)));
    }
    problem
}

/// RFC 9110 5.6.7.
fn http_date(ms: i64) -> String {
    from_ms(ms).format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
