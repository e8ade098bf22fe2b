//! The views of a person's own pages, for the pages themselves and for the forms that answer with them.

pub mod words;

use domain::applicant::shown_email;
use domain::{Lang, Region, Text};
use pages::{
    AccountState, Choice, Entry, FactorRow, Moment, ProfileView, SecurityView, SessionRow, Values,
};
use store::account::{self, Account, LoginKind, State};
use store::{factor, session as sessions};

use crate::capabilities::database;
use crate::reply::shell_at;
use crate::session::{Session, idle};
use crate::{Context, Problem, views, ways};

/// A password older than this is worth a thought (product.md, B5).
const OLD_PASSWORD_MS: i64 = 90 * 24 * 3600 * 1000;

/// Events that the page shows; who wants more asks `GET /api/v1/account/events`.
const EVENTS: i64 = 20;

/// The profile as it is kept.
pub fn profile_view(context: &Context, account: &Account) -> ProfileView {
    let person = account.profile.person.clone();
    let mut values = Values::default();
    let mut put = |name: &str, value: Option<String>| {
        values.push(name, value.unwrap_or_default());
    };
    put("last_name", Some(person.last_name));
    put("first_name", Some(person.first_name));
    put("middle_name", person.middle_name);
    put("birth_date", person.birth_date);
    put("inn", person.inn);
    put("snils", person.snils);
    put(
        "region",
        account
            .profile
            .region
            .map(|region| region.code().to_owned()),
    );
    put("lang", Some(account.lang.code().to_owned()));
    ProfileView {
        shell: shell_at(context, "/cabinet/profile"),
        values,
        position: account.profile.position.clone().unwrap_or_default(),
        phone: person.phone.unwrap_or_default(),
        email: person.email.as_deref().map(shown_email).unwrap_or_default(),
        regions: Region::all()
            .map(|region| Choice::new(region.code(), region.name(context.lang)))
            .collect(),
        ..ProfileView::default()
    }
}

/// Everything about how the account is protected.
pub async fn security_view(
    context: &Context,
    session: &Session,
    account: &Account,
) -> Result<SecurityView, Problem> {
    let (db, lang) = (database().await?, context.lang);
    let now = context.now.timestamp_millis();
    let moment = |at: i64| views::moment(lang, Region::NONE, at);
    let factors = factor::of_account(db, &account.id).await?;
    let idle_since = now - idle(session.role).num_milliseconds();
    let mut devices = sessions::of_account(db, &account.id, idle_since, now).await?;
    devices.sort_by_key(|device| device.id != session.id);
    let events = account::events(db, &account.id, None, EVENTS).await?;
    let is_protected = !factors.is_empty();
    Ok(SecurityView {
        shell: shell_at(context, "/cabinet/security"),
        state: state(account, is_protected, now, lang),
        password: account.password_at.map(moment).unwrap_or_default(),
        password_is_old: account
            .password_at
            .is_some_and(|at| now - at > OLD_PASSWORD_MS),
        factors: factors
            .iter()
            .map(|factor| FactorRow {
                id: factor.id.clone(),
                label: words::factor(&factor.kind).get(lang).to_owned(),
                created: moment(factor.created_at),
                used: factor.used_at.map(moment).unwrap_or_default(),
            })
            .collect(),
        can_message: account.contact().is_some()
            && factors.iter().all(|factor| factor.kind != "message"),
        links: links(context, &account.id).await?,
        provider: ways::provider().await?,
        signature: ways::signature().await?,
        codes_left: factor::recovery_left(db, &account.id).await?.unsigned_abs(),
        sessions: devices
            .iter()
            .map(|device| SessionRow {
                current: device.id == session.id,
                id: device.id.clone(),
                device: device.client.device.clone(),
                created: moment(device.created_at),
                seen: moment(device.seen_at),
            })
            .collect(),
        events: events
            .iter()
            .map(|event| Entry {
                at: moment(event.at),
                what: words::event(&event.kind).get(lang).to_owned(),
                actor: String::new(),
                text: String::new(),
                files: Vec::new(),
            })
            .collect(),
        ..SecurityView::default()
    })
}

/// The identities that the account is linked to.
async fn links(context: &Context, account: &str) -> Result<Vec<FactorRow>, Problem> {
    let mut rows = Vec::new();
    for (kind, since) in account::links(database().await?, account).await? {
        let label = match kind {
            LoginKind::Oidc => ways::provider().await?,
            _ => words::SIGNATURE.get(context.lang).to_owned(),
        };
        rows.push(FactorRow {
            id: kind.as_str().to_owned(),
            label,
            created: views::moment(context.lang, Region::NONE, since),
            used: Moment::default(),
        });
    }
    Ok(rows)
}

/// Whether the account may be used, and what its person can do about it.
fn state(account: &Account, is_protected: bool, now: i64, lang: Lang) -> AccountState {
    let locked = account.locked_until.filter(|until| *until > now);
    let (code, label, advice) = match (account.state, locked) {
        (State::Blocked, _) => (
            "blocked",
            Text::fixed("Заблокирован", "Blocked"),
            Text::fixed(
                "Кабинет заблокировал администратор. Напишите в поддержку, чтобы узнать причину и снять блокировку.",
                "An administrator blocked the account. Write to the support to learn why and to have it lifted.",
            ),
        ),
        (State::Unconfirmed, _) => (
            "unconfirmed",
            Text::fixed("Нужно подтверждение", "Needs confirmation"),
            Text::fixed(
                "Подтвердите телефон или почту кодом из сообщения, без этого войти снова не получится.",
                "Confirm the phone or e-mail by the code of the message: else you can't sign in again.",
            ),
        ),
        (State::Active, Some(until)) => {
            let until = Moment::at(lang, Region::NONE.local(crate::time::from_ms(until))).text;
            (
                "locked",
                Text::fixed("Вход временно закрыт", "Locked for a time"),
                Text::new(
                    format!(
                        "Новые входы закрыты до {until}. Чтобы открыть раньше, восстановите доступ по коду и смените пароль."
                    ),
                    format!(
                        "No new sign-in until {until}. To lift it sooner, recover access by a code and change the password."
                    ),
                ),
            )
        }
        (State::Active, None) if !is_protected => (
            "active",
            Text::fixed("Действует", "Active"),
            match account.role.is_staff() {
                true => Text::fixed(
                    "Включите второй фактор: без него рабочее место не откроется.",
                    "Set up a second factor: without it the desk does not open.",
                ),
                false => Text::fixed(
                    "Включите второй фактор: тогда одного пароля чужому не хватит.",
                    "Set up a second factor: then the password alone is not enough for a stranger.",
                ),
            },
        ),
        (State::Active, None) => (
            "active",
            Text::fixed("Действует", "Active"),
            Text::fixed(
                "Всё в порядке, делать ничего не нужно.",
                "All is well, there is nothing to do.",
            ),
        ),
    };
    AccountState {
        code: code.to_owned(),
        label: label.get(lang).to_owned(),
        advice: advice.get(lang).to_owned(),
    }
}
