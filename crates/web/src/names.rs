//! What members of staff are called wherever colleagues see them. The journal keeps accounts; their names are
//! looked up when a page is shown, all of it in one statement.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::{Actor, Lang, Text};
use pages::Choice;
use store::account::{self, Account, State};
use store::staff;

use crate::Problem;
use crate::capabilities::database;

/// Members of staff that a list offers: more than a list is good for.
const OFFERED: usize = 300;

/// The names of some accounts.
pub struct Names {
    lang: Lang,
    accounts: BTreeMap<String, Account>,
}

impl Names {
    /// Looks up the names of these accounts.
    pub async fn of(mut ids: Vec<&str>, lang: Lang) -> Result<Names, Problem> {
        ids.sort_unstable();
        ids.dedup();
        let found = account::by_ids(database().await?, &ids).await?;
        Ok(Names {
            lang,
            accounts: found.into_iter().map(|one| (one.id.clone(), one)).collect(),
        })
    }

    /// What colleagues see of an account.
    pub fn called(&self, id: &str) -> String {
        match self.accounts.get(id) {
            Some(account) => called(account, self.lang),
            None => nameless(self.lang),
        }
    }

    /// The same with the position.
    pub fn titled(&self, id: &str) -> String {
        let name = self.called(id);
        let account = self.accounts.get(id);
        match account.and_then(|account| account.profile.position.as_deref()) {
            Some(position) => format!("{name}, {position}"),
            None => name,
        }
    }

    /// The name alone, for what applicants read; none while its person has given none.
    pub fn given(&self, id: &str) -> Option<String> {
        self.accounts.get(id).and_then(Account::name)
    }

    /// Who did something, as colleagues see it: «Смирнова Ольга, оператор».
    pub fn actor(&self, actor: &Actor) -> String {
        let text = match actor {
            Actor::Applicant => Text::fixed("заявитель", "the applicant"),
            Actor::Participant { .. } => Text::fixed("участник", "a participant"),
            Actor::System => Text::fixed("система", "the system"),
            Actor::Staff { role, id } if role.is_staff() => {
                return format!("{}, {}", self.called(id), role.label(self.lang));
            }
            Actor::Staff { role, .. } => return role.label(self.lang),
        };
        text.get(self.lang).to_owned()
    }
}

/// The account of the member of staff who did something.
pub fn member(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Staff { id, role } if role.is_staff() => Some(id),
        _ => None,
    }
}

/// What colleagues see of an account: the name, and of an account from before there were names the contact.
pub fn called(account: &Account, lang: Lang) -> String {
    let contact = || account.contact().map(|(_, contact)| contact.to_owned());
    let found = account.name().or_else(contact);
    found.unwrap_or_else(|| nameless(lang))
}

/// The same as the header greets them: «Ольга Смирнова».
pub fn short(account: &Account, lang: Lang) -> String {
    let person = &account.profile.person;
    let name = format!("{} {}", person.first_name, person.last_name);
    match name.trim() {
        "" => called(account, lang),
        name => name.to_owned(),
    }
}

/// The members of staff of an agency, or of all, who can be given an appeal, by name.
pub async fn executors(agency: Option<&str>, lang: Lang) -> Result<Vec<Choice>, Problem> {
    let mut found = staff::list(database().await?, agency, None, OFFERED).await?;
    found.retain(|account| {
        let works = matches!(
            account.role,
            Role::Operator | Role::Expert | Role::Supervisor
        );
        works && account.state == State::Active
    });
    let mut choices: Vec<Choice> = found
        .iter()
        .map(|account| Choice::new(&account.id, told_apart(account, &found, lang)))
        .collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(choices)
}

/// The name, and the contact besides where somebody else has the same name.
fn told_apart(account: &Account, all: &[Account], lang: Lang) -> String {
    let name = called(account, lang);
    let has_namesake =
        (all.iter()).any(|other| other.id != account.id && other.name() == account.name());
    match account.contact().filter(|_| has_namesake) {
        Some((_, contact)) if contact != name => format!("{name} ({contact})"),
        _ => name,
    }
}

fn nameless(lang: Lang) -> String {
    let text = Text::fixed("сотрудник без имени", "a member of staff without a name");
    text.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use domain::access::Territory;
    use store::account::Profile;

    use super::*;

    fn account(id: &str, [last, first, email]: [&str; 3]) -> Account {
        let mut profile = Profile::default();
        profile.person.last_name = last.to_owned();
        profile.person.first_name = first.to_owned();
        profile.person.email = Some(email.to_owned()).filter(|email| !email.is_empty());
        Account {
            id: id.to_owned(),
            role: Role::Operator,
            territory: Territory::EVERYWHERE,
            lang: Lang::Ru,
            state: State::Active,
            locked_until: None,
            lock_reason: None,
            failures: 0,
            password: None,
            password_at: None,
            profile,
            created_at: 0,
            updated_at: 0,
            version: 1,
        }
    }

    #[test]
    fn somebody_without_a_name_is_called_by_their_contact_and_never_by_an_id() {
        for (known, called_so, short_so) in [
            (
                ["Смирнова", "Ольга", "o@e.ru"],
                "Смирнова Ольга",
                "Ольга Смирнова",
            ),
            (["", "", "o@e.ru"], "o@e.ru", "o@e.ru"),
            (["", "", ""], "сотрудник без имени", "сотрудник без имени"),
            (["", "Ольга", "o@e.ru"], "Ольга", "Ольга"),
        ] {
            let account = account("0192f3a0-0000-7000-8000-000000000000", known);
            assert_eq!(called(&account, Lang::Ru), called_so);
            assert_eq!(short(&account, Lang::Ru), short_so);
        }
    }

    #[test]
    fn namesakes_are_told_apart_by_their_contacts() {
        let all = [
            account("1", ["Смирнова", "Ольга", "one@e.ru"]),
            account("2", ["Смирнова", "Ольга", "two@e.ru"]),
            account("3", ["Белова", "Ольга", "three@e.ru"]),
            account("4", ["", "", "four@e.ru"]),
            account("5", ["", "", "five@e.ru"]),
        ];
        let labels = all.iter().map(|one| told_apart(one, &all, Lang::Ru));
        let expected = [
            "Смирнова Ольга (one@e.ru)",
            "Смирнова Ольга (two@e.ru)",
            "Белова Ольга",
            "four@e.ru",
            "five@e.ru",
        ];
        assert_eq!(labels.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn applicants_read_a_name_or_nothing_and_an_unknown_account_is_somebody() {
        let mut known = account("1", ["Смирнова", "Ольга", "one@e.ru"]);
        known.profile.position = Some("инженер".to_owned());
        let nameless = account("2", ["", "", "two@e.ru"]);
        let names = Names {
            lang: Lang::Ru,
            accounts: [known, nameless].map(|one| (one.id.clone(), one)).into(),
        };
        assert_eq!(names.given("1").as_deref(), Some("Смирнова Ольга"));
        assert_eq!((names.given("2"), names.given("3")), (None, None));
        assert_eq!(names.titled("1"), "Смирнова Ольга, инженер");
        assert_eq!(names.titled("2"), "two@e.ru");
        let actor = |text: &str| names.actor(&Actor::parse(text).unwrap());
        for (who, said) in [
            ("operator:1", "Смирнова Ольга, оператор"),
            ("expert:2", "two@e.ru, эксперт"),
            ("operator:0192f3a0", "сотрудник без имени, оператор"),
            ("applicant", "заявитель"),
            ("participant:9", "участник"),
            ("system", "система"),
        ] {
            assert_eq!(actor(who), said);
        }
        assert!(!actor("integrator:0192f3a0").contains("0192f3a0"));
    }
}
