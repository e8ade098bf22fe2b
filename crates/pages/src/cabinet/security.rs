use askama::Template;

use crate::account::{fill, new_password, one_time_code, summary};
use crate::cabinet::places;
use crate::card::Entry;
use crate::field::Field;
use crate::moment::Moment;
use crate::shell::Shell;
use crate::values::{Fault, Values};

/// `/cabinet/security`: the account's state, ways of signing in, devices, what happened.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/security.html", whitespace = "minimize")]
pub struct SecurityView {
    /// Language and address.
    pub shell: Shell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// Whether what has just been done opens the desk: the way there is shown beside it.
    pub leads_to_desk: bool,
    /// What was wrong: `/password`, `/current_password`, `/code`, or of nothing to be seen.
    pub faults: Vec<Fault>,
    /// The account's state and what to do.
    pub state: AccountState,
    /// When the password was set; an empty text if there is none.
    pub password: Moment,
    /// Whether the password is older than 90 days.
    pub password_is_old: bool,
    /// The second steps that are set up.
    pub factors: Vec<FactorRow>,
    /// Whether codes by message can be turned on: there is a contact, and they are not on.
    pub can_message: bool,
    /// An application that is being added.
    pub totp: Option<TotpSetup>,
    /// Recovery codes that have just been made; they are shown once.
    pub codes: Vec<String>,
    /// How many recovery codes are left.
    pub codes_left: u64,
    /// Identities linked from elsewhere: kind and name.
    pub links: Vec<FactorRow>,
    /// The identity provider that can be linked; empty where there is none.
    pub provider: String,
    /// Whether a certificate can be linked.
    pub signature: bool,
    /// Where the person is signed in, the session of this page first.
    pub sessions: Vec<SessionRow>,
    /// What happened to the account, newest first.
    pub events: Vec<Entry>,
}

/// An account's state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountState {
    /// `active`, `unconfirmed`, `locked`, `blocked`.
    pub code: String,
    /// «Действует».
    pub label: String,
    /// What to do, a sentence; may be empty.
    pub advice: String,
}

/// A way of signing in that is set up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactorRow {
    /// Its id in `/api/v1/account/factors/{id}`.
    pub id: String,
    /// What it is, in the page's language.
    pub label: String,
    /// Since when.
    pub created: Moment,
    /// When it was used last; an empty text if never.
    pub used: Moment,
}

/// A device on which the person is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id in `/api/v1/sessions/{id}`.
    pub id: String,
    /// «Chrome, Windows».
    pub device: String,
    /// When it was signed in.
    pub created: Moment,
    /// When it was seen last.
    pub seen: Moment,
    /// Whether it is the one that shows this page.
    pub current: bool,
}

/// An application with codes that is being added; confirmed by
/// `POST /api/v1/account/factors/totp/confirm` with `ticket` and `code`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TotpSetup {
    /// The right to go on.
    pub ticket: String,
    /// The secret for typing in, in groups.
    pub secret: String,
    /// `otpauth:` link, which a phone opens in the application.
    pub uri: String,
    /// The QR code: an SVG document of ours, put in as it is.
    pub qr_svg: String,
}

impl SecurityView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }

    fn password_fields(&self) -> Vec<Field> {
        let lang = self.shell.lang;
        let t = |ru, en| self.shell.t(ru, en);
        let current = Field::new(
            lang,
            "current_password",
            t("Нынешний пароль", "Current password"),
        )
        .kind("password")
        .required(t("Введите нынешний пароль", "Enter the current password"))
        .autocomplete("current-password")
        .narrow();
        let mut fields = vec![new_password(lang, "password")];
        if !self.password.text.is_empty() {
            fields.insert(0, current);
        }
        fill(fields, &Values::default(), &self.faults)
    }

    fn code(&self) -> Field {
        let label = self.shell.t("Код из приложения", "Code from the app");
        one_time_code(self.shell.lang, label).fill(&Values::default(), &self.faults)
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let mut fields = Vec::new();
        if self.totp.is_some() {
            fields.push(self.code());
        }
        if self
            .faults
            .iter()
            .any(|fault| fault.id().ends_with("password"))
        {
            fields.extend(self.password_fields());
        }
        summary(&fields, &self.faults)
    }

    fn has_fault(&self, name: &str) -> bool {
        self.faults.iter().any(|fault| fault.id().ends_with(name))
    }

    fn others(&self) -> bool {
        self.sessions.iter().any(|session| !session.current)
    }
}
