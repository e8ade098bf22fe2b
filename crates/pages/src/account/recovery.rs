use askama::Template;

use crate::account::{fill, login, summary};
use crate::field::Field;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// `/recovery`. Sent by `POST /api/v1/recovery` as `login`, with a proof of work; the answer is a
/// [`crate::CodeView`], whoever it is.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/recovery.html", whitespace = "minimize")]
pub struct RecoveryView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed: `login`.
    pub values: Values,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

impl RecoveryView {
    fn fields(&self) -> Vec<Field> {
        let login = login(
            self.shell.lang,
            self.shell
                .t("Телефон, почта или СНИЛС", "Phone, e-mail or SNILS"),
            self.shell.t(
                "Код придёт на подтверждённые телефон или почту.",
                "A code is sent to the confirmed phone or e-mail.",
            ),
        );
        fill(vec![login], &self.values, &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        summary(&self.fields(), &self.faults)
    }
}
