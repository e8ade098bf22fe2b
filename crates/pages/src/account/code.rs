use askama::Template;

use crate::account::{fill, new_password, one_time_code, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// What a code that was sent is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CodeFor {
    /// To confirm a registration: `POST /api/v1/accounts/confirm`.
    #[default]
    Registration,
    /// To set a new password: `POST /api/v1/recovery/complete`, with `password`.
    Recovery,
    /// To confirm a new contact: `POST /api/v1/account/contacts/confirm`.
    Contact,
}

/// A code was sent, if there is somebody to send it to: the page is the same for all.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/code.html", whitespace = "minimize")]
pub struct CodeView {
    /// Language and address.
    pub shell: Shell,
    /// What it is for.
    pub wanted: CodeFor,
    /// The right to go on.
    pub ticket: String,
    /// Where it was sent: «a***@example.ru».
    pub masked: String,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Where to go afterwards: a local path, or empty.
    pub return_to: String,
}

impl CodeView {
    fn fields(&self) -> Vec<Field> {
        let lang = self.shell.lang;
        let code = one_time_code(
            lang,
            self.shell.t("Код из сообщения", "Code from the message"),
        );
        let mut fields = vec![code];
        if self.wanted == CodeFor::Recovery {
            fields.push(new_password(lang, "password"));
        }
        fill(fields, &Values::default(), &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }

    fn action(&self) -> &'static str {
        match self.wanted {
            CodeFor::Registration => "/api/v1/accounts/confirm",
            CodeFor::Recovery => "/api/v1/recovery/complete",
            CodeFor::Contact => "/api/v1/account/contacts/confirm",
        }
    }

    fn again(&self) -> &'static str {
        match self.wanted {
            CodeFor::Registration => "/register",
            CodeFor::Recovery => "/recovery",
            CodeFor::Contact => "/cabinet/profile",
        }
    }

    fn heading(&self) -> &'static str {
        match self.wanted {
            CodeFor::Registration => self
                .shell
                .t("Подтвердите регистрацию", "Confirm your registration"),
            CodeFor::Recovery => self.shell.t("Новый пароль", "A new password"),
            CodeFor::Contact => self
                .shell
                .t("Подтвердите новый контакт", "Confirm the new contact"),
        }
    }
}
