use askama::Template;

use crate::account::{fill, login, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Choice, Fault, Values};

/// `/sign-in`: every way to become known.
///
/// The password goes to `POST /api/v1/session` as `login`, `password`, `return_to`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/sign_in.html", whitespace = "minimize")]
pub struct SignInView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed: `login`. Never the password.
    pub values: Values,
    /// Why it failed; one text for every cause.
    pub faults: Vec<Fault>,
    /// A sentence on why the page is shown («Войдите, чтобы открыть кабинет»), or empty.
    pub notice: String,
    /// Where to go afterwards: a local path, or empty.
    pub return_to: String,
    /// External providers: code and name.
    pub providers: Vec<Choice>,
    /// Whether certificates are accepted here.
    pub signature: bool,
    /// Whether the form must carry a proof of work.
    pub proof: bool,
}

impl SignInView {
    fn fields(&self) -> Vec<Field> {
        let (lang, shell) = (self.shell.lang, &self.shell);
        let login = login(
            lang,
            shell.t("Телефон, почта или СНИЛС", "Phone, e-mail or SNILS"),
            shell.t(
                "Например, +7 912 345-67-89 или anna@example.ru",
                "For example, +7 912 345-67-89 or anna@example.ru",
            ),
        );
        let password = Field::new(lang, "password", shell.t("Пароль", "Password"))
            .kind("password")
            .required(shell.t("Введите пароль", "Enter the password"))
            .autocomplete("current-password");
        fill(vec![login, password], &self.values, &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }
}
