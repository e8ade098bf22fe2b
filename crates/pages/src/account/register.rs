use askama::Template;

use crate::account::{fill, login, new_password, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// `/register`. Sent by `POST /api/v1/accounts` as `login`, `password`, `consent`, with a proof of work.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/register.html", whitespace = "minimize")]
pub struct RegisterView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed: `login`, `consent`. Never the password.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Where to go afterwards: a local path, or empty.
    pub return_to: String,
}

impl RegisterView {
    fn fields(&self) -> Vec<Field> {
        let lang = self.shell.lang;
        let t = |ru, en| self.shell.t(ru, en);
        let login = login(
            lang,
            t("Телефон или почта", "Phone or e-mail"),
            t(
                "Сюда придёт код подтверждения. Потом по ним можно входить.",
                "A code to confirm comes here. Later you sign in by it.",
            ),
        );
        fill(
            vec![login, new_password(lang, "password")],
            &self.values,
            &self.faults,
        )
    }

    fn consent_error(&self) -> &str {
        self.faults
            .iter()
            .find(|fault| fault.id() == "consent")
            .map_or("", |fault| fault.text.as_str())
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let mut errors = summary(&self.fields(), &self.faults);
        for (fault, (target, _)) in self.faults.iter().zip(&mut errors) {
            if fault.id() == "consent" {
                "consent".clone_into(target);
            }
        }
        errors
    }
}
